// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// Jobs: what their controller sees and asks for.
///
/// Follows kubernetes v1.36 pkg/controller/job/job_controller.go.
extension Simulation {
  /// Lets the controller look at a Job after a delay, unless it looks earlier anyway: a work queue
  /// keeps one delayed entry of a key.
  mutating func planJobSync(_ place: Int, after delay: SimulationDuration) {
    guard jobs[place].isActive else { return }
    let due = now + controlPlane.watchDelay + delay
    let planned = jobs[place].syncDueAt
    if planned > now, planned <= due { return }
    jobs[place].syncDueAt = due
    schedule(.keyAdded(.job, UInt32(place)), at: due, .controllers)
  }

  /// The calls of one sync.
  mutating func planJob(_ place: Int) -> (calls: [SyncState.Call], pace: SyncState.Pace) {
    guard jobs[place].isActive else { return ([], .oneByOne) }
    if jobs[place].startedAt == nil, !jobs[place].spec.suspend { jobs[place].startedAt = now }
    let handles = replicaSets[jobs[place].group].pods
    let view = jobView(of: place, handles)
    let sync = JobRule.sync(view)
    take(sync, place)
    var calls = sync.creations.map { SyncState.Call.createJobPod(index: Int32($0 ?? -1)) }
    calls += sync.deletions.map { .deletePod(handles[$0]) }
    if !sync.outcome.isFailure {
      // Pods too many lose their finalizer before they are deleted (deleteJobPods).
      calls += Array(repeating: .read, count: sync.deletions.count)
      for number in sync.deletions { pods[handles[number]].isReleased = true }
    }
    // The finalizer of each pod that ended is removed when the status tells of the pod.
    let ended = sync.succeeded + sync.failed
    if ended > jobs[place].countedEnds {
      calls += Array(repeating: .read, count: ended - jobs[place].countedEnds)
      jobs[place].countedEnds = ended
    }
    var status = JobState.Status()
    status.active = sync.active + sync.creations.count - sync.deletions.count
    status.ready = view.pods.count { $0.isReady && !$0.isTerminating }
    status.terminating = sync.terminating + sync.deletions.count
    (status.succeeded, status.failed) = (sync.succeeded, sync.failed)
    jobs[place].nextStatus = status
    if status != jobs[place].status || jobs[place].endsNext { calls.append(.publishJob) }
    if let instant = sync.recheckAt {
      planJobSync(place, after: max(instant - now, JobRule.batchPeriod))
    }
    return (calls, sync.creations.isEmpty ? .together : .doubling)
  }

  /// Keeps what a sync decided about the fate of a Job.
  private mutating func take(_ sync: JobSync, _ place: Int) {
    switch sync.outcome {
    case .running:
      guard jobs[place].isSuspended else { return }
      jobs[place].isSuspended = false
      jobs[place].startedAt = now
      record(.jobResumed, .job(place))
    case .suspended:
      guard !jobs[place].isSuspended else { return }
      jobs[place].isSuspended = true
      record(.jobSuspended, .job(place))
    case .successCriteriaMet, .complete:
      jobs[place].isSuccessDecided = true
      jobs[place].endsNext = sync.outcome == .complete
    case .failureTarget(let reason): jobs[place].failureTarget = reason
    case .failed(let reason):
      jobs[place].failureTarget = reason
      jobs[place].endsNext = true
    }
  }

  /// What the controller knows of a Job; the pods that exist have their places as numbers.
  private func jobView(of place: Int, _ handles: [PodHandle]) -> JobView {
    let job = jobs[place]
    var view = JobView(spec: job.spec, pods: handles.indices.map { jobPod(handles[$0], $0) })
    view.pods += job.gone
    view.restartsOnFailure = job.restartsOnFailure
    view.startedAt = job.startedAt
    view.failureTarget = job.failureTarget
    view.isSuccessDecided = job.isSuccessDecided
    view.now = now
    return view
  }

  private func jobPod(_ handle: PodHandle, _ number: Int) -> JobView.Pod {
    let pod = pods[handle]
    var seen = JobView.Pod(id: number, index: pod.claim >= 0 ? Int(pod.claim) : nil)
    if pod.isFinished {
      seen.phase = pod.hasFailed ? .failed : .succeeded
      seen.finishedAt = pod.readyChangedAt
    } else if pod.stage == .exited {
      seen.phase = .failed
      seen.finishedAt = SimulationTime(microseconds: pod.stages.terminating)
    } else {
      seen.phase = pod.stage == .running ? .running : .pending
      if pod.isTerminating {
        seen.finishedAt = SimulationTime(microseconds: pod.stages.terminating)
      }
    }
    seen.isAssigned = pod.stage != .pending && pod.stage != .binding
    seen.isReady = pod.isReady
    seen.isTerminating = pod.isTerminating
    seen.isReleased = pod.isReleased
    seen.createdAt = SimulationTime(microseconds: pod.stages.created)
    seen.restarts = Int(pod.restarts)
    return seen
  }

  /// Keeps how a pod of a Job ended whose object goes.
  mutating func keepOutcome(of handle: PodHandle) {
    let group = pods[handle].replicaSet
    guard replicaSets[group].job >= 0 else { return }
    let place = Int(replicaSets[group].job)
    var seen = jobPod(handle, -1)
    if seen.phase != .succeeded, seen.phase != .failed { seen.phase = .failed }
    seen.isReady = false
    if jobs[place].isActive, !seen.isReleased { jobs[place].gone.append(seen) }
    // The list leaves its owner with the last pod of a Job that was deleted.
    guard jobs[place].isDeleted, replicaSets[group].pods.count == 1 else { return }
    deployments[jobs[place].owner].replicaSets.removeAll { $0 == group }
  }

