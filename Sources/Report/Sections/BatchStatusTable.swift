// SPDX-License-Identifier: Apache-2.0

import Metrics

/// What releases in batches have published in `status.batchDeployStatus`, change by change.
enum BatchStatusTable {
  /// More rows than this nobody reads on a page; the store has them all.
  private static let mostRows = 80

  /// The table of one run; nil if no release published anything.
  static func table(of run: ReportedRun, number: Int, in runs: RunSet) -> Table? {
    guard !run.batchStatuses.isEmpty else { return nil }
    let shown = told(of: run.batchStatuses)
    let columns: [Table.Cell] = [
      Table.Cell("Time"), Table.Cell("Workload"), Table.Cell("generalStatus"),
      Table.Cell("action"), .number("batchOrder", style: "w"),
      .number("batchReplicas", style: "w"), .number("batchOrdinal", style: "w"),
      .number("currentOrderSuccessPer", style: "w"),
      Table.Cell("currentOrderProgress", style: "w"),
      Table.Cell("currentRollbackProgress", style: "w"),
      Table.Cell("currentDeployComplete", style: "w"),
      .number("batchDeadlineTime", style: "w"),
    ]
    let leftOut = run.batchStatuses.count - shown.count
    let heading = "batchDeployStatus over time"
    return Table(
      anchor: number == 0 ? "batch-status" : "batch-status\(number + 1)",
      heading: runs.isComparison ? "\(heading), \(run.name)" : heading, columns: columns,
      rows: shown.map { row(of: $0, run) },
      notes: leftOut > 0
        ? ["\(leftOut) changes of counts alone are left out; springtide show --history has them."]
        : [])
  }

  /// All changes if they are few, else those of more than the share of good pods.
  private static func told(of statuses: [BatchStatusRecord]) -> [BatchStatusRecord] {
    guard statuses.count > mostRows else { return statuses }
    var kept: [BatchStatusRecord] = []
    for status in statuses {
      if let last = kept.last(where: { $0.workload == status.workload }) {
        var same = status
        same.timeMicroseconds = last.timeMicroseconds
        same.currentOrderSuccessPer = last.currentOrderSuccessPer
        if same == last { continue }
      }
      kept.append(status)
    }
    return Array(kept.prefix(mostRows))
  }

  private static func row(of status: BatchStatusRecord, _ run: ReportedRun) -> Table.Row {
    func word(_ text: String) -> Table.Cell { Table.Cell(text.isEmpty ? "–" : text) }
    let isBad = status.currentOrderProgress == "Failed" || status.generalStatus.hasPrefix("Roll")
    return Table.Row(cells: [
      Table.Cell(run.clock.timeOfDay(status.timeMicroseconds, seconds: true), style: "t"),
      Table.Cell(WorkloadName.withoutKind(status.workload), style: "t", isHeading: true),
      Table.Cell(status.generalStatus, style: isBad ? "bad" : ""), word(status.action),
      .number("\(status.batchOrder)"), .number(NumberFormat.grouped(Int64(status.batchReplicas))),
      .number("\(status.batchOrdinal)"), .number("\(status.currentOrderSuccessPer)%"),
      word(status.currentOrderProgress), word(status.currentRollbackProgress),
      word(status.currentDeployComplete ? "true" : "false"),
      .number(
        status.batchDeadlineTime < 0
          ? "–" : run.clock.timeOfDay(status.batchDeadlineTime, seconds: true)),
    ])
  }
}
