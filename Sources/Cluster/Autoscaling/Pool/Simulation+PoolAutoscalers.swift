// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// PoolAutoscalers in time: a look at requests and latency in each period.
extension Simulation {
  /// Adds the PoolAutoscalers of the manifests whose target gets requests.
  mutating func addPoolAutoscalers(_ objects: [KubernetesObject], initialCount: Int) {
    for (position, object) in objects.enumerated() {
      guard case .poolAutoscaler(let manifest) = object,
        poolAutoscaler(manifest.metadata) == nil,
        let deployment = deployment(
          WorkloadReference(manifest.scaleTargetRef, of: manifest.metadata))
      else { continue }
      let load = Int(loadOfDeployment[deployment.position])
      guard load >= 0, loads[load].hasTraffic else { continue }
      poolAutoscalers.append(
        PoolAutoscalerState(
          name: manifest.metadata.name, namespace: manifest.metadata.namespace,
          deployment: deployment, exists: position < initialCount, settings: manifest,
          rule: PoolAutoscalerRule(manifest), usual: UsualLoad(manifest), load: load,
          poolLoads: poolLoads(of: manifest, load: load)))
    }
    for index in poolAutoscalers.indices where poolAutoscalers[index].exists {
      var stream = RandomStream(seed: seed, name: "poolautoscaler/offset", index: index)
      let period = UInt64(max(poolAutoscalers[index].settings.periodSeconds, 1)) * 1_000_000
      let offset = SimulationDuration(microseconds: Int64(stream.next(below: period)))
      schedule(.poolAutoscalerDue(UInt32(index)), at: .zero + offset, .controllers)
    }
  }

  private func poolLoads(of manifest: PoolAutoscaler, load: Int) -> [Int] {
    guard let selector = manifest.poolSelector else { return [load] }
    return loads.indices.filter { place in
      let state = deployments[loadDeployments[place]]
      return loads[place].hasTraffic && state.namespace == manifest.metadata.namespace
        && selector.matches(state.templateSpec.metadata.labels)
    }
  }

  /// Takes over a changed or new object; what it has learnt of the last days stays.
  mutating func apply(_ manifest: PoolAutoscaler) {
    guard let index = poolAutoscaler(manifest.metadata) else { return }
    let isNew = !poolAutoscalers[index].exists
    poolAutoscalers[index].exists = true
    poolAutoscalers[index].settings = manifest
    poolAutoscalers[index].rule = PoolAutoscalerRule(manifest)
    if isNew { schedule(.poolAutoscalerDue(UInt32(index)), at: now, .controllers) }
  }

  /// Looks once, and notes what was seen for the days to come.
  mutating func lookAtPool(_ index: Int) {
    let view = poolView(index)
    if let requests = view.requests, let latency = view.latency {
      poolAutoscalers[index].usual.note(
        requests: requests, latency: latency, atSecond: unixSecond)
    }
    if let wanted = poolAutoscalers[index].rule.look(view) {
      poolAutoscalers[index].dueReplicas = wanted
      record(.poolRescaled, .poolAutoscaler(index), Int64(view.replicas), Int64(wanted))
      addKey(.poolAutoscaler, UInt32(index))
    }
    schedule(
      .poolAutoscalerDue(UInt32(index)),
      after: .seconds(Int64(poolAutoscalers[index].settings.periodSeconds)), .controllers)
  }

  /// The call that the last look asks for.
  mutating func planPoolAutoscaler(_ index: Int) -> [SyncState.Call] {
    guard let count = poolAutoscalers[index].dueReplicas else { return [] }
    poolAutoscalers[index].dueReplicas = nil
    return [.scaleDeployment(poolAutoscalers[index].deployment, to: Int(count))]
  }

  private func poolView(_ index: Int) -> PoolAutoscalerRule.View {
    let state = poolAutoscalers[index]
    let deployment = deployments[state.deployment]
    let quantity = CustomMetric.Quantity.latency(quantile: state.settings.quantilePercent / 100)
    let ready = podCount(of: state.deployment.position, \.readyCount)
    var view = PoolAutoscalerRule.View(
      now: now, replicas: Int32(clamping: deployment.specReplicas))
    if ready > 0, let rate = metricsValue(.requestRate, ofLoads: [state.load]) {
      view.requests = rate / Double(ready)
    }
    view.latency = metricsValue(quantity, ofLoads: [state.load])
    let others = state.poolLoads.compactMap { metricsValue(quantity, ofLoads: [$0]) }
    if others.count > 1 { view.poolLatency = others.reduce(0, +) / Double(others.count) }
    let usual = state.usual.usual(atSecond: unixSecond)
    view.usualRequests = usual?.requests
    view.usualLatency = usual?.latency
    return view
  }

  private func poolAutoscaler(_ metadata: ObjectMeta) -> Int? {
    poolAutoscalers.firstIndex { $0.name == metadata.name && $0.namespace == metadata.namespace }
  }
}
