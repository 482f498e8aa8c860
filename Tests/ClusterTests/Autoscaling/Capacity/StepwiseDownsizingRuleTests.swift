// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Pods are taken away in steps and come back if that does harm.
struct StepwiseDownsizingRuleTests {
  private let settings: StepwiseDownsizing = {
    var settings = StepwiseDownsizing()
    settings.targetRef.kind = "Deployment"
    settings.targetRef.name = "web"
    settings.observeSeconds = 600
    settings.noticeSeconds = 300
    settings.settleSeconds = 120
    settings.stepFraction = 0.25
    return settings
  }()

  private func view(
    _ minute: Int64, replicas: Int, cores: Double = 5, errors: Double = 0, latency: Double = 0.02
  ) -> StepwiseDownsizingRule.View {
    StepwiseDownsizingRule.View(
      now: .zero + .minutes(minute), replicas: replicas, readyCount: replicas, cores: cores,
      requestCores: 1, limitCores: 2, errorRatio: errors, latencySeconds: latency)
  }

  /// The actions by minute of a workload that obeys, with some minutes that are different.
  private func actions(
    _ replicas: Int, minutes: Int64 = 60,
    _ change: (Int64, inout StepwiseDownsizingRule.View) -> Void = { _, _ in }
  ) -> [(minute: Int64, action: StepwiseDownsizingRule.Action)] {
    var rule = StepwiseDownsizingRule(settings, at: .zero)
    var replicas = replicas
    var result: [(Int64, StepwiseDownsizingRule.Action)] = []
    for minute in 1...minutes {
      var view = view(minute, replicas: replicas)
      change(minute, &view)
      guard let action = rule.step(view) else { continue }
      if case .cut(let count) = action { replicas = count }
      if case .revert(let count) = action { replicas = count }
      result.append((minute, action))
    }
    return result
  }

  @Test
  func `surplus pods go in steps after the notice`() {
    let found = actions(20)
    // Five cores at half a core for each pod are ten pods.
    #expect(
      found.map(\.action) == [.announce(10), .cut(to: 15), .cut(to: 12), .cut(to: 10), .finish])
    #expect(found.map(\.minute) == [10, 15, 17, 19, 21])
  }

  @Test
  func `a step that does harm is taken back and nothing follows`() {
    let slow = actions(20) { minute, view in if minute == 18 { view.latencySeconds = 0.04 } }
    #expect(slow.map(\.action) == [.announce(10), .cut(to: 15), .cut(to: 12), .revert(to: 15)])
    let stillSlow = actions(20) { minute, view in
      if minute >= 18 { view.latencySeconds = 0.04 }
    }
    #expect(
      stillSlow.map(\.action) == [
        .announce(10), .cut(to: 15), .cut(to: 12), .revert(to: 15), .revert(to: 20),
      ])
    let failing = actions(20) { minute, view in if minute == 16 { view.errorRatio = 0.01 } }
    #expect(failing.map(\.action).last == .revert(to: 20))
    let busy = actions(20) { minute, view in if minute == 16 { view.cores = 25 } }
    #expect(busy.map(\.action).last == .revert(to: 20))
  }

  @Test
  func `a workload that is not well or not oversized is left alone`() {
    #expect(actions(9).map(\.action) == [.finish])
    let sick = actions(20) { _, view in view.errorRatio = 0.5 }
    #expect(sick.isEmpty)
    let unready = actions(20) { minute, view in if minute < 30 { view.readyCount = 19 } }
    #expect(unready.first?.minute == 30)
  }

  @Test
  func `somebody else's change ends it`() {
    let found = actions(20) { minute, view in if minute >= 16 { view.replicas = 40 } }
    #expect(found.map(\.action) == [.announce(10), .cut(to: 15)])
  }

  @Test
  func `in a run a workload shrinks to what it needs, or goes back`() {
    for (rate, expected) in [(100.0, 4), (900.0, 12)] {
      var world = SmallScenario(nodes: 4, seconds: 3600, isRunning: true)
      world.add(SmallScenario.deployment("web", replicas: 12, cpuMillis: 500, limitMillis: 1000))
      world.behave("web", requestCPU: .milliseconds(10))
      world.send([(0, 100), (960, 100), (990, rate)], to: "web")
      world.add(.stepwiseDownsizing(settings))
      #expect(Simulation.check(world.scenario).isEmpty)
      var simulation = Simulation(world.scenario)
      simulation.run(until: simulation.endTime)
      let reasons = simulation.drain().events.map(\.reason)
      #expect(reasons.contains("DownsizingAnnounced"))
      if rate > 100 {
        // The first step was cut from twelve to nine; with 900 requests a second nine cores are busy.
        #expect(reasons.contains("DownsizingReverted"))
        #expect(simulation.deployments.elements[0].specReplicas == 12)
      } else {
        #expect(simulation.deployments.elements[0].specReplicas == expected)
        #expect(reasons.contains("DownsizingDone"))
      }
      #expect(simulation.auditFailures().isEmpty)
    }
  }
}
