// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The verb `run` from end to end.
struct RunVerbTests {
  @Test func `a run prints its summary, stores itself and draws its report`() async throws {
    let folder = try TestFolder()
    let run = try await CommandRun.of(
      "run", "small.yaml", "--report", "out/deep/page.html", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    #expect(run.lines[0] == "scenario    small")
    #expect(
      run.lines[1] == "simulated   10m, 2019-02-04 18:00:00 to 2019-02-04 18:10:00 UTC+08:00")
    #expect(run.lines[2] == "seed        7")
    #expect(run.lines[4].wholeMatch(of: /digest      [0-9a-f]{16}/) != nil)
    #expect(run.output.contains("\nDeployment "))
    #expect(run.output.contains("\nfeed "))
    #expect(run.output.hasSuffix("\nthe objective is met\n"))
    #expect(run.lines.allSatisfy { $0.count <= 100 })
    #expect(run.errors.contains("run 1 in reports/springtide.sqlite\n"))
    #expect(run.errors.contains("simulated 10m in "))
    #expect(!run.errors.contains("\u{1B}"), "no drawing without a terminal")
    let page = try folder.read("out/deep/page.html")
    #expect(page.contains("<svg"))
    #expect(page.contains("small"))
    #expect(folder.names().allSatisfy { !$0.hasSuffix(".tmp") })
  }

  @Test func `a missed objective is the last word and exit code 1`() async throws {
    let folder = try TestFolder()
    let bound = "spec.objectives[0].latency.p99=1us"
    let run = try await CommandRun.of("run", "small.yaml", "--set", bound, in: folder)
    #expect(run.code == 1)
    #expect(run.output.hasSuffix("\nthe objective is missed\n"))
    #expect(run.output.contains("MISSED"))
    #expect(run.output.contains("overrides   \(bound)"))
    let show = try await CommandRun.of("show", in: folder)
    #expect(show.code == 0, "showing a run is no verdict on it")
    #expect(show.output == "run         1, complete\n" + run.output)
  }

  @Test func `nothing is stored if nothing shall be stored`() async throws {
    let folder = try TestFolder()
    let before = folder.names()
    let run = try await CommandRun.of("run", "small.yaml", "--no-store", in: folder)
    #expect(run.code == 0)
    #expect(folder.names() == before)
    let drawn = try await CommandRun.of(
      "run", "small.yaml", "--no-store", "--report", "page.html", in: folder)
    #expect(drawn.code == 0)
    #expect(drawn.output == run.output)
    #expect(folder.names() == (before + ["page.html"]).sorted())
  }

  @Test func `the seed and the end can be set from outside`() async throws {
    let folder = try TestFolder()
    let run = try await CommandRun.of(
      "run", "small.yaml", "--no-store", "--seed", "99", "--until", "18:04", "-o", "json",
      in: folder)
    let head = try run.json()["run"] as? [String: Any]
    #expect(head?["seed"] as? Int == 99)
    #expect(head?["durationMicroseconds"] as? Int == 240_000_000)
    #expect(head?["overrides"] as? [String] == ["spec.seed=99", "until=4m"])
    let whole = try await CommandRun.of(
      "run", "small.yaml", "--no-store", "--until", "5h", in: folder)
    #expect(whole.output.contains("simulated   10m"), "a run does not go beyond its end")
  }

  @Test func `JSON carries its version and the figures in full`() async throws {
    let folder = try TestFolder()
    let run = try await CommandRun.of("run", "small.yaml", "--no-store", "-o", "json", in: folder)
    #expect(run.code == 0)
    let json = try run.json()
    #expect(json["version"] as? Int == 1)
    #expect(json["kind"] as? String == "Run")
    let summary = try #require(json["summary"] as? [[String: Any]])
    #expect(summary.contains { $0["subject"] as? String == "Deployment/default/feed" })
    let objectives = try #require(json["objectives"] as? [[String: Any]])
    #expect(objectives.first?["isMet"] as? Bool == true)
    #expect((json["run"] as? [String: Any])?["digest"] as? String != nil)
  }

  @Test func `an audited run that repeats itself prints the same`() async throws {
    let folder = try TestFolder()
    let plain = try await CommandRun.of("run", "small.yaml", "--no-store", in: folder)
    let watched = try await CommandRun.of(
      "run", "small.yaml", "--no-store", "--twice", "--audit", in: folder)
    #expect(watched.code == 0, "\(watched.errors)")
    #expect(watched.output == plain.output)
    #expect(watched.errors.contains("both simulations are equal"))
  }

  @Test func `a reader that goes away and a full disk are not success`() async throws {
    let folder = try TestFolder()
    let pipe = try await CommandRun.shell(
      "\"$springtide\" run small.yaml > /dev/null; "
        + "\"$springtide\" export -o csv | head -1; echo \"${PIPESTATUS[0]}\"", in: folder)
    #expect(pipe.output.hasPrefix("time,seconds,series,unit,value\n"))
    #expect(!pipe.errors.contains("rror"), "\(pipe.errors)")
    let full = try await CommandRun.shell("\"$springtide\" runs > /dev/full", in: folder)
    #expect(full.code == 2)
    #expect(full.errors.contains("No space left on device"))
  }

  @Test func `a request to end leaves an incomplete run and the shell's exit code`() async throws {
    let folder = try TestFolder()
    let long = try RunningCommand(
      ["run", "small.yaml", "--audit", "--set", "spec.duration=30d"], in: folder,
      binary: Binary.tested)
    long.signal(15, soonAfter: folder.path("reports/springtide.sqlite"))
    let run = try await long.finish()
    #expect(run.code == 128 + 15)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("interrupted"))
    let runs = try await CommandRun.of("runs", in: folder)
    #expect(!runs.output.contains(" complete"))
  }
}
