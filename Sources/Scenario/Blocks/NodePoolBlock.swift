// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// A number of equal nodes.
public struct NodePoolBlock: Sendable {
  /// The name of the pool; its nodes are called `POOL-0001`, `POOL-0002` and so on.
  public var name: String
  /// The number of nodes at time zero.
  public var count: Int
  /// Labels of each node, besides its host name, zone and pool.
  public var labels: LabelSet
  /// Taints of each node.
  public var taints: [Taint]
  /// What a node has: cpu, memory, pods and extended resources.
  public var capacity: ResourceList
  /// What a node offers to pods; the capacity if the scenario does not say.
  public var allocatable: ResourceList
  /// The zones over which the nodes are dealt in turn; none if empty.
  public var zones: [String]
  /// The price of a node for an hour; nil if it is not counted.
  public var price: Double?
  /// How an autoscaler may change the number of nodes; nil if it stays.
  public var autoscaling: NodeAutoscalingBlock?

  /// Creates a pool whose nodes offer all that they have.
  public init(
    name: String, count: Int, capacity: ResourceList, allocatable: ResourceList? = nil,
    labels: LabelSet = LabelSet(), taints: [Taint] = [], zones: [String] = []
  ) {
    self.name = name
    self.count = count
    self.labels = labels
    self.taints = taints
    self.capacity = capacity
    self.allocatable = allocatable ?? capacity
    self.zones = zones
  }
}
