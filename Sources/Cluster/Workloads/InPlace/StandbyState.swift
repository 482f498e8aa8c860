// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A pod that swaps its two containers: how far it is.
struct StandbyState: Sendable {
  /// What the rule sees.
  var view: StandbySwitch.View
  /// The container whose process ends or starts now; nil if both run.
  var restarting: Int?
  /// The version that this container will write.
  var versionToWrite = 0
  /// Whether the sidecar's probe last found the files equal.
  var isSidecarReady = true
  /// When the probe tells of the last change of the files; nil if it has.
  var sidecarDueAt: SimulationTime?
  /// Whether the controller may go on: the difference of the files has been told.
  var isDifferenceSeen = false
  /// When the application's own probe succeeds; nil if it has none, or has done so.
  var applicationDueAt: SimulationTime?
  /// When the container started that waits for the lock.
  var standbyStartedAt = SimulationTime.zero
  /// The instant from which the probes of the sidecar count.
  let probeOrigin: SimulationTime

  init(revision: Int, plan: StandbyPlan, probeOrigin: SimulationTime) {
    view = StandbySwitch.View(
      revision: revision, businessMillis: plan.businessMillis, pauseMillis: plan.pauseMillis)
    self.probeOrigin = probeOrigin
  }

  /// The revision whose image the restarting container needs; nil for the one that sleeps.
  var imageToStart: Int? {
    guard let restarting, case .business(let revision) = view.containers[restarting].role else {
      return nil
    }
    return revision
  }

  /// Whether the controller has the next change to send.
  ///
  /// The old version is ended only after the sidecar has told that the new one waits.
  var awaitsController: Bool {
    restarting == nil && (view.isReady || isDifferenceSeen) && !StandbySwitch.next(view).isEmpty
  }

  /// Whether nothing is left to happen.
  var isDone: Bool {
    restarting == nil && view.lockHolder != nil && view.isReady && sidecarDueAt == nil
      && applicationDueAt == nil && StandbySwitch.next(view).isEmpty
  }

  /// Whether the kubelet finds all containers ready.
  var isReady: Bool { restarting == nil && isSidecarReady && applicationDueAt == nil }
}
