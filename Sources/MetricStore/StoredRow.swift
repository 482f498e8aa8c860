// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// A row of a file that nobody has checked: what is not as it should be is an error.
struct StoredRow {
  let row: Row
  let path: String

  func damaged(_ column: String) -> RunStoreError {
    .damaged(path: path, detail: "the column '\(column)' holds something else than expected")
  }

  func integer(_ column: String) throws(RunStoreError) -> Int64 {
    guard let value = try optionalInteger(column) else { throw damaged(column) }
    return value
  }

  func optionalInteger(_ column: String) throws(RunStoreError) -> Int64? {
    switch try storage(column) {
    case .null: return nil
    case .int64(let value): return value
    default: throw damaged(column)
    }
  }

  /// Microseconds; -1 for NULL.
  ///
  /// No run lasts longer than 285 years, so that nobody's sums of instants overflow.
  func instant(_ column: String) throws(RunStoreError) -> Int64 {
    guard let value = try optionalInteger(column) else { return -1 }
    guard (0...1 << 53).contains(value) else { throw damaged(column) }
    return value
  }

  /// A number of pods and the like, which nobody's sums overflow.
  func count(_ column: String) throws(RunStoreError) -> Int64 {
    let value = try integer(column)
    guard value.magnitude <= 1 << 53 else { throw damaged(column) }
    return value
  }

  /// A floating-point number; NULL stands for not a number.
  func number(_ column: String) throws(RunStoreError) -> Double {
    switch try storage(column) {
    case .null: return .nan
    case .double(let value): return value
    case .int64(let value): return Double(value)
    default: throw damaged(column)
    }
  }

  func text(_ column: String) throws(RunStoreError) -> String {
    guard let value = try optionalText(column) else { throw damaged(column) }
    return value
  }

  func optionalText(_ column: String) throws(RunStoreError) -> String? {
    switch try storage(column) {
    case .null: return nil
    case .string(let value): return value
    default: throw damaged(column)
    }
  }

  /// Text that is the raw value of a type, such as a unit.
  func value<T: RawRepresentable>(_ column: String) throws(RunStoreError) -> T
  where T.RawValue == String {
    guard let value = T(rawValue: try text(column)) else { throw damaged(column) }
    return value
  }

  private func storage(_ column: String) throws(RunStoreError) -> DatabaseValue.Storage {
    guard let value: DatabaseValue = row[column] else { throw damaged(column) }
    return value.storage
  }
}
