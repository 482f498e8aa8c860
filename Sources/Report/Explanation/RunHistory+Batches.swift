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
