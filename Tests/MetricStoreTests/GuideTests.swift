// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Testing

/// The queries of docs/run-store.md do what the page says.
struct GuideTests {
  private let folder: ScratchFolder
  private let store: RunStore
  private let page: String

  init() throws {
    folder = try ScratchFolder()
    store = try RunStore(path: folder.file())
    try SampleRun().write(to: store)
    try SampleRun(slowness: 2).write(to: store)
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    page = try String(contentsOf: root.appendingPathComponent("docs/run-store.md"), encoding: .utf8)
  }

  /// The queries, each with the columns promised in the line that starts with "Columns:" before it.
  private var examples: [(columns: [String], sql: String)] {
    page.components(separatedBy: "\n```sql\n").adjacentPairs.map { text, next in
      let promise = text.components(separatedBy: "\nColumns:").last ?? ""
      let columns = promise.components(separatedBy: "`").enumerated()
        .filter { $0.offset % 2 == 1 }.map(\.element)
      return (columns, next.components(separatedBy: "\n```").first ?? "")
    }
  }

  @Test func `each query returns rows with the columns promised`() throws {
    #expect(examples.count >= 8)
    for (columns, sql) in examples {
      let table = try store.reader.table(sql: sql)
      #expect(table.columns == columns, "\(sql)")
      #expect(!table.rows.isEmpty, "\(sql)")
      for (index, column) in columns.enumerated() {
        #expect(table.rows.contains { $0[index] != .null }, "\(column) is always NULL: \(sql)")
      }
    }
  }

  @Test func `each view has the columns that its row of the table lists`() throws {
    let rows = page.components(separatedBy: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.count == 11)
    for row in rows {
      let cells = row.components(separatedBy: " | ")
      let view = cells[0].filter { $0 != "|" && $0 != "`" && $0 != " " }
      // What stands in parentheses explains the column before.
      let plain = cells[2].replacing(/\([^()]*(\([^()]*\))?[^()]*\)/, with: "")
      let listed = plain.components(separatedBy: "`").enumerated()
        .filter { $0.offset % 2 == 1 }.map(\.element)
      let table = try store.reader.table(sql: "SELECT * FROM \(view) LIMIT 1")
      #expect(table.columns == listed, "\(view)")
      #expect(table.rows.count == 1, "\(view)")
    }
  }

  @Test func `the numbers on the page are those of the file`() throws {
    let version = try store.reader.table(sql: "PRAGMA user_version").rows
    let application = try store.reader.table(sql: "PRAGMA application_id").rows
    #expect(version == [[.integer(Int64(RunStore.formatVersion))]])
    #expect(page.contains("version of the format (now \(RunStore.formatVersion))"))
    guard case .integer(let number)? = application.first?.first else {
      Issue.record("no application_id")
      return
    }
    #expect(page.contains("`PRAGMA application_id` is \(number)"))
  }

  @Test func `queries on one series do not unpack the others`() throws {
    let plan = try store.reader.table(
      sql: """
        EXPLAIN QUERY PLAN SELECT time, value FROM samples
        WHERE run = 1 AND metric = 'workqueue_depth'
        """
    ).rows.map { "\($0[3])" }
    let places = ["series", "chunk", "json_each"].map { name in
      plan.firstIndex { $0.contains(name) || $0.contains(" \(name.prefix(1)) ") }
    }
    #expect(plan.filter { $0.contains("SEARCH s USING INDEX") }.count == 1, "\(plan)")
    #expect(plan.filter { $0.contains("SEARCH c USING INDEX") }.count == 1, "\(plan)")
    #expect(places[2] == plan.indices.last, "\(plan)")
  }
}

extension Array {
  fileprivate var adjacentPairs: [(Element, Element)] {
    Array<(Element, Element)>(zip(self, dropFirst()))
  }
}
