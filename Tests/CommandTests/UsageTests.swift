// SPDX-License-Identifier: Apache-2.0

import Testing

/// Help, the version, and words that the command does not know.
struct UsageTests {
  static let verbs = [
    "run", "validate", "runs", "show", "events", "export", "report", "verify", "autoscale",
    "version",
  ]

  @Test func `the version is told in two ways`() async throws {
    let folder = try TestFolder()
    let verb = try await CommandRun.of("version", in: folder)
    #expect(verb.code == 0)
    #expect(verb.output.wholeMatch(of: /springtide \d+\.\d+\.\d+\n/) != nil)
    #expect(verb.errors.isEmpty)
    let flag = try await CommandRun.of("--version", in: folder)
    #expect("springtide " + flag.output == verb.output)
  }

  @Test func `help lists every verb and the exit codes`() async throws {
    let help = try await CommandRun.of("--help", in: TestFolder())
    #expect(help.code == 0)
    for verb in Self.verbs {
      #expect(help.lines.contains { $0.hasPrefix("  \(verb) ") }, "\(verb) is missing")
    }
    #expect(help.output.contains("64 bad usage"))
  }

  @Test(arguments: verbs) func `each verb has help`(verb: String) async throws {
    let help = try await CommandRun.of("help", verb, in: TestFolder())
    #expect(help.code == 0)
    #expect(help.output.contains("USAGE: springtide \(verb)"))
  }

  @Test(arguments: [
    ["rnu"], ["run"], ["run", "a.yaml", "b.yaml"], ["run", "a.yaml", "--sed", "1"],
    ["run", "a.yaml", "--seed", "minus"], ["run", "a.yaml", "-o", "yaml"], ["validate"],
    ["events", "--limit", "-1"], ["events", "-o", "xml"], ["export", "-o", "table"],
    ["show", "1", "2"], ["--nonsense"],
  ])
  func `bad usage exits with 64, says so on stderr and writes nothing`(
    arguments: [String]
  ) async throws {
    let folder = try TestFolder()
    let before = folder.names()
    let run = try await RunningCommand(arguments, in: folder, binary: Binary.tested).finish()
    #expect(run.code == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("Error: "))
    #expect(folder.names() == before)
  }

  @Test func `the nearest value is offered for a wrong format`() async throws {
    let run = try await CommandRun.of("run", "small.yaml", "-o", "yaml", in: TestFolder())
    #expect(run.errors.contains("'table' and 'json'"))
  }
}
