// SPDX-License-Identifier: Apache-2.0

/// An event as the queue keeps it: one integer that holds time and phase, and the payload.
///
/// The sequence number that breaks ties needs no room: every list of the queue keeps equal keys in
/// the order in which they were scheduled.
@usableFromInline
struct EventRecord<Payload: BitwiseCopyable>: BitwiseCopyable {
  @usableFromInline var key: UInt64
  @usableFromInline var payload: Payload

  @inlinable
  init(key: UInt64, payload: Payload) {
    self.key = key
    self.payload = payload
  }
}

/// A list of records in blocks of the pool, appended at the end and read from the start.
@unsafe
@usableFromInline
struct EventBucket<Payload: BitwiseCopyable>: BitwiseCopyable {
  /// The first block; meaningless while the bucket is empty.
  @usableFromInline var head: UnsafeMutableRawPointer
  /// The first record not yet read.
  @usableFromInline var read: UnsafeMutablePointer<EventRecord<Payload>>
  /// Where the next record goes; equal to `limit` when there is no room, or no block at all.
  @usableFromInline var write: UnsafeMutablePointer<EventRecord<Payload>>
  /// The end of the last block.
  @usableFromInline var limit: UnsafeMutablePointer<EventRecord<Payload>>
  /// The smallest key in the bucket.
  @usableFromInline var minimum: UInt64

  /// Creates an empty bucket; the pointer is never read through.
  @inlinable
  init(unused: UnsafeMutablePointer<EventRecord<Payload>>) {
    unsafe head = UnsafeMutableRawPointer(unused)
    unsafe read = unsafe unused
    unsafe write = unsafe unused
    unsafe limit = unsafe unused
    unsafe minimum = .max
  }
}
