// SPDX-License-Identifier: Apache-2.0

import Metrics
import Report

/// Instants of a run for exports: ISO 8601 with the offset of the scenario's clock.
struct InstantText {
  private let clock: WallClock
  private let offset: String

  init(_ header: RunHeader) {
    clock = WallClock(
      startUnixSeconds: header.startUnixSeconds, utcOffsetSeconds: header.utcOffsetSeconds)
    let minutes = header.utcOffsetSeconds.magnitude / 60
    let digits = "\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
    offset = minutes == 0 ? "Z" : (header.utcOffsetSeconds < 0 ? "-" : "+") + digits
  }

  /// The instant such as `2019-02-04T18:00:15+08:00`, with a fraction where there is one.
  func iso(_ microseconds: Int64) -> String {
    let stamp = clock.stamp(microseconds).replacing(" ", with: "T")
    return stamp + fraction(microseconds) + offset
  }

  /// The instant as `2019-02-04 18:00:15.250` for people.
  func stamp(_ microseconds: Int64) -> String {
    let rest = (microseconds % 1_000_000 + 1_000_000) % 1_000_000 / 1_000
    return clock.stamp(microseconds) + "." + String(String(1_000 + rest).dropFirst())
  }

  private func fraction(_ microseconds: Int64) -> String {
    let rest = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
    return rest == 0 ? "" : "." + String(String(1_000_000 + rest).dropFirst())
  }

  private static func two(_ number: UInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
