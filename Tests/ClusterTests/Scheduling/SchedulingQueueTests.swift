// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Testing

struct SchedulingQueueTests {
  private enum Pod {}
  private typealias Queue = SchedulingQueue<Pod>
  private let template = TemplateIndex(0)

  private func handle(_ slot: UInt32) -> Handle<Pod> { Handle(index: slot, generation: 1) }

  private func at(_ seconds: Double) -> SimulationTime {
    .zero + SimulationDuration(seconds: seconds)
  }

  private func slots(_ queue: inout Queue, at time: SimulationTime) -> [UInt32] {
    var slots: [UInt32] = []
    while let entry = queue.pop(at: time) {
      slots.append(entry.pod.index)
      queue.done(entry)
    }
    return slots
  }

  @Test func `pods are tried by priority and then in order of arrival`() {
    var queue = Queue()
    for (slot, priority) in [(0, 0), (1, 5), (2, 0), (3, 5)] {
      queue.add(
        handle(UInt32(slot)), template: template, priority: Int32(priority), at: at(Double(slot)))
    }
    #expect(slots(&queue, at: at(4)) == [1, 3, 0, 2])
    #expect(queue.activeCount == 0)
  }

  @Test func `an unschedulable pod waits for an event that can help`() {
    var queue = Queue()
    queue.add(handle(0), template: template, priority: 0, at: at(0))
    if let entry = queue.pop(at: at(0)) {
      queue.unschedulable(entry, rejectors: [], wakers: .nodeAdded, at: at(0))
    }
    #expect(queue.unschedulableCount == 1)
    queue.moveOn(.assignedPodDeleted, at: at(20))
    #expect(queue.pop(at: at(20)) == nil)
    queue.moveOn(.nodeAdded, at: at(21), canHelp: { _ in false })
    #expect(queue.pop(at: at(21)) == nil)
    queue.moveOn(.nodeAdded, at: at(22))
    #expect(queue.activeCount == 1)
    #expect(queue.pop(at: at(22))?.unschedulableCount == 1)
  }

  /// Back-off ends are cut to whole seconds, and the flush at the next second releases.
  @Test(arguments: [(1, 2.0), (2, 3.0), (3, 5.0), (4, 9.0), (5, 11.0), (6, 11.0)])
  func `the back-off doubles up to ten seconds`(failures: Int, release: Double) {
    var configuration = Queue.Configuration()
    configuration.popsFromBackoff = false
    var queue = Queue(configuration: configuration)
    queue.add(handle(0), template: template, priority: 0, at: at(0))
    var now = 0.0
    for failure in 1...failures {
      if failure > 1 { now += 100 }
      guard let entry = queue.pop(at: at(now)) else {
        Issue.record("the pod is not ready at \(now)")
        return
      }
      queue.unschedulable(entry, rejectors: [], wakers: .all, at: at(now))
      if failure < failures { queue.moveOn(.nodeAdded, at: at(now + 99)) }
    }
    queue.moveOn(.nodeAdded, at: at(now + 0.5))
    #expect(queue.backoffCount == 1)
    #expect(queue.nextWake(after: at(now)) == at(now + release))
    #expect(queue.pop(at: at(now + release - 0.001)) == nil)
    #expect(queue.pop(at: at(now + release)) != nil)
  }

  @Test func `a pod in back-off is tried early when nothing else waits`() {
    var queue = Queue()
    queue.add(handle(0), template: template, priority: 0, at: at(0))
    queue.add(handle(1), template: template, priority: 0, at: at(0))
    if let entry = queue.pop(at: at(0)) {
      queue.unschedulable(entry, rejectors: [], wakers: .all, at: at(0))
    }
    queue.moveOn(.nodeAdded, at: at(0.1))
    #expect(queue.backoffCount == 1)
    #expect(slots(&queue, at: at(0.2)) == [1, 0])
  }

  @Test func `after an error the back-off is never cut short`() {
    var queue = Queue()
    queue.add(handle(0), template: template, priority: 0, at: at(0))
    if let entry = queue.pop(at: at(0)) { queue.failed(entry, at: at(0)) }
    #expect(queue.pop(at: at(1.9)) == nil)
    #expect(queue.nextWake(after: at(0)) == at(2))
    #expect(queue.pop(at: at(2)) != nil)
  }

  @Test func `a forgotten pod is tried after five minutes`() {
    var queue = Queue()
    queue.add(handle(0), template: template, priority: 0, at: at(10))
    if let entry = queue.pop(at: at(10)) {
      queue.unschedulable(entry, rejectors: [], wakers: .nodeAdded, at: at(10))
    }
    // Looked at each 30 s: 310 s is past 300 s at 330 s.
    #expect(queue.nextWake(after: at(10)) == at(330))
    #expect(queue.pop(at: at(329)) == nil)
    #expect(queue.pop(at: at(330)) != nil)
  }

