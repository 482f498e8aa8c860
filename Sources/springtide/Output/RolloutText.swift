// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Report

/// What bound each batch of a rollout, for people.
struct RolloutText {
  /// Waits on the path of a batch beyond this many are summed up.
  private static let mostSteps = 24

  private(set) var lines: [String]
  private let head: ExplanationHead
  private let isWhole: Bool

  init(_ run: RunRecord, _ workload: String, _ batches: [BatchExplanation], isWhole: Bool) {
    head = ExplanationHead(run)
    self.isWhole = isWhole
    let rollouts = batches.map(\.batch.rollout).max() ?? 0
    lines = head.lines([
      ("workload", workload),
      (
        "rollouts",
        "\(rollouts), in all \(batches.count) \(batches.count == 1 ? "batch" : "batches")"
      ),
    ])
    lines += [""] + table(batches).lines()
    lines += [
      "",
      "Seconds on the critical path: from the begin of a batch to its end, through the start of",
      "the pod that was available last and the pods that it had to wait for. Its turn came after",
      "what the disruption budget (maxUnavailable, maxSurge or an order) made it wait.",
    ]
    for batch in batches { lines += [""] + story(of: batch) }
  }

  // MARK: All batches

  private func table(_ batches: [BatchExplanation]) -> TextTable {
    let causes = PathCause.allCases.filter { cause in
      batches.contains { $0.path.steps.contains { $0.cause == cause } }
    }
    var table = TextTable(
      [
        .init("ROLLOUT", isNumber: true), .init("BATCH", isNumber: true),
        .init("PODS", isNumber: true), .init("BEGAN"), .init("TOOK", isNumber: true),
        .init("ENDED"), .init("BOUND BY"), .init("TURN AFTER", isNumber: true),
      ]
        + causes.map { cause in
          .init(group: "", heading: cause.rawValue.split(separator: " ").map { $0.uppercased() })
        })
    table.rows = batches.map { explained in
      let batch = explained.batch
      let totals = explained.path.totals
      return [
        "\(batch.rollout)", "\(batch.batch)", NumberFormat.grouped(Int64(batch.replicas)),
        head.second(batch.startedMicroseconds),
        batch.endedMicroseconds < 0
          ? "-"
          : ExplanationHead.seconds(batch.endedMicroseconds - batch.startedMicroseconds),
        batch.outcome.words, explained.boundBy?.rawValue ?? "-",
        explained.slowest == nil ? "-" : ExplanationHead.seconds(explained.turnMicroseconds),
      ]
        + causes.map { cause in
          totals.first { $0.cause == cause }.map { ExplanationHead.seconds($0.microseconds) } ?? "-"
        }
    }
    return table
  }

  // MARK: One batch

  private func story(of explained: BatchExplanation) -> [String] {
    let batch = explained.batch
    let title = "rollout \(batch.rollout), batch \(batch.batch): "
    guard let slowest = explained.slowest else { return [title + "no pod was made or changed"] }
    var lines = [
      title + "slowest pod \(ExplanationHead.short(slowest.name)) on "
        + "\(slowest.node ?? "no node"), its turn came after "
        + "\(ExplanationHead.seconds(explained.turnMicroseconds)) s"
        + (explained.chainLength > 1
          ? ", \(explained.chainLength - 1) pods before it on the way" : "")
    ]
    if batch.deadlineMicroseconds >= 0 {
      let isMissed =
        batch.outcome != .completed || batch.endedMicroseconds > batch.deadlineMicroseconds
      lines.append(
        "deadline \(head.second(batch.deadlineMicroseconds)), \(isMissed ? "missed" : "kept")")
    }
    return lines + steps(of: explained.path)
  }

  private func steps(of path: CriticalPath) -> [String] {
    let leftOut = isWhole ? 0 : max(0, path.steps.count - Self.mostSteps)
    var table = TextTable([
      .init("FROM"), .init("SECONDS", isNumber: true), .init("WAIT"), .init("POD"),
    ])
    table.rows = path.steps.dropFirst(leftOut).map { step in
      [
        head.time(step.from), ExplanationHead.seconds(step.length), step.cause.rawValue,
        step.pod.map(ExplanationHead.short) ?? "",
      ]
    }
    let note = leftOut > 0 ? ["the first \(leftOut) waits are left out; --all lists them"] : []
    return note + table.lines()
  }
}
