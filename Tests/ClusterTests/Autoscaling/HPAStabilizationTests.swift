// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Stabilisation windows: rules 19 to 23 of the controller.
@Suite struct HPAStabilizationTests {
  @Test func `recommendations are remembered before bounds and rate limits`() {
    var bench = HPABench.wanting(replicas: 4, max: 50)
    // 40 is wanted, 8 is granted; the 40 is what later holds against going down.
    #expect(bench.reconcile(at: 0, wanting: 40).scaleTo == 8)
    let next = bench.reconcile(at: 15, wanting: 2)
    #expect(next.stabilizedRecommendation == 40)
    #expect(next.scaleTo == 16)
    // Beyond maxReplicas too.
    #expect(bench.reconcile(at: 30, wanting: 2).stabilizedRecommendation == 40)
  }

  @Test func `without behavior a recommendation exactly as old as the window still holds`() {
    var bench = HPABench.wanting(replicas: 10)
    _ = bench.reconcile(at: 0, wanting: 10)
    #expect(bench.reconcile(at: 300, wanting: 3).scaleTo == nil)
    #expect(bench.reconcile(at: 301, wanting: 3).scaleTo == 3)
  }

  @Test func `with an empty behavior it no longer holds, so scaling down comes one sync earlier`() {
    var bench = HPABench.wanting(replicas: 10)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior()
    _ = bench.reconcile(at: 0, wanting: 10)
    #expect(bench.reconcile(at: 299, wanting: 3).scaleTo == nil)
    #expect(bench.reconcile(at: 300, wanting: 3).scaleTo == 3)
  }

  @Test func `the scale-up window takes the least recommendation`() {
    var bench = HPABench.wanting(replicas: 4)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(
      upWindow: 60, downWindow: 0, up: [.percent(900, every: 15)])
    #expect(bench.counts(wanting: [4, 9, 7, 8, 9, 9]) == [4, 4, 4, 4, 7, 7])
    #expect(bench.reconcile(at: 90, wanting: 9).resultingReplicas == 8)
  }

  @Test func `with both windows the count stays between the two`() {
    var bench = HPABench.wanting(replicas: 6)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(upWindow: 300, downWindow: 300)
    let counts = bench.counts(wanting: [6, 9, 2, 9, 2, 9, 2])
    #expect(counts == Array(repeating: 6, count: 7))
    #expect(bench.reconcile(at: 200, wanting: 9).status.ableToScale?.reason == .scaleUpStabilized)
    #expect(bench.reconcile(at: 215, wanting: 2).status.ableToScale?.reason == .scaleDownStabilized)
  }

  @Test func `a window that changes nothing is not named`() {
    var bench = HPABench.wanting(replicas: 6)
    #expect(bench.reconcile(at: 0, wanting: 6).status.ableToScale?.reason == .readyForNewScale)
    #expect(bench.reconcile(at: 15, wanting: 5).status.ableToScale?.reason == .scaleDownStabilized)
    // A rescale takes the place of the window's reason.
    let both = bench.reconcile(at: 30, wanting: 8)
    #expect(both.status.ableToScale?.reason == .succeededRescale)
  }

  @Test func `a window that is made longer later misses what was overwritten`() {
    var bench = HPABench.wanting(replicas: 6)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(downWindow: 15)
    _ = bench.reconcile(at: 0, wanting: 6)
    #expect(bench.counts(wanting: [10, 5, 5, 5, 5], from: 15) == [10, 5, 5, 5, 5])
    // The 10 at 15 s lies within the longer window, but its slot was reused at 45 s; the slot of
    // the starting count was not, since the last outdated one is taken each time.
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(downWindow: 3_600)
    bench.specReplicas = 12
    bench.statusReplicas = 12
    #expect(bench.reconcile(at: 90, wanting: 4).stabilizedRecommendation == 6)
  }

  @Test func `specs with and without behavior share one list of recommendations`() {
    var bench = HPABench.wanting(replicas: 12)
    _ = bench.reconcile(at: 0, wanting: 12)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior(downWindow: 300)
    #expect(bench.reconcile(at: 15, wanting: 3).scaleTo == nil)
    bench.spec.behavior = nil
    #expect(bench.reconcile(at: 30, wanting: 3).stabilizedRecommendation == 12)
  }

  @Test func `the window left out of scaleDown is that of the controller's flag`() {
    var bench = HPABench.wanting(replicas: 12)
    bench.configuration.downscaleStabilization = .seconds(45)
    bench.spec.behavior = HorizontalPodAutoscalerBehavior()
    #expect(bench.counts(wanting: [12, 3, 3, 3]) == [12, 12, 12, 3])
  }
}
