// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// Autoscalers and metrics of small scenarios.
extension SmallScenario {
  /// An autoscaler of the Deployment of the same name.
  static func autoscaler(
    _ name: String, least: Int32 = 1, most: Int32 = 50, _ metrics: MetricSpec...
  ) -> KubernetesObject {
    var autoscaler = HorizontalPodAutoscaler()
    autoscaler.metadata.name = name
    autoscaler.spec.scaleTargetRef = target(name)
    autoscaler.spec.minReplicas = least
    autoscaler.spec.maxReplicas = most
    autoscaler.spec.metrics = metrics
    return .horizontalPodAutoscaler(autoscaler)
  }

  static func target(_ name: String) -> CrossVersionObjectReference {
    CrossVersionObjectReference(apiVersion: "apps/v1", kind: "Deployment", name: name)
  }

  /// A ScaledObject of the Deployment of the same name.
  static func scaledObject(
    _ name: String, min: Int32 = 0, most: Int32 = 50, cooldown: Int32 = 60,
    _ triggers: [(type: String, metadata: LabelSet)]
  ) -> KubernetesObject {
    var object = ScaledObject()
    object.metadata.name = name
    object.scaleTargetRef = target(name)
    object.minReplicaCount = min
    object.maxReplicaCount = most
    object.cooldownPeriod = cooldown
    object.triggers = triggers.map { given in
      var trigger = ScaledObject.Trigger()
      trigger.type = given.type
      trigger.metadata = given.metadata
      return trigger
    }
    return .scaledObject(object)
  }

  /// Gives an external metric values: straight lines between points of seconds and values.
  mutating func give(
    _ name: String, labels: LabelSet = [:], _ points: [(Int64, Double)]
  ) {
    var series = CustomMetricsBlock.ExternalSeriesBlock()
    series.name = name
    series.labels = labels
    series.value.points = points.map { .init(at: .zero + .seconds($0.0), rate: $0.1) }
    scenario.cluster.customMetrics.external.append(series)
  }
}
