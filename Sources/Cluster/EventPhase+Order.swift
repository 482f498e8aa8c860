// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What goes first at one instant, from first to last.
extension EventPhase {
  /// Faults and what operators do.
  static let fate = EventPhase(0)
  /// Kubelets and nodes.
  static let kubelet = EventPhase(1)
  /// Controllers and their API calls.
  static let controllers = EventPhase(2)
  /// The scheduler.
  static let scheduler = EventPhase(3)
  /// The load of the step that begins.
  static let traffic = EventPhase(4)
  /// Collection of usage for the autoscalers.
  static let scrape = EventPhase(5)
  /// Sampling of the series: sees all that happened at the instant.
  static let sampling = EventPhase(6)
}
