// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

/// Alibaba's CronHPA with its oddities.
@Suite struct CronHorizontalPodAutoscalerRuleTests {
  typealias Rule = CronHorizontalPodAutoscalerRule

  static let noon = CronScheduleTests.utc(2020, 11, 10, 12)

  private func rule(
    _ jobs: (schedule: String, size: Int32)..., runOnce: Bool = false, excluding: [String] = [],
    comparison: CronExcludeDates.Comparison = .day, from start: Int64 = noon
  ) -> Rule {
    var autoscaler = CronHorizontalPodAutoscaler()
    autoscaler.excludeDates = excluding
    autoscaler.jobs = jobs.enumerated().map { index, given in
      var job = CronHorizontalPodAutoscaler.Job()
      job.name = "job-\(index)"
      job.schedule = given.schedule
      job.targetSize = given.size
      job.runOnce = runOnce
      return job
    }
    return Rule(autoscaler, clock: .utc, comparison: comparison, startingAt: start)
  }

  @Test func `a workload is set to the size whatever it has`() throws {
    var rule = rule(("30 */1 * * * *", 1), ("01 */1 * * * *", 3))
    let noon = Self.noon
    #expect(rule.nextFire(after: noon) == noon + 1)
    let first = rule.fire(at: noon + 1, target: .workload(replicas: 3))
    #expect(first == [CronHPAOutcome(job: 1, result: .scaled([.setReplicas(3)]))])
    #expect(rule.nextFire(after: noon + 1) == noon + 30)
    #expect(
      rule.fire(at: noon + 30, target: .workload(replicas: 90)).first?.actions == [.setReplicas(1)])
    #expect(rule.jobs.map(\.state) == [.succeed, .succeed])
    #expect(rule.nextFire(after: noon + 30) == noon + 61)
  }

  @Test func `nothing happens between the times`() {
    var rule = rule(("0 0 20 * * *", 9))
    #expect(rule.fire(at: Self.noon + 60, target: .workload(replicas: 1)).isEmpty)
  }

  @Test(arguments: [
    // min, max, current, size -> min, max, workload
    (1, 10, 3, 5, 5, 10, true),  // up: the least count rises, the workload at once
    (1, 10, 3, 15, 15, 15, true),  // above max: max rises too
    (5, 15, 5, 2, 2, 15, false),  // down: the least count sinks, max never, the HPA shrinks
    (5, 15, 9, 2, 2, 15, false),  // below min, with more pods than that
    (2, 15, 9, 5, 2, 15, false),  // between min and current: nothing
    (5, 15, 5, 5, 5, 15, false),  // as it is: nothing
    (2, 15, 9, 9, 2, 15, false),  // as many as there are: nothing
    (3, 10, 1, 2, 2, 10, true),  // current below min, size between: min sinks, workload at once
    (3, 10, 12, 20, 20, 20, true),  // current above max
    (3, 10, 12, 11, 3, 11, false),  // above max but below current: max rises, nothing else
  ])
  func `bounds of an HPA are moved, and its workload only up`(
    min: Int32, max: Int32, current: Int32, size: Int32, newMin: Int32, newMax: Int32, scales: Bool
  ) {
    let actions = Rule.actions(
      settingSize: size,
      on: .autoscaler(minReplicas: min, maxReplicas: max, currentReplicas: current))
    var expected: [ScalingAction] = []
    if (newMin, newMax) != (min, max) {
      expected.append(.setHPABounds(minReplicas: newMin, maxReplicas: newMax))
    }
    if scales { expected.append(.setReplicas(size)) }
    #expect(actions == expected)
  }

  @Test func `a later job of the same instant sees what an earlier one did`() {
    var rule = rule(("0 0 20 * * *", 12), ("0 0 20 * * *", 4))
    let evening = CronScheduleTests.utc(2020, 11, 10, 20)
    let target = CronHPATargetView.autoscaler(minReplicas: 2, maxReplicas: 8, currentReplicas: 2)
    let outcomes = rule.fire(at: evening, target: target)
    #expect(
      outcomes[0].actions == [
        .setHPABounds(minReplicas: 12, maxReplicas: 12), .setReplicas(12),
      ])
    // The status still says 2, so the second job sets the workload again.
    #expect(
      outcomes[1].actions == [
        .setHPABounds(minReplicas: 4, maxReplicas: 12), .setReplicas(4),
      ])
  }

  @Test func `a job that runs once is gone after it`() {
    var rule = rule(("0 0 * * * *", 3), runOnce: true)
    #expect(rule.fire(at: Self.noon + 3_600, target: .workload(replicas: 1)).count == 1)
    #expect(rule.jobs[0].isDone)
    #expect(rule.nextFire(after: Self.noon + 3_600) == nil)
    #expect(rule.fire(at: Self.noon + 7_200, target: .workload(replicas: 1)).isEmpty)
  }

  @Test func `a date fires once, in whatever year the controller runs`() {
    var rule = rule(("@date 2018-11-15 00:00:00", 3))
    let due = CronScheduleTests.utc(2020, 11, 15)
    #expect(rule.nextFire(after: Self.noon) == due)
    #expect(rule.fire(at: due, target: .workload(replicas: 1)).first?.actions == [.setReplicas(3)])
    #expect(rule.nextFire(after: due) == nil)
  }

  @Test func `a target that cannot be reached is tried every 3 seconds for 10`() {
    var rule = rule(("0 0 20 * * *", 3))
    let due = CronScheduleTests.utc(2020, 11, 10, 20)
    var times: [Int64] = []
    var now = due
    while let result = rule.fire(at: now, target: .unreachable).first?.result {
      times.append(now - due)
      if result == .failed { break }
      #expect(result == .retrying(at: now + 3))
      now = rule.nextFire(after: now) ?? now
    }
    #expect(times == [0, 3, 6, 9, 12])
    #expect(rule.jobs[0].state == .failed)
    #expect(rule.nextFire(after: now) == due + 86_400)
  }

  @Test func `a try that succeeds ends the retries`() {
    var rule = rule(("0 0 20 * * *", 3), runOnce: true)
    let due = CronScheduleTests.utc(2020, 11, 10, 20)
    _ = rule.fire(at: due, target: .unreachable)
    #expect(!rule.jobs[0].isDone)
    #expect(
      rule.fire(at: due + 3, target: .workload(replicas: 1)).first?.actions == [.setReplicas(3)])
    #expect(rule.jobs[0].isDone)
    #expect(rule.nextFire(after: due + 3) == nil)
  }

  @Test func `a schedule with a fault fails its job and no other`() {
    var rule = rule(("0 0 25 * * *", 3), ("0 0 20 * * *", 5))
    #expect(rule.jobs[0].state == .failed)
    #expect(rule.jobs[0].fault?.field == "hour")
    #expect(rule.jobs[1].fault == nil)
    let due = CronScheduleTests.utc(2020, 11, 10, 20)
    #expect(rule.fire(at: due, target: .workload(replicas: 1)).map(\.job) == [1])
  }

  @Test func `a sweep runs what is more than five minutes late, and only that`() {
    var rule = rule(("0 0 20 * * *", 3), ("0 4 20 * * *", 5))
    let due = CronScheduleTests.utc(2020, 11, 10, 20)
    #expect(rule.sweep(at: due + 299, target: .workload(replicas: 1)).isEmpty)
    let late = rule.sweep(at: due + 300, target: .workload(replicas: 1))
    #expect(late.map(\.job) == [0])
    #expect(late.first?.actions == [.setReplicas(3)])
    // What was run late is not run again when its old time is looked at.
    #expect(rule.fire(at: due + 301, target: .workload(replicas: 1)).map(\.job) == [1])
    #expect(rule.nextFire(after: due + 301) == due + 86_400)
  }

  @Test func `a schedule that never matches runs at every sweep`() {
    var rule = rule(("0 0 0 31 2 *", 7))
    #expect(rule.nextFire(after: Self.noon) == nil)
    for sweep in 1...3 {
      let time = Self.noon + Int64(sweep) * Rule.sweepSeconds
      #expect(
        rule.sweep(at: time, target: .workload(replicas: 1)).first?.actions == [.setReplicas(7)])
    }
  }

  @Test func `an excluded day skips the job, which counts as a success`() {
    var rule = rule(
      ("0 0 20 * * *", 3), runOnce: true, excluding: ["* * * 15 11 *", "* * * 10 11 *"])
    let due = CronScheduleTests.utc(2020, 11, 10, 20)
    let outcomes = rule.fire(at: due, target: .workload(replicas: 1))
    #expect(outcomes == [CronHPAOutcome(job: 0, result: .skipped(excludeDate: 1))])
    #expect(rule.jobs[0].state == .succeed)
    // Even a job that runs once is used up by the day on which it was skipped.
    #expect(rule.jobs[0].isDone)
  }

  @Test func `many jobs keep their own times`() {
    var rule = rule(("0 */2 * * * *", 2), ("0 */3 * * * *", 3), ("@every 150s", 4))
    var fired: [[Int]] = []
    var now = Self.noon
    while let next = rule.nextFire(after: now), next <= Self.noon + 600 {
      now = next
      fired.append(rule.fire(at: now, target: .workload(replicas: 1)).map(\.job))
    }
    #expect(fired == [[0], [2], [1], [0], [2], [0, 1], [2], [0], [1], [0, 2]])
  }
}
