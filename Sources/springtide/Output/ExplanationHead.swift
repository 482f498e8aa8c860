// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics
import Report

/// What the explanations of a run have in common.
struct ExplanationHead {
  let run: RunRecord
  let clock: WallClock

  init(_ run: RunRecord) {
    self.run = run
    clock = WallClock(
      startUnixSeconds: run.header.startUnixSeconds, utcOffsetSeconds: run.header.utcOffsetSeconds)
  }

  /// The first lines: the run, and what is explained.
  func lines(_ pairs: [(String, String)]) -> [String] {
    let state = "\(run.id), \(run.header.scenario), \(run.status.rawValue)"
    return ([("run", state)] + pairs).map { name, value in
      name + String(repeating: " ", count: max(1, 12 - name.count)) + value
    }
  }

  /// The time of day of an instant, with its fraction.
  func time(_ microseconds: Int64) -> String {
    let rest = (microseconds % 1_000_000 + 1_000_000) % 1_000_000 / 1_000
    return clock.timeOfDay(microseconds, seconds: true) + "." + String(1_000 + rest).dropFirst()
  }

  /// The time of day of an instant to the second.
  func second(_ microseconds: Int64) -> String { clock.timeOfDay(microseconds, seconds: true) }

  /// A number of seconds with one decimal, the same unit in every row.
  static func seconds(_ microseconds: Int64) -> String {
    NumberFormat.fixed(Double(microseconds) / 1e6, decimals: 1)
  }

  /// An object without its namespace if that is `default`.
  static func short(_ object: String) -> String {
    let parts = object.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 1, parts[parts.count - 2] == "default" else { return object }
    return (parts.dropLast(2) + parts.suffix(1)).joined(separator: "/")
  }
}
