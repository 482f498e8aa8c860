// SPDX-License-Identifier: Apache-2.0

/// All kinds that are decoded.
///
/// A new kind is one file with its type, one case of ``KubernetesObject`` and one line here.
public enum KindRegistry {
  /// The kinds in alphabetical order within their groups.
  public static let entries: [KindEntry] = [
    KindEntry("", "ConfigMap", versions: ["v1"]) { reader, _ in
      .configMap(ConfigMap(reading: reader))
    },
    KindEntry("", "LimitRange", versions: ["v1"]) { reader, _ in
      .limitRange(LimitRange(reading: reader))
    },
    KindEntry("", "Namespace", versions: ["v1"]) { reader, _ in
      .namespace(Namespace(reading: reader))
    },
    KindEntry("", "Node", versions: ["v1"]) { reader, _ in .node(Node(reading: reader)) },
    KindEntry("", "Pod", versions: ["v1"]) { reader, _ in .pod(Pod(reading: reader)) },
    KindEntry("", "ReplicationController", versions: ["v1"]) { reader, _ in
      .replicationController(ReplicationController(reading: reader))
    },
    KindEntry("", "ResourceQuota", versions: ["v1"]) { reader, _ in
      .resourceQuota(ResourceQuota(reading: reader))
    },
    KindEntry("", "Service", versions: ["v1"]) { reader, _ in
      .service(Service(reading: reader))
    },
    KindEntry("apps", "DaemonSet", versions: ["v1"], oldVersions: ["v1beta2"]) { reader, _ in
      .daemonSet(DaemonSet(reading: reader))
    },
    KindEntry("apps", "Deployment", versions: ["v1"], oldVersions: ["v1beta1", "v1beta2"]) {
      reader, _ in .deployment(Deployment(reading: reader))
    },
    KindEntry("apps", "ReplicaSet", versions: ["v1"], oldVersions: ["v1beta2"]) { reader, _ in
      .replicaSet(ReplicaSet(reading: reader))
    },
    KindEntry("apps", "StatefulSet", versions: ["v1"], oldVersions: ["v1beta1", "v1beta2"]) {
      reader, _ in .statefulSet(StatefulSet(reading: reader))
    },
    KindEntry(
      "autoscaling", "HorizontalPodAutoscaler", versions: ["v1", "v2"], oldVersions: ["v2beta2"]
    ) {
      .horizontalPodAutoscaler(HorizontalPodAutoscaler(reading: $0, version: $1))
    },
    KindEntry("batch", "CronJob", versions: ["v1"], oldVersions: ["v1beta1"]) { reader, _ in
      .cronJob(CronJob(reading: reader))
    },
    KindEntry("batch", "Job", versions: ["v1"]) { reader, _ in .job(Job(reading: reader)) },
    KindEntry("networking.k8s.io", "Ingress", versions: ["v1"], oldVersions: ["v1beta1"]) {
      reader, _ in
      .ingress(Ingress(reading: reader))
    },
    KindEntry("policy", "PodDisruptionBudget", versions: ["v1"], oldVersions: ["v1beta1"]) {
      .podDisruptionBudget(PodDisruptionBudget(reading: $0, version: $1))
    },
    KindEntry("scheduling.k8s.io", "PriorityClass", versions: ["v1"]) { reader, _ in
      .priorityClass(PriorityClass(reading: reader))
    },
    KindEntry("apps.kruise.io", "CloneSet", versions: ["v1alpha1", "v1beta1"]) {
      .cloneSet(CloneSet(reading: $0, version: $1))
    },
    KindEntry("apps.kruise.io", "StatefulSet", versions: ["v1alpha1", "v1beta1"]) { reader, _ in
      .advancedStatefulSet(AdvancedStatefulSet(reading: reader))
    },
    KindEntry(
      "autoscaling.alibabacloud.com", "CronHorizontalPodAutoscaler", versions: ["v1beta1"]
    ) { reader, _ in
      .cronHorizontalPodAutoscaler(CronHorizontalPodAutoscaler(reading: reader))
    },
    KindEntry(
      "autoscaling.crane.io", "EffectiveHorizontalPodAutoscaler", versions: ["v1alpha1"]
    ) { reader, _ in
      .effectiveHorizontalPodAutoscaler(EffectiveHorizontalPodAutoscaler(reading: reader))
    },
    KindEntry("keda.sh", "ScaledObject", versions: ["v1alpha1"]) { reader, _ in
      .scaledObject(ScaledObject(reading: reader))
    },
    KindEntry("extensions.tkestack.io", "CronHPA", versions: ["v1"]) { reader, _ in
      .cronHPA(CronHPA(reading: reader))
    },
    KindEntry("springtide.dev", "PoolAutoscaler", versions: ["v1alpha1"]) { reader, _ in
      .poolAutoscaler(PoolAutoscaler(reading: reader))
    },
    KindEntry("platform.tkex", "StatefulSetPlus", versions: ["v1alpha1"]) { reader, _ in
      .statefulSetPlus(StatefulSetPlus(reading: reader))
    },
    KindEntry(
      "autoscaling.k8s.io", "VerticalPodAutoscaler", versions: ["v1"], oldVersions: ["v1beta2"]
    ) { reader, _ in
      .verticalPodAutoscaler(VerticalPodAutoscaler(reading: reader))
    },
    KindEntry(
      "autoscaling.k8s.io", "VerticalPodAutoscalerCheckpoint", versions: ["v1"],
      oldVersions: ["v1beta2"]
    ) { reader, _ in
      .verticalPodAutoscalerCheckpoint(VerticalPodAutoscalerCheckpoint(reading: reader))
    },
    KindEntry("karpenter.sh", "NodePool", versions: ["v1"]) { reader, _ in
      .nodePool(NodePool(reading: reader))
    },
    KindEntry("springtide.dev", "ForecastBounds", versions: ["v1alpha1"]) { reader, _ in
      .forecastBounds(ForecastBounds(reading: reader))
    },
    KindEntry("springtide.dev", "StepwiseDownsizing", versions: ["v1alpha1"]) { reader, _ in
      .stepwiseDownsizing(StepwiseDownsizing(reading: reader))
    },
    KindEntry("rollouts.kruise.io", "Rollout", versions: ["v1alpha1", "v1beta1"]) {
      .rollout(Rollout(reading: $0, version: $1))
    },
  ]

  /// The entry of a kind in a group.
  public static func entry(group: String, kind: String) -> KindEntry? {
    entries.first { $0.group == group && $0.kind == kind }
  }
}
