// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Metrics
import Scenario

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
  /// Where the values of each metric come from, in the order of the spec.
  private(set) var sources: [MetricSource] = []
  /// The loads of the workloads that each metric is about, in the order of the spec.
  private(set) var loads: [[Int]] = []
  /// What the rule last decided to limit by, for the answer to "why".
  var lastLimit: HPADecision.Limit = .none
  /// The count that is only shown and never carried out; nil in an autoscaler that scales.
  var previewReplicas: Int?

  /// The decision that is repeated until now, as it will be told of.
  var openDecision: (key: HPADecisionKey, record: ScalingDecisionRecord)?
  /// Since when a window or a rate has held it back; nil if none does.
  var hold: HPAHold?

  init(
    _ manifest: HorizontalPodAutoscaler, deployment: DeploymentIndex, exists: Bool,
    configuration: HPAControllerConfiguration
  ) {
    self.exists = exists
    name = manifest.metadata.name
    namespace = manifest.metadata.namespace
    self.deployment = deployment
    let compiled = CompiledHPA(manifest.spec, configuration: configuration)
    view = HPAView(now: .zero, autoscaler: compiled, specReplicas: 0, statusReplicas: 0)
  }

  /// Takes over a spec with the places where its metrics have their values.
  mutating func update(
    _ autoscaler: CompiledHPA, sources: [MetricSource], loads: [[Int]]
  ) {
    view.autoscaler = autoscaler
    view.readings = autoscaler.metrics.map { _ in HPAMetricReading(samples: []) }
    self.sources = sources
    self.loads = loads
  }
}
