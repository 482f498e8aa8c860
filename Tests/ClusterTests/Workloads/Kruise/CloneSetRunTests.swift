// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// CloneSets in a running cluster.
@Suite struct CloneSetRunTests {
  /// A release of ten pods at second ten.
  private static func scenario(
    nodes: Int = 4, cores: Int64 = 8, image: String = "app:2", seconds: Int64 = 600,
    type: CloneSet.UpdateStrategyType = .inPlaceIfPossible, cpuMillis: Int64 = 100,
    _ change: (inout CloneSet) -> Void = { _ in }
  ) -> SmallScenario {
    var small = SmallScenario(nodes: nodes, cores: cores, seconds: seconds, isRunning: true)
    small.add(
      SmallScenario.cloneSet("web", replicas: 10, cpuMillis: cpuMillis, type: type))
    small.apply(
      SmallScenario.cloneSet(
        "web", replicas: 10, cpuMillis: cpuMillis, image: image, type: type, change), at: 10)
    return small
  }

  private static func places(_ simulation: borrowing Simulation) -> [UInt32: NodeIndex] {
    var places: [UInt32: NodeIndex] = [:]
    for handle in simulation.numberedPods(of: DeploymentIndex(rawValue: 0)) {
      places[simulation.pods[handle].ordinal] = simulation.pods[handle].node
    }
    return places
  }

  @Test func `a run that begins with nothing gets its pods, ready behind their gate`() {
    var small = SmallScenario(nodes: 2)
    small.add(SmallScenario.cloneSet("web", replicas: 8))
    var simulation = Simulation(small.scenario)
    let lives = simulation.runToLives()
    #expect(lives.count == 8 && simulation.readyCount == 8)
    #expect(lives.allSatisfy { $0.name.hasPrefix("default/web-") && $0.name.count == 17 })
    #expect(Set(lives.map(\.name)).count == 8)
    // Sandbox and container take 1.5 s; the controller opens the gate meanwhile.
    #expect(lives.allSatisfy { (1_500_000..<1_700_000).contains($0.stages.ready) })
    // For each pod a creation, the gate and the label of its lifecycle.
    let client = simulation.controllers[Int(ControllerKind.cloneSet.rawValue)].client
    #expect(client.reservedCount >= 3 * 8)
  }

