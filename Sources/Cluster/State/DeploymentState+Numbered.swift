// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Workloads of all kinds, seen alike.
extension DeploymentState {
  /// The state of a workload before its template is compiled; nil if it is of no such kind.
  init?(workload object: KubernetesObject) {
    var common = Deployment()
    common.metadata = object.metadata
    switch object {
    case .deployment(let manifest): self.init(manifest)
    case .statefulSet(let manifest):
      common.spec.replicas = manifest.spec.replicas
      common.spec.template = manifest.spec.template
      self.init(common)
      kind = .statefulSet
      update(manifest)
    case .statefulSetPlus(let manifest):
      common.spec.replicas = manifest.spec.replicas
      common.spec.template = manifest.spec.template
      self.init(common)
      kind = .statefulSetPlus
      update(manifest)
    case .daemonSet(let manifest): self.init(manifest)
    case .job(let manifest): self.init(manifest)
    case .cronJob(let manifest): self.init(manifest)
    default: return nil
    }
  }

  /// Takes over all settings but the replicas and the template.
  mutating func update(_ manifest: StatefulSet) {
    var state = numbered ?? NumberedState()
    state.podManagementPolicy = manifest.spec.podManagementPolicy
    state.updateStrategy = manifest.spec.updateStrategy
    state.partition = Int(manifest.spec.partition)
    state.firstOrdinal = Int(manifest.spec.firstOrdinal)
    minReady = .seconds(Int64(max(0, manifest.spec.minReadySeconds)))
    numbered = state
  }

  /// Takes over all settings but the replicas and the template.
  mutating func update(_ manifest: StatefulSetPlus) {
    var state = numbered ?? NumberedState()
    state.podManagementPolicy = manifest.spec.podManagementPolicy
    minReady = .seconds(Int64(max(0, manifest.spec.minReadySeconds)))
    var release = state.release ?? NumberedState.Release(manifest)
    release.strategy = manifest.spec.updateStrategy
    release.isPaused = manifest.isPaused
    state.release = release
    numbered = state
  }

  /// Makes the template the first revision, which all pods have.
  mutating func beginRevisions() {
    guard numbered != nil else { return }
    let revision = template.position
    numbered?.status = StatefulSetStatus(currentRevision: revision, updateRevision: revision)
    numbered?.release?.state = BatchReleaseState(revision: revision)
  }

  /// The reference by which scenarios name it.
  var reference: WorkloadReference {
    WorkloadReference(kind: kind.name, namespace: namespace, name: name)
  }

  /// What the scheduler sees as the owner of its pods.
  func ownerOfPods(hash: String) -> PodTemplate.Owner {
    switch kind {
    case .deployment: PodTemplate.Owner(kind: "ReplicaSet", name: "\(name)-\(hash)")
    case .statefulSet, .statefulSetPlus, .daemonSet:
      PodTemplate.Owner(kind: kind.name, name: name)
    case .job, .cronJob: PodTemplate.Owner(kind: "batch/v1/Job", name: name)
    }
  }
}
