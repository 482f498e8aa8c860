// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Bounds from forecasts and downsizing in steps: both look once a minute.
extension Simulation {
  private static let planningPeriod = SimulationDuration.minutes(1)

  /// Adds what the manifests of the start hold and has a target.
  mutating func addCapacityPlanning(of cluster: ClusterBlock) {
    for manifest in cluster.objects.forecastBounds {
      let target = manifest.scaleTargetRef
      let index = autoscalers.firstIndex {
        $0.name == target.name && $0.namespace == manifest.metadata.namespace
      }
      guard let index else { continue }
      forecastBounds.append(
        ForecastBoundsState(autoscaler: index, rule: ForecastBoundsRule(manifest)))
    }
    for manifest in cluster.objects.stepwiseDownsizings {
      let reference = WorkloadReference(
        kind: manifest.targetRef.kind, namespace: manifest.metadata.namespace,
        name: manifest.targetRef.name)
      guard let target = deployment(reference) else { continue }
      downsizings.append(
        DownsizingState(
          deployment: target, rule: StepwiseDownsizingRule(manifest, at: .zero)))
    }
    guard !forecastBounds.isEmpty || !downsizings.isEmpty else { return }
    schedule(.capacityPlanned, at: .zero + Self.planningPeriod, .controllers)
  }

  /// Looks at all workloads that are planned for.
  mutating func planCapacity() {
    for index in forecastBounds.indices { moveBounds(index) }
    for index in downsizings.indices { downsize(index) }
    let next = now + Self.planningPeriod
    if next <= endTime { schedule(.capacityPlanned, at: next, .controllers) }
  }

  private mutating func moveBounds(_ index: Int) {
    let autoscaler = forecastBounds[index].autoscaler
    let target = autoscalers[autoscaler].deployment
    let request = behaviors[deployments[target].template.position].requestCores
    let bounds = forecastBounds[index].rule.note(cores: cores(of: target), requestCores: request)
    guard let bounds, autoscalers[autoscaler].exists else { return }
    let compiled = autoscalers[autoscaler].view.autoscaler
    guard bounds.least != Int(compiled.minReplicas) || bounds.most != Int(compiled.maxReplicas)
    else { return }
    setBounds(ofAutoscaler: autoscaler, least: bounds.least, most: bounds.most)
  }

  private func cores(of deployment: DeploymentIndex) -> Double {
    let place = Int(loadOfDeployment[deployment.position])
    return place < 0 ? 0 : loads[place].cores
  }

  private mutating func downsize(_ index: Int) {
    let target = downsizings[index].deployment
    guard deployments[target].exists else { return }
    let action = downsizings[index].rule.step(downsizingView(index))
    switch action {
    case .announce(let count):
      record(
        .downsizingAnnounced, .deployment(target), Int64(deployments[target].specReplicas),
        Int64(count))
    case .cut(let count): scaleDeployment(target, to: count)
    case .revert(let count):
      record(
        .downsizingReverted, .deployment(target), Int64(deployments[target].specReplicas),
        Int64(count))
      scaleDeployment(target, to: count)
    case .finish:
      record(.downsizingDone, .deployment(target), Int64(deployments[target].specReplicas))
    case nil: break
    }
  }

  private mutating func downsizingView(_ index: Int) -> StepwiseDownsizingRule.View {
    let target = downsizings[index].deployment
    let behavior = behaviors[deployments[target].template.position]
    var view = StepwiseDownsizingRule.View(
      now: now, replicas: deployments[target].specReplicas,
      readyCount: podCount(of: target.position, \.readyCount), cores: cores(of: target),
      requestCores: behavior.requestCores, limitCores: behavior.limitCores)
    let place = Int(loadOfDeployment[target.position])
    guard place >= 0 else { return view }
    let total = loads[place].total
    let demand = total.demand - downsizings[index].seenDemand
    let failed = total.failed - downsizings[index].seenFailed
    downsizings[index].seenDemand = total.demand
    downsizings[index].seenFailed = total.failed
    guard demand > 0 else { return view }
    view.errorRatio = max(0, failed / demand)
    // The phase of controllers comes before that of samples, so the interval is still whole.
    let latency = loads[place].interval.latency.quantile(0.99)
    if latency > 0 { view.latencySeconds = latency }
    return view
  }
}
