// SPDX-License-Identifier: Apache-2.0

/// One decision of a loop that scales, with what it was made of.
///
/// Equal decisions in a row are one record: its inputs are those of the first.
public struct ScalingDecisionRecord: Sendable, Equatable {
  /// When it was decided first, in microseconds since the start of the run.
  public var timeMicroseconds: Int64
  /// When the last of equal decisions in a row was made.
  public var lastMicroseconds: Int64
  /// The number of equal decisions in a row.
  public var count = 1
  /// Who decided, as `Kind/namespace/name`; `Scenario` for what the timeline does.
  public var autoscaler: String
  /// What is scaled, as `Kind/namespace/name`.
  public var target: String
  /// Which number of the target is set: `replicas`, or `minReplicas` of an autoscaler.
  public var quantity = "replicas"
  /// The number before.
  public var before: Int64
  /// The number that was decided; equal to `before` if the target was left alone.
  public var after: Int64
  /// Why, in words; empty if nothing was to be done.
  public var reason: String
  /// The rule that bounded the outcome, in one word such as `maxReplicas`; `none` if none did.
  public var limit: String
  /// What a loop that follows metrics looked at; nil for others.
  public var inputs: Inputs?

  /// Creates a record of a loop that follows no metrics.
  public init(
    timeMicroseconds: Int64, autoscaler: String, target: String, before: Int64, after: Int64,
    reason: String, limit: String = "none"
  ) {
    self.timeMicroseconds = timeMicroseconds
    lastMicroseconds = timeMicroseconds
    self.autoscaler = autoscaler
    self.target = target
    self.before = before
    self.after = after
    self.reason = reason
    self.limit = limit
  }

  /// Whether the decision changed the target.
  public var isChange: Bool { before != after }

  /// The inputs of a decision that follows metrics.
  public struct Inputs: Sendable, Equatable {
    /// The metric that decided, such as `cpu`; nil if none could be read.
    public var metric: String?
    /// The unit of value and goal: `%` of the request, or empty for the metric's own.
    public var unit = ""
    /// The value of the metric as the status shows it; NaN if there is none.
    public var value = Double.nan
    /// The value that is aimed at; NaN if there is none.
    public var goal = Double.nan
    /// Value over goal after pods without samples are filled in; NaN if there is none.
    public var ratio = Double.nan
    /// Pods that counted as ready.
    public var readyPods = 0
    /// Pods that counted as not ready yet.
    public var unreadyPods = 0
    /// Pods without a sample.
    public var missingPods = 0
    /// The count that the metrics ask for; nil if too few could be read.
    public var recommendation: Int64?
    /// The recommendation of the last of equal decisions in a row.
    public var lastRecommendation: Int64?
    /// The recommendation after the stabilisation windows; nil if there is none.
    public var stabilized: Int64?
    /// The least number of replicas allowed.
    public var minReplicas: Int64 = 0
    /// The greatest number of replicas allowed.
    public var maxReplicas: Int64 = 0
    /// What the loop cost in time.
    public var delays = Delays()

    /// Creates inputs of which nothing is known.
    public init() {}
  }

  /// What a loop cost until it decided, in microseconds; -1 where that is not known.
  ///
  /// The delays follow each other: use is measured over a window, its mean ages until it can be
  /// asked for, then it waits for the loop to look.
  public struct Delays: Sendable, Equatable, BitwiseCopyable {
    /// The length of the window that the metric is a mean of.
    public var window: Int64 = -1
    /// From the end of that window to the instant at which the metric could be asked for.
    public var metricAge: Int64 = -1
    /// From that instant to the decision.
    public var syncWait: Int64 = -1
    /// How long the loop had wanted to go this way before it did, held by windows and rates.
    public var stabilization: Int64 = 0

    /// Creates delays of which none is known.
    public init() {}
  }
}
