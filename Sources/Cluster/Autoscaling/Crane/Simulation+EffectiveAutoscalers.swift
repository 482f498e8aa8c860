// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Crane's autoscalers in time: HorizontalPodAutoscalers that may only show what they would do.
extension Simulation {
  /// Adds the autoscalers of the manifests that have a target.
  mutating func addEffectiveAutoscalers(_ objects: [KubernetesObject], initialCount: Int) {
    for (position, object) in objects.enumerated() {
      guard case .effectiveHorizontalPodAutoscaler(let manifest) = object,
        let deployment = deployment(
          WorkloadReference(manifest.scaleTargetRef, of: manifest.metadata))
      else { continue }
      let plan = plan(of: manifest)
      let name = plan.autoscaler.metadata.name
      guard autoscaler(name, namespace: manifest.metadata.namespace) == nil else { continue }
      addAutoscaler(
        plan.autoscaler, deployment: deployment, exists: position < initialCount,
        sources: plan.sources)
      setStrategy(of: autoscalers.count - 1, manifest)
    }
  }

  /// Takes over a changed or new object.
  mutating func apply(_ manifest: EffectiveHorizontalPodAutoscaler) {
    let plan = plan(of: manifest)
    let name = plan.autoscaler.metadata.name
    guard let index = autoscaler(name, namespace: manifest.metadata.namespace) else { return }
    bring(autoscaler: index)
    setMetrics(ofAutoscaler: index, plan.autoscaler, sources: plan.sources)
    setStrategy(of: index, manifest)
    if manifest.scaleStrategy == .preview, let count = manifest.specificReplicas {
      scaleDeployment(autoscalers[index].deployment, to: Int(count))
    }
  }

  /// With the strategy Preview the autoscaler scales an object that stands for the workload.
  private mutating func setStrategy(
    of index: Int, _ manifest: EffectiveHorizontalPodAutoscaler
  ) {
    let current = deployments[autoscalers[index].deployment].specReplicas
    autoscalers[index].previewReplicas =
      manifest.scaleStrategy == .preview ? autoscalers[index].previewReplicas ?? current : nil
  }

  private func plan(of manifest: EffectiveHorizontalPodAutoscaler) -> EffectiveAutoscalerPlan {
    EffectiveAutoscalerPlan(
      manifest, at: SourcePlace(file: ""), sources: metricSources, clocks: clocks)
  }
}
