// SPDX-License-Identifier: Apache-2.0

/// Where pods would go, and which machines would be bought for them.
package struct KarpenterSolution: Sendable, Equatable {
  /// A machine to buy.
  package struct Claim: Sendable, Equatable {
    /// The types that would hold its pods, by place in the catalogue, the cheapest first.
    package var options: [Int]
    /// The number of its pods.
    package var podCount: Int
  }

  /// The machines.
  package var claims: [Claim] = []
  /// Pods that found a place on nodes that are there.
  package var placedCount = 0
  /// Pods that no node and no machine of the catalogue could take.
  package var unplaced: [PendingPodClass] = []

  /// Creates an empty solution.
  package init() {}
}
