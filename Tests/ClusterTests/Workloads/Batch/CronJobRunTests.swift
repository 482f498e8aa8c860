// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// CronJobs in a run that starts at 22:13:20 UTC.
@Suite struct CronJobRunTests {
  private static func world(
    _ schedule: String = "*/5 * * * *", work: Int64 = 20, seconds: Int64 = 3_600,
    failureRatio: Double = 0, isRunning: Bool = true,
    _ change: (inout CronJob.Spec) -> Void = { _ in }
  ) -> SmallScenario {
    var small = SmallScenario(nodes: 2, seconds: seconds, isRunning: isRunning)
    small.add(
      .cronJob(SmallScenario.cronJob("nightly", schedule, SmallScenario.jobSpec(), change)))
    small.work("CronJob", "nightly", seconds: work, failureRatio: failureRatio)
    return small
  }

  @Test func `jobs are made at the times of the schedule`() {
    var simulation = Simulation(Self.world().scenario)
    let failures = simulation.runAudited(toSecond: 3_599)
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    let made = simulation.reasons("SuccessfulCreate")
    // 22:15:00 is 100 s after the start.
    #expect(made.count == 12)
    for (number, entry) in made.enumerated() {
      let late = entry.second - Double(100 + 300 * number)
      #expect(late >= 0.1 && late < 0.2, "\(late)")
    }
    // Minutes since 1970 of 22:15.
    #expect(made[0].event.message == "Created job nightly-28333335")
  }

  @Test func `three that succeeded and one that failed are kept`() {
    var simulation = Simulation(Self.world().scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.deployments.elements[0].cron?.jobs.count == 3)
    #expect(simulation.pods.count == 3)
    var failing = Simulation(Self.world(failureRatio: 1) { $0.jobSpec.backoffLimit = 0 }.scenario)
    failing.run(until: failing.endTime)
    #expect(failing.deployments.elements[0].cron?.jobs.count == 1)
    #expect(failing.deployments.elements[0].cron?.counts.failed == 12)
  }

  @Test(arguments: CronJob.ConcurrencyPolicy.allCases)
  func `the policy says what becomes of a job that still runs`(
    policy: CronJob.ConcurrencyPolicy
  ) {
    var simulation = Simulation(
      Self.world(work: 400, seconds: 1_750) { $0.concurrencyPolicy = policy }.scenario)
    var most = 0
    let failures = simulation.runAudited(toSecond: 1_749) { simulation, _ in
      most = max(most, simulation.activeCount)
    }
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    let counts = simulation.deployments.elements[0].cron?.counts
    switch policy {
    case .allow: #expect(most == 2 && counts?.created == 6 && counts?.succeeded == 5)
    // When a Job ends, the last time that came meanwhile is made up for.
    case .forbid:
      #expect(most == 1)
      #expect(simulation.reasons("JobAlreadyActive").count >= 2)
    case .replace: #expect(most == 1 && counts?.created == 6 && counts?.succeeded == 0)
    }
  }

  @Test func `a time that was missed while the controllers stood still is made up for`() {
    var small = Self.world(seconds: 600)
    small.at(90, .stallControlPlane(duration: .seconds(60)))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let made = simulation.reasons("SuccessfulCreate").map(\.second)
    #expect(made.count == 2 && (150...151).contains(made[0]), "\(made)")
    var late = Self.world(seconds: 600) { $0.startingDeadlineSeconds = 30 }
    late.at(90, .stallControlPlane(duration: .seconds(60)))
    var strict = Simulation(late.scenario)
    strict.run(until: strict.endTime)
    #expect(strict.reasons("SuccessfulCreate").map { $0.second > 390 } == [true])
  }

  @Test func `a time zone moves the schedule`() {
    // Half past six in the morning in Shanghai is 22:30 in UTC, 1000 s after the start.
    var simulation = Simulation(
      Self.world("30 6 * * *") { $0.timeZone = "Asia/Shanghai" }.scenario)
    simulation.run(until: simulation.endTime)
    let made = simulation.reasons("SuccessfulCreate").map(\.second)
    #expect(made.count == 1 && (1_000...1_001).contains(made[0]), "\(made)")
  }

  @Test func `a suspended one makes none until it is resumed`() {
    var small = Self.world { $0.suspend = true }
    small.apply(
      .cronJob(SmallScenario.cronJob("nightly", "*/5 * * * *", SmallScenario.jobSpec())), at: 1_000)
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let made = simulation.reasons("SuccessfulCreate").map(\.second)
    // The last time before is made up for at once: 22:30:00 is 1000 s after the start.
    #expect(made.count == 9 && made[0] < 1_001, "\(made)")
  }

  @Test func `a cron job that a later manifest brings begins then`() {
    var small = SmallScenario(nodes: 1, seconds: 600, isRunning: true)
    small.apply(
      .cronJob(SmallScenario.cronJob("late", "* * * * *", SmallScenario.jobSpec())), at: 300)
    small.work("CronJob", "late", seconds: 5)
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let made = simulation.reasons("SuccessfulCreate").map(\.second)
    #expect(made.count == 5 && made[0] >= 340, "\(made)")
  }
}
