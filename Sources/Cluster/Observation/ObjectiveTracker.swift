// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics
import Scenario

/// Watches one bound of one objective, window by window.
///
/// A bound of a quantile holds in a window if no larger share of its requests was slower than the
/// bound; that is the same as the quantile being within the bound, and needs no percentiles.
struct ObjectiveTracker: Sendable {
  /// The place of the workload's load.
  let load: Int
  private let target: String
  private let kind: Kind
  private let window: SimulationDuration
  private var windowStart = SimulationTime.zero
  private var demand = 0.0
  private var bad = 0.0
  private var windows = 0
  private var windowsMissed = 0
  private var firstMiss: Int64 = -1
  private var lastMiss: Int64 = -1

  /// What is bounded.
  enum Kind: Sendable {
    /// The place of the bound among those of the load, the quantile and the bound in seconds.
    case latency(place: Int, quantile: Double, seconds: Double)
    /// The greatest share of failed requests.
    case errors(ratio: Double)
  }

  init(load: Int, target: String, kind: Kind, window: SimulationDuration) {
    self.load = load
    self.target = target
    self.kind = kind
    self.window = window
  }

  /// The share of requests that may be bad.
  private var allowedShare: Double {
    switch kind {
    case .latency(_, let quantile, _): 1 - quantile
    case .errors(let ratio): ratio
    }
  }

  /// Adds the requests of a step that begins at an instant.
  mutating func add(_ step: ServiceLoad.StepResult, at start: SimulationTime) {
    if start - windowStart >= window { closeWindow(at: start) }
    demand += step.demand
    switch kind {
    case .latency(let place, _, _): bad += step.slow[place]
    case .errors: bad += step.failed
    }
  }

  private mutating func closeWindow(at end: SimulationTime) {
    if demand > 0 {
      windows += 1
      // A share that is allowed exactly must not fail by the last bit of a sum.
      if bad > allowedShare * demand * (1 + 1e-9) {
        windowsMissed += 1
        if firstMiss < 0 { firstMiss = windowStart.microseconds }
        lastMiss = end.microseconds
      }
    }
    windowStart = end
    demand = 0
    bad = 0
  }

  /// The result over the run.
  mutating func finish(at end: SimulationTime, totals: LoadTotals) -> ObjectiveRecord {
    closeWindow(at: end)
    let text: String
    let bound: Double
    let actual: Double
    let unit: String
    switch kind {
    case .latency(_, let quantile, let seconds):
      text = "p\(Int((quantile * 100).rounded())) latency"
      bound = seconds
      actual = totals.latency.quantile(quantile)
      unit = "seconds"
    case .errors(let ratio):
      text = "errors"
      bound = ratio
      actual = totals.failedRatio
      unit = "ratio"
    }
    return ObjectiveRecord(
      target: target, objective: text, bound: bound, actual: actual, unit: unit,
      windowsMissed: windowsMissed, windows: windows,
      windowMicroseconds: window.microseconds, firstMissMicroseconds: firstMiss,
      lastMissMicroseconds: lastMiss)
  }
}
