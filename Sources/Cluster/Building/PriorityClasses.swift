// SPDX-License-Identifier: Apache-2.0

import Manifests

/// The priority classes of a cluster: they give pods their priority when they are created.
///
/// Rules of kubernetes v1.36 plugin/pkg/admission/priority/admission.go. All classes of the scenario
/// count from the start, those that the timeline applies too.
struct PriorityClasses: Sendable {
  /// Classes that every cluster has; kubernetes v1.36 pkg/apis/scheduling/v1/helpers.go.
  private static let system: [(name: String, value: Int32)] = [
    ("system-cluster-critical", 2_000_000_000), ("system-node-critical", 2_000_001_000),
  ]

  private var classes: [PriorityClass] = []

  /// Creates the classes of a cluster without own ones.
  init() {
    for (name, value) in Self.system {
      var own = PriorityClass()
      own.metadata.name = name
      own.value = value
      classes.append(own)
    }
  }

  /// Creates the classes of a cluster with some objects.
  init(_ objects: [KubernetesObject]) {
    self.init()
    for object in objects {
      guard case .priorityClass(let own) = object else { continue }
      classes.removeAll { $0.metadata.name == own.metadata.name }
      classes.append(own)
    }
  }

  /// The class of pods without one: of several defaults the one with the least value.
  private var standard: PriorityClass? {
    classes.filter(\.globalDefault).min { $0.value < $1.value }
  }

  /// Gives a pod the priority and the preemption policy of its class.
  ///
  /// A pod that has a number but no class, as a test or a dump may have it, keeps the number.
  func admit(_ spec: inout PodSpec) {
    let own: PriorityClass?
    if let name = spec.priorityClassName {
      own = classes.first { $0.metadata.name == name }
    } else if spec.priority == nil {
      own = standard
    } else {
      own = nil
    }
    guard let own else { return }
    spec.priority = own.value
    if spec.preemptionPolicy == nil { spec.preemptionPolicy = own.preemptionPolicy }
  }

  /// What admission would refuse.
  func faults(of spec: PodSpec, _ item: ManifestSet.Item) -> [Diagnostic] {
    guard let name = spec.priorityClassName else { return [] }
    let path = "spec.template.spec.priorityClassName"
    guard let own = classes.first(where: { $0.metadata.name == name }) else {
      return [
        Diagnostic(
          at: item.place, path: path, found: "no PriorityClass \"\(name)\" among the manifests",
          hint: didYouMean(name, in: classes.map(\.metadata.name)))
      ]
    }
    guard let priority = spec.priority, priority != own.value else { return [] }
    return [
      Diagnostic(
        at: item.place, path: "spec.template.spec.priority", found: "found \(priority)",
        expected: "\(own.value), the value of PriorityClass \"\(name)\", or no number")
    ]
  }
}
