// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct EventTests {
  /// One event of each kind, all with the same small numbers.
  private static var kinds: [Event] {
    let node = NodeIndex(1)
    let pod = PodHandle(index: 1, generation: 1)
    return [
      .timelineEntryDue(1), .nodeReturned(node, epoch: 1), .nodeMonitorDue,
      .evictionTokenReady, .nodeHeard(node, epoch: 1), .tolerationEnded(pod),
      .podSeenByKubelet(pod), .sandboxCreated(pod), .transferFinished(epoch: 1),
      .imageUnpacked(node, epoch: 1), .containersStarted(pod), .applicationStarted(pod),
      .podBecameReady(pod), .podBecameAvailable(pod), .terminationSeenByKubelet(pod),
      .containersExited(pod), .podDeleted(pod), .keyAdded(.replicaSet, 1),
      .callDone(SyncHandle(index: 1, generation: 1)), .autoscalerDue(1), .cronJobDue(1),
      .usageScraped, .podSeenByScheduler(pod), .schedulerReady, .schedulerWoken(epoch: 1),
      .podBound(pod), .trafficStepped, .sampled, .cronSwept, .eventStored(.replicaSet),
      .controlPlaneResumed, .containersRestarted(pod), .verticalAutoscalersDue(.updater),
      .vpaRequestDone, .podResizeSeen(pod), .karpenterBatchEnded, .claimRegistered(1),
      .claimFailed(1), .nodeInitialized(node), .karpenterLooked(validates: true),
      .capacityPlanned,
      .workEnded(pod), .workResumed(pod), .jobExpired(1), .drainDue(1),
    ]
  }

  @Test func `every kind of event has a word of its own`() {
    let words = Self.kinds.map(\.word)
    #expect(Set(words).count == words.count)
    #expect(Set(words.map { $0 >> 56 }).count == words.count)
  }

  @Test func `what an event names is part of its word`() {
    let pods = (0..<5).flatMap { index in
      (1..<5).map { Event.podBound(PodHandle(index: index, generation: $0)).word }
    }
    #expect(Set(pods).count == 20)
    let keys = ControllerKind.allCases.flatMap { kind in
      (0..<5).map { Event.keyAdded(kind, $0).word }
    }
    #expect(Set(keys).count == keys.count)
    // The most that a number can be does not reach the kind.
    #expect(Event.podBound(PodHandle(index: .max, generation: .max)).word >> 56 == 26)
    #expect(Event.timelineEntryDue(.max).word >> 56 == 1)
  }

  @Test func `an event is small enough to be moved often`() {
    #expect(MemoryLayout<Event>.size <= 16)
  }
}
