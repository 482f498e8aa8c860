// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// A kind of machine that can be bought: one offering of a catalogue.
package struct KarpenterInstanceType: Sendable {
  /// The name.
  package var name: String
  /// What a node on it is like, with the labels of its type, zone and capacity type.
  package var template: Node
  /// The price for an hour.
  package var pricePerHour: Double
  /// The rank of the pool that buys it: the first pool that holds a pod is taken.
  package var pool = 0
  /// What pods of DaemonSets will use of a node on it.
  package var daemonUse = Resources.zero

  /// Creates a type.
  package init(name: String, template: Node, pricePerHour: Double) {
    self.name = name
    self.template = template
    self.pricePerHour = pricePerHour
  }

  /// Whether the provider may take the machine back.
  var isSpot: Bool { template.metadata.labels["karpenter.sh/capacity-type"] == "spot" }

  /// Where the machine stands; empty if it does not tell.
  var zone: String { template.metadata.labels[Node.zoneLabel] ?? "" }

  /// What it has left for pods beside those of DaemonSets.
  var room: Resources {
    var rest = allocatable
    rest -= daemonUse
    return rest
  }

  /// What it offers to pods.
  var allocatable: Resources {
    let status = template.status
    let list = status.allocatable.isEmpty ? status.capacity : status.allocatable
    return Resources(
      cpuMillis: list["cpu"]?.boundedMilliValue ?? 0,
      memoryBytes: list["memory"]?.boundedValue ?? 0,
      ephemeralStorageBytes: list["ephemeral-storage"]?.boundedValue ?? 0,
      podCount: list["pods"]?.boundedValue ?? 0)
  }
}
