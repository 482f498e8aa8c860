// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario
import Testing

@testable import Cluster

/// Karpenter beside DaemonSets.
@Suite struct KarpenterDaemonTests {
  /// A node that its agent fills, and machines of up to sixteen cores, of which it takes half a one.
  private static func world(replicas: Int32, seconds: Int64 = 900) -> KarpenterWorld {
    var world = KarpenterWorld(replicas: replicas, seconds: seconds)
    world.small.scenario.cluster.nodePools[0].capacity["cpu"] = Quantity(milli: 500)
    world.small.scenario.cluster.nodePools[0].allocatable["cpu"] = Quantity(milli: 500)
    // An agent that tolerates all comes before the node is ready; another one might come too late.
    var everything = Toleration()
    everything.operator = .exists
    let agent = SmallScenario.daemonSet("agent", cpuMillis: 500) {
      $0.template.spec.tolerations = [everything]
    }
    world.small.add(.daemonSet(agent))
    return world
  }

  @Test func `a machine has room for the agent that comes with it`() {
    // Sixteen pods and an agent need half a core more than the largest machine has.
    var simulation = Simulation(Self.world(replicas: 16).scenario)
    simulation.run(toSecond: 120)
    let catalogue = simulation.karpenter?.catalogue ?? []
    let bought = simulation.karpenter?.machines.map { catalogue[$0.type].name } ?? []
    #expect(bought.sorted() == ["c-16", "c-4"])
    #expect(simulation.stageCounts[Int(PodStage.pending.rawValue)] == 0)
    #expect(simulation.auditFailures().isEmpty)
    simulation.run(until: simulation.endTime)
    #expect(simulation.karpenter?.orderedCount == 2, "pods that do not fit would buy for ever")
  }

  @Test func `a machine with agents alone is empty and goes`() {
    var world = Self.world(replicas: 15, seconds: 1800)
    world.small.at(300, .scale(SmallScenario.reference("web"), replicas: 0))
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 290)
    #expect(simulation.nodes.presentCount == 2)
    simulation.run(until: simulation.endTime)
    #expect(simulation.nodes.presentCount == 1)
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test func `what an agent uses of each machine holds nothing back from moving`() {
    // Fifteen pods fill sixteen cores beside the agent; three of them need four.
    var world = Self.world(replicas: 15, seconds: 1800)
    world.small.at(300, .scale(SmallScenario.reference("web"), replicas: 3))
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let catalogue = simulation.karpenter?.catalogue ?? []
    let types = simulation.karpenter?.machines.map { catalogue[$0.type].name }
    #expect(types == ["c-16", "c-4"])
    #expect(simulation.karpenter?.machines.map(\.isGone) == [true, false])
  }
}
