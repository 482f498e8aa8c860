// SPDX-License-Identifier: Apache-2.0

/// The function `rate` of PromQL over the scrapes of a counter that never restarts.
///
/// The increase between the first and the last scrape of the window is extrapolated to the ends of
/// the window if the scrapes come near to them, and by half a scrape otherwise; so the rate of a
/// pod that has just begun is too small. Source: prometheus v3 promql/functions.go,
/// extrapolatedRate.
public struct PrometheusRate: Sendable, Hashable {
  private var count = 0
  private var firstSecond = 0.0
  private var lastSecond = 0.0
  private var firstValue = 0.0
  private var lastValue = 0.0

  /// Makes a window without scrapes.
  public init() {}

  /// Adds a scrape of the window; scrapes come in order of time.
  public mutating func add(_ value: Double, atSecond second: Double) {
    if count == 0 { (firstSecond, firstValue) = (second, value) }
    (lastSecond, lastValue) = (second, value)
    count += 1
  }

  /// The rate per second over a window; nil with fewer than two scrapes.
  public func perSecond(fromSecond start: Double, toSecond end: Double) -> Double? {
    guard count >= 2, lastSecond > firstSecond, end > start else { return nil }
    let increase = lastValue - firstValue
    let sampled = lastSecond - firstSecond
    let distance = sampled / Double(count - 1)
    // Scrapes are a little late at times, so that a tenth more than their distance is near enough.
    let nearEnough = distance * 1.1
    var toStart = firstSecond - start
    if toStart >= nearEnough { toStart = distance / 2 }
    if increase > 0, firstValue >= 0 {
      // A counter is not extrapolated to below zero.
      toStart = min(toStart, sampled * (firstValue / increase))
    }
    var toEnd = end - lastSecond
    if toEnd >= nearEnough { toEnd = distance / 2 }
    return increase * ((sampled + toStart + toEnd) / sampled) / (end - start)
  }
}
