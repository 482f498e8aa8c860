// SPDX-License-Identifier: Apache-2.0

public import Cluster

extension AutoscaleOutcome {
  /// What an autoscaler decides on the recorded inputs of a case, whatever was decided then.
  public init(replaying recording: HPARecording.Case) {
    var replay = HPAReplay(recording)
    var loads: [Sync] = []
    loads.reserveCapacity(recording.steps.count)
    for step in recording.steps {
      loads.append(Sync(replay.play(step).decision, at: step.time))
    }
    self.init(
      name: recording.name,
      autoscaler: CompiledHPA(recording.spec, configuration: recording.configuration),
      startMicroseconds: nil, syncPeriod: recording.configuration.syncPeriod, syncs: loads,
      loads: [])
  }
}
