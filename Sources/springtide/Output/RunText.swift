// SPDX-License-Identifier: Apache-2.0

import Metrics
import Report

/// A run as text for people: its name, its figures, its objectives.
///
/// All of it follows from the input alone; no clock of the machine, no number of a run.
struct RunText {
  var header: RunHeader
  var digest: String?
  var eventCount: Int64?
  var summary: [SummaryRecord]
  var objectives: [ObjectiveRecord]

  /// The whole text, the verdict on the objectives last.
  func lines() -> [String] {
    var lines = headLines()
    let tables = SummaryTables(summary).lines()
    if !tables.isEmpty { lines += [""] + tables }
    let verdict = ObjectiveText(objectives, clock: clock).lines()
    if !verdict.isEmpty { lines += [""] + verdict }
    return lines
  }

  private var clock: WallClock {
    WallClock(
      startUnixSeconds: header.startUnixSeconds, utcOffsetSeconds: header.utcOffsetSeconds)
  }

  private func headLines() -> [String] {
    let span = Span.text(microseconds: header.durationMicroseconds)
    let from = clock.stamp(0)
    let to = clock.stamp(header.durationMicroseconds)
    var pairs = [
      ("scenario", header.scenario),
      ("simulated", "\(span), \(from) to \(to) \(clock.offsetText)"),
      ("seed", "\(header.seed)"),
    ]
    if !header.overrides.isEmpty {
      pairs.append(("overrides", header.overrides.joined(separator: ", ")))
    }
    if let eventCount { pairs.append(("events", NumberFormat.grouped(eventCount))) }
    if let digest { pairs.append(("digest", digest)) }
    return pairs.map { name, value in
      name + String(repeating: " ", count: 12 - name.count) + Self.plain(value)
    }
  }

  /// Names come from files: control characters must not reach the terminal.
  static func plain(_ text: String) -> String { plain(text, keeping: []) }

  /// As `plain`, for texts of several lines.
  static func plainLines(_ text: String) -> String { plain(text, keeping: ["\n"]) }

  private static func plain(_ text: String, keeping kept: [Unicode.Scalar]) -> String {
    let scalars = text.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control && !kept.contains(scalar)
        ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
