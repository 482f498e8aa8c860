// SPDX-License-Identifier: Apache-2.0

/// What a recommender remembers of one container, as it stores it for its next start.
///
/// `kubectl get vpacheckpoint -o yaml` of a live cluster gives the history to begin with.
/// Source: kubernetes/autoscaler vertical-pod-autoscaler/pkg/apis/autoscaling.k8s.io/v1/types.go.
public struct VerticalPodAutoscalerCheckpoint: Sendable, Hashable {
  /// A histogram whose weights are whole numbers up to 10,000.
  public struct Histogram: Sendable, Hashable {
    /// One bucket with its weight.
    public struct Bucket: Sendable, Hashable {
      /// The place of the bucket.
      public var place: Int
      /// The weight relative to the greatest one.
      public var weight: Int64

      /// Makes a bucket.
      public init(place: Int, weight: Int64) {
        self.place = place
        self.weight = weight
      }
    }

    /// The instant to which weights refer.
    public var referenceTimestamp: Timestamp?
    /// The buckets in ascending order.
    public var buckets: [Bucket] = []
    /// The sum of the weights before they were made whole.
    public var totalWeight = 0.0

    /// Makes an empty histogram.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The autoscaler that it belongs to.
  public var vpaObjectName = ""
  /// The container.
  public var containerName = ""
  /// CPU in cores.
  public var cpuHistogram = Histogram()
  /// Memory peaks in bytes.
  public var memoryHistogram = Histogram()
  /// When the first sample was taken.
  public var firstSampleStart: Timestamp?
  /// When the last sample was taken.
  public var lastSampleStart: Timestamp?
  /// The number of CPU samples.
  public var totalSamplesCount: Int64 = 0

  /// Makes an empty checkpoint.
  public init() {}
}
