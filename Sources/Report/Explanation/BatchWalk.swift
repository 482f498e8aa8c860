// SPDX-License-Identifier: Apache-2.0

import Metrics

/// Finds the critical paths of the batches of one workload.
///
/// A path is told backwards: from the end of the batch to the pod that was available last, through
/// the stages of its start to the decision on it, on to what that decision waited for, and so on.
struct BatchWalk {
  private let history: RunHistory
  /// All pods of the workload and all changes of them, by the instant at which they were stored.
  private let lives: [PodLife]
  /// The pods of the workload, in the order of the run.
  private let pods: [PodRecord]
  /// The pods of the workload that were deleted, by name, in order of their deletion.
  private var ended: [String: [PodRecord]] = [:]
  /// When the controllers of the workload were busy with requests.
  private let requests: RequestSpans

  init(of workload: String, in history: RunHistory) {
    self.history = history
    pods = history.pods.filter { $0.workload == workload }
    let updates = history.updates.filter { $0.workload == workload }
    lives = (pods.map { PodLife($0) } + updates.map { PodLife($0) })
      .sorted { ($0.stored, $0.name) < ($1.stored, $1.name) }
    requests = RequestSpans(lives, pods)
    for pod in pods.sorted(by: { $0.stages.deleted < $1.stages.deleted })
    where pod.stages.deleted >= 0 {
      ended[pod.name, default: []].append(pod)
    }
  }

  func explain(_ batch: BatchRecord) -> BatchExplanation {
    let start = batch.startedMicroseconds
    let end = batch.endedMicroseconds >= 0 ? batch.endedMicroseconds : history.endMicroseconds
    let members = lives.filter {
      $0.stored >= start && $0.stored <= end && $0.stored > 0
        && (batch.revision == nil || $0.revision == batch.revision)
    }
    var explanation = BatchExplanation(
      batch: batch, podCount: members.count, path: CriticalPath(endingAt: end))
    guard let slowest = slowest(of: members, until: end, isComplete: batch.outcome == .completed)
    else {
      explanation.path.prepend(batch.outcome == .failed ? .deadline : .statusSync, from: start)
      return explanation
    }
    prependTail(of: slowest, end, batch.outcome, to: &explanation.path)
    let walk = walk(from: slowest, among: members, batch, &explanation.path)
    explanation.slowest = slowest
    explanation.turnMicroseconds = max(0, walk.begin - start)
    explanation.chainLength = walk.count
    explanation.path = explanation.path.finished(from: start)
    return explanation
  }

  /// Tells what lies between the last thing that happened to a pod and the end of the batch.
  private func prependTail(
    of life: PodLife, _ end: Int64, _ outcome: BatchRecord.Outcome, to path: inout CriticalPath
  ) {
    if life.available >= 0, life.available <= end {
      requests.prepend(to: &path, from: life.available)
    } else if life.scheduled >= 0 || life.isInPlace {
      let cause: PathCause = outcome == .unfinished ? .unfinished : .deadline
      path.prepend(cause, from: life.lastInstant, pod: life.name)
    }
  }

  /// The pod that was available last; in a batch that did not complete, the first that never was.
  private func slowest(of members: [PodLife], until end: Int64, isComplete: Bool) -> PodLife? {
    if !isComplete, let stuck = members.first(where: { $0.available < 0 || $0.available > end }) {
      return stuck
    }
    let reached = members.filter { $0.available >= 0 && $0.available <= end }
    return reached.max { ($0.available, $1.name) < ($1.available, $0.name) } ?? members.first
  }

  /// Goes back from pod to pod: each waited for one before it, until one waited for none.
  ///
  /// Returns when the first of them had its turn, and how many pods lie on the path.
  private func walk(
    from slowest: PodLife, among members: [PodLife], _ batch: BatchRecord,
    _ path: inout CriticalPath
  ) -> (begin: Int64, count: Int) {
    let finished = members.filter { $0.available >= 0 }
      .sorted { ($0.available, $0.name) < ($1.available, $1.name) }
    let start = batch.startedMicroseconds
    let lastOld = lastOld(batch)
    var life = slowest
    var begin: Int64?
    var count = 1
    while true {
      life.prepend(to: &path, waiting: history.waits)
      let horizon = prependEnd(before: life, batch, lastOld: lastOld, &path)
      begin = begin ?? path.begin
      guard let earlier = last(of: finished, until: horizon), earlier.available > start,
        earlier != life, count <= finished.count
      else { break }
      requests.prepend(to: &path, from: earlier.available, pod: life.name)
      life = earlier
      count += 1
    }
    requests.prepend(to: &path, from: start, pod: life.name)
    return (begin ?? start, count)
  }

  /// Tells of the pod that had to go before a life could begin, if one had to.
  ///
  /// Returns the instant of which the pods were known when it was decided on.
  private func prependEnd(
    before life: PodLife, _ batch: BatchRecord, lastOld: PodRecord?, _ path: inout CriticalPath
  ) -> Int64 {
    guard let old = predecessor(of: life, batch, lastOld: lastOld) else {
      return life.known >= 0 ? min(path.begin, life.known) : path.begin
    }
    requests.prepend(to: &path, from: old.stages.deleted, pod: life.name)
    path.prepend(.shutdown, from: old.stages.terminating, pod: old.name)
    if old.stages.endRequested >= 0 {
      path.prepend(.clientRate, from: old.stages.endRequested, pod: old.name)
    }
    return path.begin
  }

  /// The pod of the same name that had to go first, or the last of all old ones if all had to.
  private func predecessor(
    of life: PodLife, _ batch: BatchRecord, lastOld: PodRecord?
  ) -> PodRecord? {
    guard !life.isInPlace, life.requested >= 0 else { return nil }
    let start = batch.startedMicroseconds
    if let namesake = ended[life.name]?.last(where: {
      $0.stages.deleted <= life.requested && $0.stages.terminating >= start
        && $0.stages.created < life.stored
    }) {
      return namesake
    }
    return lastOld.flatMap { $0.stages.deleted <= life.requested ? $0 : nil }
  }

  /// The last old pod to go, if all that were there when a batch began have gone.
  private func lastOld(_ batch: BatchRecord) -> PodRecord? {
    let start = batch.startedMicroseconds
    let old = pods.filter {
      $0.revision != batch.revision && $0.stages.created <= start
        && ($0.stages.deleted < 0 || $0.stages.deleted > start)
    }
    guard old.allSatisfy({ $0.stages.deleted >= 0 }) else { return nil }
    return old.max { $0.stages.deleted < $1.stages.deleted }
  }

  /// The last of the pods, sorted by availability, that was available by an instant.
  private func last(of finished: [PodLife], until instant: Int64) -> PodLife? {
    var (low, high) = (0, finished.count)
    while low < high {
      let middle = (low + high) / 2
      if finished[middle].available <= instant { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? finished[low - 1] : nil
  }
}
