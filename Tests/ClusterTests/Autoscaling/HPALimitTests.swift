// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Rate limits and bounds: rules 24 to 28 of the controller.
@Suite struct HPALimitTests {
  @Test(arguments: [(1, 4), (2, 4), (3, 6), (10, 20), (60, 100)])
  func `without behavior a decision goes up to twice the count or four`(from: Int32, to: Int32) {
    var bench = HPABench.wanting(replicas: from, max: 100)
    let decision = bench.reconcile(at: 0, wanting: 1_000)
    #expect(decision.scaleTo == to)
    #expect(
      decision.status.scalingLimited?.summary
        == (to == 100 ? "True/TooManyReplicas" : "True/ScaleUpLimit"))
  }

  @Test func `twice a count near the end of 32 bits does not overflow`() {
    var bench = HPABench.wanting(replicas: 1_500_000_000, max: Int32.max)
    #expect(bench.reconcile(at: 0, wanting: Int64(Int32.max)).scaleTo == Int32.max)
  }

  @Test func `without behavior nothing but the bound limits scaling down`() {
    var bench = HPABench.wanting(replicas: 80, min: 2)
    bench.configuration.downscaleStabilization = .seconds(0)
    _ = bench.reconcile(at: 0, wanting: 80)
    let decision = bench.reconcile(at: 15, wanting: 1)
    #expect(decision.scaleTo == 2)
    #expect(decision.status.scalingLimited?.summary == "True/TooFewReplicas")
  }

  @Test func `the default policies add four pods or double in 15 seconds`() {
    var bench = HPABench.wanting(replicas: 1, max: 1_000)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior()
    #expect(bench.counts(wanting: [900, 900, 900, 900]) == [5, 10, 20, 40])
  }

  @Test func `policies count from the start of their period, changes of both directions in it`() {
    var bench = HPABench.wanting(replicas: 10)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(
      downWindow: 0, up: [.pods(6, every: 60)], down: [.pods(4, every: 60)])
    #expect(bench.reconcile(at: 0, wanting: 90).scaleTo == 16)
    // The period began at 10: 10 - 4 is the limit of going down.
    #expect(bench.reconcile(at: 15, wanting: 1).scaleTo == 6)
    // And 10 + 6 that of going up again.
    #expect(bench.reconcile(at: 30, wanting: 90).scaleTo == 16)
  }

  @Test func `a change exactly one period ago no longer counts`() {
    var bench = HPABench.wanting(replicas: 10)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(up: [.pods(3, every: 60)])
    #expect(bench.reconcile(at: 0, wanting: 90).scaleTo == 13)
    #expect(bench.reconcile(at: 59, wanting: 90).scaleTo == nil)
    #expect(bench.reconcile(at: 60, wanting: 90).scaleTo == 16)
  }

  @Test func `per cent round up on the way up and toward zero on the way down`() {
    var bench = HPABench.wanting(replicas: 7)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(
      downWindow: 0, up: [.percent(10, every: 15)], down: [.percent(10, every: 15)])
    #expect(bench.reconcile(at: 0, wanting: 90).scaleTo == 8)
    bench.specReplicas = 7
    #expect(bench.reconcile(at: 60, wanting: 1).scaleTo == 6)
    // 100 * (1 + 0.1) is 110.00000000000001 in doubles, rounded up.
    bench = HPABench.wanting(replicas: 100, max: 1_000)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(up: [.percent(10, every: 15)])
    #expect(bench.reconcile(at: 0, wanting: 900).scaleTo == 111)
  }

  @Test func `Max takes the largest change, Min the smallest, Disabled none`() {
    let policies: [HPAScalingRules.Policy] = [.pods(2, every: 15), .percent(50, every: 15)]
    let expected: [(HPAScalingRules.SelectPolicy, Int32, Int32)] = [
      (.max, 15, 5), (.min, 12, 8), (.disabled, 10, 10),
    ]
    for (select, up, down) in expected {
      var bench = HPABench.wanting(replicas: 10)
      bench.spec.behavior = HorizontalPodAutoscalerBehavior(
        downWindow: 0, up: policies, down: policies)
      bench.spec.behavior?.scaleUp.selectPolicy = select
      bench.spec.behavior?.scaleDown.selectPolicy = select
      #expect(bench.reconcile(at: 0, wanting: 90).resultingReplicas == up)
      bench.specReplicas = 10
      bench.rule = HorizontalPodAutoscalerRule()
      #expect(bench.reconcile(at: 15, wanting: 1).resultingReplicas == down)
    }
  }

  @Test func `a limit on the wrong side of the count is replaced by the count`() {
    var bench = HPABench.wanting(replicas: 10)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(
      downWindow: 0, up: [.pods(4, every: 600)], down: [.pods(100, every: 15)])
    #expect(bench.reconcile(at: 0, wanting: 90).scaleTo == 14)
    // By hand to 20: the period began at 16, its limit is 20; at 30 it would be below.
    bench.specReplicas = 20
    let held = bench.reconcile(at: 15, wanting: 90)
    #expect(held.scaleTo == nil)
    #expect(held.status.scalingLimited?.summary == "True/ScaleUpLimit")
  }

  @Test func `the limit is named only when it changes the stabilised count`() {
    var bench = HPABench.wanting(replicas: 10, max: 12)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior()
    #expect(
      bench.reconcile(at: 0, wanting: 12).status.scalingLimited?.summary
        == "False/DesiredWithinRange")
    #expect(
      bench.reconcile(at: 15, wanting: 20).status.scalingLimited?.summary
        == "True/TooManyReplicas")
  }

  @Test func `changes made without behavior are not remembered for a later one`() {
    var bench = HPABench.wanting(replicas: 10)
    #expect(bench.reconcile(at: 0, wanting: 15).scaleTo == 15)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(up: [.pods(3, every: 600)])
    #expect(bench.reconcile(at: 15, wanting: 90).scaleTo == 18)
  }

  @Test func `the limit of scaling up holds from zero too`() {
    var bench = HPABench.wanting(replicas: 3, min: 0)
    bench.configuration.scalesToZero = true
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(downWindow: 0)
    #expect(bench.reconcile(at: 0, wanting: 0).scaleTo == 0)
    let decision = bench.reconcile(at: 60, wanting: 50)
    #expect(decision.scaleTo == 4)
    #expect(decision.status.scalingLimited?.summary == "True/ScaleUpLimit")
  }
}
