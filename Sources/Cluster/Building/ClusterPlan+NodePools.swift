// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// Faults of Karpenter's NodePools.
extension ClusterPlan {
  static func faults(of manifest: NodePool, _ item: ManifestSet.Item) -> [Diagnostic] {
    manifest.budgets.enumerated().compactMap { place, budget in
      guard let text = budget.schedule else { return nil }
      do throws(CronScheduleError) {
        _ = try CronSchedule(text, dialect: .standard)
        return nil
      } catch {
        return Diagnostic(
          .error, at: item.place, path: "spec.disruption.budgets[\(place)].schedule",
          found: "the schedule can not be read: \(error)",
          expected: "five fields: minute hour day month weekday, in UTC")
      }
    }
  }
}
