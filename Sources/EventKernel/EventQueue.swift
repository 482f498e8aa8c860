// SPDX-License-Identifier: Apache-2.0

/// Pending events, given back in the order of time, then phase, then scheduling.
///
///     var queue = EventQueue<Event>()
///     queue.schedule(.arrival(3), at: .zero + .seconds(1), phase: .arrivals)
///     while let event = queue.popFirst() { handle(event) }
///
/// Time never runs backwards: an event can be scheduled at the instant of the one popped last, in
/// any phase, or later, not before. A phase that is already over at that instant is served next.
/// To cancel an event let its payload carry an `Epoch` or a `Handle` and drop it when stale.
///
/// The structure is a radix heap (Ahuja, Mehlhorn, Orlin and Tarjan, 1990) with digits of six bits.
/// The lowest digit of the key is the phase, the others are the time. A record lies on the level of
/// the highest digit in which it differs from `base`, in the bucket of that digit. The lowest bucket
/// of the lowest level holds the smallest keys; when its turn comes it is spread over lower levels,
/// or, if it is small, sorted into `front`. All moves keep the order of equal keys.
///
/// A record moves at most once per level; in practice two or three times, whatever the number of
/// pending events. Memory grows with the largest number pending and is kept until the queue dies.
@safe
public struct EventQueue<Payload: BitwiseCopyable>: ~Copyable {
  @usableFromInline typealias Record = EventRecord<Payload>
  @usableFromInline typealias Bucket = EventBucket<Payload>

  @usableFromInline var pendingCount = 0

  /// A sorted run of the smallest records, in `front[frontHead..<frontTail]`.
  @usableFromInline let front: UnsafeMutablePointer<Record>
  @usableFromInline var frontHead = 0
  @usableFromInline var frontTail = 0
  /// Keys below this go into the front; zero while there is none.
  @usableFromInline var frontLimit = UInt64.max

  /// The buckets of all levels, 64 each.
  @usableFromInline let buckets: UnsafeMutablePointer<Bucket>
  /// For each level, the set of its buckets that are not empty.
  @usableFromInline let occupied: UnsafeMutablePointer<UInt64>
  /// The set of levels that are not empty.
  @usableFromInline var occupiedLevels: UInt64 = 0
  @usableFromInline var pool: EventBlockPool

  /// The key that the levels are relative to, with phase 0; no record in a bucket is below.
  @usableFromInline var base: UInt64 = 0
  /// The instant of the event popped last, as a key with phase 0.
  @usableFromInline var nowKey: UInt64 = 0

  /// Creates an empty queue, with memory for a number of events.
  @inlinable
  public init(minimumCapacity: Int = 0) {
    unsafe front = .allocate(capacity: Self.frontCapacity)
    unsafe buckets = .allocate(capacity: Self.levelCount * 64)
    unsafe occupied = .allocate(capacity: Self.levelCount)
    unsafe buckets.initialize(repeating: Bucket(unused: front), count: Self.levelCount * 64)
    unsafe occupied.initialize(repeating: 0, count: Self.levelCount)
    pool = EventBlockPool(
      blockBytes: Self.blockBytes, minimumBlocks: minimumCapacity / Self.blockCapacity)
  }

  @inlinable
  deinit {
    unsafe front.deallocate()
    unsafe buckets.deallocate()
    unsafe occupied.deallocate()
  }

  /// The number of pending events.
  @inlinable
  public var count: Int { pendingCount }

  /// Whether no event is pending.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// The instant of the event popped last; nothing can be scheduled before it.
  @inlinable
  public var now: SimulationTime { Self.time(ofKey: nowKey) }

  /// The instant of the next event.
  @inlinable
  public var nextTime: SimulationTime? {
    if frontHead < frontTail { return unsafe Self.time(ofKey: front[frontHead].key) }
    guard count > 0 else { return nil }
    return unsafe Self.time(ofKey: buckets[lowestBucket].minimum)
  }

  /// Adds an event; its time must not lie before `now` nor beyond `SimulationTime.horizon`.
  @inlinable
  @inline(__always)
  public mutating func schedule(
    _ payload: Payload, at time: SimulationTime, phase: EventPhase
  ) {
    let now = Int64(bitPattern: nowKey &>> 6)
    // One unsigned comparison checks both ends: an earlier time wraps to a huge distance.
    let distance = UInt64(bitPattern: time.microseconds &- now)
    let reach = UInt64(bitPattern: SimulationTime.horizonMicroseconds &- now)
    if distance > reach { Self.refuse(time, now: self.now) }
    pendingCount &+= 1
    let key = UInt64(bitPattern: time.microseconds) &<< 6 | UInt64(phase.rawValue)
    let record = Record(key: key, payload: payload)
    if key < frontLimit {
      insertIntoFront(record)
    } else {
      append(record)
    }
  }

  /// Takes out the next event, or nothing if none is pending.
  @inlinable
  @inline(__always)
  public mutating func popFirst() -> ScheduledEvent<Payload>? {
    guard pendingCount > 0 else { return nil }
    pendingCount &-= 1
    if frontHead == frontTail {
      if occupiedLevels & 1 == 0 { openLowestBucket() }
      if occupiedLevels & 1 != 0 { return takeFromInstant() }
    }
    let record = unsafe front[frontHead]
    frontHead &+= 1
    nowKey = record.key & ~63
    return Self.event(of: record)
  }

  @inlinable
  @inline(__always)
  static func event(of record: Record) -> ScheduledEvent<Payload> {
    ScheduledEvent(
      time: time(ofKey: record.key),
      phase: EventPhase(validated: UInt8(truncatingIfNeeded: record.key & 63)),
      payload: record.payload)
  }

  @inlinable
  @inline(__always)
  static func time(ofKey key: UInt64) -> SimulationTime {
    SimulationTime(microseconds: Int64(bitPattern: key &>> 6))
  }

  @usableFromInline
  @inline(never)
  static func refuse(_ time: SimulationTime, now: SimulationTime) -> Never {
    preconditionFailure(
      time < now
        ? "an event can not be scheduled at \(time), before the current instant \(now)"
        : "an event can not be scheduled at \(time), beyond the horizon of simulated time")
  }
}

// The queue owns its memory alone, so it may move to another task as a whole.
extension EventQueue: @unchecked Sendable where Payload: Sendable {}
