// SPDX-License-Identifier: Apache-2.0

/// Blocks of memory of one size, handed out and taken back in constant time.
///
/// The block given back last is handed out first, while it is still in the processor's cache. Memory
/// comes from the system in slabs that double in size, and goes back when the pool dies. The first
/// word of a block links it to the next, both in the free list and in the list of its user.
@safe
@usableFromInline
struct EventBlockPool: ~Copyable {
  @usableFromInline var freeBlock: UnsafeMutableRawPointer?
  @usableFromInline var slab: UnsafeMutableRawPointer?
  @usableFromInline let blockBytes: Int
  @usableFromInline var nextSlabBlocks: Int
  /// How many blocks were ever made, free or in use.
  @usableFromInline var blockCount = 0

  /// Blocks start on a cache line.
  @inlinable static var alignment: Int { 64 }

  @usableFromInline
  init(blockBytes: Int, minimumBlocks: Int) {
    unsafe freeBlock = nil
    unsafe slab = nil
    self.blockBytes = blockBytes
    nextSlabBlocks = max(16, minimumBlocks)
  }

  @inlinable
  deinit {
    var next = unsafe slab
    while let dead = unsafe next {
      unsafe next = dead.load(as: UnsafeMutableRawPointer?.self)
      unsafe dead.deallocate()
    }
  }

  /// Hands out a block whose contents are undefined.
  @inlinable
  @inline(__always)
  mutating func take() -> UnsafeMutableRawPointer {
    guard let block = unsafe freeBlock else { return unsafe takeFromNewSlab() }
    unsafe freeBlock = unsafe block.load(as: UnsafeMutableRawPointer?.self)
    return unsafe block
  }

  /// Takes back a block that nobody uses any more.
  @inlinable
  @inline(__always)
  mutating func give(_ block: UnsafeMutableRawPointer) {
    unsafe block.storeBytes(of: freeBlock, as: UnsafeMutableRawPointer?.self)
    unsafe freeBlock = unsafe block
  }

  @usableFromInline
  mutating func takeFromNewSlab() -> UnsafeMutableRawPointer {
    let bytes = Self.alignment + nextSlabBlocks * blockBytes
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
    unsafe fresh.storeBytes(of: slab, as: UnsafeMutableRawPointer?.self)
    unsafe slab = unsafe fresh
    for index in (0..<nextSlabBlocks).reversed() {
      unsafe give(fresh + (Self.alignment + index * blockBytes))
    }
    blockCount += nextSlabBlocks
    nextSlabBlocks *= 2
    return unsafe take()
  }

  /// How many blocks are free, for the invariant checker.
  @inlinable
  func freeCount() -> Int {
    var (count, next) = unsafe (0, freeBlock)
    while let block = unsafe next {
      count += 1
      unsafe next = block.load(as: UnsafeMutableRawPointer?.self)
    }
    return count
  }
}
