// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// HorizontalPodAutoscalers as objects: made, changed, found, and what their decisions write.
extension Simulation {
  /// Adds an autoscaler, with other sources of its metrics than a HorizontalPodAutoscaler has if
  /// they are given.
  mutating func addAutoscaler(
    _ manifest: HorizontalPodAutoscaler, deployment: DeploymentIndex, exists: Bool,
    sources: [MetricSource]? = nil
  ) {
    autoscalers.append(
      AutoscalerState(
        manifest, deployment: deployment, exists: exists,
        configuration: HPAControllerConfiguration(controlPlane)))
    setMetrics(ofAutoscaler: autoscalers.count - 1, manifest, sources: sources)
    if !scrapedDeployments.contains(deployment) { scrapedDeployments.append(deployment) }
  }

  /// The place of an autoscaler, if it is known.
  func autoscaler(_ name: String, namespace: String) -> Int? {
    autoscalers.firstIndex { $0.name == name && $0.namespace == namespace }
  }

  /// Lets an autoscaler exist from now on.
  mutating func bring(autoscaler index: Int) {
    if !autoscalers[index].exists { rearmAutoscaler(UInt32(index)) }
    autoscalers[index].exists = true
  }

  /// Takes over the spec of a manifest.
  mutating func setMetrics(
    ofAutoscaler index: Int, _ manifest: HorizontalPodAutoscaler, sources: [MetricSource]? = nil
  ) {
    let target = deployments[autoscalers[index].deployment].reference
    let sources =
      sources ?? manifest.spec.metrics.map { metricSources.source(of: $0, target: target) }
    let loads = sources.map { self.loads(of: $0) }
    autoscalers[index].update(
      CompiledHPA(
        manifest.spec, configuration: HPAControllerConfiguration(controlPlane)),
      sources: sources, loads: loads)
  }

  /// The places of the loads that a metric is about.
  func loads(of source: MetricSource) -> [Int] {
    guard case .workloads(_, let references) = source else { return [] }
    return references.compactMap { reference in
      guard let index = deployment(reference) else { return nil }
      let place = loadOfDeployment[index.position]
      return place < 0 ? nil : Int(place)
    }
  }

  /// The call that carries out a decision; one that is only shown changes nothing.
  mutating func scaleCall(ofAutoscaler index: Int, to count: Int) -> SyncState.Call {
    guard autoscalers[index].previewReplicas != nil else {
      return .scaleDeployment(autoscalers[index].deployment, to: count)
    }
    autoscalers[index].previewReplicas = count
    return .read
  }

  /// How far histories of the load have to reach back for the autoscalers of a scenario.
  func historyReach(_ scenario: Scenario) -> HistoryReach {
    let metrics = ClusterPlan.allItems(of: scenario).flatMap {
      AutoscalerNeeds.metrics(of: $0.object)
    }
    var reach = HistoryReach(cpu: rememberedSteps(scrapeReach))
    if AutoscalerNeeds.isScraped(scenario) {
      reach.requests = rememberedSteps(scenario.cluster.customMetrics.scrapeInterval * 2)
    }
    let holdsMemory = scenario.behavior.contains { ($0.request?.memoryBytes ?? 0) > 0 }
    if holdsMemory, metrics.contains("memory") { reach.inFlight = reach.cpu }
    return reach
  }
}
