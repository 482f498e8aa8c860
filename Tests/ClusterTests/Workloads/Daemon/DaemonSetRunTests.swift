// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// DaemonSets in a run.
@Suite struct DaemonSetRunTests {
  /// The nodes that have a pod of the first workload, by position, with repeats.
  private func places(_ simulation: borrowing Simulation) -> [Int] {
    var places: [Int] = []
    for index in simulation.deployments.elements[0].replicaSets {
      for handle in simulation.replicaSets[index].pods where !simulation.pods[handle].isTerminating
      {
        places.append(
          simulation.pods[handle].node.isNone ? -1 : simulation.pods[handle].node.position)
      }
    }
    return places.sorted()
  }

  @Test func `every node gets a pod of its own`() {
    var small = SmallScenario(nodes: 5, seconds: 60)
    small.add(.daemonSet(SmallScenario.daemonSet("agent")))
    var simulation = Simulation(small.scenario)
    let failures = simulation.runAudited(toSecond: 20)
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    #expect(places(simulation) == [0, 1, 2, 3, 4])
    #expect(simulation.readyCount == 5)
    let lives = simulation.runToLives()
    #expect(lives.allSatisfy { $0.name.hasPrefix("default/agent-") && $0.name.count == 19 })
    #expect(Set(lives.map(\.name)).count == 5)
    #expect(simulation.deployments.elements[0].daemon?.status.available == 5)
  }

  @Test func `nodes with taints or without the label get none`() {
    var small = SmallScenario(nodes: 2, seconds: 60, isRunning: true)
    var tainted = small.scenario.cluster.nodePools[0]
    tainted.name = "tainted"
    tainted.taints = [Taint(key: "dedicated", value: "gpu", effect: .noSchedule)]
    tainted.labels["disk"] = "ssd"
    small.scenario.cluster.nodePools[0].labels["disk"] = "ssd"
    var bare = small.scenario.cluster.nodePools[0]
    (bare.name, bare.labels) = ("bare", [:])
    small.scenario.cluster.nodePools += [tainted, bare]
    small.add(
      .daemonSet(
        SmallScenario.daemonSet("agent") { $0.template.spec.nodeSelector = ["disk": "ssd"] }))
    var simulation = Simulation(small.scenario)
    #expect(places(simulation) == [0, 1])
    simulation.run(toSecond: 30)
    #expect(places(simulation) == [0, 1] && simulation.auditFailures().isEmpty)
  }

