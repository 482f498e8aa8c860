// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What the controllers of OpenKruise note on a pod: labels, annotations and a condition.
///
/// Pods of other owners keep the values of a new one, which change nothing.
struct PodMarks: BitwiseCopyable, Sendable {
  /// Where it is between two revisions, as its lifecycle label says.
  var lifecycle = CloneSetView.Lifecycle.normal
  /// Whether the condition InPlaceUpdateReady keeps it from being ready.
  var isGateClosed = false
  /// Whether it would be ready but for that condition.
  var isReadyBehindGate = false
  /// Whether its label asks for its deletion.
  var isSpecifiedDelete = false
  /// Whether it was told to be not ready and its image is yet to change.
  var isInGracePeriod = false
  /// When its image may change.
  var graceEndsAt = SimulationTime.zero
  /// Restarts of its container by changes in place.
  var restarts: UInt32 = 0
}
