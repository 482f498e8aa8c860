// SPDX-License-Identifier: Apache-2.0

/// An instant of a run, in whole microseconds since its start.
///
/// Time is an integer so that equal instants compare equal on every machine. Arithmetic is checked:
/// an overflow stops the program.
public struct SimulationTime: Comparable, Hashable, BitwiseCopyable, Sendable {
  /// Whole microseconds since the start of the run.
  public var microseconds: Int64

  /// Creates the instant that lies the given number of microseconds after the start of the run.
  @inlinable
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The start of the run.
  public static let zero = SimulationTime(microseconds: 0)

  /// The last instant at which an event can be scheduled, about 4,500 years after the start.
  public static let horizon = SimulationTime(microseconds: horizonMicroseconds)

  /// The key of the event queue keeps 57 bits for the time and 6 for the phase.
  @inlinable
  static var horizonMicroseconds: Int64 { (1 << 57) - 1 }

  /// The duration from the start of the run to this instant.
  @inlinable
  public var sinceStart: SimulationDuration { SimulationDuration(microseconds: microseconds) }

  /// Seconds since the start of the run, for output and for continuous models.
  @inlinable
  public var seconds: Double { sinceStart.seconds }

  /// Whether the left instant is earlier.
  @inlinable
  public static func < (left: SimulationTime, right: SimulationTime) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The instant that lies a duration after another.
  @inlinable
  public static func + (time: SimulationTime, duration: SimulationDuration) -> SimulationTime {
    SimulationTime(microseconds: time.microseconds + duration.microseconds)
  }

  /// The instant that lies a duration before another.
  @inlinable
  public static func - (time: SimulationTime, duration: SimulationDuration) -> SimulationTime {
    SimulationTime(microseconds: time.microseconds - duration.microseconds)
  }

  /// The duration from the right instant to the left one; negative if the left one is earlier.
  @inlinable
  public static func - (left: SimulationTime, right: SimulationTime) -> SimulationDuration {
    SimulationDuration(microseconds: left.microseconds - right.microseconds)
  }

  /// Moves an instant forward by a duration.
  @inlinable
  public static func += (time: inout SimulationTime, duration: SimulationDuration) {
    time = time + duration
  }

  /// Moves an instant back by a duration.
  @inlinable
  public static func -= (time: inout SimulationTime, duration: SimulationDuration) {
    time = time - duration
  }
}

extension SimulationTime: CustomStringConvertible {
  /// The time since the start of the run, such as `2h03m04.500s`.
  public var description: String { sinceStart.description }
}
