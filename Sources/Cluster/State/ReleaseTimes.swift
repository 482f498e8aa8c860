// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// How long the batches of a StatefulSetPlus and the syncs of its controller took.
struct ReleaseTimes: Hashable, Sendable {
  /// A batch that came to its end.
  struct Batch: Hashable, BitwiseCopyable, Sendable {
    /// From its start to the last request that the controller sent for its pods.
    var requests: SimulationDuration
    /// From its start until all its pods were ready and the controller saw that.
    var whole: SimulationDuration
  }

  /// The batches in the order of their ends.
  var batches: [Batch] = []
  /// When the controller last changed a pod.
  var lastRequestAt = SimulationTime.zero
  /// The longest sync of the status alone while a release ran; zero if there was none.
  var longestReleaseSync = SimulationDuration.zero
  /// The longest sync of the status alone without a release; zero if there was none.
  var longestIdleSync = SimulationDuration.zero

  /// Notes a sync that wrote the status and nothing else.
  mutating func noteSync(_ length: SimulationDuration, isReleasing: Bool) {
    if isReleasing {
      longestReleaseSync = max(longestReleaseSync, length)
    } else {
      longestIdleSync = max(longestIdleSync, length)
    }
  }
}
