// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// What comes before the metrics, what is written and remembered: rules 17, 18, 27 and the faults.
@Suite struct HorizontalPodAutoscalerRuleTests {
  @Test func `a count outside the bounds goes to the bound at once, whatever the limits`() {
    var bench = HPABench.wanting(replicas: 25, min: 3, max: 10)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior()
    bench.spec.behavior?.scaleUp.selectPolicy = .disabled
    bench.spec.behavior?.scaleDown.selectPolicy = .disabled
    let above = bench.reconcile(at: 0, wanting: 30)
    #expect(above.scaleTo == 10)
    #expect(above.rescaleReason == .aboveMaximum)
    #expect(above.proposals.isEmpty)
    #expect(above.status.scalingActive == nil)
    bench.specReplicas = 1
    let below = bench.reconcile(at: 15, wanting: 30)
    #expect(below.scaleTo == 3)
    #expect(below.rescaleReason == .belowMinimum)
    #expect(below.limitedBy == .outOfBounds)
  }

  @Test func `a change to a bound records no recommendation but a scale event`() {
    var bench = HPABench.wanting(replicas: 20, max: 10)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(
      upWindow: 0, downWindow: 300, down: [.pods(12, every: 60)])
    #expect(bench.reconcile(at: 0, wanting: 1).scaleTo == 10)
    // The starting count 20 holds the recommendation at 10, the count of now.
    #expect(bench.reconcile(at: 15, wanting: 2).status.ableToScale?.reason == .scaleDownStabilized)
    bench.spec.behavior?.scaleDown.stabilizationWindowSeconds = 0
    // 10 of the 12 pods of this minute are gone already: 20 - 12 is 8.
    let second = bench.reconcile(at: 30, wanting: 1)
    #expect(second.scaleTo == 8)
    #expect(second.status.scalingLimited?.summary == "True/ScaleDownLimit")
  }

  @Test func `the count at the controller's start holds for one window`() {
    var bench = HPABench.wanting(replicas: 10)
    #expect(
      bench.counts(wanting: Array(repeating: 4, count: 21)) == Array(repeating: 10, count: 21))
    #expect(bench.reconcile(at: 315, wanting: 4).scaleTo == 4)
  }

  @Test func `a target at zero is left alone`() {
    var bench = HPABench.wanting(replicas: 0)
    let decision = bench.reconcile(at: 0, wanting: 5)
    #expect(decision.scaleTo == nil)
    #expect(decision.status.scalingActive?.summary == "False/ScalingDisabled")
    #expect(decision.status.ableToScale?.summary == "True/SucceededGetScale")
    #expect(decision.limitedBy == .disabledAtZero)
    #expect(decision.status.currentMetrics.isEmpty)
  }

  @Test func `a scale that cannot be read leaves all but one condition as it was`() {
    var bench = HPABench.wanting(replicas: 4)
    let before = bench.reconcile(at: 0, wanting: 4)
    bench.isScaleReadable = false
    let after = bench.reconcile(at: 15, wanting: 20)
    #expect(after.isError)
    #expect(after.scaleTo == nil)
    #expect(after.status.ableToScale?.summary == "False/FailedGetScale")
    #expect(after.status.currentMetrics == before.status.currentMetrics)
    #expect(after.status.scalingLimited == before.status.scalingLimited)
  }

  @Test func `a scale that cannot be read at first postpones the starting recommendation`() {
    var bench = HPABench.wanting(replicas: 9)
    bench.isScaleReadable = false
    _ = bench.reconcile(at: 0, wanting: 2)
    bench.isScaleReadable = true
    _ = bench.reconcile(at: 15, wanting: 2)
    #expect(bench.reconcile(at: 315, wanting: 2).scaleTo == nil)
    #expect(bench.reconcile(at: 330, wanting: 2).scaleTo == 2)
  }

  @Test func `a failed write keeps the wanted count and stores no scale event`() {
    var bench = HPABench.wanting(replicas: 4)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(up: [.pods(2, every: 60)])
    _ = bench.reconcile(at: 0, wanting: 4)
    bench.isScaleWritable = false
    let failed = bench.reconcile(at: 15, wanting: 20)
    #expect(failed.scaleTo == nil)
    #expect(failed.isError)
    #expect(failed.status.ableToScale?.summary == "False/FailedUpdateScale")
    #expect(failed.status.desiredReplicas == 4)
    #expect(failed.status.lastScaleTime == nil)
    bench.isScaleWritable = true
    #expect(bench.reconcile(at: 30, wanting: 20).scaleTo == 6)
    #expect(bench.reconcile(at: 45, wanting: 20).scaleTo == nil)
  }

  @Test func `a successful write is in the status`() {
    var bench = HPABench.wanting(replicas: 4)
    let decision = bench.reconcile(at: 15, wanting: 6)
    #expect(decision.scaleTo == 6)
    #expect(decision.resultingReplicas == 6)
    #expect(decision.status.lastScaleTime == .zero + .seconds(15))
    #expect(decision.status.desiredReplicas == 6)
    #expect(decision.status.currentReplicas == 4)
    #expect(decision.status.ableToScale?.summary == "True/SucceededRescale")
    #expect(
      decision.rescaleText(of: bench.view.autoscaler) == "external metric load(nil) above target")
    #expect(bench.rule.status == decision.status)
  }

  @Test func `a new controller goes on from the stored status without memory of windows`() {
    var bench = HPABench.wanting(replicas: 10)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(
      downWindow: 60, down: [.pods(1, every: 600)])
    _ = bench.reconcile(at: 0, wanting: 10)
    #expect(bench.reconcile(at: 60, wanting: 5).scaleTo == 9)
    #expect(bench.reconcile(at: 75, wanting: 5).limitedBy == .scaleDownRate)
    bench.rule = HorizontalPodAutoscalerRule(status: bench.rule.status)
    let restarted = bench.reconcile(at: 90, wanting: 5)
    #expect(restarted.limitedBy == .scaleDownWindow)
    #expect(restarted.status.lastScaleTime == .zero + .seconds(60))
    #expect(bench.reconcile(at: 150, wanting: 5).scaleTo == 8)
  }

  @Test func `a held count names the rule that holds it`() {
    var bench = HPABench(.cpu(percent: 50), replicas: 3)
    bench.setPods([52, 52, 52])
    #expect(bench.reconcile().limitedBy == .tolerance)
    bench = HPABench.wanting(replicas: 6, max: 6)
    #expect(bench.reconcile(at: 0, wanting: 9).limitedBy == .maxReplicas)
    bench = HPABench.wanting(replicas: 6, max: 60)
    #expect(bench.reconcile(at: 0, wanting: 1).limitedBy == .scaleDownWindow)
    bench = HPABench.wanting(replicas: 6, max: 60)
    #expect(bench.reconcile(at: 0, wanting: 60).limitedBy == .scaleUpRate)
  }

  @Test func `a reason is written as the Kubernetes API writes it`() {
    let reasons = HPACondition.Reason.allCases
    #expect(
      HPACondition.Reason.failedGetContainerResourceMetric.name
        == "FailedGetContainerResourceMetric")
    #expect(Set(reasons.map(\.name)).count == reasons.count)
    #expect(Set(reasons.map(\.message)).count == reasons.count)
  }
}
