// SPDX-License-Identifier: Apache-2.0

/// A length of simulated time, in whole microseconds.
///
/// It may be negative. Arithmetic is checked: an overflow stops the program.
public struct SimulationDuration: Comparable, Hashable, BitwiseCopyable, Sendable {
  /// The length in whole microseconds.
  public var microseconds: Int64

  /// Creates a duration of the given number of microseconds.
  @inlinable
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// Creates the whole number of microseconds nearest to a number of seconds, halves away from zero.
  ///
  /// The number must be finite and below about 292,000 years; check untrusted input with
  /// `init(checkingSeconds:)`.
  @inlinable
  public init(seconds: Double) {
    guard let duration = SimulationDuration(checkingSeconds: seconds) else {
      preconditionFailure("a duration of \(seconds) seconds does not fit in 64-bit microseconds")
    }
    self = duration
  }

  /// Creates a duration as `init(seconds:)` does, or nothing if the number is out of range.
  @inlinable
  public init?(checkingSeconds seconds: Double) {
    let microseconds = (seconds * 1e6).rounded(.toNearestOrAwayFromZero)
    // 2^63 is exact in binary64; comparing with it also refuses NaN and infinities.
    guard microseconds >= -0x1p63, microseconds < 0x1p63 else { return nil }
    self.init(microseconds: Int64(microseconds))
  }

  /// No time at all.
  public static let zero = SimulationDuration(microseconds: 0)

  /// A whole number of microseconds.
  @inlinable
  public static func microseconds(_ count: Int64) -> SimulationDuration {
    SimulationDuration(microseconds: count)
  }

  /// A whole number of milliseconds.
  @inlinable
  public static func milliseconds(_ count: Int64) -> SimulationDuration {
    SimulationDuration(microseconds: count * 1_000)
  }

  /// A whole number of seconds.
  @inlinable
  public static func seconds(_ count: Int64) -> SimulationDuration {
    SimulationDuration(microseconds: count * 1_000_000)
  }

  /// A whole number of minutes.
  @inlinable
  public static func minutes(_ count: Int64) -> SimulationDuration {
    SimulationDuration(microseconds: count * 60_000_000)
  }

  /// A whole number of hours.
  @inlinable
  public static func hours(_ count: Int64) -> SimulationDuration {
    SimulationDuration(microseconds: count * 3_600_000_000)
  }

  /// The length in seconds, correctly rounded below 2^53 microseconds.
  @inlinable
  public var seconds: Double { Double(microseconds) / 1e6 }

  /// Whether the left duration is shorter, a negative one being the shortest of all.
  @inlinable
  public static func < (left: SimulationDuration, right: SimulationDuration) -> Bool {
    left.microseconds < right.microseconds
  }
}

extension SimulationDuration {
  /// The sum of two durations.
  @inlinable
  public static func + (
    left: SimulationDuration, right: SimulationDuration
  ) -> SimulationDuration {
    SimulationDuration(microseconds: left.microseconds + right.microseconds)
  }

  /// The difference of two durations.
  @inlinable
  public static func - (
    left: SimulationDuration, right: SimulationDuration
  ) -> SimulationDuration {
    SimulationDuration(microseconds: left.microseconds - right.microseconds)
  }

  /// The duration of the same length and the other sign.
  @inlinable
  public static prefix func - (duration: SimulationDuration) -> SimulationDuration {
    SimulationDuration(microseconds: -duration.microseconds)
  }

  /// A multiple of a duration.
  @inlinable
  public static func * (duration: SimulationDuration, factor: Int64) -> SimulationDuration {
    SimulationDuration(microseconds: duration.microseconds * factor)
  }

  /// A multiple of a duration.
  @inlinable
  public static func * (factor: Int64, duration: SimulationDuration) -> SimulationDuration {
    duration * factor
  }

  /// A fraction of a duration, rounded toward zero.
  @inlinable
  public static func / (duration: SimulationDuration, divisor: Int64) -> SimulationDuration {
    SimulationDuration(microseconds: duration.microseconds / divisor)
  }

  /// How many times the right duration fits into the left one, rounded toward zero.
  @inlinable
  public static func / (left: SimulationDuration, right: SimulationDuration) -> Int64 {
    left.microseconds / right.microseconds
  }

  /// What remains of the left duration after taking out whole multiples of the right one.
  @inlinable
  public static func % (
    left: SimulationDuration, right: SimulationDuration
  ) -> SimulationDuration {
    SimulationDuration(microseconds: left.microseconds % right.microseconds)
  }

  /// Lengthens a duration by another.
  @inlinable
  public static func += (left: inout SimulationDuration, right: SimulationDuration) {
    left = left + right
  }

  /// Shortens a duration by another.
  @inlinable
  public static func -= (left: inout SimulationDuration, right: SimulationDuration) {
    left = left - right
  }
}

extension SimulationDuration: CustomStringConvertible {
  /// The length such as `2h03m04.500s`, with six decimals when it is no whole millisecond.
  public var description: String {
    let magnitude = microseconds.magnitude
    let (hours, minutes) = (magnitude / 3_600_000_000, magnitude / 60_000_000 % 60)
    let (seconds, fraction) = (magnitude / 1_000_000 % 60, magnitude % 1_000_000)
    var text = microseconds < 0 ? "-" : ""
    if hours > 0 {
      text += "\(hours)h\(Self.padded(minutes, to: 2))m\(Self.padded(seconds, to: 2))"
    } else if minutes > 0 {
      text += "\(minutes)m\(Self.padded(seconds, to: 2))"
    } else {
      text += "\(seconds)"
    }
    return fraction % 1_000 == 0
      ? text + ".\(Self.padded(fraction / 1_000, to: 3))s"
      : text + ".\(Self.padded(fraction, to: 6))s"
  }

  private static func padded(_ number: UInt64, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: width - digits.count) + digits
  }
}
