// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Cluster
import EventKernel
import Manifests
import Planner

/// The verb `autoscale`.
struct AutoscaleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "autoscale",
    abstract: "Play a HorizontalPodAutoscaler against recorded load.",
    discussion: """
      FILE is the load of the workload: CSV with a header such as time,load,replicas, or the JSON \
      answer of Prometheus /api/v1/query_range. CPU is in cores, memory in bytes, other metrics in \
      their own unit. The load is given and the replicas follow: each decision changes the pods \
      that share the load. Without --hpa, FILE is a recording of reconciles (format \
      hpa-series/1), which holds its own autoscaler and pods.
      """)

  @Argument(help: ArgumentHelp("Recorded load, or recorded reconciles.", valueName: "file"))
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "The manifest of the autoscaler; may be given again.", valueName: "file"))
  var hpa: [String] = []

  @Option(help: "Which autoscaler, when the manifests have several.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The manifest of the workload, for its requests and limits.", valueName: "file"))
  var workload: [String] = []

  @Option(
    help: ArgumentHelp(
      "The load of one metric, when the autoscaler has several; may be given again.",
      valueName: "metric=file"))
  var load: [NamedFileOption] = []

  @Option(help: "What the recorded numbers are: of all pods together, or the mean of one pod.")
  var loadIs = AutoscaleSetup.LoadKind.total

  @Option(help: ArgumentHelp("The recorded replica count.", valueName: "file"))
  var replicas: String?

  @Option(
    help: ArgumentHelp("The request of a pod, such as 500m or memory=1Gi.", valueName: "amount"))
  var request: [AmountOption] = []

  @Option(
    help: ArgumentHelp(
      "The most that a pod can use, such as 2 or http_requests=200.", valueName: "amount"))
  var limit: [AmountOption] = []

  @Option(help: "The number of pods at the start. (default: recorded, else as in the manifests)")
  var initialReplicas: Int32?

  @Option(help: "From the decision for a pod to its readiness.")
  var readyAfter = SpanOption(seconds: 30)

  @Option(help: "How old the samples are that a decision sees.")
  var metricAge = SpanOption(seconds: 15)

  @Option(help: "From one decision to the next.")
  var syncPeriod = SpanOption(seconds: 15)

  @Option(help: "How long recommendations hold back scaling down, without behavior.")
  var downscaleStabilization = SpanOption(seconds: 300)

  @Option(help: "The relative distance from the target that is left alone.")
  var tolerance = 0.1

  @Flag(help: "Turn on the feature gate HPAScaleToZero.")
  var scaleToZero = false

  @Flag(help: "List all changes, not only the first ones.")
  var all = false

  @Option(help: ArgumentHelp("Draw the result as an HTML file.", valueName: "file"))
  var report: String?

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableJSONOrCSV.table

  func validate() throws {
    if files.isEmpty, load.isEmpty { throw ValidationError("no FILE with a load was given") }
    if syncPeriod.microseconds < 1_000_000 {
      throw ValidationError("--sync-period must be at least 1s")
    }
    if !(tolerance >= 0 && tolerance < 1) {
      throw ValidationError("--tolerance must be from 0 to less than 1")
    }
    if let initialReplicas, initialReplicas < 0 {
      throw ValidationError("--initial-replicas must not be negative, found \(initialReplicas)")
    }
    if hpa.isEmpty, !load.isEmpty || !workload.isEmpty {
      throw ValidationError("a load needs an autoscaler: give --hpa FILE")
    }
  }

  func run() throws {
    if let report { try OutputFile.check(report) }
    let diagnostics = Diagnostics()
    let outcomes = question.answer(into: diagnostics)
    for diagnostic in diagnostics.all { Console.note(diagnostic.description) }
    guard let outcomes, !diagnostics.hasErrors else {
      throw CommandFailure.badInput(
        "\(FaultCount.text(diagnostics.errorCount)), nothing was played")
    }
    switch output {
    case .table:
      try DataOutput.print(
        AutoscaleText(limit: all ? .max : 20).lines(of: outcomes).joined(separator: "\n") + "\n")
    case .json: try DataOutput.print(JSONText.text(AutoscaleDocument(outcomes)))
    case .csv: try AutoscaleRows.print(outcomes)
    }
    if let report {
      try OutputFile.write(AutoscalePage.html(of: outcomes), to: report)
      Console.note("report in \(report)")
    }
  }

  private var question: AutoscaleQuestion {
    var question = AutoscaleQuestion(files: files)
    question.manifests = hpa.isEmpty ? [] : hpa + workload
    question.autoscalerName = name
    question.namedLoads = load.map(\.load)
    question.loadKind = loadIs
    question.replicasFile = replicas
    for amount in request { question.requests[amount.name] = amount.quantity }
    for amount in limit { question.limits[amount.name] = amount.quantity }
    question.initialReplicas = initialReplicas
    question.readyAfter = SimulationDuration(microseconds: readyAfter.microseconds)
    question.metricAge = SimulationDuration(microseconds: metricAge.microseconds)
    question.configuration.syncPeriod = SimulationDuration(microseconds: syncPeriod.microseconds)
    question.configuration.downscaleStabilization = SimulationDuration(
      microseconds: downscaleStabilization.microseconds)
    question.configuration.tolerance = tolerance
    question.configuration.scalesToZero = scaleToZero
    return question
  }
}