  @Test func `an update without surge lacks as many pods as it may`() {
    var small = SmallScenario(nodes: 6, seconds: 120, isRunning: true)
    small.add(.daemonSet(SmallScenario.daemonSet("agent")))
    small.apply(
      .daemonSet(
        SmallScenario.daemonSet("agent", image: "agent:2") { $0.maxUnavailable = .int(2) }),
      at: 5)
    var simulation = Simulation(small.scenario)
    var least = 6
    let failures = simulation.runAudited(toSecond: 119) { simulation, _ in
      least = min(least, simulation.readyCount)
    }
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    #expect(least == 4)
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 6)
    #expect(simulation.pods(isNew: false) == 0)
    #expect(simulation.deployments.elements[0].lastRolloutDuration != nil)
  }

  @Test func `an update with surge lacks none`() {
    var small = SmallScenario(nodes: 6, seconds: 120, isRunning: true)
    func set(_ image: String) -> KubernetesObject {
      .daemonSet(
        SmallScenario.daemonSet("agent", image: image) {
          ($0.maxUnavailable, $0.maxSurge) = (.int(0), .string("50%"))
        })
    }
    small.add(set("agent:1"))
    small.apply(set("agent:2"), at: 5)
    var simulation = Simulation(small.scenario)
    var (least, most) = (6, 6)
    let failures = simulation.runAudited(toSecond: 119) { simulation, _ in
      least = min(least, simulation.readyCount)
      most = max(most, simulation.activeCount)
    }
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    #expect(least == 6 && most > 6 && most <= 9, "\(least) to \(most)")
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 6)
  }

  @Test func `on delete a pod is only replaced when it goes`() {
    var small = SmallScenario(nodes: 3, seconds: 60, isRunning: true)
    small.add(.daemonSet(SmallScenario.daemonSet("agent")))
    small.apply(
      .daemonSet(
        SmallScenario.daemonSet("agent", image: "agent:2") { $0.updateStrategy = .onDelete }),
      at: 5)
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 20)
    #expect(simulation.pods(isNew: false) == 3)
    if let first = simulation.deployments.elements[0].replicaSets.first,
      let pod = simulation.replicaSets[first].pods.first
    {
      simulation.deletePod(pod)
    }
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(isNew: false) == 2 && simulation.pods(isNew: true) == 1)
  }

  @Test func `a node that joins gets its pod, and one that leaves loses it`() {
    var small = SmallScenario(nodes: 1, cores: 4, seconds: 900, isRunning: true)
    var autoscaling = NodeAutoscalingBlock(minSize: 1, maxSize: 5)
    autoscaling.provisioning.time = SmallScenario.constant(.seconds(60))
    small.scenario.cluster.nodePools[0].autoscaling = autoscaling
    small.scenario.cluster.nodeAutoscaler.scaleDownEnabled = false
    small.add(.daemonSet(SmallScenario.daemonSet("agent", cpuMillis: 1000)))
    // Three of a core fit beside the agent, so the fourth needs a new node.
    small.add(SmallScenario.deployment("web", replicas: 4, cpuMillis: 1000))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 300)
    #expect(simulation.nodes.presentCount == 2)
    #expect(places(simulation) == [0, 1] && simulation.auditFailures().isEmpty)
    simulation.removeNode(NodeIndex(1), ofGroup: 0)
    simulation.run(toSecond: 301)
    #expect(places(simulation) == [0])
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test func `new nodes are ordered with their agents in mind`() {
    var small = SmallScenario(nodes: 1, cores: 4, seconds: 900, isRunning: true)
    var autoscaling = NodeAutoscalingBlock(minSize: 1, maxSize: 9)
    autoscaling.provisioning.time = SmallScenario.constant(.seconds(60))
    small.scenario.cluster.nodePools[0].autoscaling = autoscaling
    small.scenario.cluster.nodeAutoscaler.scaleDownEnabled = false
    small.add(.daemonSet(SmallScenario.daemonSet("agent", cpuMillis: 2000)))
    small.add(SmallScenario.deployment("web", replicas: 5, cpuMillis: 2000))
    // A pod of three cores fits no node beside the agent: no node is ordered for it.
    small.add(SmallScenario.deployment("large", replicas: 1, cpuMillis: 3000))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.nodes.presentCount == 5)
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test func `agents bear nodes that are not heard, for ever`() {
    var small = SmallScenario(nodes: 3, seconds: 1200, isRunning: true)
    small.add(.daemonSet(SmallScenario.daemonSet("agent")))
    small.add(SmallScenario.deployment("web", replicas: 3))
    small.at(10, .failNodes(pool: "pool", count: 1, duration: nil))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let agents = simulation.replicaSets.elements.filter { $0.name.hasPrefix("agent") }
    #expect(agents.flatMap(\.pods).allSatisfy { !simulation.pods[$0].isTerminating })
    #expect(agents.reduce(0) { $0 + $1.pods.count } == 3)
    #expect(
      simulation.replicaSets.elements.filter { $0.name.hasPrefix("web") }.flatMap(\.pods)
        .contains { simulation.pods[$0].isTerminating })
  }

  @Test func `an agent that finds no room on its node drives others away if it is important`() {
    var small = SmallScenario(nodes: 2, cores: 2, seconds: 120, isRunning: true)
    small.add(SmallScenario.deployment("web", replicas: 2, cpuMillis: 1900))
    let plain = SmallScenario.daemonSet("plain", cpuMillis: 500)
    var important = SmallScenario.daemonSet("important", cpuMillis: 500)
    important.spec.template.spec.priority = 100
    small.apply([.daemonSet(plain), .daemonSet(important)], at: 10)
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let ready = simulation.deployments.elements.map { owner in
      owner.replicaSets.reduce(0) { $0 + simulation.replicaSets[$1].readyCount }
    }
    #expect(ready == [0, 2, 2])
    let failures = simulation.reasons("FailedScheduling", "Preempted")
    #expect(
      failures.contains {
        $0.event.message.hasPrefix(
          "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) "
            + "[NodeAffinity].")
      })
    #expect(failures.count { $0.event.reason == "Preempted" } == 2)
    #expect(simulation.auditFailures().isEmpty)
  }

  @Test func `pods beyond 250 wait for the next look of the controller`() {
    var small = SmallScenario(nodes: 300, seconds: 60)
    small.scenario.cluster.controlPlane = .ideal
    small.add(.daemonSet(SmallScenario.daemonSet("agent")))
    var simulation = Simulation(small.scenario)
    simulation.run(until: .zero + .milliseconds(3))
    #expect(simulation.activeCount == 250)
    simulation.run(until: simulation.endTime)
    #expect(simulation.readyCount == 300)
  }
}
