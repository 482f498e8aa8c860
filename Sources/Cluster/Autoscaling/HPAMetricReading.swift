// SPDX-License-Identifier: Apache-2.0

/// What a metrics API answered for one metric of an autoscaler.
///
/// One struct for all kinds of metric, so that a caller can keep it and refill its array.
public struct HPAMetricReading: Sendable, Hashable {
  /// Whether the call succeeded and listed at least one item (a pod, an object, a series).
  public var isAnswered: Bool
  /// Resource, ContainerResource, Pods: one sample for each pod of the view, in its order.
  public var samples: [PodMetricSample]
  /// Resource, ContainerResource, Pods: the sum of samples of pods that are not in the view.
  public var unlistedTotalMilli: Int64
  /// Resource, ContainerResource, Pods: the number of samples of pods that are not in the view.
  public var unlistedCount: Int
  /// Object: the value; External: the sum of all series; in thousandths.
  public var totalMilli: Int64

  /// Makes a reading of a metric that each pod has.
  public init(
    samples: [PodMetricSample], unlistedTotalMilli: Int64 = 0, unlistedCount: Int = 0
  ) {
    self.isAnswered = true
    self.samples = samples
    self.unlistedTotalMilli = unlistedTotalMilli
    self.unlistedCount = unlistedCount
    self.totalMilli = 0
  }

  /// Makes a reading of an Object metric, or of an External metric with its series added up.
  public init(totalMilli: Int64) {
    self.init(samples: [])
    self.totalMilli = totalMilli
  }

  /// The reading of a call that failed or listed nothing.
  public static let failed: HPAMetricReading = {
    var reading = HPAMetricReading(samples: [])
    reading.isAnswered = false
    return reading
  }()
}
