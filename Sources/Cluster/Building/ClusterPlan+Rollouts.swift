// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// What is wrong with Rollouts of OpenKruise, or left out.
extension ClusterPlan {
  static func faults(
    of manifest: Rollout, _ item: ManifestSet.Item, workloads: Set<String>
  ) -> [Diagnostic] {
    let target = manifest.spec.workloadRef
    let wanted = WorkloadReference(target, of: manifest.metadata).description
    guard workloads.contains(wanted) else {
      return [
        Diagnostic(
          .error, at: item.place, path: "spec.workloadRef",
          found: "no \(target.kind) \"\(manifest.metadata.namespace)/\(target.name)\" "
            + "among the manifests",
          hint: hint(for: wanted, among: workloads))
      ]
    }
    var found: [Diagnostic] = []
    func leaveOut(_ path: String, _ what: String, hint: String) {
      found.append(Diagnostic(.warning, at: item.place, path: path, found: what, hint: hint))
    }
    if manifest.spec.isBlueGreen {
      leaveOut(
        "spec.strategy.blueGreen", "blue-green releases are not simulated by this version",
        hint: "the steps move the partition of the workload")
    }
    if manifest.spec.enableExtraWorkloadForCanary, target.kind == "Deployment" {
      leaveOut(
        "spec.strategy.canary.enableExtraWorkloadForCanary",
        "a Deployment of its own for updated pods is not simulated by this version",
        hint: "the steps move the partition of the workload")
    }
    if manifest.spec.steps.contains(where: { $0.trafficPercent != nil }) {
      leaveOut(
        "spec.strategy.canary.steps", "routing by weight is not simulated by this version",
        hint: "requests go to all ready pods alike")
    }
    return found
  }
}
