// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests
import Testing

/// Which pods count: rules 5 to 11 of the controller.
@Suite struct HPAPodGroupTests {
  /// Three busy pods, of which the third is changed.
  private func bench(_ change: (inout PodSample) -> Void) -> HPABench {
    var bench = HPABench(.cpu(percent: 50), replicas: 3)
    bench.seconds = 1_000
    bench.setPods([100, 100, 100])
    change(&bench.pods[2])
    return bench
  }

  @Test func `terminating and failed pods and their samples are left out`() {
    let terminating = bench { $0.isTerminating = true }
    #expect(terminating.proposal.replicas == 4)
    #expect(terminating.proposal.readyPods == 2)
    let failed = bench { $0.phase = .failed }
    #expect(failed.proposal.replicas == 4)
    #expect(failed.proposal.unreadyPods == 0)
  }

  @Test func `terminating is looked at before pending`() {
    let both = bench {
      $0.isTerminating = true
      $0.phase = .pending
    }
    #expect(both.proposal.unreadyPods == 0)
  }

  @Test func `a succeeded pod counts like a running one`() {
    #expect(bench { $0.phase = .succeeded }.proposal.replicas == 6)
  }

  @Test func `a pending pod is unready, and counts with zero on the way up`() {
    // 200 of 300 is 66 %, 1.32 of the target; 3 pods times 1.32 is 4.
    let pending = bench { $0.phase = .pending }
    #expect(pending.proposal.unreadyPods == 1)
    #expect(pending.proposal.replicas == 4)
    #expect(pending.proposal.status.averageUtilization == 100)
  }

  @Test func `a pod without condition or start time is unready for cpu alone`() {
    for change: (inout PodSample) -> Void in [
      { $0.readiness = .absent }, { $0.startTime = nil },
    ] {
      var bench = bench(change)
      #expect(bench.proposal.unreadyPods == 1)
      bench.spec.metrics = [.memory(percent: 50)]
      #expect(bench.proposal.unreadyPods == 0)
      #expect(bench.proposal.replicas == 6)
    }
  }

  @Test(arguments: [
    // start, ready, transition, sample, unready?; now is 1,000, the window 30 s.
    (start: 701, ready: PodSample.Readiness.notReady, transition: 705, at: 1_000, unready: true),
    (start: 701, ready: .ready, transition: 970, at: 1_000, unready: false),
    (start: 701, ready: .ready, transition: 971, at: 1_000, unready: true),
    (start: 701, ready: .unknown, transition: 705, at: 1_000, unready: false),
    // Exactly at the end of the initialisation period the pod is past it.
    (start: 700, ready: .ready, transition: 971, at: 1_000, unready: false),
    (start: 700, ready: .notReady, transition: 729, at: 1_000, unready: true),
    // A change of readiness 30 s or more after the start says that the pod was ready before.
    (start: 700, ready: .notReady, transition: 730, at: 1_000, unready: false),
    (start: 700, ready: .unknown, transition: 705, at: 1_000, unready: false),
  ])
  func `a pod is unready by its start, its condition and the age of its sample`(
    _ row: (
      start: Int64, ready: PodSample.Readiness, transition: Int64, at: Int64, unready: Bool
    )
  ) {
    var bench = bench {
      $0.startTime = .zero + .seconds(row.start)
      $0.readiness = row.ready
      $0.readyTransitionTime = .zero + .seconds(row.transition)
    }
    bench.readings[0].samples[2].timestamp = .zero + .seconds(row.at)
    #expect(bench.proposal.unreadyPods == (row.unready ? 1 : 0))
  }

  @Test
  func `missing pods count with nothing on the way up and with their request on the way down`() {
    var bench = HPABench(.cpu(percent: 50), replicas: 4)
    bench.setPods([100, 100, 0, 0])
    bench.readings[0].samples[2] = .missing(requestMilli: 100)
    bench.readings[0].samples[3] = .missing(requestMilli: 100)
    // Up: 200 of 400 is 50 %, inside the tolerance.
    #expect(bench.proposal.replicas == 4)
    #expect(bench.proposal.isWithinTolerance)
    // Down: 20 + 200 of 400 is 55 %, which turned the direction: nothing happens.
    bench.readings[0].samples[0].valueMilli = 10
    bench.readings[0].samples[1].valueMilli = 10
    #expect(bench.proposal.replicas == 4)
    // With one missing: 30 + 100 of 400 is 32 %, so 0.64 of 4 pods.
    bench.readings[0].samples[2] = PodMetricSample(valueMilli: 10, requestMilli: 100)
    #expect(bench.proposal.replicas == 3)
    #expect(bench.proposal.missingPods == 1)
  }

