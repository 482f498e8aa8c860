// SPDX-License-Identifier: Apache-2.0

import Manifests

/// What pods of a workload were used to at each time of the day, over the last days.
struct UsualLoad: Sendable {
  private struct Sample: Sendable {
    var day = Int.min
    var requests = 0.0
    var latency = 0.0
  }

  private let days: Int
  private let period: Int
  private let baseline: PoolAutoscaler.Baseline?
  /// By the place in the day, then by the day.
  private var samples: [Sample]

  init(_ settings: PoolAutoscaler) {
    days = Int(settings.historyDays)
    period = max(Int(settings.periodSeconds), 60)
    baseline = settings.baseline
    samples = Array(repeating: Sample(), count: (86_400 / period + 1) * days)
  }

  /// Stores what one look has seen, at a second of the calendar.
  mutating func note(requests: Double, latency: Double, atSecond second: Int64) {
    let (day, place) = split(second)
    let slot = place * days + ((day % days) + days) % days
    samples[slot] = Sample(day: day, requests: requests, latency: latency)
  }

  /// The mean of the days before at the same time of the day; the baseline if there is none.
  func usual(atSecond second: Int64) -> (requests: Double, latency: Double)? {
    let (day, place) = split(second)
    var count = 0.0
    var requests = 0.0
    var latency = 0.0
    for slot in (place * days)..<((place + 1) * days) {
      let sample = samples[slot]
      guard sample.day < day, sample.day >= day - days else { continue }
      count += 1
      requests += sample.requests
      latency += sample.latency
    }
    if count > 0 { return (requests / count, latency / count) }
    return baseline.map { ($0.requestsPerSecond, $0.latencySeconds) }
  }

  private func split(_ second: Int64) -> (day: Int, place: Int) {
    let day = second.dividedRoundingDown(by: 86_400)
    return (Int(day), Int(second - day * 86_400) / period)
  }
}
