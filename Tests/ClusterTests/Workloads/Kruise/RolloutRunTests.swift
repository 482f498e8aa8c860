// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Rollouts of OpenKruise in a running cluster.
@Suite struct RolloutRunTests {
  /// A CloneSet of ten pods with a Rollout, and a new image at second ten.
  private static func scenario(
    _ steps: [(IntOrString, Int32?)], seconds: Int64 = 900,
    _ change: (inout Rollout) -> Void = { _ in }
  ) -> SmallScenario {
    var small = SmallScenario(nodes: 4, seconds: seconds, isRunning: true)
    small.add(SmallScenario.cloneSet("web", replicas: 10))
    small.add(SmallScenario.rollout(of: "CloneSet", "web", steps, change))
    small.apply(SmallScenario.cloneSet("web", replicas: 10, image: "app:2"), at: 10)
    return small
  }

  private static func updated(_ simulation: borrowing Simulation) -> Int {
    simulation.pods(isNew: true) { $0.isReady }
  }

  @Test func `steps wait for their time, and the last goes on at once`() {
    let steps: [(IntOrString, Int32?)] = [
      (.int(1), 60), (.string("50%"), 120), (.string("100%"), nil),
    ]
    var simulation = Simulation(Self.scenario(steps).scenario)
    simulation.run(toSecond: 12.9)
    #expect(simulation.pods(isNew: true) == 0, "three seconds are for changes of the plan")
    // One pod takes some seconds, and then its step waits for a minute.
    for (second, count) in [(60.0, 1), (70, 1), (120, 5), (190, 5), (300, 10)] {
      simulation.run(toSecond: second)
      #expect(Self.updated(simulation) == count, "second \(second)")
    }
    simulation.run(until: simulation.endTime)
    let events = simulation.drain().events.filter { $0.kind == "CloneSet" }
    #expect(events.count { $0.reason == "BatchStarted" } == 3)
    #expect(events.count { $0.reason == "BatchCompleted" } == 3)
    #expect(events.count { $0.reason == "RolloutCompleted" } == 1)
    #expect(simulation.rollouts[0].phase == .healthy)
  }

  @Test func `a step without a time waits for an approval, and one too early is lost`() {
    var small = Self.scenario([(.string("20%"), nil), (.string("60%"), nil)])
    small.at(10.5, .approve(namespace: "default", name: "web"))
    small.at(300, .approve(namespace: "default", name: "web"))
    small.at(600, .approve(namespace: "default", name: "web"))
    var simulation = Simulation(small.scenario)
    for (second, count) in [(299.0, 2), (599, 6), (899, 10)] {
      simulation.run(toSecond: second)
      #expect(Self.updated(simulation) == count, "second \(second)")
    }
  }

  @Test func `a step is not done before its pods are ready`() {
    var small = Self.scenario([(.int(4), 0), (.string("100%"), nil)])
    small.behave(kind: "CloneSet", "web")
    var slow = BehaviorBlock.VersionBlock()
    slow.image = "app:2"
    slow.neverReady = true
    small.scenario.behavior[0].versions = [slow]
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    // The default maxUnavailable of 20 % lets two pods go, which never come back.
    #expect(simulation.pods(isNew: true) == 2 && simulation.readyCount == 8)
    let events = simulation.drain().events
    #expect(events.count { $0.reason == "BatchStarted" } == 1)
    #expect(events.count { $0.reason == "BatchCompleted" } == 0)
  }

