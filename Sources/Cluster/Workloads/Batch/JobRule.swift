// SPDX-License-Identifier: Apache-2.0

package import EventKernel
import Manifests

/// Decides what one sync of the Job controller does.
///
/// Follows kubernetes v1.36 pkg/controller/job: `job_controller.go` (syncJob, manageJob),
/// `backoff_utils.go` and `indexed_job_utils.go`; pod failure policies and success policies are
/// not looked at. Pods that are gone are in the view as they ended. Cost: n log n in the pods.
package enum JobRule {
  typealias View = JobView
  typealias Pod = JobView.Pod

  /// Creations and deletions of one sync at most, each (MaxPodCreateDeletePerSync).
  package static let burst = 500
  /// The wait after a first failure, doubling with each further one.
  package static let backOff = SimulationDuration.seconds(10)
  /// The longest wait after a failure.
  package static let longestBackOff = SimulationDuration.minutes(10)
  /// The wait after news of pods, so that many are seen at once (syncJobBatchPeriod).
  package static let batchPeriod = SimulationDuration.seconds(1)
  /// Indexes that a Job may have (pkg/apis/batch/validation/validation.go).
  package static let mostIndexes = 1_000_000

  /// The calls and the status of one sync.
  package static func sync(_ view: JobView) -> JobSync {
    let pods = Tally(view)
    var sync = JobSync()
    sync.active = pods.active.count
    sync.succeeded = pods.succeeded
    sync.failed = pods.failed
    sync.terminating = pods.terminating
    sync.failedIndexes = pods.failedIndexes
    if view.isSuccessDecided {
      end(.complete, or: .successCriteriaMet, pods, &sync)
    } else if let reason = view.failureTarget ?? failure(view, pods, &sync) {
      end(.failed(reason), or: .failureTarget(reason), pods, &sync)
    } else {
      manage(view, pods, &sync)
      if isComplete(view, pods, active: pods.active.count - sync.deletions.count) {
        let isOver = pods.terminating == 0 && sync.deletions.isEmpty
        sync.outcome = isOver ? .complete : .successCriteriaMet
      } else if view.spec.suspend {
        sync.outcome = .suspended
      }
    }
    return sync
  }

  /// Ends a Job whose fate is known: at once if no pod is left, else when those are gone.
  private static func end(
    _ outcome: JobSync.Outcome, or waiting: JobSync.Outcome, _ pods: Tally, _ sync: inout JobSync
  ) {
    sync.deletions = pods.active.map(\.id)
    sync.outcome = pods.active.isEmpty && pods.terminating == 0 ? outcome : waiting
  }

  // MARK: The pods by their fate

  /// The pods of a Job, sorted out.
  struct Tally {
    var active: [Pod] = []
    var succeeded = 0
    var failed = 0
    var terminating = 0
    /// For each index, whether it succeeded; empty in a Job that is not indexed.
    var isCompleted: [Bool] = []
    /// Pods of each index that failed.
    var failures: [Int] = []
    var failedIndexes: [Int] = []

    init(_ view: View) {
      let completions =
        view.spec.completionMode == .indexed ? Int(view.spec.completions ?? 0) : 0
      isCompleted = Array(repeating: false, count: completions)
      failures = Array(repeating: 0, count: completions)
      for pod in view.pods { add(pod, view) }
      if view.spec.completionMode == .indexed { succeeded = isCompleted.count { $0 } }
      guard let limit = view.spec.backoffLimitPerIndex else { return }
      failedIndexes = failures.indices.filter { !isCompleted[$0] && failures[$0] > Int(limit) }
    }

    private mutating func add(_ pod: Pod, _ view: View) {
      let hasEnded = pod.phase == .succeeded || pod.phase == .failed
      if pod.isTerminating, !hasEnded { terminating += 1 }
      switch pod.phase {
      case .succeeded:
        succeeded += 1
        if let index = pod.index, isCompleted.indices.contains(index) { isCompleted[index] = true }
      case .failed: if JobRule.hasFailed(pod, view) { noteFailure(pod) }
      case .pending, .running:
        if !pod.isTerminating {
          active.append(pod)
        } else if JobRule.hasFailed(pod, view) {
          // It may never get as far as to fail.
          noteFailure(pod)
        }
      }
    }

    private mutating func noteFailure(_ pod: Pod) {
      if let index = pod.index {
        // In a Job that shrank, what lies beyond its indexes does not count.
        guard failures.indices.contains(index) else { return }
        failures[index] += 1
      }
      failed += 1
    }
  }

  // MARK: The end

  /// Why the Job has failed; nil if it has not.
  private static func failure(_ view: View, _ pods: Tally, _ sync: inout JobSync) -> JobSync.Reason?
  {
    if pods.failed > Int(view.spec.backoffLimit) || isPastRestarts(view) {
      return .backoffLimitExceeded
    }
    if let seconds = view.spec.activeDeadlineSeconds, let start = view.startedAt, !view.spec.suspend
    {
      let end = start + .seconds(min(seconds, 1_000_000_000))
      if view.now >= end { return .deadlineExceeded }
      sync.recheckAt = end
    }
    guard view.spec.backoffLimitPerIndex != nil else { return nil }
    if let most = view.spec.maxFailedIndexes, pods.failedIndexes.count > Int(most) {
      return .maxFailedIndexesExceeded
    }
    let isDecided = pods.succeeded + pods.failedIndexes.count >= pods.isCompleted.count
    return isDecided && !pods.failedIndexes.isEmpty ? .failedIndexes : nil
  }

  /// Whether containers that start again in their pods have done so too often.
  private static func isPastRestarts(_ view: View) -> Bool {
    guard view.restartsOnFailure else { return false }
    let restarts = view.pods.reduce(0) { sum, pod in
      pod.phase == .pending || pod.phase == .running ? sum + pod.restarts : sum
    }
    let limit = Int(view.spec.backoffLimit)
    return limit == 0 ? restarts > 0 : restarts >= limit
  }

  private static func isComplete(_ view: View, _ pods: Tally, active: Int) -> Bool {
    guard active == 0 else { return false }
    guard let completions = view.spec.completions else { return pods.succeeded > 0 }
    return pods.succeeded >= Int(completions)
  }

  // MARK: Pods

  /// Creates or deletes pods, never both.
  private static func manage(_ view: View, _ pods: Tally, _ sync: inout JobSync) {
    guard !view.spec.suspend else {
      sync.deletions = pods.active.map(\.id)
      return
    }
    let parallelism = Int(view.spec.parallelism)
    let wanted: Int
    if let completions = view.spec.completions {
      wanted = max(0, min(Int(completions) - pods.succeeded, parallelism))
    } else {
      // Any success ends the Job: no new pods, but those that are there go on.
      wanted = pods.succeeded > 0 ? pods.active.count : parallelism
    }
    let victims = surplus(view, pods, count: max(0, pods.active.count - wanted))
    guard victims.isEmpty else {
      sync.deletions = Array(victims.prefix(burst))
      return
    }
    let waitsForEnd = view.spec.podReplacementPolicy == .failed
    let missing = wanted - pods.active.count - (waitsForEnd ? pods.terminating : 0)
    guard missing > 0 else { return }
    create(min(missing, burst), view, pods, &sync)
  }

  private static func create(_ count: Int, _ view: View, _ pods: Tally, _ sync: inout JobSync) {
    let perIndex = view.spec.backoffLimitPerIndex != nil
    if !perIndex, let end = endOfBackOff(view.pods, view), end > view.now {
      sync.wait(until: end)
      return
    }
    guard view.spec.completionMode == .indexed else {
      sync.creations = Array(repeating: nil, count: count)
      return
    }
    let isTaken = takenIndexes(view, pods)
    let pending = isTaken.indices.filter { !isTaken[$0] }.prefix(count)
    guard perIndex else {
      sync.creations = Array(pending)
      return
    }
    // Indexes that wait keep their share of the parallelism; only if all wait is a look planned.
    let ends = pending.map { index in
      endOfBackOff(view.pods.filter { $0.index == index }, view) ?? view.now
    }
    sync.creations = zip(pending, ends).filter { $0.1 <= view.now }.map(\.0)
    if sync.creations.isEmpty, let first = ends.min() { sync.wait(until: first) }
  }

  /// For each index, whether it has a pod or needs none.
  private static func takenIndexes(_ view: View, _ pods: Tally) -> [Bool] {
    var isTaken = pods.isCompleted
    for pod in pods.active {
      if let index = pod.index, isTaken.indices.contains(index) { isTaken[index] = true }
    }
    for index in pods.failedIndexes { isTaken[index] = true }
    if view.spec.podReplacementPolicy == .failed {
      for pod in view.pods where pod.isTerminating {
        let hasEnded = pod.phase == .succeeded || pod.phase == .failed
        if let index = pod.index, isTaken.indices.contains(index), !hasEnded {
          isTaken[index] = true
        }
      }
    }
    return isTaken
  }

  /// When pods may be created again after failures since the last success; nil without any.
  private static func endOfBackOff(_ pods: [Pod], _ view: View) -> SimulationTime? {
    let lastSuccess = pods.lazy.filter { $0.phase == .succeeded }.map(\.finishedAt).max()
    var (count, last) = (0, SimulationTime.zero)
    for pod in pods where hasFailed(pod, view) {
      if let lastSuccess, pod.finishedAt <= lastSuccess { continue }
      last = count == 0 ? pod.finishedAt : max(last, pod.finishedAt)
      count += 1
    }
    guard count > 0 else { return nil }
    let doublings = Int64(min(count - 1, 10))
    return last + min(backOff * (Int64(1) << doublings), longestBackOff)
  }

  /// Whether a pod counts as failed: also when it was deleted, unless the Job waits for its end.
  private static func hasFailed(_ pod: Pod, _ view: View) -> Bool {
    switch pod.phase {
    case .failed: !pod.isReleased
    case .succeeded: false
    case .pending, .running:
      pod.isTerminating && !pod.isReleased && view.spec.podReplacementPolicy == .terminatingOrFailed
    }
  }

  /// Active pods beyond the wanted number, and those whose index is doubled or out of range.
  private static func surplus(_ view: View, _ pods: Tally, count: Int) -> [Int] {
    var victims: [Int] = []
    var left = pods.active.sorted(by: goesBefore)
    if view.spec.completionMode == .indexed {
      var isSeen = Array(repeating: false, count: pods.isCompleted.count)
      var kept: [Pod] = []
      // Of pods with one index the last in the order of deletion stays.
      for pod in left.reversed() {
        guard let index = pod.index, isSeen.indices.contains(index), !isSeen[index] else {
          victims.append(pod.id)
          continue
        }
        isSeen[index] = true
        kept.append(pod)
      }
      left = kept.reversed()
    }
    let more = max(0, count - victims.count)
    return victims + left.prefix(more).map(\.id)
  }

  /// Whether one pod is deleted before another (controller_utils.go, ActivePods).
  private static func goesBefore(_ left: Pod, _ right: Pod) -> Bool {
    if left.isAssigned != right.isAssigned { return !left.isAssigned }
    if left.phase != right.phase { return left.phase == .pending }
    if left.isReady != right.isReady { return !left.isReady }
    if left.restarts != right.restarts { return left.restarts > right.restarts }
    if left.createdAt != right.createdAt { return left.createdAt > right.createdAt }
    return left.id < right.id
  }
}

extension JobSync {
  /// Looks again at an instant unless an earlier one is planned.
  fileprivate mutating func wait(until instant: SimulationTime) {
    recheckAt = recheckAt.map { min($0, instant) } ?? instant
  }
}
