// SPDX-License-Identifier: Apache-2.0

/// A counter that tells a current event from a stale one, so that cancelling costs nothing.
///
/// An entity keeps an epoch for each timer it runs; an event carries the epoch it was scheduled in.
/// Restarting or cancelling the timer advances the epoch of the entity, and the handler drops an
/// event whose epoch no longer matches. The queue is never searched.
///
///     worker.timer.advance()                              // cancels what is under way
///     queue.schedule(.expired(id, worker.timer), at: deadline, phase: .timers)
///     …
///     case .expired(let id, let epoch):
///       guard workers[id].timer == epoch else { return }  // stale: dropped
///
/// The counter wraps after 2^32 steps; an event would have to stay queued over all of them to be
/// mistaken for a current one.
public struct Epoch: Hashable, BitwiseCopyable, Sendable {
  /// The number of times the timer was restarted or cancelled, modulo 2^32.
  public private(set) var rawValue: UInt32

  /// Creates the first epoch.
  public init() {
    rawValue = 0
  }

  /// Makes all events scheduled so far stale and returns the epoch for the next ones.
  @discardableResult
  public mutating func advance() -> Epoch {
    rawValue &+= 1
    return self
  }
}
