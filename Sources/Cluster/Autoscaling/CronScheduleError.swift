// SPDX-License-Identifier: Apache-2.0

/// A fault in a cron expression, with its place.
public struct CronScheduleError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The field of the expression, such as `hour`; nil when it is the expression as a whole.
  public var field: String?
  /// The column of the fault, counted in characters from 1.
  public var column: Int
  /// What is wrong, such as `24 is above 23, the greatest value`.
  public var message: String

  /// Makes a fault.
  public init(field: String?, column: Int, message: String) {
    self.field = field
    self.column = column
    self.message = message
  }

  /// The fault in one line: `column 3, hour: 24 is above 23, the greatest value`.
  public var description: String {
    guard let field else { return "column \(column): \(message)" }
    return "column \(column), \(field): \(message)"
  }
}
