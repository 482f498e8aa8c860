// SPDX-License-Identifier: Apache-2.0

import Cluster
package import Manifests

/// Answers about capacity as JSON.
package enum CapacityDocument {
  /// The document.
  package static func value(
    alone: [CapacityAnswer], mixed: [CapacityAnswer], strategy: String, waiting: Int, version: Int
  ) -> Value {
    var entries: [(String, Value)] = [
      ("version", .number(version)), ("kind", .text("Capacity")),
      ("kubernetes", .text(SchedulerDecisionWriter.kubernetes)), ("strategy", .text(strategy)),
      ("waiting", .number(waiting)), ("pods", .list(alone.map(answer))),
    ]
    if !mixed.isEmpty { entries.append(("inTurn", .list(mixed.map(answer)))) }
    return .object(entries)
  }

  private static func answer(_ answer: CapacityAnswer) -> Value {
    func shares(_ shares: [CapacityAnswer.Share]) -> Value {
      .object(shares.map { ($0.name, .number($0.count)) })
    }
    var entries: [(String, Value)] = [
      ("name", .text(answer.name)), ("count", .number(answer.count)),
      ("nodes", shares(answer.nodes)), ("zones", shares(answer.zones)),
    ]
    if let failure = answer.failure {
      entries += [
        ("message", .text(failure.message)),
        (
          "unschedulable", .object(failure.reasons.map { ($0.text, .number($0.nodeCount)) })
        ),
        ("bindingReason", answer.bindingReason.map { .text($0.text) } ?? .nothing),
      ]
    }
    return .object(entries)
  }
}
