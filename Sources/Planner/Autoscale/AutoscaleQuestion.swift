// SPDX-License-Identifier: Apache-2.0

public import Cluster
public import EventKernel
public import Manifests

/// What a user asks `autoscale`: files and what they do not say.
public struct AutoscaleQuestion: Sendable {
  /// A file with the load of a metric.
  public struct NamedLoad: Sendable, Hashable {
    /// The name of the metric.
    public var metric: String
    /// The file.
    public var path: String

    /// Makes a named load.
    public init(metric: String, path: String) {
      self.metric = metric
      self.path = path
    }
  }

  /// Recordings of reconciles, or files with the load.
  public var files: [String]
  /// Files with the load of one metric each.
  public var namedLoads: [NamedLoad] = []
  /// Manifests with the autoscaler, and if wanted its workload; empty for recordings.
  public var manifests: [String] = []
  /// Which autoscaler, when the manifests have several.
  public var autoscalerName: String?
  /// A file with the recorded replica count.
  public var replicasFile: String?
  /// What the recorded numbers are.
  public var loadKind = AutoscaleSetup.LoadKind.total
  /// Requests of a pod, which win over those of the workload.
  public var requests = ResourceList()
  /// The most that a pod can use or serve, by metric; wins over the limits of the workload.
  public var limits = ResourceList()
  /// The number of pods at the start; nil for the recorded, the workload's or the least one.
  public var initialReplicas: Int32?
  /// From the decision for a pod to its readiness.
  public var readyAfter = SimulationDuration.seconds(30)
  /// How old the samples are that a decision sees.
  public var metricAge = SimulationDuration.seconds(15)
  /// The controller's flags.
  public var configuration = HPAControllerConfiguration()

  /// Makes a question about files.
  public init(files: [String]) { self.files = files }

  /// Plays everything; nil after a fault, which goes to the diagnostics.
  public func answer(into diagnostics: Diagnostics) -> [AutoscaleOutcome]? {
    if manifests.isEmpty { return replayed(into: diagnostics) }
    guard let setup = setup(into: diagnostics) else { return nil }
    guard let outcome = AutoscaleLoop.play(setup) else {
      return refuse(
        files.first ?? namedLoads.first?.path ?? "", "the metrics have no common span of time",
        into: diagnostics)
    }
    return [outcome]
  }

  // MARK: Recordings

  private func replayed(into diagnostics: Diagnostics) -> [AutoscaleOutcome]? {
    var outcomes: [AutoscaleOutcome] = []
    for path in files {
      let limits = ManifestLimits()
      let before = diagnostics.errorCount
      let bytes = ManifestReader.bytes(ofFile: path, limits: limits, into: diagnostics)
      guard let bytes else { continue }
      guard path.lowercased().hasSuffix(".json"),
        let document = DocumentReader.read(
          bytes, file: path, limits: limits, into: diagnostics
        ).first, document["format"] != nil
      else {
        if diagnostics.errorCount == before {
          report(
            path, "this is no recording of reconciles", into: diagnostics,
            hint: "to follow a load, name the autoscaler: --hpa hpa.yaml")
        }
        continue
      }
      let recording = HPARecording(
        reading: ObjectReader(document, file: path, diagnostics: diagnostics))
      guard diagnostics.errorCount == before else { continue }
      outcomes += recording.cases.map { AutoscaleOutcome(replaying: $0) }
    }
    return diagnostics.hasErrors ? nil : outcomes
  }

  // MARK: Manifests

  private func setup(into diagnostics: Diagnostics) -> AutoscaleSetup? {
    let set = ManifestReader.read(paths: manifests)
    diagnostics.report(set.diagnostics)
    guard !diagnostics.hasErrors, let hpa = autoscaler(in: set, into: diagnostics) else {
      return nil
    }
    let reference = hpa.spec.scaleTargetRef
    let workload = set.items.compactMap { WorkloadTemplate($0) }
      .first { $0.kind == reference.kind && $0.name == reference.name }
    guard hpa.spec.maxReplicas <= AutoscaleSetup.mostReplicas else {
      return refuse(
        manifests[0],
        "maxReplicas \(hpa.spec.maxReplicas) is above \(AutoscaleSetup.mostReplicas), the bound",
        into: diagnostics)
    }
    let loads = AutoscaleLoads(self, workload: workload, diagnostics: diagnostics)
    let autoscaler = CompiledHPA(hpa.spec, configuration: configuration)
    guard let metrics = loads.metrics(of: autoscaler) else { return nil }
    let first = loads.replicas?.points.first?.value
    let initial =
      initialReplicas ?? first.map { Int32(clamping: Int64($0.rounded())) }
      ?? workload?.replicas ?? hpa.spec.minReplicas
    var setup = AutoscaleSetup(
      autoscaler: autoscaler, metrics: metrics,
      initialReplicas: min(initial, AutoscaleSetup.mostReplicas))
    setup.name = "\(hpa.metadata.namespace)/\(hpa.metadata.name)"
    setup.recordedReplicas = loads.replicas
    setup.readyAfter = readyAfter
    setup.metricAge = metricAge
    setup.isCalendar = loads.isCalendar
    return check(setup, into: diagnostics)
  }

  private func check(
    _ setup: AutoscaleSetup, into diagnostics: Diagnostics
  ) -> AutoscaleSetup? {
    guard let span = setup.span else { return setup }
    let syncs =
      Double(span.upperBound - span.lowerBound)
      / Double(configuration.syncPeriod.microseconds)
    let pods = Double(max(setup.autoscaler.maxReplicas, setup.initialReplicas))
    guard syncs <= Double(LoadFile.mostSamples), syncs * pods <= AutoscaleSetup.mostPodSyncs else {
      return refuse(
        files.first ?? "", "\(Int64(syncs)) decisions about up to \(Int64(pods)) pods are too many",
        into: diagnostics)
    }
    return setup
  }

  private func autoscaler(
    in set: ManifestSet, into diagnostics: Diagnostics
  ) -> HorizontalPodAutoscaler? {
    let all = set.horizontalPodAutoscalers
    let names = all.map(\.metadata.name)
    if let wanted = autoscalerName {
      if let found = all.first(where: { $0.metadata.name == wanted }) { return found }
      return refuse(
        manifests[0], "no HorizontalPodAutoscaler \"\(wanted)\"", into: diagnostics,
        hint: didYouMean(wanted, in: names))
    }
    if all.count == 1 { return all[0] }
    let hint = names.isEmpty ? nil : "choose one with --name: \(names.joined(separator: ", "))"
    return refuse(
      manifests[0],
      all.isEmpty ? "no HorizontalPodAutoscaler" : "\(all.count) HorizontalPodAutoscalers",
      into: diagnostics, hint: hint)
  }

  private func refuse<Result>(
    _ path: String, _ found: String, into diagnostics: Diagnostics, hint: String? = nil
  ) -> Result? {
    report(path, found, into: diagnostics, hint: hint)
    return nil
  }

  private func report(
    _ path: String, _ found: String, into diagnostics: Diagnostics, hint: String? = nil
  ) {
    diagnostics.report(Diagnostic(at: SourcePlace(file: path), found: found, hint: hint))
  }
}
