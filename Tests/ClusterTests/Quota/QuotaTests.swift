// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario
import Testing

@testable import Cluster

/// ResourceQuotas in a run.
@Suite struct QuotaTests {
  @Test func `pods beyond the quota are refused, and the refusal says why`() {
    var small = SmallScenario(nodes: 2, seconds: 120)
    small.add(
      .resourceQuota(SmallScenario.quota(["requests.cpu": Quantity(1), "pods": Quantity(9)])))
    small.add(SmallScenario.deployment("web", replicas: 6, cpuMillis: 300))
    var simulation = Simulation(small.scenario)
    let failures = simulation.runAudited(toSecond: 119)
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    #expect(simulation.activeCount == 3)
    let log = simulation.reasons("FailedCreate")
    #expect(log.count > 5 && log.allSatisfy { $0.event.isWarning })
    let message = log.first?.event.message ?? ""
    #expect(message.hasPrefix("Error creating: pods \"web-"), "\(message)")
    #expect(
      message.hasSuffix(
        "is forbidden: exceeded quota: quota, requested: requests.cpu=300m, "
          + "used: requests.cpu=900m, limited: requests.cpu=1"), "\(message)")
  }

  @Test func `refused pods are tried again with back-off, and at once after other news`() {
    var small = SmallScenario(nodes: 2, seconds: 400)
    small.add(.resourceQuota(SmallScenario.quota(["pods": Quantity(2)])))
    small.add(SmallScenario.deployment("web", replicas: 3))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let seconds = simulation.reasons("FailedCreate").map(\.second).filter { $0 > 10 }
    let gaps = zip(seconds, seconds.dropFirst()).map { $1 - $0 }
    #expect(gaps.count >= 3)
    for (gap, next) in zip(gaps, gaps.dropFirst()) { #expect(abs(next / gap - 2) < 0.1, "\(gaps)") }
  }

  @Test func `room that is given back is used`() {
    var small = SmallScenario(nodes: 2, seconds: 1_500, isRunning: true)
    small.add(.resourceQuota(SmallScenario.quota(["pods": Quantity(4)])))
    small.add(SmallScenario.deployment("old", replicas: 3))
    small.add(SmallScenario.deployment("new", replicas: 1))
    small.at(10, .scale(SmallScenario.reference("new"), replicas: 3))
    small.at(100, .scale(SmallScenario.reference("old"), replicas: 1))
    var simulation = Simulation(small.scenario)
    simulation.run(toSecond: 90)
    #expect(simulation.activeCount == 4)
    #expect(simulation.quotas[0].used["pods"] == Quantity(4))
    simulation.run(until: simulation.endTime)
    let new = simulation.deployments.elements[1].replicaSets
    #expect(new.reduce(0) { $0 + simulation.replicaSets[$1].readyCount } == 3)
    #expect(simulation.quotas[0].used["pods"] == Quantity(4))
  }

  @Test func `a rolling update without room for its surge goes on with the room it frees`() {
    var small = SmallScenario(nodes: 2, seconds: 900, isRunning: true)
    small.add(.resourceQuota(SmallScenario.quota(["limits.cpu": Quantity(2)])))
    func web(_ image: String) -> Deployment {
      var web = SmallScenario.deployment(
        "web", replicas: 4, cpuMillis: 100, limitMillis: 500, image: image)
      (web.spec.maxSurge, web.spec.maxUnavailable) = (.int(1), .int(1))
      return web
    }
    small.add(web("web:1"))
    small.apply(web("web:2"), at: 10)
    var simulation = Simulation(small.scenario)
    let failures = simulation.runAudited(toSecond: 899)
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    #expect(simulation.pods(isNew: true) { $0.isAvailable } == 4)
    #expect(simulation.reasons("FailedCreate").isEmpty == false)
  }

  @Test func `a quota of CPU wants every container to name it`() {
    var small = SmallScenario(nodes: 1, seconds: 30)
    small.add(
      .resourceQuota(
        SmallScenario.quota(["limits.cpu": Quantity(9), "limits.memory": Quantity(1 << 40)])))
    small.add(SmallScenario.deployment("web", replicas: 1))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.activeCount == 0)
    let message = simulation.reasons("FailedCreate").first?.event.message ?? ""
    #expect(
      message.hasSuffix(
        "failed quota: quota: must specify limits.cpu for: app; limits.memory for: app"),
      "\(message)")
  }

  @Test func `other namespaces and scopes are not bounded`() {
    var small = SmallScenario(nodes: 1, seconds: 30)
    var elsewhere = SmallScenario.quota(["pods": Quantity(0)])
    elsewhere.metadata.namespace = "other"
    var besteffort = SmallScenario.quota(["pods": Quantity(0)])
    besteffort.metadata.name = "besteffort"
    besteffort.scopes = ["BestEffort"]
    small.add(.resourceQuota(elsewhere))
    small.add(.resourceQuota(besteffort))
    small.add(SmallScenario.deployment("web", replicas: 2))
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    #expect(simulation.readyCount == 2)
  }

  @Test func `jobs, numbered pods and agents wait for quota as well`() {
    var small = SmallScenario(nodes: 2, seconds: 1_500)
    small.add(.resourceQuota(SmallScenario.quota(["pods": Quantity(5)])))
    small.add(.statefulSet(SmallScenario.statefulSet("db", replicas: 9)))
    small.add(
      .job(
        SmallScenario.job(
          "batch",
          SmallScenario.jobSpec {
            ($0.parallelism, $0.completions) = (4, 8)
          })))
    small.work("Job", "batch", seconds: 10)
    small.add(.daemonSet(SmallScenario.daemonSet("agent")))
    small.at(
      300, .scale(WorkloadReference(kind: "StatefulSet", name: "db"), replicas: 1))
    var simulation = Simulation(small.scenario)
    let failures = simulation.runAudited(toSecond: 1_499)
    #expect(failures.isEmpty, "\(failures.prefix(3))")
    let log = simulation.reasons("FailedCreate", "Completed")
    #expect(Set(log.map(\.event.kind)).isSuperset(of: ["StatefulSet", "Job"]))
    #expect(
      log.contains {
        $0.event.message.hasPrefix("create Pod db-")
          && $0.event.message.contains(" in StatefulSet db failed error: pods \"db-")
      })
    #expect(simulation.jobs[0].isSuccessDecided)
  }

  @Test func `a quota of jobs bounds a cron job`() {
    var small = SmallScenario(nodes: 1, seconds: 600, isRunning: true)
    small.add(.resourceQuota(SmallScenario.quota(["count/jobs.batch": Quantity(1)])))
    small.add(
      .cronJob(
        SmallScenario.cronJob("often", "* * * * *", SmallScenario.jobSpec()) {
          $0.successfulJobsHistoryLimit = 0
        }))
    small.work("CronJob", "often", seconds: 90)
    var simulation = Simulation(small.scenario)
    simulation.run(until: simulation.endTime)
    let log = simulation.reasons("FailedCreate")
    #expect(
      log.first?.event.message.contains(
        "is forbidden: exceeded quota: quota, requested: count/jobs.batch=1, "
          + "used: count/jobs.batch=1, limited: count/jobs.batch=1") == true)
    #expect(simulation.deployments.elements[0].cron?.counts.succeeded ?? 0 >= 3)
  }

  @Test func `what a pod counts is added up as its requests are`() {
    var spec = SmallScenario.deployment("web", replicas: 1, cpuMillis: 250, limitMillis: 500).spec
      .template.spec
    var first = spec.containers[0]
    first.resources.requests["cpu"] = Quantity(milli: 700)
    spec.initContainers = [first]
    let usage = PodQuotaUsage(spec)
    #expect(usage.amounts["requests.cpu"] == Quantity(milli: 700))
    #expect(usage.amounts["limits.cpu"] == Quantity(milli: 500))
    #expect(usage.amounts["requests.memory"] == Quantity(64 << 20))
    #expect(usage.amounts["limits.memory"] == nil && usage.amounts["pods"] == Quantity(1))
    #expect(!usage.isBestEffort && PodQuotaUsage(PodSpec()).isBestEffort)
  }
}
