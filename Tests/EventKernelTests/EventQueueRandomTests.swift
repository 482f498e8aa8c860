// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

struct `Random queue operations` {
  /// How far ahead events are scheduled.
  enum Delays: CaseIterable {
    case sameInstant, near, far, crowded, astronomic

    func draw(_ random: inout RandomStream) -> Int64 {
      switch self {
      case .sameInstant: Int64(random.next(below: 20)) / 19
      case .near: Int64(random.next(below: 100))
      case .far: Int64(random.exponential(mean: 60_000_000))
      // Many events at few instants, as when timers are whole seconds.
      case .crowded: Int64(random.next(below: 30)) * 1_000_000
      case .astronomic: Int64(random.next(below: UInt64(1) << random.next(below: UInt64(48))))
      }
    }
  }

  @Test(arguments: Delays.allCases, [1, 2, 3] as [UInt64])
  func `agree with a sorted array at up to 300 pending`(delays: Delays, seed: UInt64) {
    var random = RandomStream(seed: seed, name: "queue/sorted")
    var queue = EventQueue<Int>()
    var reference = SortedReference()
    for step in 0..<6_000 {
      // Grows and shrinks in turn, so that each size is passed upward and downward.
      let growth: UInt64 = step / 600 % 2 == 0 ? 7 : 3
      if reference.entries.count < 300, random.next(below: 10 as UInt64) < growth {
        let time = reference.now + delays.draw(&random)
        let phase = UInt8(random.next(below: 8 as UInt64))
        let number = reference.schedule(at: time, phase: phase)
        queue.schedule(number, at: SimulationTime(microseconds: time), phase: EventPhase(phase))
      } else {
        #expect(queue.nextTime?.microseconds == reference.nextTime, "step \(step)")
        let (event, expected) = (queue.popFirst(), reference.popFirst())
        #expect(event?.payload == expected?.sequence, "step \(step)")
        #expect(event?.time.microseconds == expected?.time, "step \(step)")
        #expect(event?.phase.rawValue == expected?.phase, "step \(step)")
      }
      #expect(queue.count == reference.entries.count)
      if step % 50 == 0 { queue.checkInvariants() }
    }
  }

  @Test(arguments: Delays.allCases, [4, 5] as [UInt64])
  func `agree with a heap at 20000 pending`(delays: Delays, seed: UInt64) {
    var random = RandomStream(seed: seed, name: "queue/heap")
    var queue = EventQueue<Int>()
    var heap = QuaternaryHeap()
    var now: Int64 = 0
    func schedule(_ queue: inout EventQueue<Int>) {
      let time = now + delays.draw(&random)
      let phase = UInt8(random.next(below: 8 as UInt64))
      let number = heap.schedule(at: time, phase: phase)
      queue.schedule(number, at: SimulationTime(microseconds: time), phase: EventPhase(phase))
    }
    for _ in 0..<20_000 { schedule(&queue) }
    queue.checkInvariants()
    var faults = 0
    for step in 0..<60_000 {
      guard let event = queue.popFirst(), let expected = heap.popFirst() else { break }
      now = expected.time
      if event.payload != expected.sequence || event.time.microseconds != expected.time {
        faults += 1
      }
      if step < 40_000 { schedule(&queue) }
      if step % 10_000 == 0 { queue.checkInvariants() }
    }
    #expect(faults == 0)
    #expect(queue.isEmpty && heap.count == 0)
  }
}
