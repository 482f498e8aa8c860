// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

@testable import Cluster

@Suite struct WorkQueueTests {
  @Test func `a key waits once however often it is added`() {
    var queue = WorkQueue(workerCount: 1)
    for _ in 0..<3 { queue.add(7) }
    #expect(queue.depth == 1)
    #expect(queue.start() == 7)
    #expect(queue.depth == 0)
    #expect(!queue.canStart)
  }

  @Test func `a key added while it is worked on comes back when the work is done`() {
    var queue = WorkQueue(workerCount: 2)
    queue.add(3)
    #expect(queue.start() == 3)
    queue.add(3)
    queue.add(3)
    // A worker is free, but no key may be worked on twice at a time.
    #expect(!queue.canStart)
    queue.finish(3)
    #expect(queue.depth == 1)
    #expect(queue.start() == 3)
    queue.finish(3)
    #expect(queue.depth == 0)
  }

  @Test func `keys go in the order of their coming`() {
    var queue = WorkQueue(workerCount: 3)
    for key in [5, 1, 9, 2] as [UInt32] { queue.add(key) }
    let started = (0..<3).map { _ in queue.start() }
    #expect(started == [5, 1, 9])
    #expect(!queue.canStart)
    queue.finish(1)
    #expect(queue.start() == 2)
  }

  /// The queue of client-go in the words of its documentation: a dirty set, a processing set, a list.
  private struct ReferenceQueue {
    var dirty: Set<UInt32> = []
    var processing: Set<UInt32> = []
    var list: [UInt32] = []

    mutating func add(_ key: UInt32) {
      guard dirty.insert(key).inserted else { return }
      if !processing.contains(key) { list.append(key) }
    }

    mutating func start() -> UInt32 {
      let key = list.removeFirst()
      processing.insert(key)
      dirty.remove(key)
      return key
    }

    mutating func finish(_ key: UInt32) {
      processing.remove(key)
      if dirty.contains(key) { list.append(key) }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func `it behaves as sets and a list do`(
    seed: UInt64
  ) {
    var stream = RandomStream(seed: seed, name: "queue")
    var queue = WorkQueue(workerCount: 5)
    var reference = ReferenceQueue()
    var busy: [UInt32] = []
    for round in 0..<5000 {
      switch stream.next(below: 3) {
      case 0:
        let key = UInt32(stream.next(below: 40))
        queue.add(key)
        reference.add(key)
      case 1 where queue.canStart:
        let key = queue.start()
        #expect(key == reference.start(), "seed \(seed), round \(round)")
        busy.append(key)
      case 2 where !busy.isEmpty:
        let key = busy.remove(at: stream.next(below: busy.count))
        queue.finish(key)
        reference.finish(key)
      default: break
      }
      let isEqual =
        queue.depth == reference.list.count
        && queue.canStart == (busy.count < 5 && !reference.list.isEmpty)
      guard isEqual else {
        Issue.record("seed \(seed), round \(round)")
        return
      }
    }
  }
}
