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
  /// When the node got the NoExecute taint; nil if it has none.
  var evictingSince: SimulationTime?
  /// Counts changes, so that what was planned before one is noticed as stale.
  var epoch: UInt32 = 0

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
