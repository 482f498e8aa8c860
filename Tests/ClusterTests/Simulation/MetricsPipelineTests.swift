// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// How old what an autoscaler sees is, and when it looks, in a running cluster.
@Suite struct MetricsPipelineTests {
  /// One core of load, at a second ten cores, which 2 pods of half a core's target cannot carry.
  private static func world(stepAt second: Int64, apiLatency: SimulationDuration? = nil)
    -> SmallScenario
  {
    var world = SmallScenario(nodes: 5, cores: 16, seconds: 900, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 2, cpuMillis: 1000, limitMillis: 2000))
    world.behave("web", requestCPU: .milliseconds(10))
    world.send([(0, 100), (second, 100), (second + 1, 1000), (900, 1000)], to: "web")
    var autoscaler = HorizontalPodAutoscaler()
    autoscaler.metadata.name = "web"
    autoscaler.spec.scaleTargetRef = CrossVersionObjectReference(
      apiVersion: "apps/v1", kind: "Deployment", name: "web")
    autoscaler.spec.minReplicas = 2
    autoscaler.spec.maxReplicas = 40
    autoscaler.spec.metrics = [.resource(name: "cpu", target: .utilization(50))]
    world.add(.horizontalPodAutoscaler(autoscaler))
    if let apiLatency { world.scenario.cluster.controlPlane.apiLatency = apiLatency }
    return world
  }

  private func rescales(_ simulation: inout Simulation) -> [(second: Double, text: String)] {
    simulation.run(until: simulation.endTime)
    return simulation.drain().events.filter { $0.reason == "SuccessfulRescale" }
      .map { (Double($0.timeMicroseconds) / 1e6, $0.message) }
  }

  @Test func `a step of the load is answered within a sample, a scrape and a sync`() throws {
    for seed in 0..<12 {
      var world = Self.world(stepAt: 300)
      world.scenario.seed = UInt64(seed)
      var simulation = Simulation(world.scenario)
      let change = try #require(rescales(&simulation).first)
      let first = change.second
      #expect(
        change.text.hasSuffix(
          "; reason: cpu resource utilization (percentage of request) above target"))
      // A sample of the kubelet may be 10 s old, a scrape 15 s, a sync 15 s away.
      #expect(first > 301 && first < 300 + 41.5, "seed \(seed): \(first)")
    }
  }

  @Test func `the replica counts do not depend on the phases of the pipeline`() {
    var counts: Set<[String]> = []
    for seed in 0..<12 {
      var world = Self.world(stepAt: 300)
      world.scenario.seed = UInt64(seed)
      var simulation = Simulation(world.scenario)
      counts.insert([rescales(&simulation).last?.text ?? ""])
      #expect(simulation.readyCount >= 18 && simulation.readyCount <= 22, "seed \(seed)")
    }
    #expect(!counts.isEmpty)
  }

  @Test func `the next sync comes a period after the end of the last`() {
    // Each sync takes two reads; with one second each the period is 17 s, not 15 s.
    var simulation = Simulation(Self.world(stepAt: 800, apiLatency: .seconds(1)).scenario)
    var seen: [Double] = []
    var last: SimulationTime?
    for second in 0..<700 {
      simulation.run(toSecond: Double(second))
      let now = simulation.autoscalers[0].view.now
      if now != .zero, now != last {
        seen.append(now.seconds)
        last = now
      }
    }
    let steps = zip(seen, seen.dropFirst()).map { $1 - $0 }
    #expect(steps.count > 30)
    // A status that has changed is written, which is a third call.
    #expect(steps.allSatisfy { $0 >= 17 - 1e-6 && $0 <= 18 + 1e-6 }, "\(steps)")
  }

  @Test func `metrics are there from the first sync of a running cluster on`() {
    var simulation = Simulation(Self.world(stepAt: 800).scenario)
    simulation.run(toSecond: 20)
    #expect(simulation.autoscalers[0].rule.status.scalingActive?.reason == .validMetricFound)
    let percent = simulation.autoscalers[0].rule.status.currentMetrics.first??.averageUtilization
    // 100 requests a second of 10 ms are one core of the two that are requested.
    #expect(percent == 50)
  }

  @Test func `an autoscaler that is applied later looks one period after`() {
    var world = Self.world(stepAt: 800)
    let object = world.scenario.cluster.objects.items.removeLast().object
    world.apply([object], at: 100)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 114.9)
    #expect(simulation.autoscalers[0].rule.status.ableToScale == nil)
    simulation.run(toSecond: 115.1)
    #expect(simulation.autoscalers[0].rule.status.ableToScale != nil)
  }

  @Test func `samples are of whole kubelet periods and not of the future`() {
    var simulation = Simulation(Self.world(stepAt: 300).scenario)
    var windows: Set<Int64> = []
    for second in 20..<600 {
      simulation.run(toSecond: Double(second))
      for index in simulation.replicaSets.indices {
        for handle in simulation.replicaSets[index].pods {
          let usage = simulation.pods[handle].usage
          guard usage.isPresent else { continue }
          windows.insert(usage.window.microseconds)
          let age = (simulation.now - usage.timestamp).seconds
          #expect(age >= 0 && age < 25.1, "\(age)")
        }
      }
    }
    #expect(windows.sorted() == [10_000_000, 20_000_000])
  }
}
