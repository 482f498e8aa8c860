// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Bounds of an autoscaler from the capacity that is predicted.
struct ForecastBoundsRuleTests {
  private func settings(lookBack: Int64 = 600, period: Int64 = 300) -> ForecastBounds {
    var settings = ForecastBounds()
    settings.lookBackSeconds = lookBack
    settings.periodSeconds = period
    settings.targetUtilization = 0.5
    settings.factor = 1.5
    return settings
  }

  @Test
  func `the peak of the time looked back on gives the bounds`() {
    var rule = ForecastBoundsRule(settings())
    var found: [ForecastBoundsRule.Bounds?] = []
    for minute in 0..<20 {
      found.append(rule.note(cores: minute == 2 ? 20 : 4, requestCores: 2))
    }
    #expect(found.enumerated().filter { $1 != nil }.map(\.offset) == [4, 9, 14, 19])
    // 20 cores at a core for each pod are 20 pods, times 1.5; later 4 pods.
    #expect(found[4] == .init(least: 2, most: 30))
    #expect(found[9] == .init(least: 2, most: 30))
    #expect(found[14] == .init(least: 2, most: 6))
  }

  @Test
  func `the upper bound is never below the lower one`() {
    var rule = ForecastBoundsRule(settings(period: 60))
    #expect(rule.note(cores: 0, requestCores: 2) == .init(least: 2, most: 2))
    #expect(rule.note(cores: 5, requestCores: 0) == nil)
    #expect(rule.predictedPods(peakCores: 1e300, requestCores: 1e-9) == 1_000_000_000)
  }

  @Test
  func `in a run the bounds of the autoscaler move with the load`() {
    var world = SmallScenario(nodes: 4, seconds: 3600, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 4, cpuMillis: 500))
    world.behave("web", requestCPU: .milliseconds(10))
    world.send([(0, 100), (1800, 100), (1860, 400)], to: "web")
    var autoscaler = HorizontalPodAutoscaler()
    autoscaler.metadata.name = "web"
    autoscaler.spec.scaleTargetRef.kind = "Deployment"
    autoscaler.spec.scaleTargetRef.name = "web"
    autoscaler.spec.maxReplicas = 100
    autoscaler.spec.metrics = [.resource(name: "cpu", target: .utilization(60))]
    world.add(.horizontalPodAutoscaler(autoscaler))
    var bounds = settings()
    bounds.scaleTargetRef.kind = "HorizontalPodAutoscaler"
    bounds.scaleTargetRef.name = "web"
    world.add(.forecastBounds(bounds))
    #expect(Simulation.check(world.scenario).isEmpty)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 1700)
    // One core at 0.25 for each pod are 4 pods, times 1.5.
    #expect(simulation.autoscalers[0].view.autoscaler.maxReplicas == 6)
    #expect(simulation.autoscalers[0].view.autoscaler.minReplicas == 2)
    simulation.run(until: simulation.endTime)
    // Four cores at 0.25 are 16 pods, times 1.5; what had to wait is worked off on top of that.
    let most = simulation.autoscalers[0].view.autoscaler.maxReplicas
    #expect((24...28).contains(most), "\(most)")
    let events = simulation.drain().events
    #expect(events.contains { $0.reason == "BoundsMoved" })
  }
}