  // MARK: Calls

  mutating func createJobPod(index: Int32, in handle: SyncHandle) {
    let place = Int(syncs[handle].key)
    guard jobs[place].isActive else { return }
    let group = jobs[place].group
    let ordinal = nextOrdinal(of: place, index: index)
    guard admits(group, ordinal: ordinal, in: handle) else { return }
    if index >= 0, Int(index) < jobs[place].attempts.count {
      jobs[place].attempts[Int(index)] += 1
    }
    createPod(of: group, ordinal: ordinal, claim: index)
    reportPod(in: handle)
  }

  /// The number of the next pod: in a Job with indexes the index and how often it was tried.
  private func nextOrdinal(of place: Int, index: Int32) -> UInt32 {
    let attempts = jobs[place].attempts
    guard index >= 0, Int(index) < attempts.count else {
      return replicaSets[jobs[place].group].createdCount
    }
    return attempts[Int(index)] &* UInt32(attempts.count) &+ UInt32(index)
  }

  /// The completion index that the number of a pod holds; nil in a Job without indexes.
  func completionIndex(of group: ReplicaSetIndex, ordinal: UInt32) -> UInt32? {
    let count = jobs[Int(replicaSets[group].job)].attempts.count
    return count > 0 ? ordinal % UInt32(count) : nil
  }

  /// Stores the status, and the end of the Job if it has come.
  mutating func publishJob(_ place: Int) {
    guard jobs[place].isActive else { return }
    jobs[place].status = jobs[place].nextStatus
    guard jobs[place].endsNext else {
      planJobSync(place, after: JobRule.batchPeriod)
      return
    }
    jobs[place].finishedAt = now
    let took = now - (jobs[place].startedAt ?? jobs[place].createdAt)
    let owner = jobs[place].owner
    if let reason = jobs[place].failureTarget, !jobs[place].isSuccessDecided {
      deployments[owner].cron?.counts.failed += 1
      record(RecordedReason(reason), .job(place), took.microseconds)
    } else {
      jobs[place].failureTarget = nil
      deployments[owner].cron?.counts.succeeded += 1
      record(.jobCompleted, .job(place), took.microseconds)
    }
    let longest = deployments[owner].cron?.counts.longest ?? .zero
    deployments[owner].cron?.counts.longest = max(longest, took)
    if deployments[owner].kind == .cronJob { notify(.cronJob, owner.rawValue) }
    if let seconds = jobs[place].spec.ttlSecondsAfterFinished {
      schedule(.jobExpired(UInt32(place)), after: .seconds(Int64(seconds)), .controllers)
    }
  }

  /// Deletes the object of a Job; the garbage collector deletes its pods.
  mutating func deleteJob(_ place: Int) {
    guard !jobs[place].isDeleted else { return }
    jobs[place].isDeleted = true
    jobs[place].gone = []
    let (owner, group) = (jobs[place].owner, jobs[place].group)
    record(.jobDeleted, .job(place))
    deployments[owner].cron?.jobs.removeAll { $0 == place }
    if replicaSets[group].pods.isEmpty {
      deployments[owner].replicaSets.removeAll { $0 == group }
    }
    for handle in replicaSets[group].pods { deletePod(handle) }
    noteFreedQuota(of: group)
    if deployments[owner].kind == .cronJob { notify(.cronJob, owner.rawValue) }
  }

  // MARK: Beginning

  /// Makes a Job of a workload; its controller looks at once.
  @discardableResult
  mutating func addJob(of index: DeploymentIndex, named name: String, scheduledAt: Int64?) -> Int {
    let owner = deployments[index]
    let spec = owner.cron?.spec.jobSpec ?? Job.Spec()
    let place = jobs.count
    var list = ReplicaSetState(
      name: name, namespace: owner.namespace, deployment: index, template: owner.template,
      number: owner.createdReplicaSets, createdAt: now, specReplicas: 0,
      revision: owner.createdReplicaSets + 1)
    list.job = Int32(place)
    let group = replicaSets.append(list)
    deployments[index].createdReplicaSets += 1
    deployments[index].replicaSets.append(group)
    var job = JobState(
      name: name, group: group, owner: index, createdAt: now, scheduledAt: scheduledAt,
      spec: spec, restartsOnFailure: spec.template.spec.restartPolicy == .onFailure)
    if spec.completionMode == .indexed, let count = spec.completions {
      job.attempts = Array(repeating: 0, count: min(Int(count), JobRule.mostIndexes))
    }
    jobs.append(job)
    deployments[index].cron?.jobs.append(place)
    deployments[index].cron?.counts.created += 1
    planJobSync(place, after: .zero)
    return place
  }

  /// Lets a Job begin that a manifest brings.
  mutating func startJob(_ index: DeploymentIndex) {
    addJob(of: index, named: deployments[index].name, scheduledAt: nil)
  }

  /// Applies the manifest of a Job: a new one begins, one that exists may change all but its pods.
  mutating func apply(_ manifest: Job) {
    guard let index = workload(manifest.metadata, .job) else { return }
    deployments[index].cron?.spec.jobSpec = manifest.spec
    guard deployments[index].exists, let place = deployments[index].cron?.jobs.first else {
      deployments[index].exists = true
      deployments[index].template = compile(manifest.spec.template, of: index)
      return startJob(index)
    }
    var spec = manifest.spec
    spec.template = jobs[place].spec.template
    jobs[place].spec = spec
    planJobSync(place, after: .zero)
  }
}
