// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario
import Testing

@testable import Cluster

@Suite struct DeterminismTests {
  private static func outcome(
    _ scenario: Scenario, stepSeconds: Double = 1e6
  ) -> (outcome: RunOutcome, batch: RunBatch) {
    var simulation = Simulation(scenario)
    var batch = RunBatch()
    while simulation.now < simulation.endTime {
      simulation.run(toSecond: simulation.now.seconds + stepSeconds)
      let part = simulation.drain()
      batch.chunks += part.chunks
      batch.events += part.events
      batch.pods += part.pods
    }
    let outcome = simulation.finish()
    let rest = simulation.drain()
    batch.chunks += rest.chunks
    batch.events += rest.events
    batch.pods += rest.pods
    return (outcome, batch)
  }

  @Test(arguments: 0..<10 as Range<UInt64>) func `one seed gives one run`(seed: UInt64) {
    let first = Self.outcome(RandomWorld(seed: seed).scenario)
    let second = Self.outcome(RandomWorld(seed: seed).scenario)
    // Figures may be NaN, which equals nothing; the digest holds their bits.
    #expect(first.outcome.digest == second.outcome.digest, "seed \(seed)")
    #expect(first.outcome.eventCount == second.outcome.eventCount)
    #expect(first.batch.events == second.batch.events && first.batch.pods == second.batch.pods)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `how often a run is interrupted changes nothing`(seed: UInt64) {
    let whole = Self.outcome(RandomWorld(seed: seed).scenario)
    let pieces = Self.outcome(RandomWorld(seed: seed).scenario, stepSeconds: 7.3)
    #expect(whole.outcome.digest == pieces.outcome.digest, "seed \(seed)")
    #expect(whole.batch.events == pieces.batch.events)
    #expect(whole.batch.pods == pieces.batch.pods)
  }

  @Test func `another seed gives another run of the same scenario`() {
    var scenario = RandomWorld(seed: 3).scenario
    let first = Self.outcome(scenario).outcome.digest
    scenario.seed = 4
    #expect(Self.outcome(scenario).outcome.digest != first)
  }

  @Test func `another load gives another digest though pods live the same`() {
    var world = SmallScenario(seconds: 60, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 2))
    world.behave("web", requestCPU: .milliseconds(5))
    world.send([(0, 100)], to: "web")
    let first = Self.outcome(world.scenario)
    world.scenario.traffic[0].rate.points[0].rate = 100.001
    let second = Self.outcome(world.scenario)
    #expect(first.batch.pods == second.batch.pods)
    #expect(first.outcome.digest != second.outcome.digest)
  }

  @Test func `a new workload moves no draw of the others`() {
    var world = SmallScenario(nodes: 4, cores: 32, seconds: 120)
    world.scenario.cluster.kubelet.sandbox = DurationSpread(
      median: .milliseconds(500), p99: .seconds(3))
    world.scenario.cluster.controlPlane = .ideal
    world.add(SmallScenario.deployment("first", replicas: 20))
    let alone = Self.outcome(world.scenario).batch.pods
    world.add(SmallScenario.deployment("second", replicas: 20))
    let together = Self.outcome(world.scenario).batch.pods
    let same = together.filter { $0.workload.hasSuffix("first") }
    #expect(alone.count == 20)
    #expect(
      Set(alone.map(\.stages.started)) == Set(same.map(\.stages.started)),
      "the start of a pod depends on its own luck alone")
  }
}
