// SPDX-License-Identifier: Apache-2.0

package import Metrics

/// A batch of a rollout and what bound it.
package struct BatchExplanation: Sendable, Equatable {
  /// The batch.
  package var batch: BatchRecord
  /// Its pods that were made or changed.
  package var podCount: Int
  /// The pod that was available last, or the first that never was; nil if none was made.
  package var slowest: PodLife?
  /// How long that pod waited for its turn: for pods before it, by maxUnavailable and maxSurge or
  /// by their order.
  package var turnMicroseconds: Int64 = 0
  /// The pods on the path, one after the other.
  package var chainLength = 0
  /// What the time went into, from the begin of the batch to its end.
  package var path: CriticalPath

  /// What bound the batch: the cause of most seconds, or the disruption budget.
  ///
  /// The budget binds where pods wait for one another longer than the last one takes itself, while
  /// each of them is busy with its own end and start: more of them at a time would be done sooner.
  /// Where they share a bottleneck, such as a client rate or room, more at a time changes nothing.
  package var boundBy: PathCause? {
    guard let binding = path.binding?.cause else { return nil }
    let whole = path.steps.last.map { $0.to - batch.startedMicroseconds } ?? 0
    let waits = chainLength > 1 && turnMicroseconds > whole - turnMicroseconds
    return waits && binding.isOfOnePod ? .disruptionBudget : binding
  }
}

extension RunHistory {
  /// The batches of a workload, or of all, with what bound them.
  package func explainBatches(of workload: String? = nil) -> [BatchExplanation] {
    let chosen = batches.filter { workload == nil || $0.workload == workload }
    var walks: [String: BatchWalk] = [:]
    return chosen.map { batch in
      let walk = walks[batch.workload] ?? BatchWalk(of: batch.workload, in: self)
      walks[batch.workload] = walk
      return walk.explain(batch)
    }
  }
}
