// SPDX-License-Identifier: Apache-2.0

package import Cluster
package import Manifests

/// The inputs of one folder of recorded scheduler decisions.
package struct SchedulerCase: Sendable {
  /// The files of a folder, and the one by which it is told.
  package static let markerFile = "nodes.json"
  /// Files of objects, besides nodes and pods; each may be absent.
  package static let objectFiles = [
    "services.json", "namespaces.json", "replicationcontrollers.json", "pdbs.json",
  ]
  /// Files of controllers, of which only the selector matters; the rest may be incomplete.
  package static let controllerFiles = [
    (name: "replicasets.json", kind: "ReplicaSet"),
    (name: "statefulsets.json", kind: "StatefulSet"),
  ]

  /// The nodes.
  package var nodes: [Node] = []
  /// The pods in order of arrival.
  package var pods: [Pod] = []
  /// Services, controllers and namespaces.
  package var objects = SchedulingObjects()
  /// The disruption budgets.
  package var budgets: [DisruptionBudget] = []
  /// The profile, by the variations of `config.json`.
  package var profile = SchedulerProfile.standard
  /// What happens to pods that find no node.
  package var preemption = OneShotScheduling.Preemption.off
  /// The faults of the files.
  package var diagnostics: [Diagnostic] = []

  /// Creates an empty case.
  package init() {}

  /// Reads the files of a folder.
  ///
  /// - Parameters:
  ///   - folder: the folder's path, for messages.
  ///   - read: the bytes of a file of the folder, or nil if there is none.
  package init(folder: String, read: (String) -> [UInt8]?) {
    for name in ["nodes.json", "pods.json"] + Self.objectFiles {
      guard let bytes = read(name) else { continue }
      let set = ManifestReader.read(bytes: bytes, file: "\(folder)/\(name)")
      diagnostics += set.diagnostics
      for object in set.objects { take(object) }
    }
    for (name, kind) in Self.controllerFiles {
      if let bytes = read(name) { takeControllers(bytes, kind, file: "\(folder)/\(name)") }
    }
    if let bytes = read("config.json") { takeConfiguration(bytes, file: "\(folder)/config.json") }
  }

  private mutating func take(_ object: KubernetesObject) {
    switch object {
    case .node(let node): nodes.append(node)
    case .pod(let pod): pods.append(pod)
    case .podDisruptionBudget(let budget): budgets.append(DisruptionBudget(budget))
    default: objects.add(object)
    }
  }

  private mutating func takeControllers(_ bytes: [UInt8], _ kind: String, file: String) {
    let faults = Diagnostics()
    for document in DocumentReader.read(bytes, file: file, into: faults) {
      for item in document.items ?? [document] {
        let reader = ObjectReader(item, file: file, diagnostics: faults)
        guard let metadata = reader.requiredObject("metadata"),
          let selector = reader.requiredObject("spec")?.requiredObject("selector")
        else { continue }
        objects.selecting.append(
          .init(
            kind: kind, namespace: metadata.string("namespace") ?? "default",
            name: metadata.requiredString("name"), selector: LabelSelector(reading: selector)))
      }
    }
    diagnostics += faults.all
  }

  private mutating func takeConfiguration(_ bytes: [UInt8], file: String) {
    let faults = Diagnostics()
    for document in DocumentReader.read(bytes, file: file, into: faults) {
      let reader = ObjectReader(document, file: file, diagnostics: faults)
      reader.unknownKeys(allowed: ["pluginConfig", "plugins", "preemption"])
      profile = SchedulerProfile(reading: reader)
      preemption = reader.oneOf("preemption", as: OneShotScheduling.Preemption.self) ?? .off
    }
    diagnostics += faults.all
  }

  /// How much the recordings tell of a case of this size.
  package var usualDetail: OneShotScheduling.Detail {
    if pods.count <= 64 { return .full }
    return pods.count < 5_000 ? .tied : .count
  }

  /// Decides about all pods.
  package func run(
    detail: OneShotScheduling.Detail
  ) -> (nodes: NodeNames, decisions: [OneShotScheduling.Decision]) {
    var scheduling = OneShotScheduling(
      nodes: nodes, pods: pods, objects: objects, budgets: budgets, profiles: [profile],
      preemption: preemption, detail: detail)
    return (NodeNames(nodes), scheduling.run())
  }
}
