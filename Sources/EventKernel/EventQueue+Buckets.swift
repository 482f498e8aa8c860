// SPDX-License-Identifier: Apache-2.0

extension EventQueue {
  /// Levels 0 to 10 cover the 63 bits of a key; level 0 is the phase.
  @inlinable
  static var levelCount: Int { 11 }

  /// A block is a kilobyte, or larger for payloads of which it would hold fewer than eight.
  @inlinable
  static var blockBytes: Int {
    max(1_024, (MemoryLayout<Record>.stride * 8 + EventBlockPool.alignment) & ~63)
  }

  /// How many records a block holds beside its link; they end where the block ends.
  @inlinable
  static var blockCapacity: Int {
    (blockBytes - MemoryLayout<Int>.stride) / MemoryLayout<Record>.stride
  }

  @inlinable
  static var recordOffset: Int { blockBytes - blockCapacity * MemoryLayout<Record>.stride }

  /// The position of the bucket that holds the smallest keys outside the front.
  @inlinable
  @inline(__always)
  var lowestBucket: Int {
    let level = occupiedLevels.trailingZeroBitCount
    return unsafe level &* 64 &+ occupied[level].trailingZeroBitCount
  }

  /// Adds a record at the end of the bucket where its key belongs.
  @inlinable
  @inline(__always)
  mutating func append(_ record: Record) {
    let highestBit = 63 &- (record.key ^ base | 1).leadingZeroBitCount
    let level = (highestBit &* 43) &>> 8  // a division by 6, exact below 64
    let digit = Int(truncatingIfNeeded: record.key &>> UInt64(level &* 6)) & 63
    let bucket = unsafe buckets + (level &* 64 &+ digit)
    if unsafe bucket.pointee.write == bucket.pointee.limit { addBlock(level: level, digit: digit) }
    unsafe bucket.pointee.write.initialize(to: record)
    unsafe bucket.pointee.write += 1
    unsafe bucket.pointee.minimum = min(bucket.pointee.minimum, record.key)
  }

  /// Gives a bucket its first block or another one.
  @inlinable
  @inline(never)
  mutating func addBlock(level: Int, digit: Int) {
    let bucket = unsafe buckets + (level &* 64 &+ digit)
    let block = unsafe pool.take()
    let records = unsafe (block + Self.recordOffset).assumingMemoryBound(to: Record.self)
    if unsafe occupied[level] &>> UInt64(digit) & 1 == 0 {
      unsafe occupied[level] |= 1 &<< UInt64(digit)
      occupiedLevels |= 1 &<< UInt64(level)
      unsafe bucket.pointee.head = unsafe block
      unsafe bucket.pointee.read = unsafe records
      unsafe bucket.pointee.minimum = .max
    } else {
      let last = unsafe UnsafeMutableRawPointer(bucket.pointee.limit) - Self.blockBytes
      unsafe last.storeBytes(of: block, as: UnsafeMutableRawPointer.self)
    }
    unsafe bucket.pointee.write = unsafe records
    unsafe bucket.pointee.limit = unsafe records + Self.blockCapacity
  }

  /// Marks a bucket as empty; its blocks are the caller's from now on.
  @inlinable
  @inline(__always)
  mutating func clearBucket(level: Int, digit: Int) {
    let bucket = unsafe buckets + (level &* 64 &+ digit)
    unsafe bucket.pointee.write = unsafe front
    unsafe bucket.pointee.limit = unsafe front
    unsafe occupied[level] &= ~(1 &<< UInt64(digit))
    if unsafe occupied[level] == 0 { occupiedLevels &= ~(1 &<< UInt64(level)) }
  }

  /// Brings the smallest records to where they can be taken: the front, or level 0.
  @inlinable
  @inline(never)
  mutating func openLowestBucket() {
    let level = occupiedLevels.trailingZeroBitCount
    let digit = unsafe occupied[level].trailingZeroBitCount
    let bucket = unsafe buckets[level &* 64 &+ digit]
    clearBucket(level: level, digit: digit)
    base = unsafe bucket.minimum & ~63
    let size = unsafe bucket.write - bucket.read
    if unsafe UnsafeMutableRawPointer(bucket.limit) == bucket.head + Self.blockBytes,
      size <= Self.sortLimit
    {
      let shift = UInt64(level &* 6)
      frontLimit = unsafe (bucket.minimum &>> shift &+ 1) &<< shift
      unsafe fillFront(from: bucket.read, count: size)
      unsafe pool.give(bucket.head)
    } else {
      frontLimit = 0
      unsafe spread(bucket)
    }
  }

  /// Moves the records of a bucket to where they belong relative to the new base.
  @inlinable
  mutating func spread(_ bucket: Bucket) {
    var block = unsafe bucket.head
    var record = unsafe bucket.read
    while true {
      let end = unsafe (block + Self.blockBytes).assumingMemoryBound(to: Record.self)
      let isLast = unsafe end == bucket.limit
      let stop = unsafe isLast ? bucket.write : end
      while unsafe record < stop {
        unsafe append(record.pointee)
        unsafe record += 1
      }
      let next = unsafe block.load(as: UnsafeMutableRawPointer.self)
      unsafe pool.give(block)
      if isLast { return }
      unsafe block = unsafe next
      unsafe record = unsafe (block + Self.recordOffset).assumingMemoryBound(to: Record.self)
    }
  }

  /// Takes the first record of the lowest phase on level 0, which must not be empty.
  @inlinable
  mutating func takeFromInstant() -> ScheduledEvent<Payload> {
    let digit = unsafe occupied[0].trailingZeroBitCount
    let bucket = unsafe buckets + digit
    let record = unsafe bucket.pointee.read.pointee
    unsafe bucket.pointee.read += 1
    let head = unsafe bucket.pointee.head
    if unsafe bucket.pointee.read == bucket.pointee.write {
      unsafe pool.give(head)
      clearBucket(level: 0, digit: digit)
    } else if unsafe UnsafeMutableRawPointer(bucket.pointee.read) == head + Self.blockBytes {
      let next = unsafe head.load(as: UnsafeMutableRawPointer.self)
      unsafe pool.give(head)
      unsafe bucket.pointee.head = unsafe next
      unsafe bucket.pointee.read =
        unsafe (next + Self.recordOffset).assumingMemoryBound(to: Record.self)
    }
    nowKey = base
    return Self.event(of: record)
  }
}
