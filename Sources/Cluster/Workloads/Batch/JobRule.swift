// SPDX-License-Identifier: Apache-2.0

package import EventKernel
import Manifests

/// Decides what one sync of the Job controller does.
///
/// Follows kubernetes v1.36 pkg/controller/job: `job_controller.go` (syncJob, manageJob),
/// `backoff_utils.go` and `indexed_job_utils.go`; pod failure policies and success policies are
/// not looked at. Cost: n log n in the pods.
package enum JobRule {
  typealias View = JobView
  typealias Pod = JobView.Pod

  /// Creations and deletions of one sync at most, each (MaxPodCreateDeletePerSync).
  package static let burst = 500
  /// The wait after a first failure, doubling with each further one.
  package static let backOff = SimulationDuration.seconds(10)
  /// The longest wait after a failure.
  package static let longestBackOff = SimulationDuration.minutes(10)

  /// The calls and the status of one sync.
  package static func sync(_ view: JobView) -> JobSync {
    let pods = Tally(view)
    var sync = JobSync()
    sync.active = pods.active.count
    sync.succeeded = pods.succeeded
    sync.failed = pods.failed
    sync.terminating = pods.terminating
    sync.failedIndexes = pods.failedIndexes
    if let reason = failure(view, pods, &sync) {
      sync.deletions = pods.active.map(\.id)
      let isOver = pods.active.isEmpty && pods.terminating == 0
      sync.outcome = isOver ? .failed(reason) : .failureTarget(reason)
      return sync
    }
    if isComplete(view, pods) {
      sync.outcome = pods.terminating == 0 ? .complete : .successCriteriaMet
      return sync
    }
    if view.spec.suspend {
      sync.deletions = Array(pods.active.prefix(burst).map(\.id))
      sync.outcome = .suspended
      return sync
    }
    manage(view, pods, &sync)
    return sync
  }

  // MARK: The pods by their fate

  /// The pods of a Job, sorted out.
  struct Tally {
    var active: [Pod] = []
    var succeeded: Int
    var failed: Int
    var terminating = 0
    /// For each index, whether it succeeded; empty in a Job that is not indexed.
    var isCompleted: [Bool] = []
    /// Pods of each index that failed.
    var failures: [Int] = []
    var failedIndexes: [Int] = []

    init(_ view: View) {
      let completions =
        view.spec.completionMode == .indexed ? Int(view.spec.completions ?? 0) : 0
      succeeded = view.removedSucceeded
      failed = view.removedFailed
      isCompleted = Array(repeating: false, count: completions)
      failures = Array(repeating: 0, count: completions)
      for index in view.completedIndexes where isCompleted.indices.contains(index) {
        isCompleted[index] = true
      }
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
      case .failed: noteFailure(pod)
      case .pending, .running:
        if !pod.isTerminating {
          active.append(pod)
        } else if view.spec.podReplacementPolicy == .terminatingOrFailed {
          // A deleted pod counts as failed at once, for it may never get that far.
          noteFailure(pod)
        }
      }
    }

    private mutating func noteFailure(_ pod: Pod) {
      failed += 1
      if let index = pod.index, failures.indices.contains(index) { failures[index] += 1 }
    }
  }

  // MARK: The end

  /// Why the Job has failed; nil if it has not.
  private static func failure(_ view: View, _ pods: Tally, _ sync: inout JobSync) -> JobSync.Reason?
  {
    if pods.failed > Int(view.spec.backoffLimit) || isPastRestarts(view, pods) {
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
  private static func isPastRestarts(_ view: View, _ pods: Tally) -> Bool {
    guard view.restartsOnFailure else { return false }
    let restarts = pods.active.reduce(0) { $0 + $1.restarts }
    let limit = Int(view.spec.backoffLimit)
    return limit == 0 ? restarts > 0 : restarts >= limit
  }

  private static func isComplete(_ view: View, _ pods: Tally) -> Bool {
    guard let completions = view.spec.completions else {
      return pods.succeeded > 0 && pods.active.isEmpty
    }
    return pods.succeeded >= Int(completions) && pods.active.isEmpty
  }

  // MARK: Pods

  /// Creates or deletes pods, never both.
  private static func manage(_ view: View, _ pods: Tally, _ sync: inout JobSync) {
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
    guard view.spec.completionMode == .indexed else {
      if let end = endOfBackOff(view.pods, view), end > view.now {
        sync.wait(until: end)
        return
      }
      sync.creations = Array(repeating: nil, count: count)
      return
    }
    let perIndex = view.spec.backoffLimitPerIndex != nil
    if !perIndex, let end = endOfBackOff(view.pods, view), end > view.now {
      sync.wait(until: end)
      return
    }
    let isTaken = takenIndexes(view, pods)
    for index in isTaken.indices where !isTaken[index] && sync.creations.count < count {
      if perIndex, let end = endOfBackOff(view.pods.filter { $0.index == index }, view),
        end > view.now
      {
        sync.wait(until: end)
        continue
      }
      sync.creations.append(index)
    }
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
    let failures = pods.filter {
      $0.phase == .failed && $0.finishedAt > (lastSuccess ?? .zero - .hours(1_000_000))
    }
    guard let last = failures.map(\.finishedAt).max() else { return nil }
    let doublings = Int64(min(failures.count - 1, 10))
    return last + min(backOff * (Int64(1) << doublings), longestBackOff)
  }

  /// Active pods beyond the wanted number, and those whose index is doubled or out of range.
  private static func surplus(_ view: View, _ pods: Tally, count: Int) -> [Int] {
    var victims: [Int] = []
    var left = pods.active.sorted(by: goesBefore)
    if view.spec.completionMode == .indexed {
      var isSeen = pods.isCompleted
      var kept: [Pod] = []
      // Of two pods with one index the later in the order of deletion stays.
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
