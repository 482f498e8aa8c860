// SPDX-License-Identifier: Apache-2.0

public import EventKernel

/// The value of one metric for one pod, and the request that it is compared with.
///
/// All amounts are thousandths (of a core, a byte or the metric's own unit), as the controller
/// computes with `Quantity.MilliValue` for every resource.
public struct PodMetricSample: BitwiseCopyable, Sendable, Hashable {
  /// The value in thousandths, summed over the containers that count; meaningless if not present.
  public var valueMilli: Int64
  /// The request in thousandths, summed over the containers that count.
  public var requestMilli: Int64
  /// When the sample was taken; read for `cpu` only.
  public var timestamp: SimulationTime
  /// The length of time that the sample covers; read for `cpu` only.
  public var window: SimulationDuration
  /// Whether the metrics API gave a value for the pod.
  public var isPresent: Bool
  /// Whether every container that counts has a request; read for utilisation targets only.
  public var hasRequest: Bool

  /// Makes the sample of a pod that has a value.
  public init(
    valueMilli: Int64, requestMilli: Int64 = 0, hasRequest: Bool = true,
    timestamp: SimulationTime = .zero, window: SimulationDuration = .zero
  ) {
    self.valueMilli = valueMilli
    self.requestMilli = requestMilli
    self.timestamp = timestamp
    self.window = window
    self.isPresent = true
    self.hasRequest = hasRequest
  }

  /// Makes the sample of a pod for which the metrics API gave no value.
  public static func missing(requestMilli: Int64 = 0, hasRequest: Bool = true) -> PodMetricSample {
    var sample = PodMetricSample(
      valueMilli: 0, requestMilli: requestMilli, hasRequest: hasRequest)
    sample.isPresent = false
    return sample
  }
}