  @Test func `in place pods keep their nodes and names, and a full cluster is room enough`() {
    // Two cores are left on no node: a pod of two cores more would find no place.
    let small = Self.scenario(nodes: 5, cores: 4, cpuMillis: 2_000)
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 5)
    let before = Self.places(simulation)
    #expect(simulation.readyCount == 10)
    let lives = simulation.runToLives()
    #expect(lives.count == 10 && lives.allSatisfy { $0.stages.deleted < 0 })
    #expect(Self.places(simulation) == before)
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 10)
    #expect(simulation.pods(isNew: true) { $0.marks.restarts == 1 } == 10)
  }

  @Test(arguments: [CloneSet.UpdateStrategyType.recreate, .inPlaceIfPossible])
  func `no more pods are missing than may be, and the release comes to its end`(
    type: CloneSet.UpdateStrategyType
  ) {
    var simulation = Simulation(Self.scenario(type: type).scenario)
    var least = 10
    for step in 1...2_000 {
      simulation.run(toSecond: Double(step) * 0.1)
      least = min(least, simulation.readyCount)
      #expect(simulation.auditFailures().isEmpty, "step \(step)")
    }
    // The default is 20 %.
    #expect(least == 8)
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 10)
    let events = simulation.drain().events
    #expect(events.last { $0.kind == "CloneSet" }?.reason == "RolloutCompleted")
  }

  @Test func `a change of more than images makes pods anew`() {
    let small = Self.scenario {
      $0.spec.template.spec.containers[0].resources.requests["cpu"] = Quantity(milli: 200)
    }
    var simulation = Simulation(small.scenario)
    let lives = simulation.runToLives()
    #expect(lives.count == 20 && lives.count { $0.stages.deleted >= 0 } == 10)
  }

  @Test func `a change of labels alone restarts nothing`() {
    let small = Self.scenario(image: "app:1") {
      $0.spec.template.metadata.labels["tier"] = "front"
    }
    var simulation = Simulation(small.scenario)
    let lives = simulation.runToLives()
    #expect(lives.count == 10 && simulation.pods(isNew: true) { $0.isReady } == 10)
    #expect(simulation.pods(isNew: true) { $0.marks.restarts > 0 } == 0)
  }

  @Test func `InPlaceOnly touches nothing that it can not change in place`() {
    let small = Self.scenario(type: .inPlaceOnly) {
      $0.spec.template.spec.containers[0].resources.requests["cpu"] = Quantity(milli: 200)
    }
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(isNew: false) { $0.isReady } == 10)
  }

  @Test func `the partition holds until a manifest moves it`() {
    var small = Self.scenario { $0.spec.updateStrategy.partition = .string("70%") }
    small.apply(
      SmallScenario.cloneSet("web", replicas: 10, image: "app:2") {
        $0.spec.updateStrategy.partition = .int(4)
      }, at: 200)
    small.apply(SmallScenario.cloneSet("web", replicas: 10, image: "app:2"), at: 400)
    var simulation = Simulation(small.scenario)
    for (second, updated) in [(199.0, 3), (399, 6), (599, 10)] {
      simulation.run(toSecond: second)
      #expect(simulation.pods(isNew: true) { $0.isReady } == updated, "second \(second)")
    }
  }

  @Test func `a paused release touches nothing, and scaling goes on`() {
    var small = Self.scenario { $0.spec.updateStrategy.paused = true }
    small.at(
      100, .scale(WorkloadReference(kind: "CloneSet", name: "web"), replicas: 13))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 99)
    #expect(simulation.pods(isNew: false) { $0.isReady } == 10)
    simulation.run(until: simulation.endTime)
    #expect(simulation.pods(isNew: false) { $0.isReady } == 10)
    #expect(simulation.pods(isNew: true) { $0.isReady } == 3, "new pods have the new template")
  }

  @Test func `the grace period lies between not ready and the restart`() {
    func seconds(grace: Int32) -> Double {
      let small = Self.scenario { set in
        set.spec.updateStrategy.maxUnavailable = .string("100%")
        set.spec.updateStrategy.inPlaceGracePeriodSeconds = grace
      }
      var simulation = Simulation(small.scenario)
      simulation.run(until: simulation.endTime)
      return simulation.deployments.elements[0].lastRolloutDuration?.seconds ?? -1
    }
    let (without, with) = (seconds(grace: 0), seconds(grace: 20))
    // End and start of the container take two seconds.
    #expect((2..<3).contains(without), "\(without)")
    // The annotation keeps whole seconds, so that up to one is lost.
    #expect((19..<20.5).contains(with - without), "\(with) and \(without)")
  }

  @Test func `a surge comes first and leaves nobody missing`() {
    let small = Self.scenario(type: .recreate) {
      $0.spec.updateStrategy.maxSurge = .int(3)
      $0.spec.updateStrategy.maxUnavailable = .int(0)
    }
    var simulation = Simulation(small.scenario)
    var (least, most) = (10, 10)
    for step in 1...1_000 {
      simulation.run(toSecond: Double(step) * 0.2)
      least = min(least, simulation.readyCount)
      most = max(most, simulation.activeCount)
    }
    #expect(least == 10 && most == 13)
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 10)
    #expect(simulation.activeCount == 10)
  }

  @Test func `a restart makes pods anew, or only renames their revision in place`() {
    func restarts(_ type: CloneSet.UpdateStrategyType) -> Int {
      var small = SmallScenario(nodes: 3, isRunning: true)
      small.add(SmallScenario.cloneSet("web", replicas: 5, type: type))
      small.at(10, .restart(WorkloadReference(kind: "CloneSet", name: "web")))
      var simulation = Simulation(small.scenario)
      let lives = simulation.runToLives()
      #expect(simulation.pods(isNew: true) { $0.isReady } == 5)
      return lives.count
    }
    #expect(restarts(.recreate) == 10)
    #expect(restarts(.inPlaceIfPossible) == 5, "an annotation alone needs no restart")
  }

  @Test func `no kind of OpenKruise is skipped`() {
    var small = Self.scenario()
    small.add(SmallScenario.advancedStatefulSet("db", replicas: 3))
    small.add(SmallScenario.rollout(of: "CloneSet", "web", [(.string("100%"), nil)]))
    #expect(Simulation.check(small.scenario) == [])
    small.add(SmallScenario.rollout(of: "CloneSet", "wep", [(.string("100%"), nil)]))
    let found = Simulation.check(small.scenario)
    #expect(found.map(\.severity) == [.error] && found[0].path == "spec.workloadRef")
  }
}
