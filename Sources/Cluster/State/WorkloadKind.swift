// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// The kinds of workloads that own pods in the running simulation.
enum WorkloadKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case deployment
  case statefulSet
  case statefulSetPlus

  /// The kind as manifests write it.
  var name: String {
    switch self {
    case .deployment: "Deployment"
    case .statefulSet: "StatefulSet"
    case .statefulSetPlus: "StatefulSetPlus"
    }
  }

  /// The controller that looks after it.
  var controller: ControllerKind {
    switch self {
    case .deployment: .deployment
    case .statefulSet: .statefulSet
    case .statefulSetPlus: .statefulSetPlus
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
  static func podSpec(of object: KubernetesObject) -> PodSpec? { podTemplate(of: object)?.spec }

  /// The template of the pods of an object, if it is a workload of such a kind.
  static func podTemplate(of object: KubernetesObject) -> PodTemplateSpec? {
    switch object {
    case .deployment(let manifest): manifest.spec.template
    case .statefulSet(let manifest): manifest.spec.template
    case .statefulSetPlus(let manifest): manifest.spec.template
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
    default: return nil
    }
    return WorkloadReference(
      kind: kind.name, namespace: object.metadata.namespace, name: object.metadata.name)
  }
}
