// SPDX-License-Identifier: Apache-2.0

package import Cluster
import EventKernel
import Manifests

/// Pods of one workload, or equal pods without one, and where they went.
package struct PlacedGroup: Sendable {
  /// The namespace.
  package var namespace: String
  /// The owner as `Kind/name`; nil for equal pods without one.
  package var owner: String?
  /// The name of the first pod.
  package var firstPod: String
  /// The number of pods that were tried.
  package var count = 0
  /// The pods on each node, by node in the order of first arrival.
  package var nodes: [(node: NodeIndex, count: Int)] = []
  private var placeOfNode: [NodeIndex: Int] = [:]

  private init(namespace: String, owner: String?, firstPod: String) {
    self.namespace = namespace
    self.owner = owner
    self.firstPod = firstPod
  }

  /// What the group is called in a table.
  package var name: String {
    owner ?? (count == 1 ? "Pod/\(firstPod)" : "pods like \(firstPod)")
  }

  /// The number of pods that found a node.
  package var placedCount: Int { nodes.reduce(0) { $0 + $1.count } }

  private struct Key: Hashable {
    var owner: String
    var template: TemplateIndex
  }

  /// The groups of a run, in the order in which their first pods were tried.
  package static func all(of run: borrowing ScheduleRun) -> [PlacedGroup] {
    var groups: [PlacedGroup] = []
    var placeOfKey: [Key: Int] = [:]
    for decision in run.decisions {
      let metadata = run.input.pods[decision.pod].metadata
      let owner = run.input.ownerName(of: run.input.pods[decision.pod])
      let key =
        owner.map { Key(owner: "\(metadata.namespace)/\($0)", template: .none) }
        ?? Key(owner: "", template: run.scheduling.template(of: decision.pod))
      let place = placeOfKey[key] ?? groups.count
      if place == groups.count {
        placeOfKey[key] = place
        groups.append(
          PlacedGroup(
            namespace: metadata.namespace, owner: owner, firstPod: metadata.name))
      }
      groups[place].add(decision.node)
    }
    return groups
  }

  private mutating func add(_ node: NodeIndex?) {
    count += 1
    guard let node else { return }
    if let place = placeOfNode[node] {
      nodes[place].count += 1
    } else {
      placeOfNode[node] = nodes.count
      nodes.append((node, 1))
    }
  }
}
