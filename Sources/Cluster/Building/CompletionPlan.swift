// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// What manifests of Jobs, CronJobs and ResourceQuotas ask for that a run can not do.
enum CompletionPlan {
  /// Resources of quotas that are counted.
  private static let countedResources: Set<String> = [
    "pods", "count/pods", "count/jobs.batch", "cpu", "memory", "ephemeral-storage",
    "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu",
    "limits.memory", "limits.ephemeral-storage",
  ]
  private static let countedScopes: Set<String> = [
    "BestEffort", "NotBestEffort", "Terminating", "NotTerminating",
  ]

  /// Faults and warnings of one object.
  static func faults(of item: ManifestSet.Item, _ scenario: Scenario) -> [Diagnostic] {
    switch item.object {
    case .job(let manifest):
      faults(of: manifest.spec, item, scenario, at: "spec")
    case .cronJob(let manifest):
      scheduleFaults(of: manifest.spec, item)
        + faults(of: manifest.spec.jobSpec, item, scenario, at: "spec.jobTemplate.spec")
    case .resourceQuota(let manifest): faults(of: manifest, item)
    default: []
    }
  }

  private static func faults(
    of spec: Job.Spec, _ item: ManifestSet.Item, _ scenario: Scenario, at path: String
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if let count = spec.completions, count > JobRule.mostIndexes {
      found.append(
        Diagnostic(
          at: item.place, path: path + ".completions", found: "found \(count)",
          expected: "at most \(JobRule.mostIndexes)"))
    }
    let reference = WorkloadKind.reference(to: item.object)
    if !scenario.behavior.contains(where: { $0.target == reference && $0.job != nil }) {
      found.append(
        Diagnostic(
          .warning, at: item.place,
          found: "how long the pods of \(item.kind) \"\(item.object.metadata.name)\" work is not "
            + "known; a minute is assumed",
          hint: "say it in spec.behavior, with job: {duration: ...}"))
    }
    return found
  }

  private static func scheduleFaults(
    of spec: CronJob.Spec, _ item: ManifestSet.Item
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    do throws(CronScheduleError) {
      _ = try CronSchedule(spec.schedule, dialect: .standard)
    } catch {
      found.append(
        Diagnostic(
          at: item.place, path: "spec.schedule",
          found: "the schedule \"\(spec.schedule)\" can not be read: \(error)",
          expected: "five fields: minute hour day month weekday, or @daily and the like"))
    }
    return found
  }

  private static func faults(
    of manifest: ResourceQuota, _ item: ManifestSet.Item
  ) -> [Diagnostic] {
    let resources = manifest.hard.items.map(\.name).filter {
      !countedResources.contains($0) && !$0.hasPrefix("requests.")
    }
    let scopes = manifest.scopes.filter { !countedScopes.contains($0) }
    return [("spec.hard", resources), ("spec.scopes", scopes)].flatMap { path, names in
      names.map { name in
        Diagnostic(
          .warning, at: item.place, path: path,
          found: "\"\(name)\" of a ResourceQuota is not simulated by this version",
          hint: "the rest of the quota holds")
      }
    }
  }
}
