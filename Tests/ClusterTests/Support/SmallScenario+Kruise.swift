// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Workloads of OpenKruise for small scenarios.
extension SmallScenario {
  /// A CloneSet whose pods are those of a Deployment of the same name.
  static func cloneSet(
    _ name: String, replicas: Int32, cpuMillis: Int64 = 100, image: String = "app:1",
    type: CloneSet.UpdateStrategyType = .inPlaceIfPossible,
    _ change: (inout CloneSet) -> Void = { _ in }
  ) -> KubernetesObject {
    let base = deployment(name, replicas: replicas, cpuMillis: cpuMillis, image: image)
    var set = CloneSet()
    set.metadata = base.metadata
    set.spec.replicas = replicas
    set.spec.selector = base.spec.selector
    set.spec.template = base.spec.template
    set.spec.updateStrategy.type = type
    change(&set)
    return .cloneSet(set)
  }

  /// A StatefulSet of OpenKruise whose pods are those of a Deployment of the same name.
  static func advancedStatefulSet(
    _ name: String, replicas: Int32, image: String = "app:1",
    policy: CloneSet.UpdateStrategyType = .inPlaceIfPossible,
    _ change: (inout AdvancedStatefulSet) -> Void = { _ in }
  ) -> KubernetesObject {
    let base = deployment(name, replicas: replicas, image: image)
    var set = AdvancedStatefulSet()
    set.metadata = base.metadata
    set.spec.replicas = replicas
    set.spec.selector = base.spec.selector
    set.spec.template = base.spec.template
    set.spec.podManagementPolicy = .parallel
    set.spec.updateStrategy.podUpdatePolicy = policy
    change(&set)
    return .advancedStatefulSet(set)
  }

  /// A Rollout of a workload with one step for each pair: replicas, and seconds of its pause or nil.
  static func rollout(
    of kind: String, _ name: String, _ steps: [(IntOrString, Int32?)],
    _ change: (inout Rollout) -> Void = { _ in }
  ) -> KubernetesObject {
    var rollout = Rollout()
    rollout.metadata.name = name
    rollout.metadata.namespace = "default"
    rollout.spec.workloadRef.kind = kind
    rollout.spec.workloadRef.name = name
    rollout.spec.steps = steps.map { replicas, seconds in
      var step = Rollout.Step(replicas: replicas)
      step.pauseSeconds = seconds
      return step
    }
    change(&rollout)
    return .rollout(rollout)
  }

  /// Says how the pods of a workload start.
  mutating func behave(
    kind: String, _ name: String, applicationStart: SimulationDuration = .zero,
    imageBytes: Int64 = 0, requestCPU: SimulationDuration? = nil
  ) {
    var block = BehaviorBlock(target: WorkloadReference(kind: kind, name: name))
    block.startup.applicationStart = Self.constant(applicationStart)
    block.startup.imageBytes = imageBytes
    block.request = requestCPU.map { BehaviorBlock.RequestBlock(cpu: $0) }
    scenario.behavior.append(block)
  }
}
