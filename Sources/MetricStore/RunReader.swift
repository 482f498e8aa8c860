// SPDX-License-Identifier: Apache-2.0

internal import GRDB
public import Metrics

/// Reads the runs of a store.
///
/// What a damaged file holds instead of a run is reported as an error.
public struct RunReader: Sendable {
  let store: RunStore

  /// Creates a reader of a store.
  public init(_ store: RunStore) {
    self.store = store
  }

  /// All runs, in the order in which they were begun.
  public func runs() throws(RunStoreError) -> [RunRecord] {
    try rows("\(RunSchema.selectRun) ORDER BY r.id").map { row throws(RunStoreError) in
      try RunRecord(row)
    }
  }

  /// The run with a number.
  public func run(_ id: Int64) throws(RunStoreError) -> RunRecord {
    guard let run = try runs(where: "r.id = ?", [id]).first else {
      throw try missing("\(id)")
    }
    return run
  }

  /// The run that people mean by a number, `latest`, or the name of a scenario.
  ///
  /// The name of a scenario stands for its latest run. A number wins over a scenario so named.
  public func run(matching reference: String) throws(RunStoreError) -> RunRecord {
    if let id = Int64(reference), let run = try runs(where: "r.id = ?", [id]).first { return run }
    let latest = "r.id = (SELECT max(id) FROM run)"
    if reference == "latest", let run = try runs(where: latest, []).first { return run }
    let named = "r.id = (SELECT max(id) FROM run WHERE scenario = ?)"
    if let run = try runs(where: named, [reference]).first { return run }
    throw try missing(reference)
  }

  /// The objectives of a run, in the order of the scenario; none while it is incomplete.
  public func objectives(of run: Int64) throws(RunStoreError) -> [ObjectiveRecord] {
    try rows(RunSchema.selectObjectives, [run]).map { row throws(RunStoreError) in
      try ObjectiveRecord(row)
    }
  }

  /// The figures of a run's summary, in order; none while it is incomplete.
  public func summary(of run: Int64) throws(RunStoreError) -> [SummaryRecord] {
    try rows(RunSchema.selectSummary, [run]).map { row throws(RunStoreError) in
      SummaryRecord(
        subject: try row.text("subject"), name: try row.text("name"),
        value: try row.number("value"), unit: try row.text("unit"))
    }
  }

  /// The pods of a run, in the order in which they were stored.
  ///
  /// With a workload, as `Kind/namespace/name`, only its pods.
  public func pods(
    of run: Int64, workload: String? = nil
  ) throws(RunStoreError) -> [PodRecord] {
    try rows(RunSchema.selectPods, [run, workload, workload]).map { row throws(RunStoreError) in
      try PodRecord(row)
    }
  }

  /// The answer to one SQL query that only reads.
  ///
  /// A statement that would write is refused. Reading stops after `limit` rows.
  public func table(sql: String, limit: Int = 1_000_000) throws(RunStoreError) -> QueryTable {
    do {
      return try store.queue.inDatabase { db in try QueryTable(db, sql: sql, limit: limit) }
    } catch let error as DatabaseError
      where [.SQLITE_ERROR, .SQLITE_MISUSE].contains(error.resultCode)
    {
      throw .query(detail: error.message ?? "not valid SQL")
    } catch {
      throw RunStoreError(error, path: store.path)
    }
  }

  func rows(
    _ sql: String, _ arguments: [(any DatabaseValueConvertible)?] = []
  ) throws(RunStoreError) -> [StoredRow] {
    let path = store.path
    return try store.withDatabase { db in
      let statement = try db.cachedStatement(sql: sql)
      return try Row.fetchAll(statement, arguments: StatementArguments(arguments))
        .map { StoredRow(row: $0, path: path) }
    }
  }

  private func runs(
    where condition: String, _ arguments: [(any DatabaseValueConvertible)?]
  ) throws(RunStoreError) -> [RunRecord] {
    try rows("\(RunSchema.selectRun) WHERE \(condition)", arguments)
      .map { row throws(RunStoreError) in try RunRecord(row) }
  }

  private func missing(_ reference: String) throws(RunStoreError) -> RunStoreError {
    let names = try rows("SELECT DISTINCT scenario FROM run ORDER BY scenario LIMIT 10")
    let known = try names.map { row throws(RunStoreError) in try row.text("scenario") }
    return .noSuchRun(reference: reference, known: known)
  }
}
