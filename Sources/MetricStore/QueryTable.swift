// SPDX-License-Identifier: Apache-2.0

/// What an SQL query returned.
public struct QueryTable: Sendable, Equatable {
  /// The names of the columns.
  public var columns: [String]
  /// The rows; each has one cell for each column.
  public var rows: [[Cell]]

  /// One value of SQLite.
  public enum Cell: Sendable, Equatable {
    /// NULL.
    case null
    /// A whole number.
    case integer(Int64)
    /// A floating-point number.
    case real(Double)
    /// Text.
    case text(String)
    /// Bytes.
    case blob([UInt8])
  }
}
