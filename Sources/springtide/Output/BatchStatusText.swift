// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Report

/// What releases in batches have published, for people and as JSON.
struct BatchStatusText {
  private let head: ExplanationHead
  private let statuses: [BatchStatusRecord]

  /// Takes all that was published, or only the last word of each workload.
  init(_ run: RunRecord, _ statuses: [BatchStatusRecord], isHistory: Bool) {
    head = ExplanationHead(run)
    var last: [String: Int] = [:]
    for (place, status) in statuses.enumerated() { last[status.workload] = place }
    self.statuses = statuses.enumerated()
      .filter { isHistory || last[$0.element.workload] == $0.offset }.map(\.element)
  }

  /// The table; no lines without a release.
  func lines() -> [String] {
    guard !statuses.isEmpty else { return [] }
    var table = TextTable([
      .init("TIME"), .init("BATCHDEPLOYSTATUS"), .init("GENERALSTATUS"), .init("ACTION"),
      .init(group: "", heading: ["BATCH", "ORDER"]),
      .init(group: "", heading: ["BATCH", "REPLICAS"]),
      .init(group: "", heading: ["BATCH", "ORDINAL"]),
      .init(group: "", heading: ["CURRENTORDER", "SUCCESSPER"]), .init("CURRENTORDERPROGRESS"),
      .init("CURRENTROLLBACKPROGRESS"), .init("CURRENTDEPLOYCOMPLETE"), .init("BATCHDEADLINETIME"),
    ])
    table.rows = statuses.map { status in
      [
        head.second(status.timeMicroseconds), ExplanationHead.short(status.workload),
        status.generalStatus, status.action, "\(status.batchOrder)",
        NumberFormat.grouped(Int64(status.batchReplicas)), "\(status.batchOrdinal)",
        "\(status.currentOrderSuccessPer)%", word(status.currentOrderProgress),
        word(status.currentRollbackProgress), status.currentDeployComplete ? "true" : "false",
        status.batchDeadlineTime < 0 ? "-" : head.second(status.batchDeadlineTime),
      ]
    }
    return table.lines().map(RunText.plain)
  }

  private func word(_ text: String) -> String { text.isEmpty ? "-" : text }

  /// The same as JSON, with the names that the object has.
  var documents: [Document] { statuses.map { Document($0, InstantText(head.run.header)) } }

  struct Document: Encodable {
    var time: String
    var timeMicroseconds: Int64
    var workload: String
    var action: String
    var batchDeadlineTime: String?
    var batchOrder: Int
    var batchOrdinal: Int
    var batchReplicas: Int
    var currentDeployComplete: Bool
    var currentOrderSuccessPer: Int
    var currentOrderProgress: String
    var currentRollbackProgress: String
    var generalStatus: String

    init(_ status: BatchStatusRecord, _ instants: InstantText) {
      time = instants.iso(status.timeMicroseconds)
      timeMicroseconds = status.timeMicroseconds
      workload = status.workload
      action = status.action
      batchDeadlineTime =
        status.batchDeadlineTime < 0 ? nil : instants.iso(status.batchDeadlineTime)
      batchOrder = status.batchOrder
      batchOrdinal = status.batchOrdinal
      batchReplicas = status.batchReplicas
      currentDeployComplete = status.currentDeployComplete
      currentOrderSuccessPer = status.currentOrderSuccessPer
      currentOrderProgress = status.currentOrderProgress
      currentRollbackProgress = status.currentRollbackProgress
      generalStatus = status.generalStatus
    }
  }
}
