// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Testing

@Suite struct StandbySwitchTests {
  /// A pod whose containers restart at once and whose lock goes to who waits for it.
  private struct Pod {
    var view = StandbySwitch.View(revision: 1, businessMillis: 2_000, pauseMillis: 10)
    /// For how many steps nobody held the lock.
    var unservedSteps = 0

    mutating func step() {
      for action in StandbySwitch.next(view) {
        switch action {
        case .exchangeRequests:
          let first = view.containers[0].requestMillis
          view.containers[0].requestMillis = view.containers[1].requestMillis
          view.containers[1].requestMillis = first
        case .replace(let container, let role, let version):
          view.containers[container].role = role
          view.containers[container].writtenVersion = version
          if view.lockHolder == container { view.lockHolder = nil }
        }
      }
      guard view.lockHolder == nil else { return }
      unservedSteps += 1
      view.lockHolder = view.containers.firstIndex { $0.role != .pause }
    }

    var isDone: Bool { view.isReady && StandbySwitch.next(view).isEmpty }
  }

  @Test func `the standby becomes the new version before the old one goes`() {
    var pod = Pod()
    #expect(pod.isDone)
    pod.view.targetRevision = 2
    pod.step()
    #expect(pod.view.containers[1].role == .business(revision: 2))
    #expect(!pod.view.isReady && pod.view.lockHolder == 0, "the old version still serves")
    pod.step()
    #expect(pod.view.lockHolder == 1 && pod.view.isReady && pod.isDone)
    #expect(pod.view.containers[0].role == .pause && pod.unservedSteps == 1)
  }

  @Test(arguments: UInt64(1)...UInt64(50))
  func `one version serves at a time and the requests of the pod never change`(seed: UInt64) {
    var random = RandomStream(seed: seed, name: "switch")
    var pod = Pod()
    for step in 0..<100 {
      if random.next(below: 5) == 0 { pod.view.targetRevision = 1 + random.next(below: 4) }
      pod.step()
      let requests = pod.view.containers.map(\.requestMillis)
      #expect(requests.reduce(0, +) == 2_010, "seed \(seed), step \(step)")
      let holder = pod.view.lockHolder.map { pod.view.containers[$0] }
      #expect(holder?.role != .pause && holder?.requestMillis == 2_000, "seed \(seed)")
    }
    for _ in 0..<4 { pod.step() }
    let holder = pod.view.lockHolder.map { pod.view.containers[$0].role }
    #expect(pod.isDone && holder == .business(revision: pod.view.targetRevision), "seed \(seed)")
  }

  @Test func `nothing is done while a container is not running`() {
    var pod = Pod()
    pod.view.targetRevision = 2
    pod.view.containers[1].isRunning = false
    #expect(StandbySwitch.next(pod.view).isEmpty)
  }

  @Test func `users miss the service for the hand-over of the lock alone`() {
    let timing = StandbySwitch.Timing(
      containerStop: .milliseconds(500), containerStart: .seconds(1),
      lockHandover: .milliseconds(3), probeDelay: .seconds(2))
    #expect(timing.gap == .milliseconds(3))
    #expect(timing.gapOfRestart == .milliseconds(1_500))
    #expect(timing.notReady == .milliseconds(3_500) && timing.total == .seconds(7))
  }
}
