// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// What the StatefulSet controller knows of one StatefulSet when it decides.
package struct StatefulSetView: Sendable {
  /// The wanted number of pods.
  package var replicas: Int
  /// The ordinal of the first pod.
  package var firstOrdinal = 0
  /// Whether pods come and go one by one.
  package var podManagementPolicy = StatefulSet.PodManagementPolicy.orderedReady
  /// When pods of an old revision are replaced.
  package var updateStrategy = StatefulSet.UpdateStrategyType.rollingUpdate
  /// Pods below this place, counted from the first ordinal, stay old.
  package var partition = 0
  /// How many pods an update may take at once; nil with the gate MaxUnavailableStatefulSet off.
  package var maxUnavailable: Int?
  /// The revision that the status names as current; nil before the first sync.
  package var currentRevision: Int?
  /// The revision of the template.
  package var updateRevision: Int
  /// The pods that exist, in any order, each ordinal once.
  package var pods: [Pod]

  /// Creates a view of a StatefulSet with the defaults of the API.
  package init(replicas: Int, currentRevision: Int?, updateRevision: Int, pods: [Pod] = []) {
    self.replicas = replicas
    self.currentRevision = currentRevision
    self.updateRevision = updateRevision
    self.pods = pods
  }

  /// The pods that an update may take at once: a percentage rounds down, and it is one at least.
  package static func maxUnavailable(_ value: IntOrString?, replicas: Int) -> Int {
    max(1, (value ?? .int(1)).scaled(total: replicas, roundingUp: false) ?? 1)
  }

  /// What the controller knows of one pod.
  package struct Pod: Equatable, BitwiseCopyable, Sendable {
    /// Its number.
    package var ordinal: Int
    /// The revision that it was made from.
    package var revision: Int
    /// Whether it has ended, as Failed or Succeeded.
    package var hasEnded = false
    /// Whether it runs and is ready.
    package var isReady = false
    /// Whether it runs and has been ready for `minReadySeconds`.
    package var isAvailable = false
    /// Whether it has been deleted but is still there.
    package var isTerminating = false

    /// Creates a pod that is neither running nor terminating.
    package init(ordinal: Int, revision: Int) {
      self.ordinal = ordinal
      self.revision = revision
    }

    /// Whether it cannot serve or will soon not.
    var isUnavailable: Bool { !isAvailable || isTerminating }
  }
}
