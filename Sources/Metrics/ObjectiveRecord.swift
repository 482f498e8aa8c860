// SPDX-License-Identifier: Apache-2.0

/// Whether an objective of the scenario was met.
public struct ObjectiveRecord: Sendable, Equatable {
  /// The workload as `Kind/namespace/name`.
  public var target: String
  /// What was asked for, such as `p99 latency <= 200ms`.
  public var objective: String
  /// The bound, in the unit of `unit`.
  public var bound: Double
  /// The value reached over the whole run.
  public var actual: Double
  /// The unit of bound and actual, such as `seconds` or `ratio`.
  public var unit: String
  /// The number of windows in which the bound was broken.
  public var windowsMissed: Int
  /// The number of windows looked at.
  public var windows: Int
  /// The length of a window in microseconds.
  public var windowMicroseconds: Int64
  /// The first and last instants of broken windows in microseconds; -1 if none.
  public var firstMissMicroseconds: Int64
  /// The end of the last broken window in microseconds; -1 if none.
  public var lastMissMicroseconds: Int64

  /// Whether no window broke the bound.
  public var isMet: Bool { windowsMissed == 0 }

  /// Creates a record.
  public init(
    target: String, objective: String, bound: Double, actual: Double, unit: String,
    windowsMissed: Int, windows: Int, windowMicroseconds: Int64, firstMissMicroseconds: Int64,
    lastMissMicroseconds: Int64
  ) {
    self.target = target
    self.objective = objective
    self.bound = bound
    self.actual = actual
    self.unit = unit
    self.windowsMissed = windowsMissed
    self.windows = windows
    self.windowMicroseconds = windowMicroseconds
    self.firstMissMicroseconds = firstMissMicroseconds
    self.lastMissMicroseconds = lastMissMicroseconds
  }
}
