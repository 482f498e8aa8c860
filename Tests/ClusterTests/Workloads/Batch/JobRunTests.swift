// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// Jobs in a run.
@Suite struct JobRunTests {
  private static func world(
    seconds: Int64 = 300, work: Int64 = 20, failureRatio: Double = 0, cores: Double = 0,
    _ change: (inout Job.Spec) -> Void
  ) -> SmallScenario {
    var small = SmallScenario(nodes: 2, seconds: seconds)
    small.add(.job(SmallScenario.job("batch", SmallScenario.jobSpec(change))))
    small.work("Job", "batch", seconds: work, failureRatio: failureRatio, cores: cores)
    return small
  }

  /// The greatest number of active pods, second by second, and broken invariants.
  private static func most(_ simulation: inout Simulation, seconds: Int) -> (Int, [String]) {
    var most = 0
    let failures = simulation.runAudited(toSecond: seconds) { simulation, _ in
      most = max(most, simulation.activeCount)
    }
    return (most, failures)
  }

  @Test func `as many pods run at a time as may until enough have succeeded`() {
    var simulation = Simulation(
      Self.world { ($0.parallelism, $0.completions) = (3, 7) }.scenario)
    let (most, failures) = Self.most(&simulation, seconds: 299)
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    #expect(most == 3)
    let end = simulation.reasons("Completed")
    // Three rounds of 1.5 s to start, 20 s of work, and about a second until the controller looks.
    #expect(end.count == 1 && (64...75).contains(end[0].second), "\(end.map(\.second))")
    #expect(end.first?.event.object == "default/batch" && end.first?.event.kind == "Job")
    let lives = simulation.runToLives()
    #expect(lives.count == 7 && lives.allSatisfy { $0.workload == "Job/default/batch" })
    #expect(simulation.nodes.requested[NodeIndex(0)].podCount == 0)
    #expect(simulation.jobs[0].status.succeeded == 7 && simulation.jobs[0].status.active == 0)
  }

  @Test func `each index has a pod of its own`() {
    var simulation = Simulation(
      Self.world {
        ($0.parallelism, $0.completions, $0.completionMode) = (4, 5, .indexed)
      }.scenario)
    let names = simulation.runToLives().map(\.name)
    #expect(names.map { $0.dropLast(6) }.sorted() == (0..<5).map { "default/batch-\($0)" })
  }

  @Test func `failures are waited for and end the job at the limit`() {
    var simulation = Simulation(
      Self.world(seconds: 400, work: 5, failureRatio: 1) { $0.backoffLimit = 3 }.scenario)
    let (lives, end) = simulation.runToLives(and: "BackoffLimitExceeded")
    let created = lives.map { Double($0.stages.created) / 1e6 }
    #expect(lives.count == 4)
    let gaps = zip(created, created.dropFirst()).map { $1 - $0 }
    // 6.5 s from creation to failure, then 10, 20 and 40 s.
    for (gap, wait) in zip(gaps, [10.0, 20, 40]) {
      #expect(abs(gap - 6.5 - wait) < 1.2, "\(gaps)")
    }
    #expect(end.map(\.event.message) == ["Job has reached the specified backoff limit"])
    #expect(simulation.jobs[0].hasFailed && simulation.jobs[0].status.failed == 4)
  }

  @Test func `a container is started again in its pod`() {
    var simulation = Simulation(
      Self.world(seconds: 400, work: 5, failureRatio: 1) {
        $0.backoffLimit = 3
        $0.template.spec.restartPolicy = .onFailure
      }.scenario)
    simulation.run(toSecond: 20)
    let pod = simulation.replicaSets.elements[0].pods[0]
    // Failures at 6.5 s and, started again at once, at 12.5 s; the next start is 11 s later.
    #expect(simulation.pods[pod].restarts == 2)
    let (lives, end) = simulation.runToLives(and: "BackoffLimitExceeded")
    #expect(lives.count == 1)
    #expect(end.count == 1)
  }

