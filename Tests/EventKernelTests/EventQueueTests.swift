// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Testing

struct `An event queue` {
  private static func at(_ microseconds: Int64) -> SimulationTime {
    SimulationTime(microseconds: microseconds)
  }

  @Test func `gives events back by time, then phase, then order of scheduling`() {
    var queue = EventQueue<Int>()
    queue.schedule(0, at: Self.at(20), phase: EventPhase(1))
    queue.schedule(1, at: Self.at(10), phase: EventPhase(5))
    queue.schedule(2, at: Self.at(10), phase: EventPhase(2))
    queue.schedule(3, at: Self.at(20), phase: EventPhase(1))
    queue.schedule(4, at: Self.at(10), phase: EventPhase(5))
    #expect(queue.count == 5)
    #expect(queue.nextTime == Self.at(10))
    #expect(queue.now == .zero)
    #expect(
      queue.popFirst() == ScheduledEvent(time: Self.at(10), phase: EventPhase(2), payload: 2))
    #expect(queue.now == Self.at(10))
    var rest: [Int] = []
    while let event = queue.popFirst() { rest.append(event.payload) }
    #expect(rest == [1, 4, 0, 3])
    #expect(queue.isEmpty == true)
    #expect(queue.nextTime == nil)
    #expect(queue.popFirst() == nil)
  }

  @Test func `serves an earlier phase of the current instant before the rest of it`() {
    var queue = EventQueue<Int>()
    queue.schedule(0, at: Self.at(5), phase: EventPhase(4))
    queue.schedule(1, at: Self.at(5), phase: EventPhase(4))
    queue.schedule(2, at: Self.at(6), phase: EventPhase(0))
    #expect(queue.popFirst()?.payload == 0)
    queue.schedule(3, at: Self.at(5), phase: EventPhase(7))
    queue.schedule(4, at: Self.at(5), phase: EventPhase(2))
    queue.schedule(5, at: Self.at(5), phase: EventPhase(4))
    queue.schedule(6, at: Self.at(5), phase: EventPhase(2))
    var order: [Int] = []
    while let event = queue.popFirst() { order.append(event.payload) }
    #expect(order == [4, 6, 1, 5, 3, 2])
  }

  @Test func `keeps order within one instant of many thousand events`() {
    var queue = EventQueue<Int>()
    let phases: [UInt8] = [3, 0, 7, 3, 1]
    for number in 0..<10_000 {
      queue.schedule(number, at: Self.at(1_000_000), phase: EventPhase(phases[number % 5]))
    }
    queue.checkInvariants()
    var expected: [Int] = []
    for phase in UInt8(0)..<8 {
      expected += (0..<10_000).filter { phases[$0 % 5] == phase }
    }
    var order: [Int] = []
    while let event = queue.popFirst() {
      order.append(event.payload)
      if order.count % 1_000 == 0 { queue.checkInvariants() }
    }
    #expect(order == expected)
  }

  @Test func `reaches from the start of time to its horizon`() {
    var queue = EventQueue<Int>()
    queue.schedule(1, at: .horizon, phase: EventPhase(7))
    queue.schedule(0, at: .zero, phase: EventPhase(0))
    queue.checkInvariants()
    #expect(queue.popFirst()?.payload == 0)
    #expect(queue.nextTime == .horizon)
    #expect(queue.popFirst()?.payload == 1)
    queue.schedule(2, at: .horizon, phase: EventPhase(0))
    #expect(queue.popFirst()?.time == .horizon)
  }

  @Test func `stays usable after it has been emptied many times`() {
    var queue = EventQueue<Int>()
    var time: Int64 = 0
    for round in 0..<200 {
      for number in 0..<round { queue.schedule(number, at: Self.at(time), phase: EventPhase(1)) }
      for number in 0..<round { #expect(queue.popFirst()?.payload == number) }
      queue.checkInvariants()
      #expect(queue.isEmpty == true)
      time += 1 << Int64(round % 40)
    }
  }

  @Test(arguments: [0, 5_000])
  func `takes no more memory while the number of pending events stays the same`(reserve: Int) {
    var queue = EventQueue<Int>(minimumCapacity: reserve)
    var random = RandomStream(seed: 3, name: "steady")
    for number in 0..<5_000 {
      let delay = Int64(random.exponential(mean: 1e6))
      queue.schedule(number, at: Self.at(delay), phase: EventPhase(0))
    }
    var peak = 0
    for step in 0..<60_000 {
      if step == 20_000 { peak = queue.reservedBytes }
      let delay = SimulationDuration.microseconds(Int64(random.exponential(mean: 1e6)))
      guard let event = queue.popFirst() else { break }
      queue.schedule(event.payload, at: event.time + delay, phase: event.phase)
    }
    #expect(queue.count == 5_000)
    #expect(queue.reservedBytes == peak)
    #expect(peak < 1_000_000)
  }

  @Test func `moves payloads of any size and alignment whole`() {
    struct Wide: BitwiseCopyable, Equatable {
      var lanes: SIMD8<Int64>
      var mark: UInt8
    }
    var wide = EventQueue<Wide>()
    var narrow = EventQueue<UInt8>()
    for number in 0..<300 {
      let time = Self.at(Int64(number * 7_919 % 300))
      let mark = UInt8(truncatingIfNeeded: number * 7_919 % 300)
      wide.schedule(
        Wide(lanes: SIMD8(repeating: time.microseconds), mark: mark), at: time,
        phase: EventPhase(0))
      narrow.schedule(mark, at: time, phase: EventPhase(0))
    }
    wide.checkInvariants()
    narrow.checkInvariants()
    for number in 0..<300 {
      let mark = UInt8(truncatingIfNeeded: number)
      #expect(
        wide.popFirst()?.payload == Wide(lanes: SIMD8(repeating: Int64(number)), mark: mark))
      #expect(narrow.popFirst()?.payload == mark)
    }
  }

  @Test func `refuses an event before the current instant`() async {
    await #expect(processExitsWith: .failure) {
      var queue = EventQueue<Int>()
      queue.schedule(0, at: SimulationTime(microseconds: 10), phase: EventPhase(3))
      _ = queue.popFirst()
      queue.schedule(1, at: SimulationTime(microseconds: 9), phase: EventPhase(3))
    }
  }

  @Test func `refuses an event beyond the horizon`() async {
    await #expect(processExitsWith: .failure) {
      var queue = EventQueue<Int>()
      queue.schedule(0, at: .horizon + .microseconds(1), phase: EventPhase(0))
    }
  }

  @Test func `refuses an event at the far end of negative time`() async {
    await #expect(processExitsWith: .failure) {
      var queue = EventQueue<Int>()
      queue.schedule(0, at: SimulationTime(microseconds: .min), phase: EventPhase(0))
    }
  }
}
