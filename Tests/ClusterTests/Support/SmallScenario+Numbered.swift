// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Workloads with numbered pods for small scenarios.
extension SmallScenario {
  /// A StatefulSet whose pods are those of a Deployment of the same name.
  static func statefulSet(
    _ name: String, replicas: Int32, cpuMillis: Int64 = 100, image: String = "app:1",
    policy: StatefulSet.PodManagementPolicy = .orderedReady
  ) -> StatefulSet {
    let base = deployment(name, replicas: replicas, cpuMillis: cpuMillis, image: image)
    var set = StatefulSet()
    set.metadata = base.metadata
    set.spec.replicas = replicas
    set.spec.selector = base.spec.selector
    set.spec.template = base.spec.template
    set.spec.podManagementPolicy = policy
    return set
  }

  /// A StatefulSetPlus with automatic batches.
  static func statefulSetPlus(
    _ name: String, replicas: Int32, batches: Int32, image: String = "app:1",
    type: CloneSet.UpdateStrategyType = .recreate
  ) -> StatefulSetPlus {
    let base = deployment(name, replicas: replicas, image: image)
    var set = StatefulSetPlus()
    set.metadata = base.metadata
    set.spec.replicas = replicas
    set.spec.selector = base.spec.selector
    set.spec.template = base.spec.template
    set.spec.podManagementPolicy = .parallel
    set.spec.updateStrategy.type = type
    set.spec.updateStrategy.batchNum = batches
    set.spec.updateStrategy.batchAuto = true
    return set
  }

  /// Applies a workload at a number of seconds.
  mutating func apply(_ object: KubernetesObject, at seconds: Double) {
    apply([object], at: seconds)
  }
}