  @Test func `the old template takes all pods back at once`() {
    var small = Self.scenario([(.string("40%"), nil)])
    small.apply(SmallScenario.cloneSet("web", replicas: 10, image: "app:1"), at: 200)
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 199)
    #expect(Self.updated(simulation) == 4)
    simulation.run(until: simulation.endTime)
    #expect(Self.updated(simulation) == 10 && simulation.pods(isNew: false) == 0)
    #expect(simulation.rollouts[0].phase == .healthy)
  }

  @Test func `a third template begins the steps anew`() {
    var small = Self.scenario([(.string("40%"), nil), (.string("80%"), nil)])
    small.at(100, .approve(namespace: "default", name: "web"))
    small.apply(SmallScenario.cloneSet("web", replicas: 10, image: "app:3"), at: 300)
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 299)
    #expect(Self.updated(simulation) == 8)
    simulation.run(until: simulation.endTime)
    #expect(Self.updated(simulation) == 4, "the first step waits again")
  }

  @Test func `without a Rollout, or with one that is disabled, nothing holds a release back`() {
    var simulation = Simulation(
      Self.scenario([(.int(1), nil)]) { $0.spec.disabled = true }.scenario)
    simulation.run(until: simulation.endTime)
    #expect(Self.updated(simulation) == 10)
  }

  @Test func `a paused Rollout keeps its step until it goes on`() {
    var small = Self.scenario([(.int(2), 10), (.string("100%"), nil)])
    let steps: [(IntOrString, Int32?)] = [(.int(2), 10), (.string("100%"), nil)]
    small.apply(
      SmallScenario.rollout(of: "CloneSet", "web", steps) { $0.spec.paused = true }, at: 11)
    small.apply(SmallScenario.rollout(of: "CloneSet", "web", steps), at: 400)
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 399)
    #expect(Self.updated(simulation) == 0)
    simulation.run(until: simulation.endTime)
    #expect(Self.updated(simulation) == 10)
  }

  @Test func `a StatefulSet of OpenKruise is released by steps too, the last ordinals first`() {
    var small = SmallScenario(nodes: 4, seconds: 300, isRunning: true)
    small.add(SmallScenario.advancedStatefulSet("db", replicas: 5))
    small.add(SmallScenario.rollout(of: "StatefulSet", "db", [(.int(2), nil)]))
    small.apply(SmallScenario.advancedStatefulSet("db", replicas: 5, image: "app:2"), at: 10)
    small.at(200, .approve(namespace: "default", name: "db"))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 199)
    let new = simulation.deployments.elements[0].template
    let ordinals = simulation.numberedPods(of: DeploymentIndex(rawValue: 0))
      .filter { simulation.pods[$0].template == new }.map { simulation.pods[$0].ordinal }
    #expect(ordinals.sorted() == [3, 4])
    simulation.run(until: simulation.endTime)
    #expect(Self.updated(simulation) == 5)
  }

  @Test func `a Deployment stops at its steps too, and one step below all leaves a pod`() {
    var small = SmallScenario(nodes: 4, seconds: 900, isRunning: true)
    small.add(SmallScenario.deployment("web", replicas: 10))
    small.add(
      SmallScenario.rollout(
        of: "Deployment", "web", [(.string("30%"), nil), (.string("95%"), 60)]))
    small.apply(SmallScenario.deployment("web", replicas: 10, image: "app:2"), at: 10)
    small.at(200, .approve(namespace: "default", name: "web"))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 199)
    #expect(Self.updated(simulation) == 3 && simulation.pods(isNew: false) == 7)
    simulation.run(toSecond: 240)
    #expect(Self.updated(simulation) == 9 && simulation.pods(isNew: false) == 1)
    simulation.run(until: simulation.endTime)
    #expect(Self.updated(simulation) == 10 && simulation.rollouts[0].phase == .healthy)
  }

  @Test func `a Deployment goes back at once when its old template is applied`() {
    var small = SmallScenario(nodes: 4, seconds: 600, isRunning: true)
    small.add(SmallScenario.deployment("web", replicas: 10))
    small.add(SmallScenario.rollout(of: "Deployment", "web", [(.string("50%"), nil)]))
    small.apply(SmallScenario.deployment("web", replicas: 10, image: "app:2"), at: 10)
    small.apply(SmallScenario.deployment("web", replicas: 10), at: 200)
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 199)
    #expect(Self.updated(simulation) == 5)
    simulation.run(until: simulation.endTime)
    #expect(Self.updated(simulation) == 10 && simulation.pods(isNew: false) == 0)
  }
}
