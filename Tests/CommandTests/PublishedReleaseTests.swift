// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The scenarios of a release in batches give the figures that were published of it.
///
/// The article is that of the team of Tencent Meeting on its StatefulSetPlus (2020): 10,000 pods,
/// five batches of 2,000, pods made anew or changed in place. Each of the six figures must lie
/// within ten percent of what was published, beyond the ends where a range was.
struct PublishedReleaseTests {
  /// A published figure and where a run tells ours.
  struct Figure: Sendable, CustomTestStringConvertible {
    let text: String
    let published: ClosedRange<Double>
    /// The least and the greatest of ours, by the names of the summary.
    let least: String
    let greatest: String

    var testDescription: String { text }
    var allowed: ClosedRange<Double> { published.lowerBound * 0.9...published.upperBound * 1.1 }
  }

  private static let scenarios = (
    anew: "rollout-10k-batches", inPlace: "rollout-10k-batches-in-place"
  )

  private static let requests = "batch_requests_seconds_max"
  private static let releaseSync = "status_release_sync_seconds_max"
  private static let idleSync = "status_idle_sync_seconds_max"

  static let cases: [(String, Figure)] = [
    (scenarios.anew, figure("requests of a batch, made anew", 40...45, requests)),
    (scenarios.inPlace, figure("requests of a batch, in place", 30...30, requests)),
    (
      scenarios.anew,
      figure("a batch, made anew", 210...210, "batch_seconds_min", "batch_seconds_max")
    ),
    (
      scenarios.inPlace,
      figure("a batch, in place", 70...70, "batch_seconds_min", "batch_seconds_max")
    ),
    (scenarios.anew, figure("sync of the status in a release", 10...10, releaseSync)),
    (scenarios.inPlace, figure("sync of the status in a release", 10...10, releaseSync)),
    // "Milliseconds": one to ten.
    (scenarios.anew, figure("sync of the status without one", 0.001...0.01, idleSync)),
    (scenarios.inPlace, figure("sync of the status without one", 0.001...0.01, idleSync)),
  ]

  private static func figure(
    _ text: String, _ published: ClosedRange<Double>, _ least: String, _ greatest: String? = nil
  ) -> Figure {
    Figure(text: text, published: published, least: least, greatest: greatest ?? least)
  }

  /// The figures of the workload in the summary of a run.
  private static func summary(of scenario: String) async throws -> [String: Double] {
    let path = Binary.root.appendingPathComponent("scenarios/\(scenario).yaml").path
    let run = try await CommandRun.of(
      "run", path, "--no-store", "-o", "json", in: TestFolder(), binary: Binary.fastest)
    #expect(run.code == 0, "\(run.errors)")
    let figures = try run.json()["summary"] as? [[String: Any]] ?? []
    return figures.reduce(into: [:]) { result, figure in
      guard let subject = figure["subject"] as? String, subject.hasPrefix("StatefulSetPlus"),
        let name = figure["name"] as? String
      else { return }
      result[name] = figure["value"] as? Double
    }
  }

  @Test func `the six published figures hold within ten percent`() async throws {
    var known: [String: [String: Double]] = [:]
    for scenario in [Self.scenarios.anew, Self.scenarios.inPlace] {
      known[scenario] = try await Self.summary(of: scenario)
    }
    for (scenario, figure) in Self.cases {
      for name in Set([figure.least, figure.greatest]) {
        let value = try #require(known[scenario]?[name], "\(name) of \(scenario)")
        #expect(figure.allowed.contains(value), "\(scenario), \(figure.text): \(value)")
      }
    }
    try Self.checkPage(known)
  }

  // MARK: The page

  /// The rows of the table on the page, with the figures of the runs.
  private static func rows(_ known: [String: [String: Double]]) -> [String] {
    let anew = known[scenarios.anew] ?? [:]
    let inPlace = known[scenarios.inPlace] ?? [:]
    func seconds(_ value: Double?) -> String { value.map { String(format: "%.1f s", $0) } ?? "-" }
    func span(_ figures: [String: Double]) -> String {
      let least = seconds(figures["batch_seconds_min"])
      let greatest = seconds(figures["batch_seconds_max"])
      return least == greatest ? least : "\(least.dropLast(2)) to \(greatest)"
    }
    func milliseconds(_ value: Double?) -> String {
      value.map { String(format: "%.0f ms", $0 * 1000) } ?? "-"
    }
    return [
      "| requests of a batch, made anew | 40 to 45 s | \(seconds(anew[requests])) |",
      "| requests of a batch, in place | 30 s | \(seconds(inPlace[requests])) |",
      "| a batch, made anew | 210 s | \(span(anew)) |",
      "| a batch, in place | 70 s | \(span(inPlace)) |",
      "| sync of the status during a release | 10 s | \(seconds(anew[releaseSync])) |",
      "| sync of the status without a release | milliseconds | \(milliseconds(anew[idleSync])) |",
    ]
  }

  /// The page prints the figures of the runs; `UPDATE_GOLDEN=1` renews them.
  private static func checkPage(_ known: [String: [String: Double]]) throws {
    let file = Binary.root.appendingPathComponent("scenarios/rollout-10k-batches.md")
    var lines = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for row in rows(known) {
      let key = row.split(separator: "|").prefix(2).joined(separator: "|")
      let place = try #require(
        lines.firstIndex { $0.hasPrefix("|\(key)|") }, "the page has no row for \(row)")
      if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
        lines[place] = row
      } else {
        #expect(lines[place] == row, "UPDATE_GOLDEN=1 renews the page")
      }
    }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try lines.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
    }
  }
}
