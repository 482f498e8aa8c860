// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Sums of scores of some nodes in a row, with those marked that can not take the pod.
enum NodeResults {
  /// Stands for a sum where a filter rejects the node.
  static let infeasible = Int64.min

  /// The sum in the width in which it is kept, or what stands for it there.
  @inline(__always)
  static func score(_ result: Int64) -> Int32 {
    if result == infeasible { return NodeRanking.infeasible }
    return max(Int32(clamping: result), NodeRanking.infeasible + 1)
  }
}
