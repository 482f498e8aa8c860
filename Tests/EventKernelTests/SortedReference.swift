// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What the event queue must do, written so that it can be seen to be right.
struct SortedReference {
  struct Entry: Equatable {
    var time: Int64
    var phase: UInt8
    var sequence: Int
  }

  private(set) var entries: [Entry] = []
  private(set) var now: Int64 = 0
  private var nextSequence = 0

  var nextTime: Int64? { entries.first?.time }

  /// Adds an entry behind all that are not later and returns its sequence number.
  mutating func schedule(at time: Int64, phase: UInt8) -> Int {
    let entry = Entry(time: time, phase: phase, sequence: nextSequence)
    nextSequence += 1
    let last = entries.lastIndex { $0.time < time || $0.time == time && $0.phase <= phase }
    let place = last.map { $0 + 1 } ?? 0
    entries.insert(entry, at: place)
    return entry.sequence
  }

  mutating func popFirst() -> Entry? {
    guard !entries.isEmpty else { return nil }
    now = entries[0].time
    return entries.removeFirst()
  }
}
