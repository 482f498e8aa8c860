// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Bad input: exit code 2, the place of the fault, and nothing written.
struct BadInputTests {
  /// A case: what is wrong, how the command is called, what it says.
  struct Case: Sendable, CustomTestStringConvertible {
    var arguments: [String]
    var message: String
    var edit: (@Sendable (String) -> String)?

    init(
      _ arguments: [String], says message: String, edit: (@Sendable (String) -> String)? = nil
    ) {
      self.arguments = arguments
      self.message = message
      self.edit = edit
    }

    var testDescription: String { arguments.joined(separator: " ") + " says " + message }
  }

  static let store = ["--db", "out/runs.sqlite", "--report", "out/page.html"]
  static let cases = [
    Case(["run", "none.yaml"] + store, says: "none.yaml:1:1: error: "),
    Case(["run", "."] + store, says: "error: "),
    Case(["run", "feed.yaml"] + store, says: "feed.yaml:2:7: error: kind: "),
    Case(
      ["run", "small.yaml", "--set", "spec.durations=1h"] + store, says: "did you mean \"duration\""
    ),
    Case(["run", "small.yaml", "--set", "spec.duration=-1h"] + store, says: "spec.duration"),
    Case(["run", "small.yaml", "--set", "nonsense"] + store, says: "--set nonsense"),
    Case(
      ["run", "small.yaml", "--until", "tomorrow"] + store, says: "--until: found \"tomorrow\""),
    Case(["run", "small.yaml", "--until", "0s"] + store, says: "--until: 0s is not after"),
    Case(["run", "small.yaml"] + store, says: "small.yaml:5:3: error: spec.sed: unknown field") {
      $0.replacing("seed:", with: "sed:")
    },
    Case(["run", "small.yaml"] + store, says: "small.yaml:12:18: error: ") {
      $0.replacing("count: 3", with: "count: 3000000000")
    },
    Case(["run", "small.yaml"] + store, says: "no Deployment \"fed\" in namespace") {
      $0.replacing("name: feed}\n      startup", with: "name: fed}\n      startup")
    },
    Case(["run", "small.yaml"] + store, says: "error: ") { _ in "a: [1, 2" },
    Case(["run", "small.yaml"] + store, says: "limit") { _ in
      String(repeating: "[", count: 10_000)
    },
    Case(["runs", "--db", "small.yaml"], says: "small.yaml: this file is not an SQLite database"),
    Case(["runs"], says: "reports/springtide.sqlite: there is no run store"),
    Case(["show", "latest"], says: "there is no run store"),
    Case(["report", "latest", "-o", "x.html"], says: "there is no run store"),
  ]

  @Test(arguments: cases)
  func `bad input exits with 2, says where and writes nothing`(bad: Case) async throws {
    let folder = try TestFolder()
    if let edit = bad.edit { try folder.write(edit(TestFolder.scenario), to: "small.yaml") }
    let before = folder.names()
    let run = try await RunningCommand(bad.arguments, in: folder, binary: Binary.tested).finish()
    #expect(run.code == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(bad.message), "\(run.errors)")
    #expect(folder.names() == before)
  }

  @Test func `a file of 50 MB is refused with the bound`() async throws {
    let folder = try TestFolder()
    try folder.write(String(repeating: "# a comment\n", count: 4_400_000), to: "large.yaml")
    let run = try await CommandRun.of("run", "large.yaml", "--no-store", in: folder)
    #expect(run.code == 2)
    #expect(run.errors.contains("32 MiB"), "\(run.errors)")
  }

  @Test func `a store or a report that cannot be written is told before the run`() async throws {
    let folder = try TestFolder()
    for option in ["--db", "--report"] {
      let run = try await CommandRun.of(
        "run", "small.yaml", option, "small.yaml/x", in: folder)
      #expect(run.code == 2)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("small.yaml/x: "), "\(run.errors)")
      #expect(folder.names() == ["feed.yaml", "small.yaml"])
    }
    let run = try await CommandRun.of("run", "small.yaml", "--report", ".", in: folder)
    #expect(run.code == 2)
    #expect(run.errors.contains("this is a folder"))
  }

  @Test func `validate lists all faults of all files and counts them`() async throws {
    let folder = try TestFolder()
    let broken = TestFolder.scenario.replacing("seed: 7", with: "seed: x")
      .replacing("duration: 10m", with: "duration: 10")
    try folder.write(broken, to: "broken.yaml")
    try folder.write(
      "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w}\n", to: "w.yaml")
    let run = try await CommandRun.of("validate", "broken.yaml", "w.yaml", "small.yaml", in: folder)
    #expect(run.code == 2)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("broken.yaml:5:9: error: spec.seed"))
    #expect(run.output.contains("broken.yaml:7:13: error: spec.duration"))
    #expect(run.output.contains("w.yaml:1:1: skipped: example.org/v1 Widget w is not simulated"))
    #expect(run.output.hasSuffix("\n3 inputs, 2 faults\n"))
  }

  @Test func `validate finds no fault in what run accepts`() async throws {
    let folder = try TestFolder()
    let run = try await CommandRun.of("validate", "small.yaml", in: folder)
    #expect(run.code == 0)
    #expect(
      run.output == "small.yaml: 1 object, 0 skipped, no fault, 0 warnings\n1 input, no fault\n")
    let json = try await CommandRun.of("validate", "small.yaml", "-o", "json", in: folder).json()
    #expect(json["version"] as? Int == 1)
    #expect((json["inputs"] as? [Any])?.count == 1)
  }
}
