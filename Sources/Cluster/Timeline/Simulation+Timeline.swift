// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// What the timeline of the scenario lets happen.
extension Simulation {
  mutating func carryOut(_ entry: Int) {
    switch timeline[entry].action {
    case .apply(let objects): apply(objects)
    case .scale(let target, let replicas):
      if let index = deployment(target) {
        recordOrder("scale", of: index, from: deployments[index].specReplicas, to: replicas)
        scaleDeployment(index, to: replicas)
      }
    case .failNodes(let pool, let count, let duration):
      if let place = pools.firstIndex(of: pool) {
        failNodes(pool: place, count: count, duration: duration)
      }
    case .failZone(let zone, let duration): failZone(zone, duration: duration)
    case .slowRegistry(let rate, let duration): slowRegistry(to: rate, duration: duration)
    case .prePull(let order): prePull(order)
    case .slowStart(let order): slowStart(order)
    case .restoreNodes(let pool, let count):
      if let place = pools.firstIndex(of: pool) { restoreNodes(pool: place, count: count) }
    case .restart(let target):
      if let index = deployment(target) { restart(index) }
    case .approve(let namespace, let name): approveRollout(namespace: namespace, name: name)
    case .stallControlPlane(let duration): stallControlPlane(for: duration)
    case .removeSchedulingGates(let target):
      if let index = deployment(target) { removeSchedulingGates(of: index) }
    case .drainNodes(let pool, let count, let timeout):
      if let place = pools.firstIndex(of: pool) {
        drainNodes(pool: place, count: count, timeout: timeout)
      }
    case .uncordonNodes(let pool, let count):
      if let place = pools.firstIndex(of: pool) { uncordonNodes(pool: place, count: count) }
    }
  }

  /// The Deployment that a reference names.
  func deployment(_ target: WorkloadReference) -> DeploymentIndex? {
    deployments.indices.first { deployments[$0].reference == target }
  }

  private mutating func apply(_ objects: ManifestSet) {
    // Maps first, so that workloads applied with them name the new copies.
    for case .configMap(let manifest) in objects.objects { apply(manifest) }
    for object in objects.objects {
      if case .deployment(let manifest) = object { apply(manifest) }
      applyNumbered(object)
      if case .horizontalPodAutoscaler(let manifest) = object { apply(manifest) }
      if case .cronHorizontalPodAutoscaler(let manifest) = object { apply(manifest) }
      if case .podDisruptionBudget(let manifest) = object { set(manifest, exists: true) }
      if case .cronHPA(let manifest) = object { apply(manifest) }
      if case .verticalPodAutoscaler(let manifest) = object { apply(manifest) }
      if case .rollout(let manifest) = object { apply(manifest) }
      if case .scaledObject(let manifest) = object { apply(manifest) }
      if case .poolAutoscaler(let manifest) = object { apply(manifest) }
      if case .effectiveHorizontalPodAutoscaler(let manifest) = object { apply(manifest) }
    }
  }

  private mutating func apply(_ manifest: Deployment) {
    let name = manifest.metadata.name
    let target = WorkloadReference(
      kind: "Deployment", namespace: manifest.metadata.namespace, name: name)
    guard let index = deployment(target) else { return }
    let isNew = !deployments[index].exists
    deployments[index].exists = true
    deployments[index].update(manifest.spec)
    // An autoscaled workload keeps its replicas: its manifest says only what it starts with.
    if isNew || !isAutoscaled(index) {
      let replicas = Int(manifest.spec.replicas)
      recordOrder("apply", of: index, from: deployments[index].specReplicas, to: replicas)
      scaleDeployment(index, to: Int(manifest.spec.replicas))
    }
    setTemplate(of: index, to: compile(manifest.spec.template, of: index))
    // Also a change of the strategy alone, or the end of a pause, wakes the controller.
    notify(.deployment, index.rawValue)
  }

  func isAutoscaled(_ index: DeploymentIndex) -> Bool {
    autoscalers.contains { $0.deployment == index && $0.previewReplicas == nil }
      || poolAutoscalers.contains { $0.deployment == index }
  }

  private mutating func apply(_ manifest: HorizontalPodAutoscaler) {
    let metadata = manifest.metadata
    guard let index = autoscaler(metadata.name, namespace: metadata.namespace) else { return }
    bring(autoscaler: index)
    setMetrics(ofAutoscaler: index, manifest)
  }

  private mutating func apply(_ manifest: CronHorizontalPodAutoscaler) {
    guard let index = cronAutoscaler(manifest.metadata) else { return }
    cronAutoscalers[index].exists = true
    cronAutoscalers[index].rule = cronRule(of: manifest, startingAt: unixSecond)
    scheduleCron(index)
  }

  /// Replaces all pods of a Deployment, as `kubectl rollout restart` does.
  private mutating func restart(_ index: DeploymentIndex) {
    guard deployments[index].exists else { return }
    var template = deployments[index].templateSpec
    template.metadata.annotations["kubectl.kubernetes.io/restartedAt"] = now.description
    setTemplate(of: index, to: compile(template, of: index))
  }
}
