// SPDX-License-Identifier: Apache-2.0

package import Cluster
package import Manifests

/// Writes decisions as the recordings of Kubernetes do.
package struct SchedulerDecisionWriter: Sendable {
  /// The version of Kubernetes whose decisions are made.
  package static let kubernetes = "1.36.2"
  /// The tie rule that makes decisions comparable, in words.
  package static let smallestName = "lexicographically smallest node name"

  let names: NodeNames
  let pods: [Pod]
  let detail: OneShotScheduling.Detail

  /// Creates a writer.
  package init(names: NodeNames, pods: [Pod], detail: OneShotScheduling.Detail) {
    self.names = names
    self.pods = pods
    self.detail = detail
  }

  /// One decision.
  package func value(_ decision: OneShotScheduling.Decision) -> Value {
    let metadata = pods[decision.pod].metadata
    var entries: [(String, Value)] = [
      ("name", .text(metadata.name)), ("namespace", .text(metadata.namespace)),
      ("node", decision.node.map(node) ?? .nothing), ("feasible", .number(decision.feasibleCount)),
    ]
    if decision.feasibleCount > 1, let best = decision.bestScore {
      entries.append(("bestScore", .number(best)))
      if detail == .full || (detail == .tied && decision.tiedCount <= 6) {
        let tied = decision.detail.tied.map(node)
        entries.append(("tied", .list(tied)))
      }
      entries.append(("tiedCount", .number(decision.tiedCount)))
      entries += scores(decision.detail)
    }
    if case .unschedulable(let failure) = decision.detail.placement {
      entries += reasons(failure, decision.detail)
    }
    if let outcome = decision.preemption { entries.append(("preemption", preemption(outcome))) }
    return .object(entries)
  }

  private func node(_ index: NodeIndex) -> Value { .text(names[index]) }

  private func byNode(_ nodes: [NodeIndex], _ numbers: [Int64]) -> Value {
    let pairs = zip(nodes, numbers).map { (names[$0], Value.number($1)) }
    return .object(pairs.sorted { $0.0 < $1.0 })
  }

  private func scores(_ placement: PlacementDetail) -> [(String, Value)] {
    let plugins = placement.scores.sorted { $0.plugin < $1.plugin }
    switch detail {
    case .count: return []
    case .tied:
      guard let chosen = placement.tied.first,
        let place = placement.feasible.firstIndex(of: chosen)
      else { return [] }
      return [
        ("chosenScores", .object(plugins.map { ($0.plugin, .number($0.scores[place])) }))
      ]
    case .full:
      let feasible = placement.feasible
      return [
        ("total", byNode(feasible, placement.totals)),
        ("scores", .object(plugins.map { ($0.plugin, byNode(feasible, $0.scores)) })),
      ]
    }
  }

  private func reasons(
    _ failure: FitFailure, _ placement: PlacementDetail
  ) -> [(String, Value)] {
    var entries: [(String, Value)] = [
      (
        "unschedulable",
        .object(failure.reasons.map { ($0.text, .number($0.nodeCount)) })
      )
    ]
    if detail == .full {
      entries.append(("message", .text(failure.message)))
      let rejections = placement.rejections.map { rejection in
        let nodes = rejection.nodes.map { names[$0] }.sorted()
        return (rejection.plugin, Value.list(nodes.map { .text($0) }))
      }
      if !rejections.isEmpty {
        entries.append(("rejectedBy", .object(rejections.sorted { $0.0 < $1.0 })))
      }
    }
    if failure.resolvableCount > 0 {
      entries.append(("preemptionPotentialNodes", .number(failure.resolvableCount)))
    }
    return entries
  }

  private func preemption(_ outcome: PreemptionOutcome) -> Value {
    guard let chosen = outcome.chosen else {
      return .object([
        ("candidateCount", .number(0)), ("nominatedNode", .nothing), ("pdbViolations", .number(0)),
        ("message", .text(outcome.refusal?.message ?? "")),
      ])
    }
    var entries: [(String, Value)] = []
    if detail == .full {
      let candidates = outcome.candidates.map { candidate in
        (
          names[candidate.node],
          Value.object([
            ("victims", victims(candidate)),
            ("pdbViolations", .number(candidate.violationCount)),
          ])
        )
      }
      entries.append(("candidates", .object(candidates.sorted { $0.0 < $1.0 })))
    }
    entries += [
      ("candidateCount", .number(outcome.candidates.count)), ("nominatedNode", node(chosen.node)),
      ("tied", .list(outcome.best.map { node(outcome.candidates[$0].node) })),
      ("victims", victims(chosen)), ("pdbViolations", .number(chosen.violationCount)),
    ]
    return .object(entries)
  }

  private func victims(_ candidate: PreemptionCandidate) -> Value {
    .list(
      candidate.victims.map { victim in
        let metadata = pods[Int(victim.key)].metadata
        let isDefault = metadata.namespace == "default"
        return .text(isDefault ? metadata.name : "\(metadata.namespace)/\(metadata.name)")
      })
  }
}
