// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// An order to bring an image to nodes before pods need it, some nodes at a time.
struct PrePull: Sendable {
  let image: PullIndex
  let bytes: Int64
  let nodes: [NodeIndex]
  /// The time from one node to the next.
  let interval: SimulationDuration
  /// The place of the next node.
  var next = 0
}
