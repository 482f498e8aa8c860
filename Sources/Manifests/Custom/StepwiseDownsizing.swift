// SPDX-License-Identifier: Apache-2.0

/// Takes pods of an oversized workload away step by step, and gives them back if that does harm.
///
/// Ctrip described the procedure in 2019: compute the capacity at T+n, announce it, cut, look for
/// anomalies, go back or go on; applications in an abnormal state are left out.
public struct StepwiseDownsizing: Sendable, Hashable {
  /// What counts as harm.
  public struct Guard: Sendable, Hashable {
    /// The greatest share of requests that may fail.
    public var errorRatio = 0.001
    /// How much slower the 99th percentile may be than before, as a factor.
    public var latencyFactor = 1.5
    /// The share of its CPU limit up to which a pod may use.
    public var utilization = 0.8

    /// Makes the defaults.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// The workload that is cut.
  public var targetRef = CrossVersionObjectReference()
  /// The share of the requested CPU that a pod shall use at the observed peak.
  public var targetUtilization = 0.5
  /// The least number of pods.
  public var minReplicas: Int32 = 2
  /// How long the workload is watched before its capacity is computed, in seconds.
  public var observeSeconds: Int64 = 24 * 3600
  /// The time between the announcement and the first cut, in seconds.
  public var noticeSeconds: Int64 = 3600
  /// The greatest share of the pods that one step takes.
  public var stepFraction = 0.2
  /// How long a step is watched, in seconds.
  public var settleSeconds: Int64 = 600
  /// What counts as harm.
  public var guardrail = Guard()

  /// Makes a downsizing without target.
  public init() {}
}

extension StepwiseDownsizing {
  init(reading reader: ObjectReader) {
    metadata = ObjectMeta(ofObject: reader)
    guard let own = reader.requiredObject("spec") else { return }
    own.unknownKeys(allowed: [
      "targetRef", "targetUtilization", "minReplicas", "observe", "notice", "step", "settle",
      "guard",
    ])
    if let target = own.requiredObject("targetRef") {
      targetRef = CrossVersionObjectReference(reading: target)
    }
    targetUtilization = own.double("targetUtilization", in: 0.01...1) ?? 0.5
    minReplicas = own.int32("minReplicas", in: 1...1_000_000) ?? 2
    observeSeconds = own.seconds("observe", in: 60...2_592_000) ?? observeSeconds
    noticeSeconds = own.seconds("notice", in: 0...2_592_000) ?? noticeSeconds
    stepFraction = own.double("step", in: 0.01...1) ?? 0.2
    settleSeconds = own.seconds("settle", in: 30...86_400) ?? settleSeconds
    guard let bounds = own.object("guard") else { return }
    bounds.unknownKeys(allowed: ["errorRatio", "latencyFactor", "utilization"])
    guardrail.errorRatio = bounds.double("errorRatio", in: 0...1) ?? 0.001
    guardrail.latencyFactor = bounds.double("latencyFactor", in: 1...100) ?? 1.5
    guardrail.utilization = bounds.double("utilization", in: 0.01...1) ?? 0.8
  }
}
