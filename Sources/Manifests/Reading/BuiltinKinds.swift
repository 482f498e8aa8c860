// SPDX-License-Identifier: Apache-2.0

/// The kinds that Kubernetes itself has, by group: a misspelled one is told from a custom one.
///
/// Source: the API reference of Kubernetes 1.36, with kinds and groups of earlier versions.
enum BuiltinKinds {
  static let byGroup: [(group: String, kinds: [String])] = [
    (
      "",
      [
        "Binding", "ComponentStatus", "ConfigMap", "Endpoints", "Event", "LimitRange",
        "Namespace", "Node", "PersistentVolume", "PersistentVolumeClaim", "Pod", "PodTemplate",
        "ReplicationController", "ResourceQuota", "Secret", "Service", "ServiceAccount",
      ]
    ),
    (
      "admissionregistration.k8s.io",
      [
        "MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding",
        "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
      ]
    ),
    ("apiextensions.k8s.io", ["CustomResourceDefinition"]),
    ("apiregistration.k8s.io", ["APIService"]),
    ("apps", ["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]),
    ("authentication.k8s.io", ["SelfSubjectReview", "TokenRequest", "TokenReview"]),
    (
      "authorization.k8s.io",
      [
        "LocalSubjectAccessReview", "SelfSubjectAccessReview", "SelfSubjectRulesReview",
        "SubjectAccessReview",
      ]
    ),
    ("autoscaling", ["HorizontalPodAutoscaler", "Scale"]),
    ("batch", ["CronJob", "Job"]),
    (
      "certificates.k8s.io",
      ["CertificateSigningRequest", "ClusterTrustBundle", "PodCertificateRequest"]
    ),
    ("coordination.k8s.io", ["Lease", "LeaseCandidate"]),
    ("discovery.k8s.io", ["EndpointSlice"]),
    ("events.k8s.io", ["Event"]),
    (
      "extensions",
      [
        "DaemonSet", "Deployment", "Ingress", "NetworkPolicy", "PodSecurityPolicy", "ReplicaSet",
      ]
    ),
    ("flowcontrol.apiserver.k8s.io", ["FlowSchema", "PriorityLevelConfiguration"]),
    (
      "networking.k8s.io",
      ["Ingress", "IngressClass", "IPAddress", "NetworkPolicy", "ServiceCIDR"]
    ),
    ("node.k8s.io", ["RuntimeClass"]),
    ("policy", ["Eviction", "PodDisruptionBudget", "PodSecurityPolicy"]),
    (
      "rbac.authorization.k8s.io", ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"]
    ),
    (
      "resource.k8s.io",
      [
        "DeviceClass", "DeviceTaintRule", "ResourceClaim", "ResourceClaimTemplate", "ResourceSlice",
      ]
    ),
    ("scheduling.k8s.io", ["PodGroup", "PriorityClass", "Workload"]),
    (
      "storage.k8s.io",
      [
        "CSIDriver", "CSINode", "CSIStorageCapacity", "StorageClass", "VolumeAttachment",
        "VolumeAttributesClass",
      ]
    ),
  ]

  /// The kinds of a group, nil when the group is not one of Kubernetes itself.
  static func kinds(ofGroup group: String) -> [String]? {
    byGroup.first { $0.group == group }?.kinds
  }
}
