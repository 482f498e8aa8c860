// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// The decisions of Alibaba's CronHorizontalPodAutoscaler controller for one autoscaler.
///
/// Times are whole seconds since 1970-01-01T00:00:00Z. Call ``fire(at:target:)`` at
/// ``nextFire(after:)`` and ``sweep(at:target:)`` every ten minutes.
/// Source: AliyunContainerService/kubernetes-cronhpa-controller pkg/controller/cronjob.go,
/// cronmanager.go and cronexecutor.go.
public struct CronHorizontalPodAutoscalerRule: Sendable {
  /// The state of a job in the autoscaler's status.
  public enum JobState: String, Sendable, Hashable, CaseIterable {
    case submitted = "Submitted"
    case succeed = "Succeed"
    case failed = "Failed"
  }

  /// One job with its place in time.
  public struct Job: Sendable, Hashable {
    /// The name of the job.
    public let name: String
    /// The replica count that the job sets.
    public let targetSize: Int32
    /// Whether the job ends after its first run: `runOnce`, or a schedule that is a date.
    public let runsOnce: Bool
    /// What is wrong with the schedule; such a job is failed from the start and never runs.
    public let fault: CronScheduleError?
    /// The state in the status.
    public fileprivate(set) var state: JobState
    /// When the job fires next; nil when it never will.
    public fileprivate(set) var nextTime: Int64?
    /// Whether the job has left the controller's list, because it ran once.
    public fileprivate(set) var isDone: Bool
    fileprivate let schedule: CronSchedule?
  }

  private struct Attempt: Sendable, Hashable {
    var job: Int
    var startedAt: Int64
    var nextTry: Int64
  }

  /// Seconds between two tries of a job whose target cannot be reached.
  public static let retrySeconds: Int64 = 3
  /// Seconds after which a job whose target cannot be reached is given up.
  public static let givingUpSeconds: Int64 = 10
  /// Seconds between two sweeps for late jobs.
  public static let sweepSeconds: Int64 = 600
  /// Seconds after which a sweep runs a late job.
  public static let latenessSeconds: Int64 = 300

  /// The jobs in the order of the spec.
  public private(set) var jobs: [Job]
  /// The days on which nothing is done.
  public let excludeDates: CronExcludeDates
  private let clock: LocalClock
  private var attempts: [Attempt] = []

  /// Reads an autoscaler; a fault in a schedule stays with its job, as in the controller.
  public init(
    _ autoscaler: CronHorizontalPodAutoscaler, clock: LocalClock,
    comparison: CronExcludeDates.Comparison = .day, startingAt time: Int64
  ) {
    self.clock = clock
    excludeDates = CronExcludeDates(
      autoscaler.excludeDates, comparison: comparison, clock: clock)
    jobs = autoscaler.jobs.map { Job($0, clock: clock, startingAt: time) }
  }

  /// When something is due next, later than a time; nil when nothing ever is.
  ///
  /// What was due before and not fired is due at once.
  public func nextFire(after time: Int64) -> Int64? { earliestDue.map { max($0, time + 1) } }

  private var earliestDue: Int64? {
    var earliest: Int64?
    for job in jobs where !job.isDone {
      if let time = job.nextTime { earliest = min(earliest ?? time, time) }
    }
    for attempt in attempts { earliest = min(earliest ?? attempt.nextTry, attempt.nextTry) }
    return earliest
  }

  /// What comes of the jobs that are due, in the order of the spec.
  ///
  /// The controller starts jobs of one instant side by side, in no order; here each sees what the
  /// one before has done.
  public mutating func fire(at time: Int64, target: CronHPATargetView) -> [CronHPAOutcome] {
    var outcomes: [CronHPAOutcome] = []
    var target = target
    let waiting = attempts.filter { $0.nextTry <= time }
    attempts.removeAll { $0.nextTry <= time }
    for attempt in waiting { take(attempt, at: time, &target, &outcomes) }
    for index in jobs.indices where !jobs[index].isDone {
      guard let due = jobs[index].nextTime, due <= time else { continue }
      jobs[index].nextTime = jobs[index].schedule?.next(after: time, in: clock)
      start(index, at: time, &target, &outcomes)
    }
    return outcomes
  }

