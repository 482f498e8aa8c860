// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The command `springtide`: one verb a file, in the order of a working day.
@main
struct Springtide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "springtide",
    abstract: "Simulate Kubernetes clusters and plan their capacity.",
    discussion: """
      Exit codes: 0 done; 1 an objective was missed or a decision differs; 2 bad input; 64 bad usage; 70 a fault of \
      Springtide.
      """,
    version: Version.current,
    subcommands: [
      RunCommand.self, ValidateCommand.self, RunsCommand.self, ShowCommand.self,
      EventsCommand.self, ExplainCommand.self, ExportCommand.self, ReportCommand.self,
      VerifyCommand.self,
      ScheduleCommand.self, CapacityCommand.self, AutoscaleCommand.self, VersionCommand.self,
    ])

  static func main() {
    Interruption.install()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as CommandFailure {
      failure.exit()
    } catch  where isUsage(error) {
      exit(withError: error)
    } catch {
      CommandFailure.fault("\(error)").exit()
    }
  }

  /// Whether the argument parser has an answer of its own: help, a version, a usage message.
  private static func isUsage(_ error: any Error) -> Bool {
    error is ExitCode || exitCode(for: error) != .failure
  }
}
