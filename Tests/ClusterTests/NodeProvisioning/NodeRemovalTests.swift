// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// What goes with a node that leaves the cluster.
@Suite struct NodeRemovalTests {
  /// Two nodes in two zones, each with a pod that takes half of 20 requests a second; another
  /// machine would come only after the run.
  private static func simulation() -> Simulation {
    var world = SmallScenario(nodes: 2, seconds: 300, isRunning: true)
    var autoscaling = NodeAutoscalingBlock(minSize: 0, maxSize: 4)
    autoscaling.provisioning.time = SmallScenario.constant(.minutes(20))
    world.scenario.cluster.nodePools[0].autoscaling = autoscaling
    world.scenario.cluster.nodePools[0].zones = ["a", "b"]
    world.scenario.cluster.nodeAutoscaler.scaleDownEnabled = false
    world.scenario.cluster.controlPlane.endpointPropagation = SmallScenario.constant(.seconds(3))
    world.add(SmallScenario.deployment("web", replicas: 2, cpuMillis: 5000))
    world.behave("web", requestCPU: .milliseconds(5))
    world.send([(0, 20)], to: "web")
    return Simulation(world.scenario)
  }

  @Test func `requests to its pods fail until the proxies know that they are gone`() {
    var simulation = Self.simulation()
    simulation.run(toSecond: 9.5)
    simulation.removeNode(NodeIndex(0), ofGroup: 0)
    #expect(simulation.readyCount == 1)
    #expect(simulation.auditFailures().isEmpty)
    simulation.run(until: simulation.endTime)
    #expect(simulation.auditFailures().isEmpty)
    let failed = simulation.loads[0].total.failed
    #expect(abs(failed - 30) < 1, "\(failed)")
    let ended = simulation.drain().pods.filter { $0.stages.deleted >= 0 }
    #expect(ended.map(\.ending) == [.podGC])
  }

  @Test func `a silent node that leaves is neither watched nor tainted nor heard again`() {
    var simulation = Self.simulation()
    simulation.run(toSecond: 10)
    simulation.failZone("a", duration: .seconds(200))
    simulation.run(toSecond: 80)
    #expect(simulation.nodeMonitor.watched == [NodeIndex(0)])
    simulation.removeNode(NodeIndex(0), ofGroup: 0)
    #expect(simulation.nodeMonitor.watched.isEmpty)
    #expect(simulation.nodeMonitor.zones.allSatisfy { $0.queue.isEmpty })
    #expect(simulation.nodeMonitor.zones.map(\.nodeCount) == [0, 1])
    simulation.failZone("a", duration: nil)
    simulation.failNodes(pool: 0, count: 2, duration: nil)
    #expect(simulation.health.map(\.isSilent) == [false, true])
    simulation.run(until: simulation.endTime)
    let reasons = simulation.drain().events.map(\.reason)
    #expect(reasons.contains("NodeNotReady") && !reasons.contains("NodeReturned"))
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test func `a zone without nodes does not keep the others from being all gone`() {
    var simulation = Self.simulation()
    simulation.run(toSecond: 10)
    simulation.removeNode(NodeIndex(0), ofGroup: 0)
    simulation.failZone("b", duration: nil)
    simulation.run(toSecond: 90)
    #expect(simulation.nodeMonitor.isAllDisrupted)
    #expect(simulation.health.allSatisfy { $0.evictingSince == nil })
  }

  @Test func `a copy of the nodes counts marks of its own`() {
    var nodes = NodeTable()
    var node = Node()
    node.metadata.name = "node"
    node.spec.unschedulable = true
    node.spec.taints = [Taint(key: "key", effect: .noSchedule)]
    nodes.add(node)
    var fork = nodes.forked()
    #expect([fork.cordonedCount, fork.taintedCount] == [1, 1])
    fork.remove(NodeIndex(0))
    #expect([fork.cordonedCount, fork.taintedCount, fork.presentCount] == [0, 0, 0])
    #expect([nodes.cordonedCount, nodes.taintedCount, nodes.presentCount] == [1, 1, 1])
  }
}
