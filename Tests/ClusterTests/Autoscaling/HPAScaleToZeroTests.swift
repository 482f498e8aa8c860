// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// To zero replicas and back with the gate HPAScaleToZero: rule 29 of the controller.
@Suite struct HPAScaleToZeroTests {
  private func atZero(_ change: (inout HPABench) -> Void = { _ in }) -> HPABench {
    var bench = HPABench.wanting(replicas: 2, min: 0)
    bench.configuration.scalesToZero = true
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(downWindow: 0)
    _ = bench.reconcile(at: 0, wanting: 0)
    change(&bench)
    return bench
  }

  @Test func `the controller remembers in a condition that it went to zero itself`() {
    var bench = atZero()
    #expect(bench.specReplicas == 0)
    #expect(bench.rule.status.scaledToZero?.summary == "True/ScaledToZero")
    let back = bench.reconcile(at: 15, wanting: 1)
    #expect(back.scaleTo == 1)
    #expect(back.status.scaledToZero?.summary == "False/NotScaledToZero")
  }

  @Test func `a zero set by hand stays disabled`() {
    var bench = HPABench.wanting(replicas: 3, min: 0)
    bench.configuration.scalesToZero = true
    _ = bench.reconcile(at: 0, wanting: 3)
    bench.specReplicas = 0
    let decision = bench.reconcile(at: 15, wanting: 5)
    #expect(decision.status.scalingActive?.reason == .scalingDisabled)
    #expect(decision.status.scaledToZero == nil)
  }

  @Test func `with the gate off again a target at zero stays there`() {
    var bench = atZero { $0.configuration.scalesToZero = false }
    #expect(bench.reconcile(at: 15, wanting: 5).status.scalingActive?.reason == .scalingDisabled)
  }

  @Test func `the stored condition is enough for a new controller`() {
    var bench = atZero { $0.rule = HorizontalPodAutoscalerRule(status: $0.rule.status) }
    #expect(bench.reconcile(at: 15, wanting: 3).scaleTo == 3)
  }

  @Test func `a least count raised meanwhile is gone to at once, with the metrics in the status`() {
    var bench = atZero { $0.spec.minReplicas = 2 }
    let decision = bench.reconcile(at: 15, wanting: 0)
    #expect(decision.scaleTo == 2)
    #expect(decision.rescaleReason == .belowMinimum)
    #expect(decision.limitedBy == .minReplicas)
    #expect(decision.status.currentMetrics.count == 1)
    #expect(decision.status.scaledToZero?.isTrue == false)
  }

  @Test func `the raised least count does not wait for rate limits`() {
    var bench = atZero {
      $0.spec.minReplicas = 20
      $0.spec.behavior?.scaleUp.selectPolicy = .disabled
    }
    #expect(bench.reconcile(at: 15, wanting: 50).scaleTo == 20)
  }

  @Test func `without any metric that exists without pods zero is not left`() {
    var bench = atZero { $0.spec.metrics = [.cpu(percent: 50)] }
    bench.readings = [.failed]
    bench.seconds = 15
    #expect(bench.reconcile().status.scalingActive?.reason == .scalingDisabled)
  }

  @Test func `the windows hold on the way to zero`() {
    var bench = HPABench.wanting(replicas: 3, min: 0)
    bench.configuration.scalesToZero = true
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(downWindow: 30)
    #expect(bench.counts(wanting: [3, 0, 0, 0]) == [3, 3, 0, 0])
  }
}