  @Test func `missing pods count with the target when that is above their request`() {
    var bench = HPABench(.cpu(percent: 150), replicas: 2)
    bench.setPods([100, 0])
    bench.readings[0].samples[1] = .missing(requestMilli: 100)
    // 100 + 150 of 200 is 125 %, 0.833 of 2 pods.
    #expect(bench.proposal.ratio == 125.0 / 150.0)
    #expect(bench.proposal.replicas == 2)
  }

  @Test func `missing pods count with exactly the target of an average value`() {
    var bench = HPABench(.cpu(averageMilli: 200), replicas: 10)
    bench.setPods(Array(repeating: 20, count: 10))
    for index in 5..<10 { bench.readings[0].samples[index] = .missing() }
    // (5 * 20 + 5 * 200) / 10 is 110.
    #expect(bench.proposal.ratio == 0.55)
    #expect(bench.proposal.replicas == 6)
    #expect(bench.proposal.status.averageValueMilli == 20)
  }

  @Test func `missing pods are not filled in when the ratio is exactly one`() {
    var bench = HPABench(.cpu(percent: 50), replicas: 7)
    bench.setPods([50, 50, 0])
    bench.readings[0].samples[2] = .missing(requestMilli: 100)
    #expect(bench.proposal.ratio == 1)
    #expect(bench.proposal.replicas == 7)
  }

  @Test func `a count on the wrong side of the current one is replaced by it`() {
    // Six pods in the selector, a spec of 11: filled in, the ratio stays above 1 but gives 10.
    var bench = HPABench(.cpu(percent: 50), replicas: 11)
    bench.setPods([100, 100, 100, 100, 100, 0])
    bench.readings[0].samples[5] = .missing(requestMilli: 100)
    #expect(bench.proposal.replicas == 11)
    #expect(bench.proposal.isHeldByMissingPods)
    bench.specReplicas = 8
    #expect(bench.proposal.replicas == 10)
  }

  @Test func `unready pods do not count on the way down`() {
    var bench = bench { $0.phase = .pending }
    bench.setPods([10, 10, 10])
    bench.pods[2].phase = .pending
    #expect(bench.proposal.replicas == 1)
    #expect(bench.proposal.ratio == 0.2)
  }

  @Test func `one pod without request fails the metric, also a terminating one`() {
    var bench = bench { $0.isTerminating = true }
    bench.readings[0].samples[2].hasRequest = false
    #expect(bench.proposal.failure == .missingRequest)
    bench.spec.metrics = [.cpu(averageMilli: 50)]
    #expect(bench.proposal.replicas == 4)
  }

  @Test func `samples of pods outside the selector count for an average, not for a utilisation`() {
    var bench = HPABench(.cpu(percent: 50), replicas: 2)
    bench.setPods([100, 100])
    bench.readings[0].unlistedTotalMilli = 1_000
    bench.readings[0].unlistedCount = 2
    #expect(bench.proposal.ratio == 2)
    bench.spec.metrics = [.cpu(averageMilli: 50)]
    #expect(bench.proposal.ratio == 6)
    #expect(bench.proposal.replicas == 12)
  }

  @Test func `without pods, samples or answer the metric fails for its own reason`() {
    var bench = HPABench(.cpu(percent: 50), replicas: 2)
    bench.setPods([])
    #expect(bench.proposal.failure == .noPods)
    bench.setPods([10])
    bench.pods[0].phase = .pending
    #expect(bench.proposal.failure == .noSamples)
    bench.readings = [.failed]
    #expect(bench.proposal.failure == .noAnswer)
    bench.readings = []
    #expect(bench.proposal.failure == .noAnswer)
    bench.setPods([10], request: 0)
    #expect(bench.proposal.failure == .zeroRequests)
  }
}
