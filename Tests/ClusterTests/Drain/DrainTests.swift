// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Nodes that operators empty.
@Suite struct DrainTests {
  private static func world(
    nodes: Int = 3, replicas: Int32 = 6, seconds: Int64 = 300, maxUnavailable: Int32? = nil
  ) -> SmallScenario {
    var small = SmallScenario(nodes: nodes, seconds: seconds, isRunning: true)
    small.add(SmallScenario.deployment("web", replicas: replicas))
    small.behave("web", applicationStart: .seconds(10))
    if let maxUnavailable {
      var budget = PodDisruptionBudget()
      budget.metadata.name = "web"
      budget.spec.selector = LabelSelector(matchLabels: ["app": "web"])
      budget.spec.maxUnavailable = .int(maxUnavailable)
      small.add(.podDisruptionBudget(budget))
    }
    // Pods are ready when their application is.
    var probe = Probe(handler: .tcpSocket(port: .int(80)))
    probe.periodSeconds = 1
    if case .deployment(var web) = small.scenario.cluster.objects.items[0].object {
      web.spec.template.spec.containers[0].readinessProbe = probe
      small.scenario.cluster.objects.items[0].object = .deployment(web)
    }
    return small
  }

  @Test func `a drained node is cordoned and empty but for its agents`() {
    var small = Self.world()
    small.add(.daemonSet(SmallScenario.daemonSet("agent")))
    small.at(10, .drainNodes(pool: "pool", count: 1, timeout: nil))
    var simulation = Simulation(small.scenario)
    let failures = simulation.runAudited(toSecond: 299)
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    let node = NodeIndex(0)
    #expect(simulation.nodes.isUnschedulable[node])
    #expect(simulation.podsOnNode[0].count == 1 && simulation.readyCount == 9)
    let log = simulation.reasons("NodeNotSchedulable", "Evicted", "NodeDrained")
    #expect(log.first?.event.reason == "NodeNotSchedulable")
    #expect(log.count { $0.event.reason == "Evicted" } == 2)
    #expect(log.last?.event.reason == "NodeDrained" && (log.last?.second ?? 0) < 14)
  }

  @Test func `nodes are all cordoned and then emptied one after the other`() {
    var small = Self.world(nodes: 4, replicas: 8)
    small.at(10, .drainNodes(pool: "pool", count: 2, timeout: nil))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 10.5)
    #expect(simulation.nodes.indices.filter { simulation.nodes.isUnschedulable[$0] }.count == 2)
    #expect(simulation.activeCount == 8 && simulation.readyCount == 6)
    simulation.run(until: simulation.endTime)
    let drained = simulation.reasons("NodeDrained").map(\.second)
    #expect(drained.count == 2 && drained[1] > drained[0] + 1)
    #expect(simulation.podsOnNode[0].isEmpty && simulation.podsOnNode[1].isEmpty)
  }

  @Test func `a budget makes the drain wait for each pod in turn`() {
    var small = Self.world(maxUnavailable: 1)
    small.at(10, .drainNodes(pool: "pool", count: 1, timeout: nil))
    var simulation = Simulation(small.scenario)
    var least = 6
    _ = simulation.runAudited(toSecond: 299) { simulation, _ in
      least = min(least, simulation.readyCount)
    }
    #expect(least == 5)
    let log = simulation.reasons("Evicted", "EvictionBlocked", "NodeDrained")
    #expect(log.map(\.event.reason) == ["Evicted", "EvictionBlocked", "Evicted", "NodeDrained"])
    // The second pod goes when the first one's replacement is ready, at a try each five seconds.
    let wait = log[2].second - log[0].second
    #expect(wait.truncatingRemainder(dividingBy: 5) == 0 && wait >= 15, "\(wait)")
  }

  @Test func `a budget that allows nothing holds the drain up until it is changed`() {
    var small = Self.world(maxUnavailable: 0)
    small.at(10, .drainNodes(pool: "pool", count: 1, timeout: nil))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 250)
    #expect(simulation.activeCount == 6 && simulation.podsOnNode[0].count == 2)
    var budget = simulation.budgets[0].manifest
    budget.spec.maxUnavailable = .int(6)
    simulation.set(budget, exists: true)
    simulation.run(until: simulation.endTime)
    #expect(simulation.podsOnNode[0].isEmpty)
  }

  @Test func `a drain that takes too long is given up`() {
    var small = Self.world(maxUnavailable: 0)
    small.at(10, .drainNodes(pool: "pool", count: 2, timeout: .seconds(42)))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let log = simulation.reasons("DrainTimedOut", "NodeDrained")
    #expect(log.map(\.event.reason) == ["DrainTimedOut"] && log[0].second == 52)
    #expect(simulation.nodes.isUnschedulable[NodeIndex(1)])
  }

  @Test func `nodes take pods again when they are uncordoned, the longest cordoned first`() {
    var small = Self.world()
    small.at(10, .drainNodes(pool: "pool", count: 1, timeout: nil))
    small.at(40, .drainNodes(pool: "pool", count: 1, timeout: nil))
    small.at(80, .uncordonNodes(pool: "pool", count: 1))
    small.at(90, .scale(SmallScenario.reference("web"), replicas: 12))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    #expect(!simulation.nodes.isUnschedulable[NodeIndex(0)])
    #expect(simulation.nodes.isUnschedulable[NodeIndex(1)])
    #expect(simulation.podsOnNode[0].count == 6 && simulation.podsOnNode[1].isEmpty)
    #expect(simulation.reasons("NodeSchedulable").count == 1)
  }

  @Test func `a node that is removed while it is drained ends its drain`() {
    var small = Self.world(maxUnavailable: 0)
    small.scenario.cluster.nodePools[0].autoscaling = NodeAutoscalingBlock(minSize: 0, maxSize: 9)
    small.scenario.cluster.nodeAutoscaler.scaleDownEnabled = false
    small.at(10, .drainNodes(pool: "pool", count: 1, timeout: nil))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 30)
    simulation.removeNode(NodeIndex(0), ofGroup: 0)
    simulation.run(until: simulation.endTime)
    #expect(simulation.drains[0].place == 1 && simulation.auditFailures().isEmpty)
  }
}
