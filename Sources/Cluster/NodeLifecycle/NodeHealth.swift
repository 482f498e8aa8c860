// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What is true of a node's machine, and what the control plane believes of it.
struct NodeHealth: BitwiseCopyable, Sendable {
  /// Where in the renewal period of its lease the node sends its heartbeat.
  var heartbeatOffset: SimulationDuration
  /// Whether the machine is off: its pods do nothing and the kubelet says nothing.
  var isSilent = false
  /// When it last fell silent.
  var silentSince = SimulationTime.zero
  /// Whether the control plane counts the node as ready.
  var isReady = true
  /// The pass of the node controller that saw the last heartbeat, while the machine is off.
  var probedAt = SimulationTime.zero
  /// The zone of the node controller that it belongs to.
  var zone: Int32 = 0
  /// Whether it carries the NoSchedule taint of a node that is missed.
  var hasNoScheduleTaint = false
  /// Whether it waits for the NoExecute taint or has had its turn.
  var isMarkedForEviction = false
  /// When the node got the NoExecute taint; nil if it has none.
  var evictingSince: SimulationTime?
  /// When an operator last cordoned the node; zero if its object says so from the start.
  var cordonedAt = SimulationTime.zero
  /// Counts changes, so that what was planned before one is noticed as stale.
  var epoch: UInt32 = 0

  /// Whether the node controller has nothing to do about the node.
  var isWell: Bool {
    isReady && !isSilent && !isMarkedForEviction && evictingSince == nil
  }

  /// The last heartbeat at or before an instant.
  func lastHeartbeat(
    before instant: SimulationTime, period: SimulationDuration
  ) -> SimulationTime {
    let since = instant.sinceStart - heartbeatOffset
    let periods = since.microseconds >= 0 ? since / period : -1
    return .zero + heartbeatOffset + period * periods
  }

  /// The first heartbeat after an instant.
  func nextHeartbeat(
    after instant: SimulationTime, period: SimulationDuration
  ) -> SimulationTime {
    lastHeartbeat(before: instant, period: period) + period
  }
}
