// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What the node controller keeps between its passes over the nodes.
///
/// Its passes come a period after the end of the one before, and a pass lasts as long as its
/// requests take. Passes that would find all nodes well are not simulated, only counted.
struct NodeMonitor: Sendable {
  /// How often the loop that taints nodes looks into its queues (kubernetes v1.36
  /// pkg/controller/nodelifecycle/scheduler/rate_limited_queue.go, NodeEvictionPeriod).
  static let taintingPeriod = SimulationDuration.milliseconds(100)

  /// Nodes that may not be well, in the order in which that began.
  var watched: [NodeIndex] = []
  var zones: [DisruptionZone] = []
  /// Whether all nodes of all zones are gone, so that nobody is evicted.
  var isAllDisrupted = false
  /// Whether a pass is planned, or under way.
  var isPassPlanned = false
  var isPassUnderWay = false
  var isTaintingPlanned = false
  private(set) var lastStart = SimulationTime.zero
  private(set) var lastEnd = SimulationTime.zero

  mutating func begin(at now: SimulationTime) {
    isPassPlanned = false
    isPassUnderWay = true
    lastStart = now
  }

  mutating func end(at now: SimulationTime) {
    isPassUnderWay = false
    lastEnd = now
  }

  /// The first pass at or after an instant, of those that were and those that will be if none of
  /// them takes time.
  func pass(atOrAfter instant: SimulationTime, period: SimulationDuration) -> SimulationTime {
    let step = max(period, .milliseconds(1))
    let microseconds = (instant - lastEnd).microseconds
    let count = microseconds.dividedRoundingDown(by: step.microseconds)
    let whole = lastEnd + step * (count * step.microseconds == microseconds ? count : count + 1)
    // Between the start and the end of a long pass there was no other.
    return instant > lastStart && whole <= lastEnd && lastEnd > lastStart ? lastEnd + step : whole
  }
}
