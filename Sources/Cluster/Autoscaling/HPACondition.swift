// SPDX-License-Identifier: Apache-2.0

/// One condition in the status of a HorizontalPodAutoscaler.
public struct HPACondition: Sendable, Hashable, BitwiseCopyable {
  /// Why a condition has its status, in the words of the Kubernetes API.
  public enum Reason: UInt8, Sendable, Hashable, BitwiseCopyable, CaseIterable {
    case failedGetScale
    case succeededGetScale
    case failedUpdateScale
    case succeededRescale
    case readyForNewScale
    case scaleUpStabilized
    case scaleDownStabilized
    case scalingDisabled
    case validMetricFound
    case failedGetResourceMetric
    case failedGetContainerResourceMetric
    case failedGetPodsMetric
    case failedGetObjectMetric
    case failedGetExternalMetric
    case desiredWithinRange
    case tooFewReplicas
    case tooManyReplicas
    case scaleUpLimit
    case scaleDownLimit
    case scaledToZero
    case notScaledToZero
  }

  /// Whether the condition holds.
  public var isTrue: Bool
  /// Why.
  public var reason: Reason

  /// Makes a condition.
  public init(isTrue: Bool, reason: Reason) {
    self.isTrue = isTrue
    self.reason = reason
  }

  /// The status and reason as `True/ValidMetricFound`.
  public var summary: String { (isTrue ? "True/" : "False/") + reason.name }

  /// A sentence for people that says what the condition means.
  public var message: String { reason.message }
}

extension HPACondition.Reason {
  /// The word of the Kubernetes API, such as `ScaleDownStabilized`.
  public var name: String {
    let word = "\(self)"
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  /// A sentence for people that says what the reason means.
  public var message: String {
    switch self {
    case .failedGetScale: "the replica count of the target could not be read"
    case .succeededGetScale: "the replica count of the target was read"
    case .failedUpdateScale: "the new replica count could not be written to the target"
    case .succeededRescale: "a new replica count was written to the target"
    case .readyForNewScale: "no earlier recommendation holds the count back"
    case .scaleUpStabilized: "a lower recommendation within the scale-up window holds the count"
    case .scaleDownStabilized:
      "a higher recommendation within the scale-down window holds the count"
    case .scalingDisabled: "the target has zero replicas, which switches its autoscaling off"
    case .validMetricFound: "a replica count was computed from the metrics"
    case .failedGetResourceMetric: "a resource metric of the pods could not be used"
    case .failedGetContainerResourceMetric: "a resource metric of a container could not be used"
    case .failedGetPodsMetric: "a custom metric of the pods could not be used"
    case .failedGetObjectMetric: "a metric of another object could not be used"
    case .failedGetExternalMetric: "an external metric could not be used"
    case .desiredWithinRange: "the wanted count lies within all limits"
    case .tooFewReplicas: "fewer replicas than minReplicas were wanted"
    case .tooManyReplicas: "more replicas than maxReplicas were wanted"
    case .scaleUpLimit: "the count may not grow faster"
    case .scaleDownLimit: "the count may not shrink faster"
    case .scaledToZero: "the autoscaler itself took the target to zero replicas"
    case .notScaledToZero: "the last change of the autoscaler left at least one replica"
    }
  }
}
