// SPDX-License-Identifier: Apache-2.0

/// Sums over a span of load steps.
struct LoadTotals: Sendable {
  /// The length of the span.
  var seconds = 0.0
  var demand = 0.0
  var served = 0.0
  var failed = 0.0
  var cpuSeconds = 0.0
  /// The greatest rate of a step, in requests per second.
  var peakDemand = 0.0
  var latency = LatencyHistogram()

  /// What one step adds.
  struct Step: Sendable {
    var seconds = 0.0
    var demand = 0.0
    var served = 0.0
    var failed = 0.0
    var cpuSeconds = 0.0
  }

  /// Adds a step.
  mutating func add(_ step: Step) {
    seconds += step.seconds
    demand += step.demand
    served += step.served
    failed += step.failed
    cpuSeconds += step.cpuSeconds
    if step.seconds > 0 { peakDemand = max(peakDemand, step.demand / step.seconds) }
  }

  /// CPU used on average over the span, in cores.
  var meanCores: Double { seconds > 0 ? cpuSeconds / seconds : 0 }

  /// The share of the requests that failed, to a billionth: less than that is not one request.
  var failedRatio: Double {
    demand > 0 ? (failed / demand * 1e9).rounded() / 1e9 : 0
  }

  /// A sum per second of the span.
  func perSecond(_ sum: KeyPath<LoadTotals, Double>) -> Double {
    seconds > 0 ? self[keyPath: sum] / seconds : 0
  }

  /// Forgets everything, for the next span.
  mutating func reset() {
    seconds = 0
    demand = 0
    served = 0
    failed = 0
    cpuSeconds = 0
    peakDemand = 0
    latency.reset()
  }
}
