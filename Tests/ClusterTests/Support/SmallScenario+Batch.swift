// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

@testable import Cluster

/// DaemonSets, Jobs, CronJobs and quotas for small scenarios.
extension SmallScenario {
  /// A DaemonSet whose pods are those of a Deployment of the same name.
  static func daemonSet(
    _ name: String, cpuMillis: Int64 = 100, image: String = "agent:1",
    _ change: (inout DaemonSet.Spec) -> Void = { _ in }
  ) -> DaemonSet {
    let base = deployment(name, replicas: 0, cpuMillis: cpuMillis, image: image)
    var set = DaemonSet()
    set.metadata = base.metadata
    set.spec.selector = base.spec.selector
    set.spec.template = base.spec.template
    change(&set.spec)
    return set
  }

  /// What a Job asks for: pods of a tenth of a core that are not started again in place.
  static func jobSpec(
    cpuMillis: Int64 = 100, _ change: (inout Job.Spec) -> Void = { _ in }
  ) -> Job.Spec {
    var spec = Job.Spec()
    spec.completions = 1
    spec.template = deployment("work", replicas: 0, cpuMillis: cpuMillis).spec.template
    spec.template.spec.restartPolicy = .never
    change(&spec)
    return spec
  }

  static func job(_ name: String, _ spec: Job.Spec) -> Job {
    var job = Job()
    job.metadata.name = name
    job.spec = spec
    return job
  }

  static func cronJob(
    _ name: String, _ schedule: String, _ spec: Job.Spec,
    _ change: (inout CronJob.Spec) -> Void = { _ in }
  ) -> CronJob {
    var cron = CronJob()
    cron.metadata.name = name
    cron.spec.schedule = schedule
    cron.spec.jobSpec = spec
    change(&cron.spec)
    return cron
  }

  /// A quota of the default namespace.
  static func quota(_ hard: [String: Quantity]) -> ResourceQuota {
    var quota = ResourceQuota()
    quota.metadata.name = "quota"
    for (name, quantity) in hard { quota.hard[name] = quantity }
    return quota
  }

  /// Says how long the pods of a Job or CronJob work.
  mutating func work(
    _ kind: String, _ name: String, seconds: Int64, failureRatio: Double = 0, cores: Double = 0
  ) {
    var block = BehaviorBlock(target: WorkloadReference(kind: kind, name: name))
    block.startup.applicationStart = Self.constant(.zero)
    var job = BehaviorBlock.JobBlock()
    job.duration = Self.constant(.seconds(seconds))
    job.failureRatio = failureRatio
    block.job = job
    block.idleCPUCores = cores
    scenario.behavior.append(block)
  }
}

extension Simulation {
  /// The log so far, as reasons with their seconds.
  mutating func reasons(_ wanted: String...) -> [(second: Double, event: EventRecord)] {
    drain().events.filter { wanted.contains($0.reason) }
      .map { (Double($0.timeMicroseconds) / 1e6, $0) }
  }

  /// Ends the run: the lives of all pods, and the entries of the log with a reason.
  mutating func runToLives(
    and reason: String
  ) -> (lives: [PodRecord], entries: [(second: Double, event: EventRecord)]) {
    run(until: endTime)
    _ = finish()
    let batch = drain()
    let entries = batch.events.filter { $0.reason == reason }
      .map { (Double($0.timeMicroseconds) / 1e6, $0) }
    return (batch.pods.sorted { $0.stages.created < $1.stages.created }, entries)
  }

  /// Runs second by second, and tells the invariants that broke.
  mutating func runAudited(toSecond end: Int, _ look: (inout Simulation, Int) -> Void = { _, _ in })
    -> [String]
  {
    var failures: [String] = []
    for second in 1...end {
      run(toSecond: Double(second))
      failures += auditFailures().map { "second \(second): \($0)" }
      look(&self, second)
    }
    return failures
  }
}
