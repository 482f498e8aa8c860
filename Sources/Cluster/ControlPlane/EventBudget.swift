// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// How many more events a controller may report about one object.
///
/// The spam filter of client-go lets 25 events of a source about an object pass, and one more every
/// five minutes; the rest are dropped before they cost a request (kubernetes v1.36
/// staging/src/k8s.io/client-go/tools/record/events_cache.go, defaultSpamBurst, defaultSpamQPS).
struct EventBudget: BitwiseCopyable, Sendable {
  private static let interval = SimulationDuration.minutes(5)
  private static let burst: Int64 = 25

  /// When all events will be allowed again.
  private var fullAt = SimulationTime(microseconds: .min / 2)

  /// The budget of an object that nothing was reported about.
  init() {}

  /// What is left after as many events at once as could pass.
  init(after count: Int, at instant: SimulationTime) {
    fullAt = instant + Self.interval * min(Int64(count), Self.burst)
  }

  /// Whether an event may pass now; if so it is counted.
  mutating func allows(at now: SimulationTime) -> Bool {
    let full = max(fullAt, now)
    guard full - now <= Self.interval * (Self.burst - 1) else { return false }
    fullAt = full + Self.interval
    return true
  }
}
