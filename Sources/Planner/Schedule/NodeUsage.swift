// SPDX-License-Identifier: Apache-2.0

package import Cluster
import EventKernel

/// What the pods of one node ask for, and what the node has.
package struct NodeUsage: Sendable, Equatable {
  /// One resource of a node: thousandths of a core for CPU, else whole units.
  package struct Amount: Sendable, Equatable {
    /// The resource.
    package var resource: String
    /// What pods may ask for.
    package var allocatable: Int64
    /// What they ask for.
    package var requested: Int64

    /// What is left; below 0 when the node is overcommitted.
    package var free: Int64 { allocatable - requested }
  }

  /// The node.
  package var name: String
  /// The resources; of all nodes the same in the same order.
  package var amounts: [Amount]

  /// The usage of all nodes that are there, in the order in which they were added.
  ///
  /// Ephemeral storage and other resources are told if some node has them and some pod asks.
  package static func all(in nodes: borrowing NodeTable) -> [NodeUsage] {
    let present = nodes.indices.filter { nodes.isPresent[$0] }
    var usesStorage = false
    for node in present where nodes.requested[node].ephemeralStorageBytes > 0 { usesStorage = true }
    let extended = nodes.templates.resourceNames.enumerated().filter { place, _ in
      present.contains { nodes.allocatable(ResourceIndex(place), of: $0) > 0 }
    }
    return present.map { node in
      let (whole, taken) = (nodes.allocatable[node], nodes.requested[node])
      var amounts = [
        Amount(resource: "cpu", allocatable: whole.cpuMillis, requested: taken.cpuMillis),
        Amount(resource: "memory", allocatable: whole.memoryBytes, requested: taken.memoryBytes),
        Amount(resource: "pods", allocatable: whole.podCount, requested: taken.podCount),
      ]
      if usesStorage {
        amounts.append(
          Amount(
            resource: "ephemeral-storage", allocatable: whole.ephemeralStorageBytes,
            requested: taken.ephemeralStorageBytes))
      }
      for (place, name) in extended {
        amounts.append(
          Amount(
            resource: name, allocatable: nodes.allocatable(ResourceIndex(place), of: node),
            requested: nodes.requested(ResourceIndex(place), of: node)))
      }
      return NodeUsage(name: nodes.names[node], amounts: amounts)
    }
  }
}
