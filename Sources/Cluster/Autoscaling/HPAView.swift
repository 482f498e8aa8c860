// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// Everything that one reconcile of a HorizontalPodAutoscaler reads.
public struct HPAView: Sendable {
  /// The time of the reconcile.
  public var now: SimulationTime
  /// The autoscaler's spec, made ready for computing.
  public var autoscaler: CompiledHPA
  /// The replica count in the spec of the scale target.
  public var specReplicas: Int32
  /// The replica count in the status of the scale target.
  public var statusReplicas: Int32
  /// The pods that the target's selector matches, in any order.
  public var pods: [PodSample]
  /// One reading for each metric of the spec, in its order; a metric without one has failed.
  public var readings: [HPAMetricReading]
  /// Whether the scale subresource of the target can be read.
  public var isScaleReadable = true
  /// Whether writing the scale subresource of the target succeeds.
  public var isScaleWritable = true

  /// Makes a view of a target whose scale can be read and written.
  public init(
    now: SimulationTime, autoscaler: CompiledHPA, specReplicas: Int32, statusReplicas: Int32,
    pods: [PodSample] = [], readings: [HPAMetricReading] = []
  ) {
    self.now = now
    self.autoscaler = autoscaler
    self.specReplicas = specReplicas
    self.statusReplicas = statusReplicas
    self.pods = pods
    self.readings = readings
  }
}
