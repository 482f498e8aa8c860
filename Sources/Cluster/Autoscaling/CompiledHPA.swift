// SPDX-License-Identifier: Apache-2.0

public import Manifests

/// The spec of a HorizontalPodAutoscaler with the controller's flags, made ready for computing.
///
/// Make it once for each version of a spec, not at each reconcile.
public struct CompiledHPA: Sendable, Hashable {
  /// The controller's flags and gates.
  public var configuration: HPAControllerConfiguration
  /// The least number of replicas.
  public var minReplicas: Int32
  /// The greatest number of replicas.
  public var maxReplicas: Int32
  /// The metrics in the order of the spec.
  public var metrics: [HPAMetric]
  /// The windows and rate limits; nil when the spec has no `behavior`.
  public var behavior: HPABehavior?
  /// The relative distance above the target that is left alone.
  public var scaleUpTolerance: Double
  /// The relative distance below the target that is left alone.
  public var scaleDownTolerance: Double

  /// Makes the spec ready; it must have passed the defaults and validation of the Kubernetes API.
  public init(_ spec: HorizontalPodAutoscaler.Spec, configuration: HPAControllerConfiguration) {
    self.configuration = configuration
    minReplicas = spec.minReplicas
    maxReplicas = spec.maxReplicas
    metrics = spec.metrics.map(HPAMetric.init)
    behavior = spec.behavior.map { HPABehavior($0, configuration: configuration) }
    scaleUpTolerance = configuration.tolerance
    scaleDownTolerance = configuration.tolerance
    guard configuration.hasConfigurableTolerance else { return }
    if let tolerance = spec.behavior?.scaleUp.tolerance {
      scaleUpTolerance = tolerance.approximateDouble
    }
    if let tolerance = spec.behavior?.scaleDown.tolerance {
      scaleDownTolerance = tolerance.approximateDouble
    }
  }

  /// Whether any metric can be read without pods, so that zero replicas can be left again.
  var hasMetricWithoutPods: Bool {
    for metric in metrics {
      switch metric.source {
      case .object, .external: return true
      case .resource, .containerResource, .pods: break
      }
    }
    return false
  }

  /// Whether a ratio of value to target is close enough to 1 to be left alone.
  ///
  /// Both ends are included; a ratio that is no number never is.
  /// Source: kubernetes v1.36 pkg/controller/podautoscaler/replica_calculator.go.
  func isWithinTolerance(_ ratio: Double) -> Bool {
    1.0 - scaleDownTolerance <= ratio && ratio <= 1.0 + scaleUpTolerance
  }
}