  @Test func `an event during the attempt is not missed`() {
    var queue = Queue()
    queue.add(handle(0), template: template, priority: 0, at: at(0))
    guard let entry = queue.pop(at: at(0)) else {
      Issue.record("no pod")
      return
    }
    queue.moveOn(.nodeAdded, at: at(0.001))
    queue.unschedulable(entry, rejectors: [], wakers: .nodeAdded, at: at(0.002))
    #expect(queue.unschedulableCount == 0)
    #expect(queue.backoffCount == 1)
  }

  @Test func `a gated pod waits and a removed one is forgotten everywhere`() {
    var queue = Queue()
    queue.add(handle(0), template: template, priority: 0, isGated: true, at: at(0))
    queue.add(handle(1), template: template, priority: 0, at: at(0))
    #expect(queue.gatedCount == 1)
    queue.remove(handle(1))
    #expect(queue.pop(at: at(0)) == nil)
    queue.ungate(handle(0))
    #expect(queue.pop(at: at(1))?.pod == handle(0))
    queue.remove(handle(0))
    #expect(queue.inFlightCount == 0)
    queue.add(handle(0), template: template, priority: 0, at: at(2))
    #expect(slots(&queue, at: at(2)) == [0])
  }

  @Test func `counts add up through random use`() {
    var draws = RandomStream(seed: 3, name: "queue")
    var queue = Queue()
    var waiting: Set<UInt32> = []
    for step in 0..<5_000 {
      let now = at(Double(step) * 0.1)
      let slot = UInt32(draws.next(below: 60))
      switch draws.next(below: 5) {
      case 0 where !waiting.contains(slot):
        queue.add(handle(slot), template: template, priority: Int32(slot % 3), at: now)
        waiting.insert(slot)
      case 1:
        queue.remove(handle(slot))
        waiting.remove(slot)
      case 2: queue.moveOn(slot % 2 == 0 ? .nodeAdded : .assignedPodDeleted, at: now)
      default:
        guard let entry = queue.pop(at: now) else { continue }
        #expect(waiting.contains(entry.pod.index), "step \(step)")
        if draws.next(below: 3) == 0 {
          queue.done(entry)
          waiting.remove(entry.pod.index)
        } else {
          queue.unschedulable(
            entry, rejectors: [], wakers: slot % 2 == 0 ? .nodeAdded : .all, at: now)
        }
      }
      #expect(
        queue.activeCount + queue.backoffCount + queue.unschedulableCount == waiting.count,
        "step \(step)")
    }
  }
}

extension SchedulingQueueTests {
  private struct Held {
    enum Pod {}
    var queue = SchedulingQueue<Pod>()
    let pod = Handle<Pod>(index: 0, generation: 1)

    /// A pod whose preemption has begun.
    init() {
      queue.add(pod, template: TemplateIndex(0), priority: 0, at: .zero)
      guard let entry = queue.pop(at: .zero) else { return }
      queue.hold(entry)
      queue.unschedulable(entry, rejectors: [], wakers: .all, at: .zero)
    }
  }

  @Test func `a pod whose preemption runs is not woken until that has ended`() {
    var held = Held()
    let later = SimulationTime.zero + .seconds(5)
    held.queue.moveOn(.assignedPodDeleted, at: later)
    #expect(held.queue.unschedulableCount == 1)
    #expect(held.queue.pop(at: later) == nil)
    held.queue.endHold(held.pod, isDue: false, at: later)
    #expect(held.queue.pop(at: later) == nil)
    held.queue.moveOn(.assignedPodDeleted, at: later)
    #expect(held.queue.pop(at: later)?.pod == held.pod)
  }

  @Test func `an end of a preemption whose victims are gone already wakes the pod`() {
    var held = Held()
    let later = SimulationTime.zero + .seconds(5)
    held.queue.endHold(held.pod, isDue: true, at: later)
    #expect(held.queue.activeCount == 1)
    #expect(held.queue.pop(at: later)?.pod == held.pod)
  }

  @Test func `the flush of old pods passes over one whose preemption runs`() {
    var held = Held()
    #expect(held.queue.pop(at: .zero + .seconds(331)) == nil)
    held.queue.endHold(held.pod, isDue: false, at: .zero + .seconds(340))
    #expect(held.queue.pop(at: .zero + .seconds(700))?.pod == held.pod)
  }
}
