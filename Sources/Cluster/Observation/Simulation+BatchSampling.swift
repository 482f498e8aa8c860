// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

/// What is sampled and summed up of Jobs, CronJobs and quotas.
extension Simulation {
  /// A count that the Jobs of a workload published, summed up.
  func jobPodCount(of deployment: Int, _ count: KeyPath<JobState.Status, Int>) -> Int {
    (deployments.elements[deployment].cron?.jobs ?? []).reduce(0) {
      $0 + jobs[$1].status[keyPath: count]
    }
  }

  /// An amount of a quota: its place, the resource and whether it is the bound.
  private typealias QuotaAmount = (quota: Int, resource: String, isHard: Bool)

  private var amounts: [QuotaAmount] {
    quotas.indices.flatMap { place in
      quotas[place].manifest.hard.items.flatMap { item in
        [(place, item.name, true), (place, item.name, false)]
      }
    }
  }

  /// All amounts of quotas with the labels of their series.
  var quotaAmounts: [(labels: [String], place: Int)] {
    amounts.enumerated().map { number, amount in
      let metadata = quotas[amount.quota].manifest.metadata
      let type = amount.isHard ? "hard" : "used"
      return ([metadata.namespace, metadata.name, amount.resource, type], number)
    }
  }

  /// An amount by its number; a quota that was applied anew may bound other resources.
  func quotaAmount(at number: Int) -> Double {
    let all = amounts
    guard number < all.count else { return 0 }
    let quota = quotas[all[number].quota]
    guard quota.exists else { return 0 }
    let list = all[number].isHard ? quota.manifest.hard : quota.used
    return list[all[number].resource]?.approximateDouble ?? 0
  }

  /// Figures of a Job or CronJob.
  func jobSummary(_ index: DeploymentIndex) -> [SummaryRecord] {
    guard let counts = deployments[index].cron?.counts else { return [] }
    let subject = deployments[index].reference.description
    func figure(_ name: String, _ value: Double, _ unit: String) -> SummaryRecord {
      SummaryRecord(subject: subject, name: name, value: value, unit: unit)
    }
    let seen = extremes[index.position]
    var figures = [
      figure("jobs_created", Double(counts.created), "count"),
      figure("jobs_succeeded", Double(counts.succeeded), "count"),
      figure("jobs_failed", Double(counts.failed), "count"),
      figure("job_seconds_max", counts.longest.seconds, "seconds"),
      figure("pods_pending_max", Double(seen.pendingMost), "count"),
    ]
    if deployments[index].kind == .cronJob {
      figures.append(figure("schedules_skipped", Double(counts.skipped), "count"))
    }
    let place = Int(loadOfDeployment[index.position])
    guard place >= 0 else { return figures }
    figures.append(figure("cpu_usage_cores_mean", loads[place].total.meanCores, "cores"))
    figures.append(figure("cpu_usage_cores_max", seen.coresMost, "cores"))
    return figures
  }
}
