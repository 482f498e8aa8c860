// SPDX-License-Identifier: Apache-2.0

import Foundation
import Report

/// What a run cost on this machine.
enum Timing {
  /// The line such as `simulated 8h00m in 1.9 s of CPU, 12,345,678 events`.
  static func line(_ durationMicroseconds: Int64, eventCount: Int64) -> String {
    let span = Span.text(microseconds: durationMicroseconds)
    let seconds = NumberFormat.fixed(cpuSeconds(), decimals: 2)
    let events = NumberFormat.grouped(eventCount)
    return "simulated \(span) in \(seconds) s of CPU, \(events) events"
  }

  /// The CPU time of the whole process; POSIX counts `clock` in microseconds.
  private static func cpuSeconds() -> Double { Double(clock()) / 1e6 }
}
