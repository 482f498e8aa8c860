// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Five of fifty nodes fall silent, against what Kubernetes 1.36.2 did.
@Suite struct NodeSilenceTests {
  // The monitor's passes lie 4.9 s after multiples of five of the recording.
  private static let start = 100.1

  private static func simulation() -> Simulation {
    var world = SmallScenario(nodes: 50, cores: 32, seconds: 700, isRunning: true)
    world.scenario.cluster.kubelet.sandbox = SmallScenario.constant(.zero)
    world.scenario.cluster.kubelet.containerStart = SmallScenario.constant(.seconds(10))
    world.scenario.cluster.kubelet.shutdown = SmallScenario.constant(.seconds(5))
    world.add(SmallScenario.deployment("web", replicas: 500, cpuMillis: 1000))
    world.at(
      start,
      .failNodes(pool: "pool", count: 5, duration: SimulationDuration(seconds: 427.2)))
    var simulation = Simulation(world.scenario)
    // The last leases were renewed 9.6 s before; the first ones after the return came at 430.4 s.
    for place in simulation.health.indices {
      simulation.health[place].heartbeatOffset = .milliseconds(500)
    }
    return simulation
  }

  /// Recorded instants of five nodes, and the greatest distance of the simulated ones from them.
  private static func distance(_ mine: [Double], _ theirs: [Double]) -> Double {
    guard mine.count == theirs.count else { return .infinity }
    return zip(mine.sorted(), theirs.sorted()).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test func `everything comes when it came in the recording`() throws {
    let recorded = try #require(try RecordedTrajectory.read("node-silence").perNode)
    var simulation = Self.simulation()
    let times = SilenceTimes(
      &simulation, from: Self.start, windows: [40...100, 425...440])
    let distances = [
      Self.distance(times.unknown, recorded.map(\.ready)),
      Self.distance(times.noSchedule, recorded.map(\.noSchedule)),
      Self.distance(times.noExecute, recorded.map(\.noExecute)),
      Self.distance(times.readyAgain, recorded.map(\.readyAgain)),
      Self.distance(times.noExecuteGone, recorded.map(\.taintsGone)),
      Self.distance(
        (0..<5).map { times.deleted[$0 * 10] }, recorded.map { $0.deleted[0] }),
    ]
    print("silence: off by \(distances) s")
    print("replacements from \(times.created[0]), ready to \(times.ready[49])")
    #expect(distances.allSatisfy { $0 < 1 }, "\(distances)")
    // The client of the node controller spreads the writes over two seconds and a half.
    #expect(times.podsNotReady.count == 50)
    #expect(abs(times.podsNotReady[0] - 44.9) < 0.2)
    #expect(abs(times.podsNotReady[49] - 47.4) < 0.3)
    #expect(times.deleted.count == 50 && times.created.count == 50 && times.ready.count == 50)
    // The recorded evictions took half a second more than their tolerations, and the first
    // replacements half a second more than that; both machines shared two cores.
    #expect(abs(times.created[0] - 346.7) < 1.3 && abs(times.created[49] - 386.3) < 1.3)
    #expect(abs(times.ready[0] - 356.8) < 1.3 && abs(times.ready[49] - 396.4) < 1.3)
    // The deleted pods stay until their node returns.
    #expect(times.gone.count == 50)
    #expect(abs(times.gone[0] - 432.5) < 0.5 && abs(times.gone[49] - 433.3) < 1.5)
  }

  @Test func `the NoSchedule taint goes at once and the other at the next pass`() {
    var simulation = Self.simulation()
    let times = SilenceTimes(&simulation, from: Self.start, windows: [425...440])
    #expect(times.noScheduleGone.count == 5 && times.noExecuteGone.count == 5)
    for (gone, ready) in zip(times.noScheduleGone, times.readyAgain) {
      #expect(gone > ready && gone < ready + 0.1)
    }
    for (gone, ready) in zip(times.noExecuteGone, times.readyAgain) {
      #expect(gone > ready + 0.5 && gone < ready + 5.1)
    }
  }

  @Test func `the Deployment sees fifty pods less until they are replaced`() {
    var simulation = Self.simulation()
    simulation.run(toSecond: Self.start + 44)
    #expect(simulation.readyCount == 500)
    simulation.run(toSecond: Self.start + 48)
    #expect(simulation.readyCount == 450)
    simulation.run(toSecond: Self.start + 340)
    #expect(simulation.readyCount == 450)
    simulation.run(toSecond: Self.start + 400)
    #expect(simulation.readyCount == 500)
    let failures = simulation.auditFailures()
    #expect(failures == [])
  }

  @Test func `nodes that came back are ready at their first heartbeat and take pods`() {
    var simulation = Self.simulation()
    simulation.run(toSecond: Self.start + 438)
    #expect(simulation.health.allSatisfy { $0.isReady && !$0.isSilent })
    let taints = simulation.nodes.indices.reduce(0) { $0 + simulation.nodes.taints[$1].count }
    #expect(taints == 0)
  }
}
