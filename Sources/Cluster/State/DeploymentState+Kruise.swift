// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// The settings of OpenKruise's workloads.
extension DeploymentState {
  /// Takes over all settings but the replicas and the template.
  mutating func update(_ manifest: CloneSet) {
    minReady = .seconds(Int64(max(0, manifest.spec.minReadySeconds)))
    if kruise == nil { kruise = KruiseState(spec: .cloneSet(manifest.spec)) }
    kruise?.spec = .cloneSet(manifest.spec)
    kruise?.annotations = manifest.metadata.annotations
  }

  /// Takes over all settings but the replicas and the template.
  mutating func update(_ manifest: AdvancedStatefulSet) {
    var state = numbered ?? NumberedState()
    state.podManagementPolicy = manifest.spec.podManagementPolicy
    state.updateStrategy = manifest.spec.updateStrategy.type
    state.partition = Int(manifest.spec.updateStrategy.partition)
    numbered = state
    minReady = .seconds(Int64(max(0, manifest.spec.updateStrategy.minReadySeconds)))
    if kruise == nil { kruise = KruiseState(spec: .statefulSet(manifest.spec)) }
    kruise?.spec = .statefulSet(manifest.spec)
    kruise?.annotations = manifest.metadata.annotations
  }

  /// Pods that stay old; zero where there is no partition.
  var partition: IntOrString {
    get {
      switch kruise?.spec {
      case .cloneSet(let spec): spec.updateStrategy.partition
      case .statefulSet(let spec): .int(spec.updateStrategy.partition)
      case nil: .int(Int32(clamping: numbered?.partition ?? 0))
      }
    }
    set {
      switch kruise?.spec {
      case .cloneSet(var spec):
        spec.updateStrategy.partition = newValue
        kruise?.spec = .cloneSet(spec)
      case .statefulSet(var spec):
        let count = PartitionReplicas.count(newValue, replicas: specReplicas)
        spec.updateStrategy.partition = Int32(clamping: count)
        kruise?.spec = .statefulSet(spec)
      case nil:
        let count = PartitionReplicas.count(newValue, replicas: specReplicas)
        numbered?.partition = count
      }
    }
  }
}
