// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// A pool that an autoscaler may change, as its provider keeps it.
struct NodeGroupState: Sendable {
  /// A machine that was ordered and is not ready yet.
  struct Machine: BitwiseCopyable, Sendable {
    var ordinal: UInt32
    var orderedAt: SimulationTime
  }

  let block: NodePoolBlock
  let autoscaling: NodeAutoscalingBlock
  /// The place among the pools.
  let pool: Int
  /// Nodes that were asked for.
  var targetSize: Int
  /// Machines on their way, in the order in which they were ordered.
  var upcoming: [Machine] = []
  /// Machines that could not be created and are still part of the target.
  var failedCount = 0
  /// Machines that the provider can still give; nil for no bound.
  var stock: Int?
  /// Machines ordered so far.
  var orderedCount: UInt32 = 0

  init(_ block: NodePoolBlock, _ autoscaling: NodeAutoscalingBlock, pool: Int) {
    self.block = block
    self.autoscaling = autoscaling
    self.pool = pool
    targetSize = block.count
    stock = autoscaling.provisioning.stock.map { $0 - block.count }
  }
}
