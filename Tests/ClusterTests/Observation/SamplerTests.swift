// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario
import Testing

@testable import Cluster

@Suite struct SamplerTests {
  private static func samples(
    of metric: String, in world: SmallScenario
  ) -> [(second: Double, value: Double)] {
    var simulation = Simulation(world.scenario)
    let place = simulation.series.firstIndex { $0.metric.name == metric } ?? -1
    simulation.run(until: simulation.endTime)
    _ = simulation.finish()
    return simulation.drain().chunks.filter { $0.series == place }.flatMap { chunk in
      chunk.values.enumerated().map { offset, value in
        let step = chunk.stepMicroseconds * Int64(offset)
        return (Double(chunk.startMicroseconds + step) / 1e6, value)
      }
    }
  }

  private static func world(seconds: Int64) -> SmallScenario {
    var world = SmallScenario(seconds: seconds, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 2))
    world.scenario.sampleInterval = .seconds(10)
    return world
  }

  @Test func `a sample carries the instant at which it was taken`() {
    var world = Self.world(seconds: 300)
    world.at(100, .scale(SmallScenario.reference("web"), replicas: 4))
    let samples = Self.samples(of: "kube_deployment_spec_replicas", in: world)
    #expect(samples.count == 30)
    // A sample sees all that happened at its instant.
    for sample in samples {
      #expect(sample.value == (sample.second >= 100 ? 4 : 2), "at \(sample.second)")
    }
  }

  @Test func `chunks follow each other without a gap`() {
    let samples = Self.samples(of: "workqueue_depth", in: Self.world(seconds: 40_000))
    #expect(samples.count == 4000)
    for (place, sample) in samples.enumerated() {
      #expect(sample.second == Double(place + 1) * 10)
    }
  }

  @Test func `full chunks are handed over once, and all of one round have one length`() {
    var simulation = Simulation(Self.world(seconds: 40_000).scenario)
    var handed = 0
    var series: [Int: Int] = [:]
    while simulation.now < simulation.endTime {
      simulation.run(until: simulation.now + .hours(1))
      for chunk in simulation.drain().chunks {
        handed += chunk.values.count
        series[chunk.series, default: 0] += chunk.values.count
      }
    }
    _ = simulation.finish()
    for chunk in simulation.drain().chunks {
      handed += chunk.values.count
      series[chunk.series, default: 0] += chunk.values.count
    }
    let seriesCount = simulation.series.count
    #expect(series.count == seriesCount && Set(series.values) == [4000])
    #expect(handed == 4000 * seriesCount)
    let rest = simulation.drain()
    #expect(rest.isEmpty)
  }

  @Test func `a run shorter than its sample interval has a truthful summary`() {
    var world = Self.world(seconds: 5)
    world.behave("web", requestCPU: .milliseconds(10))
    world.send([(0, 30)], to: "web")
    var simulation = Simulation(world.scenario)
    simulation.run(until: simulation.endTime)
    let summary = simulation.finish().summary
    func figure(_ name: String) -> Double? { summary.first { $0.name == name }?.value }
    #expect(figure("replicas_min") == 2 && figure("replicas_max") == 2)
    #expect(figure("replicas_ready_min") == 2)
    #expect(figure("requests_demand_peak") == 30)
    #expect(figure("requests_total") == 150)
  }
}
