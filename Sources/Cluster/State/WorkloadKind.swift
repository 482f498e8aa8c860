// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// The kinds of workloads that own pods in the running simulation.
enum WorkloadKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case deployment
  case statefulSet
  case statefulSetPlus
  case cloneSet
  /// The StatefulSet of OpenKruise.
  case advancedStatefulSet

  /// The kind as manifests write it.
  var name: String {
    switch self {
    case .deployment: "Deployment"
    case .statefulSet: "StatefulSet"
    case .statefulSetPlus: "StatefulSetPlus"
    case .cloneSet: "CloneSet"
    case .advancedStatefulSet: "StatefulSet"
    }
  }

  /// The controller that looks after it.
  var controller: ControllerKind {
    switch self {
    case .deployment: .deployment
    case .statefulSet: .statefulSet
    case .statefulSetPlus: .statefulSetPlus
    case .cloneSet: .cloneSet
    case .advancedStatefulSet: .advancedStatefulSet
    }
  }

  /// The label of its pods that tells their revision.
  var revisionLabel: String {
    self == .deployment ? "pod-template-hash" : "controller-revision-hash"
  }

  /// The kind with a name, if it is simulated.
  init?(named name: String) {
    guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = kind
  }

  /// What the pods of an object shall be like, if it is a workload of such a kind.
  static func podSpec(of object: KubernetesObject) -> PodSpec? {
    switch object {
    case .deployment(let manifest): manifest.spec.template.spec
    case .statefulSet(let manifest): manifest.spec.template.spec
    case .statefulSetPlus(let manifest): manifest.spec.template.spec
    case .cloneSet(let manifest): manifest.spec.template.spec
    case .advancedStatefulSet(let manifest): manifest.spec.template.spec
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
    case .cloneSet: kind = .cloneSet
    case .advancedStatefulSet: kind = .advancedStatefulSet
    default: return nil
    }
    return WorkloadReference(
      kind: kind.name, namespace: object.metadata.namespace, name: object.metadata.name)
  }
}
