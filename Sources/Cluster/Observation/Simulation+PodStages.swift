// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics

/// Writing down the instants of a pod's life that nothing in the simulation depends on.
extension Simulation {
  /// A stage of a change in place.
  typealias StageOfUpdate = WritableKeyPath<PodUpdateRecord.Stages, Int64>

  /// Notes which sync asked for a pod, and how old what it knew was.
  mutating func noteRequest(for handle: PodHandle, in sync: SyncHandle, known: SimulationTime?) {
    let decided = syncs[sync].startedAt
    pods[handle].stages.requested = decided.microseconds
    pods[handle].stages.known = min(decided, known ?? decided).microseconds
  }

  /// Notes that the image of a pod begins to come.
  mutating func notePull(for handle: PodHandle) {
    pods[handle].stages.pulling = now.microseconds
    noteUpdate(of: handle, \.pulling)
  }

  /// Notes that the image of a pod is there, whether it had to be pulled or not.
  mutating func notePulled(_ handle: PodHandle) {
    pods[handle].stages.pulled = now.microseconds
    noteUpdate(of: handle, \.pulled)
  }

  /// Notes that the containers of a pod run, and when its application will answer.
  mutating func noteStarted(_ handle: PodHandle, answeringAt answering: SimulationTime?) {
    noteUpdate(of: handle, \.started)
    pods[handle].stages.answering = answering?.microseconds ?? -1
    guard pods[handle].hasUpdate else { return }
    recorder.updates[handle.index]?.stages.answering = answering?.microseconds ?? -1
  }

  /// Notes that a pod has been ready for long enough.
  mutating func noteAvailable(_ handle: PodHandle) {
    if pods[handle].stages.available < 0 { pods[handle].stages.available = now.microseconds }
    noteUpdate(of: handle, \.available)
  }

  // MARK: Changes in place

  /// Begins the record of a change in place; one that is still open ends.
  mutating func beginUpdate(of handle: PodHandle) {
    closeUpdate(of: handle)
    let pod = pods[handle]
    pods[handle].hasUpdate = true
    var update = Recorder.Update(
      replicaSet: pod.replicaSet, ordinal: pod.ordinal, node: pod.node,
      stages: PodUpdateRecord.Stages())
    update.stages.updated = now.microseconds
    recorder.updates[handle.index] = update
  }

  /// Notes which sync asked for the change in place that was just carried out.
  mutating func noteUpdateRequest(for handle: PodHandle, in sync: SyncHandle) {
    guard recorder.updates[handle.index]?.stages.updated == now.microseconds else { return }
    let decided = syncs[sync].startedAt.microseconds
    recorder.updates[handle.index]?.stages.requested = decided
    recorder.updates[handle.index]?.stages.known = decided
  }

  /// Notes that a pod reached a stage of its change in place for the first time.
  mutating func noteUpdate(of handle: PodHandle, _ stage: StageOfUpdate) {
    guard pods[handle].hasUpdate, let stages = recorder.updates[handle.index]?.stages,
      stages[keyPath: stage] < 0
    else { return }
    recorder.updates[handle.index]?.stages[keyPath: stage] = now.microseconds
  }

  /// Hands over the change in place of a pod, if it had one.
  mutating func closeUpdate(of handle: PodHandle) {
    guard pods[handle].hasUpdate, var update = recorder.updates.removeValue(forKey: handle.index)
    else { return }
    pods[handle].hasUpdate = false
    if update.stages.answering > now.microseconds { update.stages.answering = -1 }
    recorder.endedUpdates.append(update)
  }
}
