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
  /// Collection of usage for the autoscalers, up to this instant.
  static let scrape = EventPhase(4)
  /// Sampling of the series: sees all that happened up to this instant.
  static let sampling = EventPhase(5)
  /// The load of the step that begins.
  static let traffic = EventPhase(6)
}
