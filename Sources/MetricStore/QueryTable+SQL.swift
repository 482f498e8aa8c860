// SPDX-License-Identifier: Apache-2.0

internal import GRDB

extension QueryTable {
  /// Runs one statement that only reads.
  init(_ db: Database, sql: String, limit: Int) throws {
    let statement = try db.makeStatement(sql: sql)
    guard statement.isReadonly, statement.columnCount > 0 else {
      throw RunStoreError.query(detail: "only a single statement that reads is allowed")
    }
    self.init(columns: statement.columnNames, rows: [])
    let cursor = try Row.fetchCursor(statement)
    while rows.count < limit, let row = try cursor.next() {
      rows.append(row.databaseValues.map { Cell($0.storage) })
    }
  }
}

extension QueryTable.Cell {
  fileprivate init(_ storage: DatabaseValue.Storage) {
    self =
      switch storage {
      case .null: .null
      case .int64(let value): .integer(value)
      case .double(let value): .real(value)
      case .string(let value): .text(value)
      case .blob(let value): .blob([UInt8](value))
      }
  }
}
