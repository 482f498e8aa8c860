// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// What the scheduler needs to know of a workload: how many pods of which template it wants.
struct WorkloadPods {
  /// The workload's own name and namespace.
  var metadata: ObjectMeta
  /// The kind, such as `Deployment`.
  var kind: String
  /// The number of pods; nil means one on every node that fits, as of a DaemonSet.
  var replicas: Int?
  /// The pods that belong to it; nil when they are known by their owner alone.
  var selector: LabelSelector?
  /// The template of the pods, with the labels that the controller adds.
  var template: PodTemplateSpec
  /// The direct owner of the pods.
  var owner = OwnerReference()
  /// The number of the first pod.
  var firstOrdinal = 0
  /// What the pods' spreading by default counts besides services.
  var selecting: SchedulingObjects.Selecting?

  /// Reads a workload; nil for other objects and for those without a template.
  init?(_ object: KubernetesObject) {
    guard let parts = Self.parts(of: object) else { return nil }
    metadata = object.metadata
    kind = parts.kind
    replicas = parts.replicas.map { max(0, Int($0)) }
    selector = parts.selector
    template = parts.template
    owner.apiVersion = parts.apiVersion
    owner.kind = parts.kind
    owner.name = metadata.name
    owner.controller = true
    switch object {
    case .deployment: becomeReplicaSet()
    case .job(let job): takeLimits(of: job)
    case .statefulSet(let set): firstOrdinal = Int(set.spec.firstOrdinal)
    default: break
    }
  }

  private struct Parts {
    var apiVersion: String
    var kind: String
    var replicas: Int32?
    var selector: LabelSelector?
    var template: PodTemplateSpec
  }

  private static func parts(of object: KubernetesObject) -> Parts? {
    func parts(
      _ apiVersion: String, _ kind: String, _ replicas: Int32?, _ selector: LabelSelector?,
      _ template: PodTemplateSpec?
    ) -> Parts? {
      template.map {
        Parts(
          apiVersion: apiVersion, kind: kind, replicas: replicas, selector: selector, template: $0)
      }
    }
    switch object {
    case .deployment(let it):
      return parts("apps/v1", "Deployment", it.spec.replicas, it.spec.selector, it.spec.template)
    case .replicaSet(let it):
      return parts("apps/v1", "ReplicaSet", it.spec.replicas, it.spec.selector, it.spec.template)
    case .statefulSet(let it):
      return parts("apps/v1", "StatefulSet", it.spec.replicas, it.spec.selector, it.spec.template)
    case .daemonSet(let it):
      return parts("apps/v1", "DaemonSet", nil, it.spec.selector, it.spec.template)
    case .replicationController(let it):
      return parts(
        "v1", "ReplicationController", it.replicas, LabelSelector(matchLabels: it.selector),
        it.template)
    case .job(let it):
      return parts("batch/v1", "Job", it.spec.parallelism, nil, it.spec.template)
    case .cloneSet(let it):
      return parts(
        "apps.kruise.io/v1alpha1", "CloneSet", it.spec.replicas, it.spec.selector, it.spec.template)
    case .advancedStatefulSet(let it):
      return parts(
        "apps.kruise.io/v1beta1", "StatefulSet", it.spec.replicas, it.spec.selector,
        it.spec.template)
    case .statefulSetPlus(let it):
      return parts(
        "platform.tkex/v1alpha1", "StatefulSetPlus", it.spec.replicas, it.spec.selector,
        it.spec.template)
    default: return nil
    }
  }

  /// The pods of a Deployment belong to its replica set and have the hash of the template.
  private mutating func becomeReplicaSet() {
    var digest = RollingDigest()
    digest.combine("\(metadata.namespace)/\(metadata.name)")
    let hash = String(digest.hex.prefix(10))
    template.metadata.labels["pod-template-hash"] = hash
    owner.kind = "ReplicaSet"
    owner.name = "\(metadata.name)-\(hash)"
    var own = selector ?? LabelSelector()
    own.matchLabels["pod-template-hash"] = hash
    selecting = .init(
      kind: "ReplicaSet", namespace: metadata.namespace, name: owner.name, selector: own)
  }

  /// So many pods run at once as are allowed, and no more than are to be completed.
  private mutating func takeLimits(of job: Job) {
    template.metadata.labels["batch.kubernetes.io/job-name"] = metadata.name
    template.metadata.labels["job-name"] = metadata.name
    if let completions = job.spec.completions {
      replicas = min(replicas ?? 0, max(0, Int(completions)))
    }
    if job.spec.suspend { replicas = 0 }
  }

  /// Whether a pod that was read belongs to the workload.
  func owns(_ pod: Pod) -> Bool {
    guard pod.metadata.namespace == metadata.namespace else { return false }
    if let selector, !selector.isEmpty { return selector.matches(pod.metadata.labels) }
    guard let controller = pod.metadata.controller else { return false }
    return controller.kind == kind && controller.name == metadata.name
  }

  /// One pod of the workload.
  func pod(_ number: Int) -> Pod {
    var pod = Pod()
    pod.metadata = template.metadata
    pod.metadata.name = "\(metadata.name)-\(firstOrdinal + number)"
    pod.metadata.namespace = metadata.namespace
    pod.metadata.ownerReferences = [owner]
    pod.spec = template.spec
    return pod
  }
}
