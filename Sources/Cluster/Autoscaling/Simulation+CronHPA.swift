// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// CronHPA of tkestack in time: one loop over all objects every ten seconds.
///
/// Source: tkestack/cron-hpa pkg/cronhpa/controller.go.
extension Simulation {
  /// Adds the CronHPAs of the manifests that have a target.
  mutating func addCronHPAs(_ objects: [KubernetesObject], initialCount: Int) {
    for (position, object) in objects.enumerated() {
      guard case .cronHPA(let manifest) = object, cronHPA(manifest.metadata) == nil,
        let target = deployment(WorkloadReference(manifest.scaleTargetRef, of: manifest.metadata))
      else { continue }
      cronHPAs.append(
        CronHPAState(manifest, deployment: target, exists: position < initialCount))
      cronHPAs[cronHPAs.count - 1].rule = try? TkestackCronHPARule(
        manifest, clock: clock, createdAt: startUnixSeconds)
    }
    if !cronHPAs.isEmpty {
      schedule(.cronHPASynced, at: .zero + Self.cronHPAPeriod, .controllers)
    }
  }

  private static var cronHPAPeriod: SimulationDuration {
    .seconds(TkestackCronHPARule.syncSeconds)
  }

  /// Begins anew with a changed or new object; its entries count from now on.
  mutating func apply(_ manifest: CronHPA) {
    guard let index = cronHPA(manifest.metadata) else { return }
    let last = cronHPAs[index].rule?.lastScheduleTime
    cronHPAs[index].exists = true
    cronHPAs[index].rule = try? TkestackCronHPARule(
      manifest, clock: clock, createdAt: unixSecond, lastScheduleTime: last)
  }

  /// Looks at all objects once.
  mutating func syncCronHPAs() {
    for index in cronHPAs.indices where cronHPAs[index].exists {
      let current = Int32(clamping: deployments[cronHPAs[index].deployment].specReplicas)
      let second = unixSecond
      let outcome = cronHPAs[index].rule?.sync(at: second, currentReplicas: current)
      guard let outcome else { continue }
      record(.cronFired, .cronHPA(index))
      recordFiring(outcome, ofCronHPA: index)
      guard case .setReplicas(let count) = outcome.action else { continue }
      cronHPAs[index].dueReplicas = count
      addKey(.cronHPA, UInt32(index))
    }
    schedule(.cronHPASynced, after: Self.cronHPAPeriod, .controllers)
  }

  /// The call that the last entry asks for.
  mutating func planCronHPA(_ index: Int) -> [SyncState.Call] {
    guard let count = cronHPAs[index].dueReplicas else { return [] }
    cronHPAs[index].dueReplicas = nil
    return [.scaleDeployment(cronHPAs[index].deployment, to: Int(count))]
  }

  private func cronHPA(_ metadata: ObjectMeta) -> Int? {
    cronHPAs.firstIndex { $0.name == metadata.name && $0.namespace == metadata.namespace }
  }
}
