// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests

/// Finds the load of each metric of an autoscaler in the files of a question.
struct AutoscaleLoads {
  private let question: AutoscaleQuestion
  private let workload: WorkloadTemplate?
  private let diagnostics: Diagnostics
  private let files: [LoadFile]
  private let named: [(metric: String, file: LoadFile)]
  /// The recorded replica count, if any file tells it.
  let replicas: LoadSeries?
  /// Whether the times of the files count from 1970.
  let isCalendar: Bool

  /// Reads the files.
  init(_ question: AutoscaleQuestion, workload: WorkloadTemplate?, diagnostics: Diagnostics) {
    self.question = question
    self.workload = workload
    self.diagnostics = diagnostics
    files = question.files.compactMap { LoadFile.read(path: $0, into: diagnostics) }
    named = question.namedLoads.compactMap { load in
      LoadFile.read(path: load.path, into: diagnostics).map { (load.metric, $0) }
    }
    let all = files + named.map(\.file)
    isCalendar = all.first?.isCalendar ?? false
    if let path = question.replicasFile {
      let file = LoadFile.read(path: path, into: diagnostics)
      replicas = file.flatMap { $0.series.isEmpty ? $0.replicas : $0.series.first }
    } else {
      replicas = all.compactMap(\.replicas).first
    }
    for file in all where file.isCalendar != isCalendar {
      diagnostics.report(
        Diagnostic(
          at: SourcePlace(file: file.path), found: "found times of another kind",
          expected: isCalendar ? "dates as in the first file" : "seconds since the start"))
    }
  }

  /// The load of each metric in the order of the spec; nil after a fault.
  func metrics(of autoscaler: CompiledHPA) -> [AutoscaleSetup.Metric]? {
    let isOnly = autoscaler.metrics.count == 1
    for load in named where !autoscaler.metrics.contains(where: { $0.name == load.metric }) {
      let names = autoscaler.metrics.map(\.name)
      fault(
        load.file.path, "the autoscaler has no metric \"\(load.metric)\"",
        hint: "it has \(names.joined(separator: ", "))")
    }
    let metrics = autoscaler.metrics.compactMap { metric in
      series(for: metric, isOnly: isOnly).flatMap { self.metric(metric, $0.file, $0.series) }
    }
    return diagnostics.hasErrors ? nil : metrics
  }

  /// The series of a metric: that of its own file, that with its name, or the only one.
  private func series(
    for metric: HPAMetric, isOnly: Bool
  ) -> (file: LoadFile, series: LoadSeries)? {
    if let own = named.first(where: { $0.metric == metric.name })?.file {
      if let only = pick(metric.name, in: own) { return (own, only) }
    }
    for file in files {
      if let series = file.series.first(where: { $0.name == metric.name }) {
        return (file, series)
      }
    }
    if isOnly, files.count == 1, let only = pick("load", in: files[0]) { return (files[0], only) }
    if diagnostics.hasErrors { return nil }
    let names = files.flatMap(\.series).map { "\"\($0.name)\"" }
    let path = files.first?.path ?? question.manifests.first ?? ""
    fault(
      path, "no load of the metric \"\(metric.name)\"",
      hint: names.isEmpty
        ? "give its file: --load \(metric.name)=FILE"
        : "the series are \(names.joined(separator: ", ")); call one \(metric.name), or give its "
          + "file: --load \(metric.name)=FILE")
    return nil
  }

  private func pick(_ name: String, in file: LoadFile) -> LoadSeries? {
    file.series.first { $0.name == name } ?? (file.series.count == 1 ? file.series[0] : nil)
  }

  private func metric(
    _ metric: HPAMetric, _ file: LoadFile, _ series: LoadSeries
  ) -> AutoscaleSetup.Metric? {
    var isOfPods = true
    var request: Int64?
    var limit = question.limits[metric.name]?.milliValue
    switch metric.source {
    case .resource(let name):
      request = requestMilli(name, container: nil)
      limit = limit ?? workload?.limitMilli(name, container: nil)
    case .containerResource(let name, let container):
      request = requestMilli(name, container: container)
      limit = limit ?? workload?.limitMilli(name, container: container)
    case .pods: break
    case .object, .external: isOfPods = false
    }
    if case .utilization = metric.target, (request ?? 0) <= 0 {
      fault(
        file.path, "the target of \(metric.name) is a percentage of an unknown request",
        hint: "give --request \(metric.name)=QUANTITY, or the workload with --workload FILE")
      return nil
    }
    guard isOfPods else { return AutoscaleSetup.Metric(total: series) }
    guard let total = total(of: series, in: file, request: request) else { return nil }
    return AutoscaleSetup.Metric(total: total, requestMilli: request, limitMilli: limit)
  }

  private func requestMilli(_ resource: String, container: String?) -> Int64? {
    question.requests[resource]?.milliValue
      ?? workload?.requestMilli(resource, container: container)
  }

  /// The recorded numbers as totals of the workload.
  private func total(
    of series: LoadSeries, in file: LoadFile, request: Int64?
  ) -> LoadSeries? {
    let kind = question.loadKind
    if kind == .total { return series }
    guard let replicas else {
      fault(
        file.path, "numbers of each pod need the recorded number of pods",
        hint: "add a column \"replicas\", or give its file: --replicas FILE")
      return nil
    }
    if kind == .perPod { return series.combined(with: replicas) { $0 * $1 } }
    guard let request else {
      fault(
        file.path, "a utilisation needs the request of the pods",
        hint: "give --request QUANTITY, or the workload with --workload FILE")
      return nil
    }
    let perCent = Double(request) / 100_000
    return series.combined(with: replicas) { $0 * perCent * $1 }
  }

  private func fault(_ path: String, _ found: String, hint: String?) {
    diagnostics.report(Diagnostic(at: SourcePlace(file: path), found: found, hint: hint))
  }
}
