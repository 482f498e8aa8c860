// SPDX-License-Identifier: Apache-2.0

extension EventQueue {
  /// Room in the front; when it runs out the front goes back to the buckets.
  @inlinable
  static var frontCapacity: Int { 64 }

  /// A bucket of at most this many records is sorted instead of spread.
  @inlinable
  static var sortLimit: Int { 24 }

  /// Adds a record to the front behind all that are not later.
  @inlinable
  @inline(__always)
  mutating func insertIntoFront(_ record: Record) {
    if frontTail == Self.frontCapacity {
      makeRoomInFront()
      if frontLimit == 0 {
        append(record)
        return
      }
    }
    sortIn(record)
  }

  /// Fills the empty front with records, sorted by key; equal keys keep their order.
  @inlinable
  @inline(__always)
  mutating func fillFront(from records: UnsafeMutablePointer<Record>, count: Int) {
    frontHead = 0
    frontTail = 0
    for index in 0..<count { unsafe sortIn(records[index]) }
  }

  /// An insertion step, cheap when the record belongs near the end, as most new events do.
  @inlinable
  @inline(__always)
  mutating func sortIn(_ record: Record) {
    var place = frontTail
    while place > frontHead, unsafe front[place &- 1].key > record.key {
      unsafe front[place] = unsafe front[place &- 1]
      place &-= 1
    }
    unsafe front[place] = record
    frontTail &+= 1
  }

  /// Slides the front to the start of its memory or, if it is too full, spills it into the buckets.
  @inlinable
  @inline(never)
  mutating func makeRoomInFront() {
    let size = frontTail - frontHead
    let source = unsafe front + frontHead
    if frontHead >= Self.frontCapacity / 2 {
      unsafe front.update(from: source, count: size)
      frontHead = 0
      frontTail = size
      return
    }
    // All levels that a record of the front can go to are empty: equal keys keep their order.
    base = nowKey
    frontLimit = 0
    frontHead = 0
    frontTail = 0
    for index in 0..<size { unsafe append(source[index]) }
  }
}
