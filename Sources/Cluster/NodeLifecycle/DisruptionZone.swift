// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// A zone of nodes with its queue of nodes to be tainted and the rate at which that happens.
///
/// Follows kubernetes v1.36 pkg/controller/nodelifecycle/scheduler/rate_limited_queue.go.
struct DisruptionZone: Sendable {
  /// Region and zone of its nodes.
  let key: String
  var nodeCount = 0
  /// Silent nodes that wait for the NoExecute taint, the first of them first.
  var queue: [NodeIndex] = []
  var state = DisruptionState.normal
  private(set) var rate: Double
  /// When the next node may be tainted; the bucket holds one token.
  private(set) var nextTokenAt = SimulationTime(microseconds: .min / 2)
  /// No run is long enough to tell slower rates apart.
  private static let longestWait = 1e9

  init(key: String, rate: Double) {
    self.key = key
    self.rate = rate
  }

  /// When a node of its queue may be tainted; nil if none waits or none may ever.
  var isDueAt: SimulationTime? { queue.isEmpty || rate <= 0 ? nil : nextTokenAt }

  /// Takes the token if there is one.
  mutating func takeToken(at now: SimulationTime) -> Bool {
    guard rate > 0, now >= nextTokenAt else { return false }
    nextTokenAt = now + wait
    return true
  }

  /// Changes the rate; an empty bucket stays empty (`SwapLimiter`).
  mutating func setRate(_ newRate: Double, at now: SimulationTime) {
    guard newRate != rate else { return }
    let isEmpty = rate <= 0 || now < nextTokenAt
    rate = newRate
    nextTokenAt = isEmpty && newRate > 0 ? now + wait : now
  }

  private var wait: SimulationDuration {
    SimulationDuration(seconds: min(1 / rate, Self.longestWait))
  }
}
