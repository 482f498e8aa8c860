// SPDX-License-Identifier: Apache-2.0

package import MetricStore
package import Metrics

/// What a run has stored about why things are as they are, ready to be asked.
package struct RunHistory: Sendable {
  /// The end of the run, or of what is stored of it, in microseconds.
  package var endMicroseconds: Int64
  /// The pods.
  package var pods: [PodRecord] = []
  /// The changes of pods in place.
  package var updates: [PodUpdateRecord] = []
  /// The decisions of loops that scale, in order of time.
  package var decisions: [ScalingDecisionRecord] = []
  /// The batches of rollouts, in order of their begin.
  package var batches: [BatchRecord] = []
  /// When the first try to place each pod failed, by `namespace/name`, for every pod so named.
  package var failures: [String: [Int64]] = [:]
  /// When each node joined that was not there from the start.
  package var joined: [String: Int64] = [:]

  /// Creates the history of a run of which nothing is known.
  package init(endMicroseconds: Int64) {
    self.endMicroseconds = endMicroseconds
  }

  /// Reads what a run has stored; pods that have been read already need not be read again.
  package init(
    reading run: RunRecord, from reader: RunReader, pods known: [PodRecord]? = nil
  ) throws(RunStoreError) {
    self.init(endMicroseconds: run.header.durationMicroseconds)
    if let known { pods = known } else { pods = try reader.pods(of: run.id) }
    updates = try reader.podUpdates(of: run.id)
    decisions = try reader.decisions(of: run.id)
    batches = try reader.batches(of: run.id)
    for event in try reader.events(
      of: run.id, EventFilter(reason: "FailedScheduling", includesPodStages: false))
    {
      failures[event.object, default: []].append(event.timeMicroseconds)
    }
    for event in try reader.events(
      of: run.id, EventFilter(reason: "RegisteredNode", includesPodStages: false))
    {
      joined[event.object] = event.timeMicroseconds
    }
    if run.status == .incomplete { endMicroseconds = lastInstant }
  }

  /// The last instant that anything here tells of.
  private var lastInstant: Int64 {
    let instants = pods.map { max(PodLife($0).lastInstant, $0.stages.deleted) }
    return max(
      instants.max() ?? 0, decisions.last?.lastMicroseconds ?? 0,
      batches.map { max($0.startedMicroseconds, $0.endedMicroseconds) }.max() ?? 0)
  }

  /// What a pod waited for before it had a node, the last wait first.
  package func waits(of life: PodLife) -> [(cause: PathCause, from: Int64)] {
    let end = life.scheduled >= 0 ? life.scheduled : endMicroseconds
    guard
      let failed = failures[life.name]?.first(where: { life.stored <= $0 && $0 <= end })
    else { return [] }
    guard let node = life.node, let joined = joined[node], failed < joined, joined <= end else {
      return [(.room, failed)]
    }
    // From its arrival on the node had room; what came then is the scheduler's.
    return [(.scheduling, joined), (.provisioning, failed)]
  }
}
