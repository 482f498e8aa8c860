// SPDX-License-Identifier: Apache-2.0

import Cluster
package import Manifests

/// A run of the one-shot scheduler as JSON: the fields of the recordings, and more at the top.
package enum ScheduleDocument {
  /// The document; `pods` and what is in it is as in a recorded `expected.json`.
  package static func value(
    _ run: borrowing ScheduleRun, pending: [PendingExplanation], version: Int
  ) -> Value {
    let writer = SchedulerDecisionWriter(
      names: run.names, pods: run.input.pods, detail: run.options.detail)
    return .object([
      ("version", .number(version)), ("kind", .text("Schedule")),
      ("kubernetes", .text(SchedulerDecisionWriter.kubernetes)),
      ("tieBreak", .text(run.options.ties.text)),
      ("detail", .text(run.options.detail.rawValue)),
      ("placed", .number(run.placedCount)), ("waiting", .number(run.pendingCount)),
      ("pods", .list(run.decisions.map(writer.value))),
      ("pending", .list(pending.map { group($0, run.input.pods) })),
      ("nodes", .list(NodeUsage.all(in: run.scheduling.nodes).map(node))),
      ("leftOut", .list(run.input.leftOut.map(leftOut))),
      ("skipped", .list(run.input.skipped.map(skipped))),
    ])
  }

  private static func group(_ explanation: PendingExplanation, _ pods: [Pod]) -> Value {
    let names = explanation.group.pods.map { place in
      let metadata = pods[place].metadata
      return Value.text("\(metadata.namespace)/\(metadata.name)")
    }
    var entries: [(String, Value)] = [
      ("count", .number(names.count)), ("message", .text(explanation.group.message)),
      ("pods", .list(names)),
    ]
    if let cures = explanation.cures { entries.append(("cures", .list(cures.map(cure)))) }
    if let all = explanation.nodesForAll {
      entries.append(
        ("forAll", .object([("nodes", .number(all.count)), ("text", .text(all.text))])))
    }
    return .object(entries)
  }

  private static func cure(_ cure: Cure) -> Value {
    .object([
      ("kind", .text(cure.kind.rawValue)), ("changes", .number(cure.changeCount)),
      ("text", .text(cure.text)), ("reason", .text(cure.reason)),
    ])
  }

  private static func node(_ usage: NodeUsage) -> Value {
    func list(_ amount: (NodeUsage.Amount) -> Int64) -> Value {
      .object(
        usage.amounts.map {
          ($0.resource, .text(ResourceText.amount(amount($0), of: $0.resource)))
        })
    }
    return .object([
      ("name", .text(usage.name)), ("allocatable", list(\.allocatable)),
      ("requested", list(\.requested)), ("free", list(\.free)),
    ])
  }

  private static func leftOut(_ one: ScheduleInput.LeftOut) -> Value {
    .object([
      ("kind", .text(one.kind)), ("namespace", .text(one.namespace)), ("name", .text(one.name)),
      ("reason", .text(one.reason)),
    ])
  }

  private static func skipped(_ one: ManifestSet.Skipped) -> Value {
    .object([
      ("apiVersion", .text(one.apiVersion)), ("kind", .text(one.kind)),
      ("namespace", .text(one.namespace)), ("name", .text(one.name)),
      ("file", .text(one.place.file)), ("line", .number(one.place.line)),
      ("column", .number(one.place.column)),
    ])
  }
}
