// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// The flags and feature gates of kube-controller-manager that the HPA controller reads.
///
/// Defaults: kubernetes v1.36 pkg/controller/podautoscaler/config/v1alpha1/defaults.go and
/// pkg/features/kube_features.go.
public struct HPAControllerConfiguration: Sendable, Hashable {
  /// The interval from one reconcile of an autoscaler to its next.
  public var syncPeriod = SimulationDuration.seconds(15)
  /// The relative distance from the target that is left alone in both directions.
  public var tolerance = 0.1
  /// How long a recommendation holds back scaling down, unless `behavior` says otherwise.
  public var downscaleStabilization = SimulationDuration.minutes(5)
  /// How long after its start the CPU sample of a pod counts only once the pod is ready.
  public var cpuInitializationPeriod = SimulationDuration.minutes(5)
  /// How long after its start a change of readiness is taken for the initial one.
  public var initialReadinessDelay = SimulationDuration.seconds(30)
  /// The feature gate `HPAScaleToZero` (alpha, off by default).
  public var scalesToZero = false
  /// The feature gate `HPAConfigurableTolerance` (beta, on by default since 1.35).
  public var hasConfigurableTolerance = true

  /// Makes the default configuration.
  public init() {}
}
