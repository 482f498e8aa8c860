// SPDX-License-Identifier: Apache-2.0

import Manifests
import Scenario

/// Finds what the metrics of autoscalers mean in a scenario.
struct MetricSources: Sendable {
  private let services: [Service]
  private let ingresses: [Ingress]
  /// The workloads with the labels of their pods.
  private let workloads: [(reference: WorkloadReference, labels: LabelSet)]
  private let series: [CustomMetricsBlock.ExternalSeriesBlock]
  private let serving: Set<WorkloadReference>

  init(_ scenario: Scenario) {
    let objects = ClusterPlan.allItems(of: scenario).map(\.object)
    services = objects.compactMap { if case .service(let it) = $0 { it } else { nil } }
    ingresses = objects.compactMap { if case .ingress(let it) = $0 { it } else { nil } }
    workloads = objects.compactMap { object in
      WorkloadKind.reference(to: object).map {
        ($0, WorkloadKind.podTemplate(of: object)?.metadata.labels ?? [:])
      }
    }
    series = scenario.cluster.customMetrics.external
    serving = Set(scenario.traffic.map(\.target))
  }

  /// Where the values of a metric come from for an autoscaler of a workload.
  func source(of metric: MetricSpec, target: WorkloadReference) -> MetricSource {
    switch metric {
    case .resource(let name, _): resource(name, container: nil)
    case .containerResource(let name, let container, _): resource(name, container: container)
    case .pods(let metric, _): pods(metric.name, target: target)
    case .object(let metric, let object, _):
      self.object(metric.name, of: object, namespace: target.namespace)
    case .external(let metric, _): external(metric.name, metric.selector, target: target)
    }
  }

  /// The series of an external metric of the scenario; nil if it has none of that name.
  func series(named name: String) -> MetricSource? {
    let places = series.indices.filter { series[$0].name == name }
    return places.isEmpty ? nil : .series(places)
  }

  private func resource(_ name: String, container: String?) -> MetricSource {
    switch name {
    case "cpu": .cpu(container: container)
    case "memory": .memory(container: container)
    default:
      .none(
        MetricFault(
          found: "use of the resource \"\(name)\" has no value in a run",
          hint: "cpu and memory have one"))
    }
  }

  private func pods(_ name: String, target: WorkloadReference) -> MetricSource {
    guard let metric = CustomMetric.named(name) else { return unknown(name) }
    guard metric.isOfPods else {
      return .none(
        MetricFault(
          found: "the metric \"\(name)\" has no value for each pod",
          hint: "ask for it as a metric of type Object"))
    }
    guard serving.contains(target) else { return silent(name, target) }
    return .pods(metric.quantity)
  }

  private func object(
    _ name: String, of object: CrossVersionObjectReference, namespace: String
  ) -> MetricSource {
    guard let metric = CustomMetric.named(name) else { return unknown(name) }
    let behind = workloads(behind: object.kind, object.name, namespace: namespace)
      .filter(serving.contains)
    guard !behind.isEmpty else {
      return .none(
        MetricFault(
          found: "no workload with traffic stands behind \(object.kind) \"\(object.name)\"",
          hint: "name a workload, or a Service or Ingress of the manifests that leads to one"))
    }
    return .workloads(metric.quantity, behind)
  }

  private func external(
    _ name: String, _ selector: LabelSelector?, target: WorkloadReference
  ) -> MetricSource {
    let named = series.indices.filter { series[$0].name == name }
    if !named.isEmpty {
      let chosen = named.filter { selector?.matches(series[$0].labels) ?? true }
      if !chosen.isEmpty { return .series(chosen) }
      return .none(
        MetricFault(
          found: "no series of the external metric \"\(name)\" matches the selector",
          hint: "see clusters[].customMetrics.external[].labels"))
    }
    guard let metric = CustomMetric.named(name) else { return unknown(name) }
    let chosen = selector.map { workload(chosenBy: $0, namespace: target.namespace) } ?? target
    guard let chosen, serving.contains(chosen) else { return silent(name, chosen ?? target) }
    return .workloads(metric.quantity, [chosen])
  }

  /// The workload that labels such as `deployment: worker` name, as kube-state-metrics has them.
  private func workload(
    chosenBy selector: LabelSelector, namespace: String
  ) -> WorkloadReference? {
    let namespace = selector.matchLabels["namespace"] ?? namespace
    for kind in WorkloadKind.allCases {
      guard let name = selector.matchLabels[kind.name.lowercased()] else { continue }
      return WorkloadReference(kind: kind.name, namespace: namespace, name: name)
    }
    return nil
  }

  /// The workloads whose requests pass through an object.
  private func workloads(
    behind kind: String, _ name: String, namespace: String
  ) -> [WorkloadReference] {
    switch kind {
    case "Service":
      let service = services.first {
        $0.metadata.name == name && $0.metadata.namespace == namespace
      }
      guard let service, !service.selector.isEmpty else { return [] }
      return workloads.filter {
        $0.reference.namespace == namespace && $0.labels.contains(service.selector)
      }.map(\.reference)
    case "Ingress":
      let ingress = ingresses.first {
        $0.metadata.name == name && $0.metadata.namespace == namespace
      }
      var found: [WorkloadReference] = []
      for service in ingress?.services ?? [] {
        for workload in workloads(behind: "Service", service, namespace: namespace)
        where !found.contains(workload) {
          found.append(workload)
        }
      }
      return found
    default:
      return workloads.map(\.reference).filter {
        $0.kind == kind && $0.name == name && $0.namespace == namespace
      }
    }
  }

  private func unknown(_ name: String) -> MetricSource {
    let known = CustomMetric.all.flatMap(\.names) + series.map(\.name)
    return .none(
      MetricFault(
        found: "the metric \"\(name)\" has no value in a run",
        hint: didYouMean(name, in: known)
          ?? "give it one in clusters[].customMetrics.external, or ask for one of "
          + CustomMetric.all.map { $0.names[0] }.joined(separator: ", ")))
  }

  private func silent(_ name: String, _ target: WorkloadReference) -> MetricSource {
    .none(
      MetricFault(
        found: "the metric \"\(name)\" has no value, as \(target.description) gets no requests",
        hint: "give it traffic in spec.traffic"))
  }
}
