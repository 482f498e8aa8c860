// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Cluster
import EventKernel
import Manifests
import Report
import Scenario

/// Which scenario is simulated, and what of it is changed.
struct ScenarioOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The scenario file.", valueName: "scenario"))
  var path: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Replace a value of the scenario, as in spec.duration=1h; may be given again.",
      valueName: "path=value"))
  var overrides: [String] = []

  @Option(help: "Replace the seed of all random streams.")
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Stop at this moment: 2h30m since the start, or 20:00:00 on the scenario's clock.",
      valueName: "moment"))
  var until: String?

  /// A scenario without faults.
  struct Loaded {
    var scenario: Scenario
    var inputHash: String
    var overrides: [String]
    var warnings: [Diagnostic]

    /// Shortens the run; a moment after its end changes nothing.
    ///
    /// Not by `spec.duration`: the timeline may go on after the moment.
    mutating func stop(at moment: SimulationDuration) {
      guard moment < scenario.duration else { return }
      scenario.duration = moment
      let note = "until=\(Span.text(microseconds: moment.microseconds))"
      overrides.append(note)
      var digest = RollingDigest()
      digest.combine(inputHash)
      digest.combine(note)
      inputHash = digest.hex
    }

    /// Tells what may surprise, on stderr.
    func warn() {
      for warning in warnings { Console.note(warning.description) }
    }
  }

  /// Reads the scenario with all that it refers to; every fault is told at once.
  func load() throws(CommandFailure) -> Loaded {
    var loaded = try load(overrides + (seed.map { ["spec.seed=\($0)"] } ?? []))
    if let until { loaded.stop(at: try moment(until, in: loaded.scenario)) }
    return loaded
  }

  private func moment(
    _ until: String, in scenario: Scenario
  ) throws(CommandFailure) -> SimulationDuration {
    let clock = Report.WallClock(
      startUnixSeconds: scenario.start.unixSeconds,
      utcOffsetSeconds: scenario.start.utcOffsetSeconds)
    let moment = try Moment(until, option: "--until", clock: clock)
    guard moment.microseconds > 0 else {
      throw .badInput("--until: \(until) is not after the start of the run")
    }
    return SimulationDuration(microseconds: moment.microseconds)
  }

  private func load(_ overrides: [String]) throws(CommandFailure) -> Loaded {
    let result = ScenarioReader.read(path: path, overrides: overrides.map { Override($0) })
    var diagnostics = result.diagnostics
    if let scenario = result.scenario { diagnostics += Simulation.check(scenario) }
    let faults = diagnostics.filter { $0.severity == .error }
    guard faults.isEmpty, let scenario = result.scenario else {
      for diagnostic in diagnostics { Console.note(diagnostic.description) }
      throw .badInput("\(path): \(FaultCount.text(faults.count)), nothing was run")
    }
    return Loaded(
      scenario: scenario, inputHash: result.inputHash, overrides: overrides,
      warnings: diagnostics)
  }
}
