// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Scenario

/// The rate limit of one API client: a token bucket kept as one instant.
///
/// The state is the instant at which the bucket would be full again (the theoretical arrival time
/// of the generic cell rate algorithm), so a reservation costs a few integer operations. Requests
/// are served in the order in which they reserve, as the limiter of client-go does.
struct TokenBucket: BitwiseCopyable, Sendable {
  /// Nanoseconds per token; zero means that there is no limit.
  private let nanosecondsPerToken: Int64
  /// A day in nanoseconds: no run is long enough to tell slower clients apart.
  private static let longestInterval = 86_400e9
  /// How far the full instant may lie ahead before a request has to wait.
  private let toleranceNanoseconds: Int64
  private var fullAtNanoseconds: Int64 = .min / 2
  /// Whether requests may have to wait.
  var isLimited: Bool { nanosecondsPerToken > 0 }
  /// Requests reserved since the start.
  private(set) var reservedCount: Int64 = 0

  init(_ rate: ControlPlaneBlock.ClientRate) {
    guard rate.qps > 0 else {
      nanosecondsPerToken = 0
      toleranceNanoseconds = 0
      return
    }
    nanosecondsPerToken = Int64(min(1e9 / rate.qps, Self.longestInterval).rounded())
    let tolerance = nanosecondsPerToken.multipliedReportingOverflow(
      by: Int64(max(rate.burst, 1) - 1))
    toleranceNanoseconds = tolerance.overflow ? .max : tolerance.partialValue
  }

  /// Takes one token and returns the first instant, not before `now`, at which it may be used.
  mutating func reserve(at now: SimulationTime) -> SimulationTime {
    reservedCount += 1
    guard nanosecondsPerToken > 0 else { return now }
    let nowNanoseconds = now.microseconds * 1000
    let full = max(fullAtNanoseconds, nowNanoseconds)
    // Beyond some 290 years the bucket stands still rather than overflow.
    let next = full.addingReportingOverflow(nanosecondsPerToken)
    fullAtNanoseconds = next.overflow ? full : next.partialValue
    let allowed = max(nowNanoseconds, full - toleranceNanoseconds)
    return SimulationTime(microseconds: (allowed + 999) / 1000)
  }
}
