// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetricStore
import Metrics
import Report

/// The verb `explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Tell why a pod, a rollout or a replica count is as it is.",
    discussion: """
      rollout/NAME: what bound each batch, in seconds on the way of its slowest pod.
      hpa/NAME, cronhpa/NAME: each decision with its inputs, the rule that limited it and what the \
      loop cost.
      pod/NAME: each stage of its life, why it waited, who ended it.
      """)

  @OptionGroup var options: RunOptions

  @Argument(
    help: ArgumentHelp(
      "KIND/NAME, or KIND/NAMESPACE/NAME where a name alone is not enough.", valueName: "object"))
  var object: String

  @Flag(help: "All rows, also where there are many.")
  var all = false

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableOrJSON.table

  func run() throws {
    let object = try ExplainedObject(object)
    let (reader, run) = try options.open()
    switch object.kind {
    case .rollout: try explainRollout(object, run, reader)
    case .hpa, .cronhpa: try explainAutoscaler(object, run, reader)
    case .pod: try explainPod(object, run, reader)
    }
  }

  private func history(_ run: RunRecord, _ reader: RunReader) throws -> RunHistory {
    try reading { () throws(RunStoreError) in try RunHistory(reading: run, from: reader) }
  }

  private func explainRollout(
    _ object: ExplainedObject, _ run: RunRecord, _ reader: RunReader
  ) throws {
    let history = try history(run, reader)
    let workload = try object.choose(
      from: Self.distinct(history.batches.map(\.workload)),
      nothing: "run \(run.id) has no rollout to explain")
    let batches = history.explainBatches(of: workload)
    switch output {
    case .table:
      try print(RolloutText(run, workload, batches, isWhole: all).lines)
    case .json:
      try DataOutput.print(JSONText.text(RolloutDocument(run, workload, batches)))
    }
  }

  private func explainAutoscaler(
    _ object: ExplainedObject, _ run: RunRecord, _ reader: RunReader
  ) throws {
    let decisions = try reading { () throws(RunStoreError) in try reader.decisions(of: run.id) }
    let names = Self.distinct(decisions.map(\.autoscaler)).filter {
      $0.hasPrefix("HorizontalPodAutoscaler/") ? object.kind == .hpa : object.kind == .cronhpa
    }
    let name = try object.choose(
      from: names.filter { $0 != "Scenario" },
      nothing: "run \(run.id) has no decisions of a \(object.kind.rawValue)")
    let targets = Self.distinct(decisions.filter { $0.autoscaler == name }.map(\.target))
    let batches = try reading { () throws(RunStoreError) in try reader.batches(of: run.id) }
    let story = AutoscalerStory(
      autoscaler: name, targets: targets,
      decisions: decisions.filter {
        $0.autoscaler == name || targets.contains($0.target) && $0.isChange
      }, batches: batches.filter { targets.contains($0.workload) })
    switch output {
    case .table: try print(DecisionText(run, story, isWhole: all).lines)
    case .json: try DataOutput.print(JSONText.text(DecisionDocument(run, story)))
    }
  }

  private func explainPod(
    _ object: ExplainedObject, _ run: RunRecord, _ reader: RunReader
  ) throws {
    let history = try history(run, reader)
    let name = try object.choose(
      from: Self.distinct(history.pods.map(\.name)),
      nothing: "run \(run.id) has stored no pod yet")
    let events = try reading { () throws(RunStoreError) -> [EventRecord] in
      let pod = try reader.events(
        of: run.id, EventFilter(kind: "Pod", object: name, includesPodStages: false))
      let nodes = try reader.events(
        of: run.id, EventFilter(kind: "Node", includesPodStages: false))
      return pod + nodes
    }
    let sorted = events.enumerated().sorted {
      ($0.element.timeMicroseconds, $0.offset) < ($1.element.timeMicroseconds, $1.offset)
    }
    let lives = history.explainPods(named: name, events: sorted.map(\.element))
    switch output {
    case .table: try print(PodText(run, lives).lines)
    case .json: try DataOutput.print(JSONText.text(PodDocument(run, name, lives)))
    }
  }

  private func print(_ lines: [String]) throws(CommandFailure) {
    try DataOutput.print(lines.map(RunText.plain).joined(separator: "\n") + "\n")
  }

  /// The names, each once, in order of their first occurrence.
  private static func distinct(_ names: [String]) -> [String] {
    var seen = Set<String>()
    return names.filter { seen.insert($0).inserted }
  }
}
