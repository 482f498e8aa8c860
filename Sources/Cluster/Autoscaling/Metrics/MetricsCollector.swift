// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// Prometheus and its adapter: what was read of pods and workloads, and what that amounts to.
struct MetricsCollector: Sendable {
  /// What one round has read of a workload.
  struct Reading: Sendable {
    var arrived = 0.0
    var failed = 0.0
    var waiting = 0.0
    /// Only where an autoscaler asks for a quantile.
    var latencies: LatencyHistogram?
  }

  /// Age beyond which Prometheus gives no value of a gauge (query.lookback-delta).
  private static let lookback = 300.0

  /// The distance of two rounds.
  let interval: SimulationDuration
  /// The window of rates and quantiles.
  let window: SimulationDuration
  /// When the rounds are, within the interval.
  let phase: SimulationDuration
  /// The loads that are read, by their place.
  var loads: [Int] = []
  /// Whether quantiles are asked for.
  var readsLatencies = false
  /// The round that was made last; rounds before the start of the run are negative.
  private(set) var lastRound: Int?
  var pods: ScrapedCounters
  private var readings: [[Reading?]] = []

  init(_ block: CustomMetricsBlock, phase: SimulationDuration) {
    interval = block.scrapeInterval
    window = block.rateWindow
    self.phase = phase
    pods = ScrapedCounters(depth: Int(clamping: block.rateWindow / block.scrapeInterval) + 2)
  }

  /// The rounds that are kept.
  var depth: Int { pods.depth }

  /// The instant of a round in seconds since the start.
  func second(ofRound round: Int) -> Double {
    phase.seconds + Double(round) * interval.seconds
  }

  /// The instant of a round.
  func instant(ofRound round: Int) -> SimulationTime { .zero + phase + interval * Int64(round) }

  /// Notes that a round has been made.
  mutating func finish(round: Int) { lastRound = round }

  /// Stores what a round has read of a workload.
  mutating func store(_ reading: Reading, ofLoad load: Int, round: Int) {
    while readings.count <= load { readings.append(Array(repeating: nil, count: depth)) }
    readings[load][pods.place(round)] = reading
  }

  // MARK: Answers

  /// The value of a quantity for several workloads together; nil while there is none.
  func value(
    _ quantity: CustomMetric.Quantity, ofLoads loads: [Int], atSecond now: Double
  ) -> Double? {
    switch quantity {
    case .requestRate: sum(loads) { rate(ofLoad: $0, \.arrived, atSecond: now) }
    case .failureRate: sum(loads) { rate(ofLoad: $0, \.failed, atSecond: now) }
    case .waiting: sum(loads) { lastReading(ofLoad: $0)?.waiting }
    case .latency(let quantile): latency(quantile, ofLoads: loads, atSecond: now)
    }
  }

  /// The requests per second of a pod; nil before its second scrape.
  func requestRate(of pod: PodHandle, atSecond now: Double) -> Double? {
    var rate = PrometheusRate()
    for round in rounds(before: now) {
      guard let value = pods.value(of: pod, round: round) else { continue }
      rate.add(value, atSecond: second(ofRound: round))
    }
    return rate.perSecond(fromSecond: now - window.seconds, toSecond: now)
  }

  /// The requests that waited in a pod when it was read last.
  func waiting(in pod: PodHandle, atSecond now: Double) -> Double? {
    guard let gauge = pods.gauge(of: pod), now - second(ofRound: gauge.round) < Self.lookback
    else { return nil }
    return gauge.value
  }

  private func sum(_ loads: [Int], _ value: (Int) -> Double?) -> Double? {
    var sum: Double?
    for load in loads {
      if let value = value(load) { sum = (sum ?? 0) + value }
    }
    return sum
  }

  /// The rounds of the window that ends at an instant, which belongs to it; its start does not.
  private func rounds(before now: Double) -> ClosedRange<Int> {
    let last = lastRound ?? Int.min / 2
    var first = last
    while first > last - depth + 1, second(ofRound: first - 1) > now - window.seconds {
      first -= 1
    }
    return first...last
  }

  private func rate(
    ofLoad load: Int, _ path: KeyPath<Reading, Double>, atSecond now: Double
  ) -> Double? {
    guard lastRound != nil else { return nil }
    var rate = PrometheusRate()
    for round in rounds(before: now) {
      guard let reading = reading(ofLoad: load, round: round) else { continue }
      rate.add(reading[keyPath: path], atSecond: second(ofRound: round))
    }
    return rate.perSecond(fromSecond: now - window.seconds, toSecond: now)
  }

  /// The quantile over the window; zero without requests, as the adapter makes it of no number
  /// (kubernetes-sigs/prometheus-adapter pkg/custom-provider/provider.go).
  private func latency(
    _ quantile: Double, ofLoads loads: [Int], atSecond now: Double
  ) -> Double? {
    guard lastRound != nil else { return nil }
    var all = LatencyHistogram()
    for load in loads {
      guard var last = lastReading(ofLoad: load)?.latencies else { return nil }
      let first = rounds(before: now).lazy.compactMap { reading(ofLoad: load, round: $0) }.first
      if let earlier = first?.latencies, depth > 1 { last.subtract(earlier) }
      all.add(last)
    }
    let value = all.quantile(quantile)
    return value.isNaN ? 0 : value
  }

  private func lastReading(ofLoad load: Int) -> Reading? {
    lastRound.flatMap { reading(ofLoad: load, round: $0) }
  }

  private func reading(ofLoad load: Int, round: Int) -> Reading? {
    load < readings.count ? readings[load][pods.place(round)] : nil
  }
}
