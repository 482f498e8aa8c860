// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Cluster
import MetricStore
import Metrics
import Planner

/// The verb `run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Simulate a scenario, store the run and print its summary.",
    discussion: "Exits with 1 when an objective of the scenario is missed.")

  @OptionGroup var input: ScenarioOptions

  @OptionGroup var store: StoreOptions

  @Flag(help: "Store nothing.")
  var noStore = false

  @Option(help: ArgumentHelp("Also draw the run as an HTML file.", valueName: "file.html"))
  var report: String?

  @Flag(help: "Run two simulations side by side and stop where they first differ.")
  var twice = false

  @Flag(help: "Check the invariants of the cluster throughout.")
  var audit = false

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableOrJSON.table

  func run() throws {
    let loaded = try input.load()
    loaded.warn()
    let plan = RunPlan(
      loaded.scenario, inputHash: loaded.inputHash, version: Version.current,
      overrides: loaded.overrides, audits: audit, repeats: twice)
    if let report { try OutputFile.check(report) }
    let target = try RunTarget(store, isKept: !noStore, isNeeded: report != nil)
    defer { target.discard() }
    let result = try simulate(plan, into: target.store)
    if let report { try draw(result, target, to: report) }
    try printSummary(plan, result)
    say(plan, result, target)
    if result.outcome.objectives.contains(where: { !$0.isMet }) {
      throw CommandFailure.objectiveMissed
    }
  }

  private func simulate(_ plan: RunPlan, into store: RunStore?) throws -> RunResult {
    var bar = ProgressBar()
    defer { bar.clear() }
    do {
      return try Runner().run(plan, into: store) { bar.show($0) }
    } catch {
      bar.clear()
      throw CommandFailure(error)
    }
  }

  private func draw(_ result: RunResult, _ target: RunTarget, to path: String) throws {
    guard let reader = target.store?.reader, let number = result.run else { return }
    let record = try reading { () throws(RunStoreError) in try reader.run(number) }
    try OutputFile.write(ReportFile.html(of: [record], in: reader), to: path)
  }

  private func printSummary(_ plan: RunPlan, _ result: RunResult) throws {
    let outcome = result.outcome
    switch output {
    case .table:
      let text = RunText(
        header: plan.header, digest: outcome.digest, eventCount: outcome.eventCount,
        summary: outcome.summary, objectives: outcome.objectives)
      try DataOutput.print(text.lines().joined(separator: "\n") + "\n")
    case .json:
      let document = RunDocument(
        plan.header, digest: outcome.digest, eventCount: outcome.eventCount,
        summary: outcome.summary, objectives: outcome.objectives)
      try DataOutput.print(JSONText.text(document))
    }
  }

  /// What has no place on stdout because it differs from run to run.
  private func say(_ plan: RunPlan, _ result: RunResult, _ target: RunTarget) {
    if target.isKept, let run = result.run { Console.note("run \(run) in \(store.path)") }
    if let report { Console.note("report in \(report)") }
    if twice { Console.note("both simulations are equal") }
    Console.note(
      Timing.line(plan.header.durationMicroseconds, eventCount: result.outcome.eventCount))
  }
}
