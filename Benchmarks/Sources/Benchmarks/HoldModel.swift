// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The hold model on our own queue: pop the first event, schedule it again a random delay later.
///
/// The payload carries the sequence number, so that the records weigh the same 32 bytes as those of
/// the opponent, and the checksum can tell whether both pop in the same order.
struct HoldModel: ~Copyable {
  struct Payload: BitwiseCopyable {
    var sequence: UInt64
    var first: UInt64
    var second: UInt64
  }

  private var queue: EventQueue<Payload>
  private var sequence: UInt64 = 0
  private(set) var checksum: UInt64 = 0

  init(pending: Int, delays: borrowing Span<Int64>) {
    queue = EventQueue(minimumCapacity: pending)
    for index in 0..<pending {
      let payload = Payload(sequence: sequence, first: sequence, second: 0)
      queue.schedule(
        payload, at: SimulationTime(microseconds: delays[index]), phase: EventPhase(0))
      sequence += 1
    }
  }

  /// Runs a number of pop and push pairs; `delays.count` must be a power of two.
  mutating func run(pairs: Int, delays: borrowing Span<Int64>) {
    let mask = UInt64(delays.count - 1)
    var (sequence, checksum) = (self.sequence, self.checksum)
    for _ in 0..<pairs {
      guard let event = queue.popFirst() else { break }
      let time = UInt64(bitPattern: event.time.microseconds)
      checksum = (checksum ^ time ^ (event.payload.sequence &<< 32)) &* 0x9E37_79B9_7F4A_7C15
      checksum ^= checksum &>> 32
      let delay = SimulationDuration(microseconds: delays[Int(sequence & mask)])
      var payload = event.payload
      payload.sequence = sequence
      payload.second &+= 1
      queue.schedule(payload, at: event.time + delay, phase: EventPhase(0))
      sequence &+= 1
    }
    self.sequence = sequence
    self.checksum = checksum
  }
}
