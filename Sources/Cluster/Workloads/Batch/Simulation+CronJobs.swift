// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// CronJobs: their controller looks at the times of the schedule and when Jobs end.
///
/// Follows kubernetes v1.36 pkg/controller/cronjob/cronjob_controllerv2.go.
extension Simulation {
  /// What the controller waits beyond a time of the schedule (nextScheduleDelta).
  private static let padding = SimulationDuration.milliseconds(100)

  /// The calls of one sync.
  mutating func planCronJob(_ index: DeploymentIndex) -> [SyncState.Call] {
    guard deployments[index].exists, let cron = deployments[index].cron,
      let view = cronView(of: cron)
    else { return [] }
    let sync = CronJobRule.sync(view)
    var calls = (sync.expired + sync.replaced).map { SyncState.Call.deleteJob($0) }
    if let time = sync.creationFor { calls += [.createJob(for: time), .read] }
    if sync.hasMissedMany, sync.creationFor != nil { record(.missedMany, .deployment(index)) }
    switch sync.skip {
    case .missed: noteSkip(.jobMissed, of: index)
    case .jobAlreadyActive: noteSkip(.jobAlreadyActive, of: index)
    case .suspended, nil: break
    }
    if let next = sync.nextAt { lookAgain(at: index, unixSeconds: next) }
    return calls
  }

  private func cronView(of cron: CronState) -> CronJobRule.View? {
    guard let schedule = cron.schedule else { return nil }
    var view = CronJobRule.View(
      spec: cron.spec, schedule: schedule, createdAt: cron.createdAt, now: unixSecond)
    view.clock = cron.clock
    view.lastScheduledAt = cron.lastScheduledAt
    for place in cron.jobs {
      let job = jobs[place]
      var owned = CronJobRule.OwnedJob(id: place, scheduledAt: job.scheduledAt ?? 0)
      owned.startedAt = job.startedAt.map { startUnixSeconds + Int64($0.seconds.rounded(.down)) }
      owned.isActive = job.finishedAt == nil
      owned.hasFailed = job.hasFailed
      view.jobs.append(owned)
    }
    return view
  }

  private mutating func noteSkip(_ reason: RecordedReason, of index: DeploymentIndex) {
    deployments[index].cron?.counts.skipped += 1
    record(reason, .deployment(index))
  }

  private mutating func lookAgain(at index: DeploymentIndex, unixSeconds: Int64) {
    let wait = unixSeconds - startUnixSeconds
    guard wait < 1 << 40 else { return }
    let at = max(now, .zero + .seconds(wait) + Self.padding)
    if let planned = deployments[index].cron?.nextLookAt, planned > now, planned <= at { return }
    deployments[index].cron?.nextLookAt = at
    schedule(.keyAdded(.cronJob, index.rawValue), at: at, .controllers)
  }

  /// Creates the Job of a time of the schedule; its name holds the minutes since 1970.
  mutating func createJob(
    of index: DeploymentIndex, for time: Int64, in handle: SyncHandle
  ) {
    let name = "\(deployments[index].name)-\(time / 60)"
    guard admitsJob(of: index, named: name, in: handle) else { return }
    deployments[index].cron?.lastScheduledAt = time
    let place = addJob(of: index, named: name, scheduledAt: time)
    record(.jobCreated, .deployment(index), Int64(place))
    notify(.cronJob, index.rawValue)
  }

  // MARK: Beginning

  /// Lets a CronJob begin.
  ///
  /// One that was there before the run has made its Jobs up to then; a time at the very start of the
  /// run is still due.
  mutating func startCronJob(_ index: DeploymentIndex, isRunning: Bool) {
    let second = unixSecond
    deployments[index].cron?.createdAt = isRunning ? second - 1 : second
    readClock(of: index)
    notify(.cronJob, index.rawValue)
  }

  /// Applies the manifest of a CronJob.
  mutating func apply(_ manifest: CronJob) {
    guard let index = workload(manifest.metadata, .cronJob) else { return }
    let isNew = !deployments[index].exists
    let old = deployments[index].cron?.spec
    deployments[index].exists = true
    deployments[index].cron?.spec = manifest.spec
    deployments[index].cron?.schedule = CronState(manifest.spec).schedule
    // Jobs that run keep the pods that they began with.
    deployments[index].template = compile(manifest.spec.jobSpec.template, of: index)
    guard !isNew else { return startCronJob(index, isRunning: false) }
    readClock(of: index)
    guard manifest.spec.schedule != old?.schedule || manifest.spec.timeZone != old?.timeZone else {
      return notify(.cronJob, index.rawValue)
    }
    // With another schedule the controller looks at its next time, not before (updateCronJob).
    if let cron = deployments[index].cron, let view = cronView(of: cron),
      let next = CronJobRule.nextTime(view)
    {
      lookAgain(at: index, unixSeconds: next)
    }
  }

  private mutating func readClock(of index: DeploymentIndex) {
    let zone = deployments[index].cron?.spec.timeZone
    deployments[index].cron?.clock = clocks.clock(ofZone: zone) ?? clock
  }
}
