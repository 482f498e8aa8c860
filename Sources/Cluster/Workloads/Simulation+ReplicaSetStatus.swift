// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// The status of a ReplicaSet: what its controller reports at the end of a sync.
///
/// Follows kubernetes v1.36 pkg/controller/replicaset/replica_set.go (`syncReplicaSet`) and
/// replica_set_utils.go (`updateReplicaSetStatus`).
extension Simulation {
  /// Whether the caches of the controller lack something that it wrote itself; it waits then
  /// (gate StaleControllerConsistencyReplicaSet, on by default in v1.36).
  func isBehindItself(_ index: ReplicaSetIndex) -> Bool {
    now < replicaSets[index].reconciledAt + controlPlane.watchDelay
  }

  /// Notes what a sync finds when it begins.
  mutating func beginSync(of index: ReplicaSetIndex) {
    let state = replicaSets[index]
    replicaSets[index].retries = 0
    replicaSets[index].sync = ReplicaSetState.SyncView(
      status: state.currentStatus, generation: state.generation, version: state.version,
      becameAvailableCount: state.becameAvailableCount, beganAt: now)
  }

  /// Lets a sync end without a status, to be tried again.
  mutating func putOffSync(of index: ReplicaSetIndex) {
    let state = replicaSets[index]
    replicaSets[index].sync.status = state.status
    replicaSets[index].sync.generation = state.observedGeneration
    replicaSets[index].sync.becameAvailableCount = state.becameAvailableCount
    retry(.replicaSet, index.rawValue, failures: state.retries)
    replicaSets[index].retries += 1
  }

  /// The status that the sync under way reports: of the pods that it found, but with those
  /// available that have become so by now.
  private func foundStatus(of index: ReplicaSetIndex) -> ReplicaSetState.Status {
    let state = replicaSets[index]
    var status = state.sync.status
    let since = state.becameAvailableCount - state.sync.becameAvailableCount
    let hasWait = !state.deployment.isNone && deployments[state.deployment].minReady > .zero
    status.available = hasWait ? min(status.ready, status.available + since) : status.ready
    return status
  }

  /// Whether the sync under way has anything to report.
  func isStatusDue(of index: ReplicaSetIndex) -> Bool {
    foundStatus(of: index) != replicaSets[index].status
      || replicaSets[index].sync.generation != replicaSets[index].observedGeneration
  }

  /// Writes the status, unless somebody has written the object since the controller read it: then
  /// it reads it again past its cache and tries once more.
  mutating func publishStatus(of index: ReplicaSetIndex, in handle: SyncHandle) {
    guard replicaSets[index].version == replicaSets[index].sync.version else {
      if replicaSets[index].sync.isSecondTry {
        putOffSync(of: index)
      } else {
        syncs[handle].calls += [.readReplicaSet, .publishReplicaSet]
      }
      return
    }
    replicaSets[index].status = foundStatus(of: index)
    replicaSets[index].statusFoundAt = replicaSets[index].sync.beganAt
    replicaSets[index].observedGeneration = replicaSets[index].sync.generation
    noteWrite(of: index)
    replicaSets[index].reconciledAt = now
    // Its own controller sees the change as well.
    notify(.replicaSet, index.rawValue)
    let deployment = replicaSets[index].deployment
    if !deployment.isNone { notify(.deployment, deployment.rawValue) }
  }

  /// Reads the object again after a conflict.
  mutating func readAgain(_ index: ReplicaSetIndex) {
    replicaSets[index].sync.version = replicaSets[index].version
    replicaSets[index].sync.isSecondTry = true
  }

  /// Counts a write of the object.
  mutating func noteWrite(of index: ReplicaSetIndex) {
    replicaSets[index].version &+= 1
    replicaSets[index].writtenAt = now
  }
}
