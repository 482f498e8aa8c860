// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// The objects other than pods and nodes that decisions depend on.
package struct SchedulingObjects: Sendable, Equatable {
  /// An object that selects pods: a service or a controller.
  package struct Selecting: Sendable, Equatable {
    /// `Service`, `ReplicaSet`, `StatefulSet` or `ReplicationController`.
    package var kind: String
    /// The namespace.
    package var namespace: String
    /// The name.
    package var name: String
    /// The pods that it selects; nil for none.
    package var selector: LabelSelector?

    /// Creates one.
    package init(kind: String, namespace: String, name: String, selector: LabelSelector?) {
      self.kind = kind
      self.namespace = namespace
      self.name = name
      self.selector = selector
    }

    /// Whether the object has a say in the default spreading of a template.
    func concerns(_ template: PodTemplate) -> Bool {
      guard namespace == template.namespace, let selector else { return false }
      if kind == "Service" { return template.labels.contains(selector.matchLabels) }
      guard let owner = template.owner, Self.controllers.contains(kind) else { return false }
      return owner.kind == kind && owner.name == name
    }

    private static let controllers: Set = ["ReplicaSet", "StatefulSet", "ReplicationController"]
  }

  /// Services and controllers, for the default spreading.
  package var selecting: [Selecting] = []
  /// The namespaces with their labels, by name.
  package var namespaces: [String: LabelSet] = [:]

  /// Creates an empty set.
  package init() {}

  /// Adds a service, controller or namespace; other objects are ignored.
  package mutating func add(_ object: KubernetesObject) {
    let metadata = object.metadata
    func add(_ kind: String, _ selector: LabelSelector?) {
      selecting.append(
        Selecting(
          kind: kind, namespace: metadata.namespace, name: metadata.name, selector: selector))
    }
    switch object {
    case .namespace: namespaces[metadata.name] = metadata.labels
    case .service(let service):
      add("Service", service.selector.isEmpty ? nil : LabelSelector(matchLabels: service.selector))
    case .replicationController(let controller):
      add("ReplicationController", LabelSelector(matchLabels: controller.selector))
    case .replicaSet(let set): add("ReplicaSet", set.spec.selector)
    case .statefulSet(let set): add("StatefulSet", set.spec.selector)
    default: break
    }
  }
}
