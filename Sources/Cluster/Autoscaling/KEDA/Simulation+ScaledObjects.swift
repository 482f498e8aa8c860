// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// KEDA in time: a poll of the triggers for each ScaledObject, beside its autoscaler.
extension Simulation {
  /// Adds the ScaledObjects of the manifests that have a target.
  mutating func addScaledObjects(_ objects: [KubernetesObject], initialCount: Int) {
    for (position, object) in objects.enumerated() {
      guard case .scaledObject(let manifest) = object,
        scaledObject(manifest.metadata) == nil,
        let deployment = deployment(
          WorkloadReference(manifest.scaleTargetRef, of: manifest.metadata))
      else { continue }
      let plan = plan(of: manifest)
      let exists = position < initialCount
      addAutoscaler(
        plan.autoscaler, deployment: deployment, exists: exists, sources: plan.sources)
      scaledObjects.append(
        ScaledObjectState(
          name: manifest.metadata.name, namespace: manifest.metadata.namespace,
          deployment: deployment, autoscaler: autoscalers.count - 1, exists: exists,
          rule: ScaledObjectRule(manifest, createdAt: .zero), activities: plan.activities,
          activityLoads: plan.activities.map { loads(of: $0) },
          pollingInterval: .seconds(Int64(manifest.pollingInterval))))
    }
  }

  /// Plans the first poll of each object, at an instant of its own within the interval.
  mutating func startScaledObjects() {
    for index in scaledObjects.indices where scaledObjects[index].exists {
      var stream = RandomStream(seed: seed, name: "scaledobject/offset", index: index)
      let period = max(scaledObjects[index].pollingInterval.microseconds, 1)
      let offset = SimulationDuration(microseconds: Int64(stream.next(below: UInt64(period))))
      schedule(.scaledObjectPolled(UInt32(index)), at: .zero + offset, .controllers)
    }
  }

  /// Begins anew with a changed or new object.
  mutating func apply(_ manifest: ScaledObject) {
    guard let index = scaledObject(manifest.metadata) else { return }
    let plan = plan(of: manifest)
    let isNew = !scaledObjects[index].exists
    scaledObjects[index].exists = true
    scaledObjects[index].rule = ScaledObjectRule(manifest, createdAt: now)
    scaledObjects[index].activities = plan.activities
    scaledObjects[index].activityLoads = plan.activities.map { loads(of: $0) }
    scaledObjects[index].pollingInterval = .seconds(Int64(manifest.pollingInterval))
    let autoscaler = scaledObjects[index].autoscaler
    bring(autoscaler: autoscaler)
    setMetrics(ofAutoscaler: autoscaler, plan.autoscaler, sources: plan.sources)
    if isNew { schedule(.scaledObjectPolled(UInt32(index)), at: now, .controllers) }
  }

  /// Looks at the triggers once.
  mutating func pollScaledObject(_ index: Int) {
    let activity = activity(of: index)
    let replicas = Int32(clamping: deployments[scaledObjects[index].deployment].specReplicas)
    let wanted = scaledObjects[index].rule.poll(
      at: now, isActive: activity.isActive, isError: activity.isError, replicas: replicas)
    if let wanted, wanted != replicas {
      scaledObjects[index].dueReplicas = wanted
      record(
        wanted > replicas ? .scaleTargetActivated : .scaleTargetDeactivated,
        .scaledObject(index), Int64(replicas), Int64(wanted))
      addKey(.scaledObject, UInt32(index))
    }
    schedule(
      .scaledObjectPolled(UInt32(index)), after: scaledObjects[index].pollingInterval,
      .controllers)
  }

  /// The call that the last poll asks for.
  mutating func planScaledObject(_ index: Int) -> [SyncState.Call] {
    guard let count = scaledObjects[index].dueReplicas else { return [] }
    scaledObjects[index].dueReplicas = nil
    return [.scaleDeployment(scaledObjects[index].deployment, to: Int(count))]
  }

  private mutating func activity(of index: Int) -> (isActive: Bool, isError: Bool) {
    // Without other triggers CPU and memory count as always active.
    if scaledObjects[index].activities.isEmpty { return (true, false) }
    var isActive = false
    var isError = false
    for place in scaledObjects[index].activities.indices {
      switch scaledObjects[index].activities[place] {
      case .cron(let window): isActive = isActive || window.isOpen(at: unixSecond)
      case .value(let source, let least):
        if let value = value(of: source, loads: scaledObjects[index].activityLoads[place]) {
          isActive = isActive || value > least
        } else {
          isError = true
        }
      }
    }
    return (isActive, isError)
  }

  private mutating func value(of source: MetricSource, loads: [Int]) -> Double? {
    switch source {
    case .workloads(let quantity, _): metricsValue(quantity, ofLoads: loads)
    case .series(let places): externalValue(places)
    case .cron(let floor): Double(floor.replicas(at: unixSecond))
    case .cpu, .memory, .pods, .none: nil
    }
  }

  private func loads(of activity: ScaledObjectPlan.Activity) -> [Int] {
    if case .value(let source, _) = activity { loads(of: source) } else { [] }
  }

  private func plan(of manifest: ScaledObject) -> ScaledObjectPlan {
    ScaledObjectPlan(
      manifest, at: SourcePlace(file: ""), sources: metricSources, clocks: clocks)
  }

  private func scaledObject(_ metadata: ObjectMeta) -> Int? {
    scaledObjects.firstIndex { $0.name == metadata.name && $0.namespace == metadata.namespace }
  }
}
