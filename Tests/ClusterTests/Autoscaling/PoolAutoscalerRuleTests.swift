// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// The trigger on requests and latency against the pool and the last days.
@Suite struct PoolAutoscalerRuleTests {
  private static func settings() -> PoolAutoscaler {
    var settings = PoolAutoscaler()
    settings.metadata.name = "web"
    settings.scaleTargetRef = SmallScenario.target("web")
    settings.minReplicas = 2
    settings.maxReplicas = 40
    return settings
  }

  private func view(
    _ second: Int64, _ replicas: Int32 = 10, requests: Double? = 100, latency: Double? = 0.04,
    pool: Double? = nil, usual: (Double, Double)? = (100, 0.04)
  ) -> PoolAutoscalerRule.View {
    var view = PoolAutoscalerRule.View(now: .zero + .seconds(second), replicas: replicas)
    view.requests = requests
    view.latency = latency
    view.poolLatency = pool
    view.usualRequests = usual?.0
    view.usualLatency = usual?.1
    return view
  }

  @Test func `requests and latency must both be worse than usual`() {
    var rule = PoolAutoscalerRule(Self.settings())
    #expect(rule.look(view(0)) == nil)
    #expect(rule.look(view(60, requests: 200)) == nil)
    #expect(rule.look(view(120, latency: 0.08)) == nil)
    #expect(rule.look(view(180, requests: 200, latency: 0.08)) == 12)
  }

  @Test func `the pool is compared with where the last days are not known`() {
    var rule = PoolAutoscalerRule(Self.settings())
    #expect(rule.look(view(0, latency: 0.05, pool: 0.04, usual: nil)) == nil)
    #expect(rule.look(view(60, latency: 0.07, pool: 0.04, usual: nil)) == 12)
  }

  @Test func `a step is a part of the pods, rounded up, and at most to the bound`() {
    for (replicas, wanted) in [(Int32(2), Int32(3)), (11, 14), (38, 40)] {
      var rule = PoolAutoscalerRule(Self.settings())
      #expect(rule.look(view(0, replicas, requests: 300, latency: 1)) == wanted)
    }
    var full = PoolAutoscalerRule(Self.settings())
    #expect(full.look(view(0, 40, requests: 300, latency: 1)) == nil)
    #expect(full.look(view(60, 1)) == 2)
    #expect(full.look(view(120, 50)) == 40)
  }

  @Test func `after a step up the quiet time passes before the next`() {
    var rule = PoolAutoscalerRule(Self.settings())
    #expect(rule.look(view(0, requests: 300, latency: 1)) == 12)
    #expect(rule.look(view(299, 12, requests: 300, latency: 1)) == nil)
    #expect(rule.look(view(300, 12, requests: 300, latency: 1)) == 15)
  }

  @Test func `steps down need the whole quiet time with both as usual`() {
    var rule = PoolAutoscalerRule(Self.settings())
    #expect(rule.look(view(0)) == nil)
    #expect(rule.look(view(240, latency: 0.2)) == nil)
    #expect(rule.look(view(300)) == nil)
    #expect(rule.look(view(599)) == nil)
    #expect(rule.look(view(600)) == 8)
    #expect(rule.look(view(660, 8)) == nil)
    #expect(rule.look(view(900, 3)) == 2)
  }

  @Test func `what cannot be read changes nothing`() {
    var rule = PoolAutoscalerRule(Self.settings())
    #expect(rule.look(view(0, requests: nil)) == nil)
    #expect(rule.look(view(600, latency: nil)) == nil)
  }

  @Test func `the last seven days at the same minute make up what is usual`() {
    var settings = Self.settings()
    settings.baseline = PoolAutoscaler.Baseline()
    settings.baseline?.requestsPerSecond = 7
    var usual = UsualLoad(settings)
    let noon: Int64 = 1_700_000_000 / 86_400 * 86_400 + 43_200
    #expect(usual.usual(atSecond: noon)?.requests == 7)
    for day in 0..<9 {
      usual.note(requests: Double(day), latency: 0.1, atSecond: noon + Int64(day) * 86_400)
    }
    // On the tenth day those of days 2 to 8 count, and only at this minute.
    let tenth = noon + 9 * 86_400
    #expect(usual.usual(atSecond: tenth + 30)?.requests == 5)
    #expect(usual.usual(atSecond: tenth + 60)?.requests == 7)
    // What was seen today does not count today.
    usual.note(requests: 500, latency: 0.1, atSecond: tenth)
    #expect(usual.usual(atSecond: tenth)?.requests == 5.5)
  }

  @Test func `in a run the workload steps up until its latency is as usual`() {
    var world = SmallScenario(nodes: 5, cores: 16, seconds: 3600, isRunning: true)
    world.add(SmallScenario.deployment("web", replicas: 4, cpuMillis: 1000, limitMillis: 1000))
    world.behave("web", requestCPU: .milliseconds(10))
    world.send([(0, 120), (600, 120), (660, 390), (3600, 390)], to: "web")
    var settings = Self.settings()
    settings.cooldownSeconds = 120
    settings.baseline = PoolAutoscaler.Baseline()
    settings.baseline?.requestsPerSecond = 30
    settings.baseline?.latencySeconds = 0.08
    world.add(.poolAutoscaler(settings))
    #expect(Simulation.check(world.scenario).isEmpty)
    var simulation = Simulation(world.scenario)
    simulation.run(toSecond: 600)
    let before = simulation.activeCount
    simulation.run(toSecond: 2400)
    let after = simulation.activeCount
    #expect(before <= 4)
    #expect(after >= 6 && after <= 14, "\(after)")
    let events = simulation.drain().events.filter { $0.reason == "PoolRescale" }
    #expect(events.allSatisfy { $0.kind == "PoolAutoscaler" })
  }
}
