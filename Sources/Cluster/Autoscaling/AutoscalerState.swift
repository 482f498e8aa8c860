// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics

/// A HorizontalPodAutoscaler of the run with the memory of its rule.
struct AutoscalerState: Sendable {
  let name: String
  let namespace: String
  let deployment: DeploymentIndex
  /// Whether the object exists yet; one that a later manifest brings does not.
  var exists: Bool
  var rule = HorizontalPodAutoscalerRule()
  /// The view, kept so that its arrays are filled again without a new allocation.
  var view: HPAView
  /// What the rule last decided to limit by, for the answer to "why".
  var lastLimit: HPADecision.Limit = .none

  /// The decision that is repeated until now, as it will be told of.
  var openDecision: (key: HPADecisionKey, record: ScalingDecisionRecord)?
  /// Since when a window or a rate has held it back; nil if none does.
  var hold: HPAHold?

  init(_ manifest: HorizontalPodAutoscaler, deployment: DeploymentIndex, exists: Bool) {
    self.exists = exists
    name = manifest.metadata.name
    namespace = manifest.metadata.namespace
    self.deployment = deployment
    let compiled = CompiledHPA(manifest.spec, configuration: HPAControllerConfiguration())
    view = HPAView(now: .zero, autoscaler: compiled, specReplicas: 0, statusReplicas: 0)
    view.readings = compiled.metrics.map { _ in HPAMetricReading(samples: []) }
  }
}
