// SPDX-License-Identifier: Apache-2.0

/// What goes first among the events of one instant: a number from 0 (first) to 7 (last).
///
/// A model names its phases in one place:
///
///     extension EventPhase {
///       static let arrivals = EventPhase(0)
///       static let sampling = EventPhase(7)
///     }
public struct EventPhase: RawRepresentable, Comparable, Hashable, BitwiseCopyable, Sendable {
  /// The place of the phase within an instant, from 0 to 7.
  public let rawValue: UInt8

  /// How many phases an instant has.
  public static let count = 8

  /// Creates a phase, or nothing if the number is above 7.
  @inlinable
  public init?(rawValue: UInt8) {
    guard rawValue < 8 else { return nil }
    self.rawValue = rawValue
  }

  /// Creates a phase from a number known to be at most 7.
  @inlinable
  public init(_ number: UInt8) {
    precondition(number < 8, "an event phase is a number from 0 to 7")
    self.rawValue = number
  }

  @inlinable
  init(validated number: UInt8) {
    self.rawValue = number
  }

  /// Whether the left phase goes first.
  @inlinable
  public static func < (left: EventPhase, right: EventPhase) -> Bool {
    left.rawValue < right.rawValue
  }
}
