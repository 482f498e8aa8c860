// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The verbs that look into the store.
struct StoredRunTests {
  private func folderWithRuns(_ count: Int = 1) async throws -> TestFolder {
    let folder = try TestFolder()
    for seed in 1...count {
      let run = try await CommandRun.of("run", "small.yaml", "--seed", "\(seed)", in: folder)
      try #require(run.code == 0, "\(run.errors)")
    }
    return folder
  }

  @Test func `runs are listed in their order`() async throws {
    let folder = try await folderWithRuns(2)
    let runs = try await CommandRun.of("runs", in: folder)
    #expect(runs.code == 0)
    #expect(runs.lines.count == 4)
    #expect(
      runs.lines[0].split(separator: " ").map(String.init)
        == ["RUN", "SCENARIO", "STATUS", "SPAN", "SEED", "OBJECTIVES", "DIGEST", "STARTED"])
    #expect(runs.lines[1].hasPrefix("  1  small     complete   10m     1  1 met       "))
    #expect(runs.lines[2].hasPrefix("  2  small     complete   10m     2  1 met       "))
    let json = try await CommandRun.of("runs", "-o", "json", in: folder).json()
    #expect(json["version"] as? Int == 1)
    let list = try #require(json["runs"] as? [[String: Any]])
    #expect(list.map { $0["id"] as? Int } == [1, 2])
    #expect(list.map { $0["status"] as? String } == ["complete", "complete"])
  }

  @Test func `a run goes by number, latest and scenario`() async throws {
    let folder = try await folderWithRuns(2)
    let first = try await CommandRun.of("show", "1", in: folder)
    #expect(first.output.hasPrefix("run         1, complete\nscenario    small\n"))
    let latest = try await CommandRun.of("show", "latest", in: folder)
    let named = try await CommandRun.of("show", "small", in: folder)
    let unnamed = try await CommandRun.of("show", in: folder)
    #expect(latest.output.hasPrefix("run         2, complete\n"))
    #expect(named.output == latest.output)
    #expect(unnamed.output == latest.output)
    let missing = try await CommandRun.of("show", "3", in: folder)
    #expect(missing.code == 2)
    #expect(missing.errors.contains("there is no run '3'"))
    let json = try await CommandRun.of("show", "1", "-o", "json", in: folder).json()
    #expect((json["run"] as? [String: Any])?["id"] as? Int == 1)
  }

  @Test func `events can be narrowed down`() async throws {
    let folder = try await folderWithRuns()
    let all = try await CommandRun.of("events", "-o", "json", in: folder)
    let events = try #require(try all.json()["events"] as? [[String: Any]])
    #expect(events.count > 10)
    let scaling = try await CommandRun.of(
      "events", "--reason", "ScalingReplicaSet", "--from", "18:04:30", "--to", "6m", in: folder)
    #expect(scaling.code == 0)
    #expect(scaling.lines.count == 1 + 1 + 1, "\(scaling.output)")
    #expect(scaling.lines[1].hasPrefix("2019-02-04 18:05:0"))
    #expect(scaling.lines[1].contains("from 4 to 6"))
    let objects = try await CommandRun.of(
      "events", "--kind", "Deployment", "--object", "feed", in: folder)
    #expect(objects.lines.count > 2)
    #expect(
      objects.lines.dropFirst().dropLast().allSatisfy { $0.contains(" Deployment/default/feed ") })
    let pods = try await CommandRun.of(
      "events", "--kind", "Pod", "--reason", "Ready", "-o", "csv", in: folder)
    #expect(pods.lines[0] == "time,time_us,type,kind,object,reason,message")
    #expect(pods.lines.count == 1 + 6 + 1)
    let none = try await CommandRun.of("events", "--no-pods", "--kind", "Pod", in: folder)
    #expect(none.lines.count == 2, "only the heading is left")
    let some = try await CommandRun.of("events", "--limit", "2", "-o", "csv", in: folder)
    #expect(some.lines.count == 1 + 2 + 1)
    let warnings = try await CommandRun.of("events", "--warnings", "-o", "json", in: folder)
    let types = try #require(try warnings.json()["events"] as? [[String: Any]])
    #expect(types.allSatisfy { $0["type"] as? String == "Warning" })
  }

  @Test func `series are exported as CSV and as JSON with the same samples`() async throws {
    let folder = try await folderWithRuns()
    let pattern = "kube_deployment_spec_replicas"
    let csv = try await CommandRun.of("export", "--series", pattern, in: folder)
    #expect(csv.code == 0)
    let rows = csv.lines.dropFirst().dropLast()
    let name = "\"\(pattern){namespace=\"\"default\"\",deployment=\"\"feed\"\"}\""
    #expect(rows.count >= 40)
    #expect(rows.allSatisfy { $0.contains(",\(name),count,") })
    let values = rows.compactMap { $0.split(separator: ",").last.flatMap { Double($0) } }
    #expect(values.first == 4)
    #expect(values.last == 6)
    let json = try await CommandRun.of(
      "export", "--series", pattern, "-o", "json", in: folder
    ).json()
    let series = try #require(json["series"] as? [[String: Any]])
    #expect(series.count == 1)
    #expect(
      (series[0]["labels"] as? [String: String]) == ["namespace": "default", "deployment": "feed"])
    let chunks = try #require(series[0]["chunks"] as? [[String: Any]])
    #expect(chunks.flatMap { $0["values"] as? [Double] ?? [] } == values)
    let all = try await CommandRun.of("export", "-o", "json", in: folder).json()
    #expect((all["series"] as? [Any])?.count ?? 0 > 10)
  }

  @Test func `a report of two runs goes to a file, the default file or stdout`() async throws {
    let folder = try await folderWithRuns(2)
    let file = try await CommandRun.of("report", "1", "2", "-o", "both.html", in: folder)
    #expect(file.code == 0)
    #expect(file.output.isEmpty)
    let page = try folder.read("both.html")
    #expect(page.contains("small, run 1") && page.contains("small, run 2"))
    let piped = try await CommandRun.of("report", "1", "2", "-o", "-", in: folder)
    #expect(piped.output == page)
    let plain = try await CommandRun.of("report", in: folder)
    #expect(plain.errors.contains("report in reports/small.html"))
    #expect(try folder.read("reports/small.html").contains("<svg"))
  }
}
