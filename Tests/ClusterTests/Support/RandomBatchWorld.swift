// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// A small scenario drawn from a seed with DaemonSets, Jobs, CronJobs, quotas and drains.
struct RandomBatchWorld {
  private(set) var small: SmallScenario
  private var stream: RandomStream
  private let seconds: Int64 = 900

  init(seed: UInt64) {
    stream = RandomStream(seed: seed, name: "world/batch")
    small = SmallScenario(
      nodes: 2 + stream.next(below: 4), cores: Int64(2 + stream.next(below: 4)), seconds: seconds,
      isRunning: stream.next(below: 2) == 0)
    small.scenario.seed = seed
    small.scenario.cluster.controlPlane.nodeMonitorGracePeriod = .seconds(20)
    small.scenario.cluster.controlPlane.nodeEvictionRate = 0.2
    if stream.next(below: 4) == 0 { small.scenario.cluster.controlPlane = .ideal }
    if stream.next(below: 2) == 0 { addAutoscaling() }
    if stream.next(below: 2) == 0 { addQuota() }
    small.add(SmallScenario.deployment("web", replicas: Int32(stream.next(below: 8))))
    small.add(.daemonSet(daemonSet()))
    small.add(.job(SmallScenario.job("batch", jobSpec())))
    small.add(.cronJob(cronJob()))
    for (kind, name) in [("Job", "batch"), ("CronJob", "cron")] {
      small.work(
        kind, name, seconds: Int64(5 + stream.next(below: 120)),
        failureRatio: Double(stream.next(below: 3)) * 0.3, cores: 0.1)
    }
    var budget = PodDisruptionBudget()
    budget.metadata.name = "web"
    budget.spec.selector = LabelSelector(matchLabels: ["app": "web"])
    budget.spec.maxUnavailable = .int(Int32(stream.next(below: 3)))
    small.add(.podDisruptionBudget(budget))
    for _ in 0..<(3 + stream.next(below: 12)) { addEntry() }
  }

  var scenario: Scenario { small.scenario }

  private mutating func addAutoscaling() {
    let count = small.scenario.cluster.nodePools[0].count
    var autoscaling = NodeAutoscalingBlock(minSize: 1, maxSize: count + 3)
    autoscaling.provisioning.time = SmallScenario.constant(.seconds(40))
    small.scenario.cluster.nodePools[0].autoscaling = autoscaling
    small.scenario.cluster.nodeAutoscaler.scaleDownUnneededTime = .seconds(60)
    small.scenario.cluster.nodeAutoscaler.scaleDownDelayAfterAdd = .seconds(60)
  }

  private mutating func addQuota() {
    small.add(
      .resourceQuota(
        SmallScenario.quota([
          "pods": Quantity(Int64(4 + stream.next(below: 20))),
          "requests.cpu": Quantity(milli: Int64(500 + stream.next(below: 6_000))),
          "count/jobs.batch": Quantity(Int64(1 + stream.next(below: 5))),
        ])))
  }

  private mutating func daemonSet() -> DaemonSet {
    let surges = stream.next(below: 2) == 0
    let number = Int32(1 + stream.next(below: 3))
    let priority = Int32(stream.next(below: 2)) * 10
    let onDelete = stream.next(below: 6) == 0
    let millis = 100 + Int64(stream.next(below: 5)) * 100
    return SmallScenario.daemonSet(
      "agent", cpuMillis: millis, image: "agent:\(stream.next(below: 3))"
    ) {
      $0.maxSurge = .int(surges ? number : 0)
      $0.maxUnavailable = .int(surges ? 0 : number)
      $0.template.spec.priority = priority
      if onDelete { $0.updateStrategy = .onDelete }
    }
  }

  private mutating func jobSpec() -> Job.Spec {
    let parallelism = Int32(1 + stream.next(below: 5))
    let completions = Int32(1 + stream.next(below: 9))
    let isIndexed = stream.next(below: 2) == 0
    let restarts = stream.next(below: 3) == 0
    let perIndex = isIndexed && stream.next(below: 2) == 0
    let deadline = stream.next(below: 3) == 0 ? Int64(60 + stream.next(below: 300)) : nil
    let ttl = stream.next(below: 2) == 0 ? Int32(stream.next(below: 120)) : nil
    let suspend = stream.next(below: 5) == 0
    let replacesFailed = stream.next(below: 2) == 0
    return SmallScenario.jobSpec(cpuMillis: 200 + Int64(stream.next(below: 5)) * 200) {
      ($0.parallelism, $0.completions) = (parallelism, completions)
      $0.completionMode = isIndexed ? .indexed : .nonIndexed
      if restarts, !perIndex { $0.template.spec.restartPolicy = .onFailure }
      if perIndex { ($0.backoffLimitPerIndex, $0.backoffLimit) = (1, .max) }
      $0.activeDeadlineSeconds = deadline
      $0.ttlSecondsAfterFinished = ttl
      $0.suspend = suspend
      if replacesFailed { $0.podReplacementPolicy = .failed }
    }
  }

  private mutating func cronJob() -> CronJob {
    let policy = CronJob.ConcurrencyPolicy.allCases[stream.next(below: 3)]
    let history = Int32(stream.next(below: 3))
    var spec = jobSpec()
    spec.suspend = false
    return SmallScenario.cronJob("cron", ["* * * * *", "*/2 * * * *"][stream.next(below: 2)], spec)
    {
      $0.concurrencyPolicy = policy
      $0.successfulJobsHistoryLimit = history
      $0.failedJobsHistoryLimit = history
    }
  }

  private mutating func addEntry() {
    let second = Double(stream.next(below: Int(seconds))) + Double(stream.next(below: 2)) / 2
    let web = SmallScenario.reference("web")
    switch stream.next(below: 8) {
    case 0: small.at(second, .scale(web, replicas: stream.next(below: 12)))
    case 1: small.apply(.daemonSet(daemonSet()), at: second)
    case 2:
      let timeout: SimulationDuration? = stream.next(below: 2) == 0 ? .seconds(60) : nil
      small.at(
        second, .drainNodes(pool: "pool", count: 1 + stream.next(below: 2), timeout: timeout))
    case 3: small.at(second, .uncordonNodes(pool: "pool", count: 1 + stream.next(below: 3)))
    case 4:
      small.at(
        second,
        .failNodes(
          pool: "pool", count: 1, duration: .seconds(Int64(10 + stream.next(below: 200)))))
    case 5: small.apply(.job(SmallScenario.job("batch", jobSpec())), at: second)
    case 6: small.apply(.cronJob(cronJob()), at: second)
    default: small.at(second, .stallControlPlane(duration: .seconds(Int64(stream.next(below: 30)))))
    }
  }
}
