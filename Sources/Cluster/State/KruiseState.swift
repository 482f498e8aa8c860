// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What a workload of OpenKruise has besides: its specification and what a Rollout does with it.
struct KruiseState: Sendable {
  /// What is wanted; its replicas and template are those of the workload.
  var spec: Spec
  /// Pods created so far; the next one of a CloneSet gets this number.
  var createdCount: UInt32 = 0
  /// The revision for which images were pulled ahead, or the question was settled.
  var preDownloadedRevision: Int?

  /// The specification of one of the two kinds.
  enum Spec: Sendable {
    case cloneSet(CloneSet.Spec)
    case statefulSet(AdvancedStatefulSet.Spec)
  }

  /// The annotations of the object.
  var annotations: LabelSet = [:]

  /// How pods are updated, and how many at a time.
  var strategy: (type: CloneSet.UpdateStrategyType, maxUnavailable: IntOrString) {
    switch spec {
    case .cloneSet(let spec): (spec.updateStrategy.type, spec.updateStrategy.maxUnavailable)
    case .statefulSet(let spec):
      (spec.updateStrategy.podUpdatePolicy, spec.updateStrategy.maxUnavailable)
    }
  }

  /// Seconds between "not ready" and the change of an image in place.
  var gracePeriod: SimulationDuration {
    switch spec {
    case .cloneSet(let spec): .seconds(Int64(spec.updateStrategy.inPlaceGracePeriodSeconds))
    case .statefulSet(let spec): .seconds(Int64(spec.updateStrategy.inPlaceGracePeriodSeconds))
    }
  }
}
