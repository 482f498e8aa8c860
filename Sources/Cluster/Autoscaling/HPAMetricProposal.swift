// SPDX-License-Identifier: Apache-2.0

/// What one metric of a HorizontalPodAutoscaler proposes.
public struct HPAMetricProposal: Sendable, Hashable, BitwiseCopyable {
  /// Why no count could be computed.
  public enum Failure: UInt8, Sendable, Hashable, BitwiseCopyable {
    /// The call of the metrics API failed or listed nothing.
    case noAnswer
    /// The target's selector matches no pod.
    case noPods
    /// No pod that counts has a sample.
    case noSamples
    /// A container has no request for the resource.
    case missingRequest
    /// The requests of the pods that count add up to zero.
    case zeroRequests
  }

  /// The replica count; nil when the metric failed.
  public var replicas: Int32?
  /// Why the metric failed; nil when it did not.
  public var failure: Failure?
  /// The current value divided by the target, after filling in pods without samples.
  public var ratio: Double
  /// Whether the ratio lies within the tolerance, so that the count stays.
  public var isWithinTolerance: Bool
  /// Whether filled-in pods turned the direction round, so that the count stays.
  public var isHeldByMissingPods: Bool
  /// The pods that count as ready.
  public var readyPods: Int32
  /// The pods that count as not ready yet.
  public var unreadyPods: Int32
  /// The pods without a sample.
  public var missingPods: Int32
  /// The value as shown in the autoscaler's status.
  public var status: HPAStatus.Metric

  /// Makes a proposal with no pods counted.
  public init(replicas: Int32?, ratio: Double = 0, status: HPAStatus.Metric = HPAStatus.Metric()) {
    self.replicas = replicas
    self.ratio = ratio
    self.status = status
    self.failure = nil
    self.isWithinTolerance = false
    self.isHeldByMissingPods = false
    self.readyPods = 0
    self.unreadyPods = 0
    self.missingPods = 0
  }

  /// The proposal of a metric that failed.
  public static func failed(_ failure: Failure) -> HPAMetricProposal {
    var proposal = HPAMetricProposal(replicas: nil)
    proposal.failure = failure
    return proposal
  }
}
