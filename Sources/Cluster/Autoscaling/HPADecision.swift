// SPDX-License-Identifier: Apache-2.0

/// The outcome of one reconcile of a HorizontalPodAutoscaler.
public struct HPADecision: Sendable, Hashable {
  /// Why the replica count is changed.
  public enum RescaleReason: Sendable, Hashable, BitwiseCopyable {
    /// The current count was above maxReplicas.
    case aboveMaximum
    /// The current count was below minReplicas.
    case belowMinimum
    /// The metric at this place of the spec asked for more.
    case metricAboveTarget(Int)
    /// No metric needs the current count.
    case allMetricsBelowTarget
  }

  /// The rule that determined the outcome, for an answer to "why this count?".
  public enum Limit: UInt8, Sendable, Hashable, BitwiseCopyable {
    /// Nothing stood between the metrics and the outcome.
    case none
    /// The target's scale could not be read.
    case scaleUnreadable
    /// The target's scale could not be written.
    case scaleUnwritable
    /// The target has zero replicas, which switches autoscaling off.
    case disabledAtZero
    /// The current count was outside minReplicas and maxReplicas.
    case outOfBounds
    /// Too few metrics could be computed.
    case metricsFailed
    /// The deciding metric lies within the tolerance of its target.
    case tolerance
    /// A lower recommendation within the scale-up window.
    case scaleUpWindow
    /// A higher recommendation within the scale-down window.
    case scaleDownWindow
    /// The rate limit of scaling up.
    case scaleUpRate
    /// The rate limit of scaling down.
    case scaleDownRate
    /// minReplicas.
    case minReplicas
    /// maxReplicas.
    case maxReplicas
  }

  /// The replica count written to the target; nil when nothing is written.
  public var scaleTo: Int32?
  /// The replica count of the target before.
  public var currentReplicas: Int32
  /// The status of the autoscaler after the reconcile.
  public var status: HPAStatus
  /// What each metric proposes, in the order of the spec; empty when no metric was looked at.
  public var proposals: [HPAMetricProposal]
  /// The largest proposal before any window or limit; nil when there is none.
  public var recommendation: Int32?
  /// The recommendation after the stabilisation windows; nil when there is none.
  public var stabilizedRecommendation: Int32?
  /// Why a change was wanted; nil when none was.
  public var rescaleReason: RescaleReason?
  /// The rule that determined the outcome.
  public var limitedBy: Limit
  /// Whether the reconcile reported an error, with or without a change.
  public var isError: Bool

  /// Makes a decision that leaves the target alone.
  public init(status: HPAStatus, currentReplicas: Int32) {
    self.status = status
    self.currentReplicas = currentReplicas
    self.proposals = []
    self.limitedBy = .none
    self.isError = false
  }

  /// The replica count that the target has after the decision.
  public var resultingReplicas: Int32 { scaleTo ?? currentReplicas }

  /// The reason of the change in the words of the controller's SuccessfulRescale event.
  public func rescaleText(of autoscaler: CompiledHPA) -> String? {
    switch rescaleReason {
    case nil: nil
    case .aboveMaximum: "Current number of replicas above Spec.MaxReplicas"
    case .belowMinimum: "Current number of replicas below Spec.MinReplicas"
    case .metricAboveTarget(let index): "\(autoscaler.metrics[index].eventName) above target"
    case .allMetricsBelowTarget: "All metrics below target"
    }
  }
}
