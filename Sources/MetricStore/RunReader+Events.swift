// SPDX-License-Identifier: Apache-2.0

internal import GRDB
public import Metrics

extension RunReader {
  /// The events of a run that a filter lets pass, in order of time.
  ///
  /// The stages of a pod's life are events of the kind `Pod`: `Created`, `Scheduled`, `Pulled`,
  /// `Started`, `Ready`, `Killing` and `Deleted`. At one instant, events come before stages.
  public func events(
    of run: Int64, _ filter: EventFilter = EventFilter()
  ) throws(RunStoreError) -> [EventRecord] {
    var conditions = ["run_id = ?"]
    var arguments: [(any DatabaseValueConvertible)?] = [run]
    func require(_ condition: String, _ argument: String?) {
      guard let argument else { return }
      conditions.append(condition)
      arguments.append(argument)
    }
    require("kind = ?", filter.kind)
    require("reason = ?", filter.reason)
    require("? IN (object, substr(object, instr(object, '/') + 1))", filter.object)
    if filter.warningsOnly { conditions.append("type = 'Warning'") }
    if !filter.includesPodStages { conditions.append("source = 0") }
    conditions.append("time_us BETWEEN ? AND ?")
    arguments += [filter.fromMicroseconds, filter.throughMicroseconds]
    // SQLite reads a negative limit as no limit.
    arguments.append(filter.limit.map { max(0, $0) } ?? -1)
    let sql = RunSchema.selectEvents(where: conditions.joined(separator: " AND "))
    return try rows(sql, arguments).map { row throws(RunStoreError) in try EventRecord(row) }
  }
}
