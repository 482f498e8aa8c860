// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

@testable import Cluster

/// A small cluster that Karpenter grows and shrinks: one node of its own, machines of 4 to 16 cores.
struct KarpenterWorld {
  var small: SmallScenario
  var pool = NodePool()

  init(replicas: Int32 = 20, cpuMillis: Int64 = 1000, seconds: Int64 = 900) {
    small = SmallScenario(nodes: 1, cores: 4, seconds: seconds)
    small.add(SmallScenario.deployment("web", replicas: replicas, cpuMillis: cpuMillis))
    small.scenario.cluster.nodeAutoscaler.kind = .karpenter
    var block = KarpenterBlock()
    block.launch = SmallScenario.constant(.seconds(2))
    block.registration = SmallScenario.constant(.seconds(30))
    block.initialization = SmallScenario.constant(.seconds(10))
    block.instanceTypes = [4, 8, 16].map { Self.type(cores: $0) }
    small.scenario.cluster.nodeAutoscaler.karpenter = block
    pool.metadata.name = "general"
    pool.budgets[0].nodes = .string("100%")
  }

  /// A machine that costs a quarter an hour for each core.
  static func type(cores: Int64) -> KarpenterBlock.InstanceType {
    var type = KarpenterBlock.InstanceType()
    type.name = "c-\(cores)"
    type.capacity = ResourceList([
      .init(name: "cpu", quantity: Quantity(cores)),
      .init(name: "memory", quantity: Quantity(cores << 32)),
      .init(name: "pods", quantity: Quantity(110)),
    ])
    type.offerings = [.init(zone: nil, isSpot: false, pricePerHour: Double(cores) / 4)]
    return type
  }

  /// The scenario with the pool in it.
  var scenario: Scenario {
    var small = small
    small.add(.nodePool(pool))
    return small.scenario
  }
}
