// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// The kinds of workloads that own pods in the running simulation.
enum WorkloadKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case deployment
  case statefulSet
  case statefulSetPlus
  case daemonSet
  case job
  case cronJob

  /// The kind as manifests write it.
  var name: String {
    switch self {
    case .deployment: "Deployment"
    case .statefulSet: "StatefulSet"
    case .statefulSetPlus: "StatefulSetPlus"
    case .daemonSet: "DaemonSet"
    case .job: "Job"
    case .cronJob: "CronJob"
    }
  }

  /// The controller that looks after it.
  var controller: ControllerKind {
    switch self {
    case .deployment: .deployment
    case .statefulSet: .statefulSet
    case .statefulSetPlus: .statefulSetPlus
    case .daemonSet: .daemonSet
    case .job: .job
    case .cronJob: .cronJob
    }
  }

  /// Whether it has a number of replicas that an autoscaler can set.
  var isScalable: Bool { self != .daemonSet && !runsToCompletion }

  /// Whether its pods end by themselves.
  var runsToCompletion: Bool { self == .job || self == .cronJob }

  /// The label of its pods that tells their revision.
  var revisionLabel: String {
    switch self {
    case .deployment: "pod-template-hash"
    case .statefulSet, .statefulSetPlus, .daemonSet: "controller-revision-hash"
    case .job, .cronJob: "batch.kubernetes.io/controller-uid"
    }
  }

  /// The kind with a name, if it is simulated.
  init?(named name: String) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// What the pods of an object shall be like, if it is a workload of such a kind.
  static func podSpec(of object: KubernetesObject) -> PodSpec? { podTemplate(of: object)?.spec }

  /// The template of the pods of an object, if it is a workload of such a kind.
  static func podTemplate(of object: KubernetesObject) -> PodTemplateSpec? {
    switch object {
    case .deployment(let manifest): manifest.spec.template
    case .statefulSet(let manifest): manifest.spec.template
    case .statefulSetPlus(let manifest): manifest.spec.template
    case .daemonSet(let manifest): manifest.spec.template
    case .job(let manifest): manifest.spec.template
    case .cronJob(let manifest): manifest.spec.jobSpec.template
    default: nil
    }
  }

  /// The reference to an object that is a workload of such a kind.
  static func reference(to object: KubernetesObject) -> WorkloadReference? {
    let kind: WorkloadKind
    switch object {
    case .deployment: kind = .deployment
    case .statefulSet: kind = .statefulSet
    case .statefulSetPlus: kind = .statefulSetPlus
    case .daemonSet: kind = .daemonSet
    case .job: kind = .job
    case .cronJob: kind = .cronJob
    default: return nil
    }
    return WorkloadReference(
      kind: kind.name, namespace: object.metadata.namespace, name: object.metadata.name)
  }
}
