// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// A way to choose which group grows.
///
/// Source: kubernetes/autoscaler cluster-autoscaler/expander.
package enum Expander: String, Sendable, Hashable, CaseIterable {
  /// Any.
  case random
  /// The group that helps the most pods.
  case mostPods = "most-pods"
  /// The group that leaves the least of its CPU and memory idle.
  case leastWaste = "least-waste"
  /// The group that needs the fewest nodes.
  case leastNodes = "least-nodes"
  /// The group that costs the least for what the pods are worth, of a size that fits the cluster.
  case price
  /// The group of the highest rank.
  case priority

  /// The option that a chain of expanders chooses; what remains equal is drawn by lot.
  package static func choose(
    _ expanders: [Expander], among options: [ExpansionOption], clusterSize: Int,
    draws: inout RandomStream
  ) -> ExpansionOption? {
    var left = options
    for expander in expanders {
      left = expander.best(of: left, clusterSize: clusterSize)
      if left.count == 1 { return left[0] }
    }
    return left.isEmpty ? nil : left[draws.next(below: left.count)]
  }

  /// The options that this way finds equally good.
  package func best(of options: [ExpansionOption], clusterSize: Int) -> [ExpansionOption] {
    switch self {
    case .random: return options
    case .mostPods: return Self.least(options) { -Double($0.podCount) }
    case .leastNodes: return Self.least(options) { Double($0.nodeCount) }
    case .leastWaste: return Self.least(options) { $0.wastedShare }
    case .price: return Self.least(options) { $0.priceScore(clusterSize: clusterSize) }
    case .priority:
      // Groups without a rank or below zero are used only if no other can be.
      let ranked = options.filter { ($0.priority ?? -1) >= 0 }
      return ranked.isEmpty ? options : Self.least(ranked) { -Double($0.priority ?? -1) }
    }
  }

  private static func least(
    _ options: [ExpansionOption], _ score: (ExpansionOption) -> Double
  ) -> [ExpansionOption] {
    var best: [ExpansionOption] = []
    var lowest = Double.infinity
    for option in options {
      let own = score(option)
      if best.isEmpty || own < lowest {
        best = [option]
        lowest = own
      } else if own == lowest {
        best.append(option)
      }
    }
    return best
  }
}