  @Test func `the deadline ends a job and its pods`() {
    var simulation = Simulation(
      Self.world(work: 200) {
        $0.parallelism = 2
        $0.completions = 4
        $0.activeDeadlineSeconds = 30
      }.scenario)
    let (lives, end) = simulation.runToLives(and: "DeadlineExceeded")
    #expect(
      lives.count == 2 && lives.allSatisfy { (30...32).contains($0.stages.terminating / 1_000_000) }
    )
    #expect(end.count == 1 && end[0].second < 36)
  }

  @Test func `a suspended job has no pods until it is resumed`() {
    var small = Self.world {
      $0.parallelism = 2
      $0.completions = 2
    }
    func job(suspend: Bool) -> KubernetesObject {
      .job(
        SmallScenario.job(
          "batch",
          SmallScenario.jobSpec {
            ($0.parallelism, $0.completions, $0.suspend) = (2, 2, suspend)
          }))
    }
    small.apply(job(suspend: true), at: 10)
    small.apply(job(suspend: false), at: 60)
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 50)
    #expect(simulation.activeCount == 0 && simulation.pods.count == 0)
    simulation.run(until: simulation.endTime)
    #expect(simulation.jobs[0].isSuccessDecided)
    let log = simulation.reasons("Suspended", "Resumed", "Completed")
    #expect(log.map(\.event.reason) == ["Suspended", "Resumed", "Completed"])
    #expect((80...90).contains(log[2].second))
  }

  @Test func `an ended job goes after its time to live, with its pods`() {
    var simulation = Simulation(Self.world { $0.ttlSecondsAfterFinished = 100 }.scenario)
    simulation.run(toSecond: 100)
    #expect(simulation.pods.count == 1)
    simulation.run(toSecond: 140)
    #expect(simulation.pods.count == 0 && simulation.jobs[0].isDeleted)
    #expect(simulation.reasons("SuccessfulDelete").count == 1)
  }

  @Test func `pods use CPU while they work`() {
    var simulation = Simulation(Self.world(cores: 0.5) { $0.parallelism = 1 }.scenario)
    simulation.run(until: simulation.endTime)
    let used = simulation.loads[0].total.cpuSeconds
    #expect(abs(used - 10) < 1, "\(used)")
  }

  @Test func `an evicted pod is a failure and is replaced`() {
    var small = Self.world(work: 60) { $0.backoffLimit = 2 }
    small.at(20, .drainNodes(pool: "pool", count: 1, timeout: nil))
    small.at(25, .uncordonNodes(pool: "pool", count: 1))
    small.at(30, .drainNodes(pool: "pool", count: 2, timeout: nil))
    small.at(90, .uncordonNodes(pool: "pool", count: 2))
    var simulation = Simulation(small.scenario)
    let lives = simulation.runToLives()
    #expect(lives.count >= 2 && simulation.auditFailures().isEmpty)
    #expect(simulation.jobs[0].status.failed == lives.count - 1)
    #expect(simulation.jobs[0].status.succeeded == 1)
  }

  @Test func `a dead node costs a job its pods there`() {
    var small = Self.world(seconds: 900, work: 100) {
      ($0.parallelism, $0.completions) = (4, 4)
    }
    small.at(20, .failNodes(pool: "pool", count: 1, duration: nil))
    var simulation = Simulation(small.scenario)
    let failures = simulation.runAudited(toSecond: 899)
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    #expect(simulation.jobs[0].isSuccessDecided)
    #expect(simulation.jobs[0].status.succeeded == 4 && simulation.jobs[0].status.failed > 0)
  }

  @Test func `work goes on while a node is not heard, and is known when it is back`() {
    var small = Self.world(seconds: 300, work: 60) { $0.parallelism = 1 }
    small.at(20, .failNodes(pool: "pool", count: 2, duration: .seconds(100)))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let end = simulation.reasons("Completed")
    #expect(end.count == 1 && (120...125).contains(end[0].second))
  }
}
