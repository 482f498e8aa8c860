// SPDX-License-Identifier: Apache-2.0

extension EventQueue {
  /// Bytes of memory held, whether in use or kept for later.
  public var reservedBytes: Int {
    unsafe pool.blockCount * Self.blockBytes + Self.frontCapacity * MemoryLayout<Record>.stride
      + Self.levelCount * 64 * MemoryLayout<Bucket>.stride
  }

  /// Stops the program if the queue's structure is damaged; for tests, in time linear in `count`.
  @inlinable
  public func checkInvariants() {
    var found = checkFront()
    var blocks = 0
    for level in 0..<Self.levelCount {
      let isMarked = occupiedLevels &>> UInt64(level) & 1 == 1
      precondition(
        unsafe isMarked == (occupied[level] != 0), "level \(level) is wrongly marked")
      for digit in 0..<64 where unsafe occupied[level] &>> UInt64(digit) & 1 == 1 {
        let content = checkBucket(level: level, digit: digit)
        found += content.records
        blocks += content.blocks
      }
    }
    precondition(found == pendingCount, "\(pendingCount) events are counted, \(found) are held")
    precondition(base <= nowKey, "the base of the levels is later than the current instant")
    precondition(
      blocks + pool.freeCount() == pool.blockCount, "blocks of memory were lost or used twice")
  }

  @inlinable
  func checkFront() -> Int {
    precondition(
      0 <= frontHead && frontHead <= frontTail && frontTail <= Self.frontCapacity,
      "the front is out of its memory")
    for place in frontHead..<frontTail {
      let key = unsafe front[place].key
      precondition(key >= nowKey && key < frontLimit, "a record of the front lies out of its range")
      precondition(
        unsafe place == frontHead || front[place - 1].key <= key, "the front is not sorted")
    }
    return frontTail - frontHead
  }

  @inlinable
  func checkBucket(level: Int, digit: Int) -> (records: Int, blocks: Int) {
    let bucket = unsafe buckets[level * 64 + digit]
    var block = unsafe bucket.head
    var record = unsafe bucket.read
    var (records, blocks, minimum) = (0, 0, UInt64.max)
    while true {
      blocks += 1
      let end = unsafe (block + Self.blockBytes).assumingMemoryBound(to: Record.self)
      let stop = unsafe end == bucket.limit ? bucket.write : end
      while unsafe record < stop {
        let key = unsafe record.pointee.key
        checkPlace(of: key, level: level, digit: digit)
        minimum = min(minimum, key)
        records += 1
        unsafe record += 1
      }
      if unsafe end == bucket.limit { break }
      unsafe block = block.load(as: UnsafeMutableRawPointer.self)
      unsafe record = (block + Self.recordOffset).assumingMemoryBound(to: Record.self)
    }
    precondition(records > 0, "a bucket marked as occupied is empty")
    precondition(unsafe minimum == bucket.minimum, "a bucket has lost track of its smallest key")
    return (records, blocks)
  }

  @inlinable
  func checkPlace(of key: UInt64, level: Int, digit: Int) {
    let above = UInt64(level + 1) * 6
    precondition(key >= frontLimit, "a record in a bucket belongs into the front")
    precondition(key >= nowKey, "a record is earlier than the current instant")
    precondition(key &>> above == base &>> above, "a record lies on a level too low for its key")
    precondition(
      Int(key &>> UInt64(level * 6) & 63) == digit, "a record lies in the bucket of another digit")
    precondition(
      level == 0 || Int(base &>> UInt64(level * 6) & 63) != digit,
      "a record lies on a level too high for its key")
  }
}