  /// Runs jobs that are more than five minutes late, as the ten-minute loop of the controller.
  ///
  /// A schedule without any next time counts as late, so that its job runs at every sweep.
  public mutating func sweep(at time: Int64, target: CronHPATargetView) -> [CronHPAOutcome] {
    var outcomes: [CronHPAOutcome] = []
    var target = target
    for index in jobs.indices where !jobs[index].isDone {
      guard let schedule = jobs[index].schedule else { continue }
      if let due = jobs[index].nextTime, due + Self.latenessSeconds > time { continue }
      start(index, at: time, &target, &outcomes)
      jobs[index].nextTime = schedule.next(after: time, in: clock)
    }
    return outcomes
  }

  /// The changes that a job makes to a target that can be reached.
  ///
  /// An HPA's greatest count is raised and never lowered; its least count is lowered to go down,
  /// and the HPA itself then shrinks the workload.
  public static func actions(
    settingSize size: Int32, on target: CronHPATargetView
  ) -> [ScalingAction] {
    switch target {
    case .unreachable: return []
    case .workload: return [.setReplicas(size)]
    case .autoscaler(let oldMinimum, let oldMaximum, let current):
      let maximum = max(oldMaximum, size)
      var minimum = min(oldMinimum, size)
      if current == minimum, size < current { minimum = size }
      if current < size { minimum = size }
      var actions: [ScalingAction] = []
      if minimum != oldMinimum || maximum != oldMaximum {
        actions.append(.setHPABounds(minReplicas: minimum, maxReplicas: maximum))
      }
      if current < size { actions.append(.setReplicas(size)) }
      return actions
    }
  }

  private mutating func start(
    _ index: Int, at time: Int64, _ target: inout CronHPATargetView,
    _ outcomes: inout [CronHPAOutcome]
  ) {
    if let excluded = excludeDates.index(excluding: time) {
      outcomes.append(CronHPAOutcome(job: index, result: .skipped(excludeDate: excluded)))
      conclude(index, .succeed)
      return
    }
    take(Attempt(job: index, startedAt: time, nextTry: time), at: time, &target, &outcomes)
  }

  private mutating func take(
    _ attempt: Attempt, at time: Int64, _ target: inout CronHPATargetView,
    _ outcomes: inout [CronHPAOutcome]
  ) {
    let index = attempt.job
    if attempt.startedAt + Self.givingUpSeconds < time {
      outcomes.append(CronHPAOutcome(job: index, result: .failed))
      conclude(index, .failed)
      return
    }
    guard target != .unreachable else {
      let nextTry = time + Self.retrySeconds
      attempts.append(Attempt(job: index, startedAt: attempt.startedAt, nextTry: nextTry))
      outcomes.append(CronHPAOutcome(job: index, result: .retrying(at: nextTry)))
      return
    }
    let actions = Self.actions(settingSize: jobs[index].targetSize, on: target)
    for action in actions { target = target.applying(action) }
    outcomes.append(CronHPAOutcome(job: index, result: .scaled(actions)))
    conclude(index, .succeed)
  }

  private mutating func conclude(_ index: Int, _ state: JobState) {
    jobs[index].state = state
    guard jobs[index].runsOnce else { return }
    jobs[index].isDone = true
    jobs[index].nextTime = nil
  }
}

extension CronHorizontalPodAutoscalerRule.Job {
  fileprivate init(
    _ job: CronHorizontalPodAutoscaler.Job, clock: LocalClock, startingAt time: Int64
  ) {
    name = job.name
    targetSize = job.targetSize
    runsOnce = job.runOnce || job.schedule.contains("@date ")
    isDone = false
    do throws(CronScheduleError) {
      let schedule = try CronSchedule(job.schedule, dialect: .alibaba)
      self.schedule = schedule
      fault = nil
      state = .submitted
      nextTime = schedule.next(after: time, in: clock)
    } catch {
      schedule = nil
      fault = error
      state = .failed
      nextTime = nil
    }
  }
}
