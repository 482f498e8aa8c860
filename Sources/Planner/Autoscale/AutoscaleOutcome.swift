// SPDX-License-Identifier: Apache-2.0

public import Cluster
public import EventKernel

/// What an autoscaler did on recorded load, decision by decision.
public struct AutoscaleOutcome: Sendable {
  /// One decision.
  public struct Sync: Sendable, BitwiseCopyable {
    /// The time since the start.
    public var time: SimulationTime
    /// The pods that would carry the load of this instant at the target; NaN when unknown.
    public var neededPods: Double
    /// The recorded number of pods; NaN when unknown.
    public var recordedPods: Double
    /// The pods that were ready.
    public var readyPods: Int32
    /// The replica count before.
    public var currentReplicas: Int32
    /// The replica count after.
    public var resultingReplicas: Int32
    /// The largest proposal before windows and limits; nil when there was none.
    public var recommendation: Int32?
    /// The place of the metric with the largest proposal; -1 when there was none.
    public var decidingMetric: Int32
    /// The value of that metric as the status shows it.
    public var value: HPAStatus.Metric
    /// The rule that determined the outcome.
    public var limitedBy: HPADecision.Limit
    /// Why a change was wanted, in the words of the conditions; nil when metrics did not count.
    public var limitingReason: HPACondition.Reason?
    /// Whether the target is held by a window, was changed, or could not be.
    public var ableToScaleReason: HPACondition.Reason?
    /// Whether a count could be computed.
    public var scalingActiveReason: HPACondition.Reason?
    /// Whether some pods could not carry all of their load.
    public var isUnmet = false

    /// Whether the replica count was changed.
    public var isChange: Bool { resultingReplicas != currentReplicas }

    init(_ decision: HPADecision, at time: SimulationTime) {
      self.time = time
      neededPods = .nan
      recordedPods = .nan
      readyPods = 0
      currentReplicas = decision.currentReplicas
      resultingReplicas = decision.resultingReplicas
      recommendation = decision.recommendation
      limitedBy = decision.limitedBy
      let isComputed = !decision.proposals.isEmpty
      limitingReason = isComputed ? decision.status.scalingLimited?.reason : nil
      ableToScaleReason = decision.status.ableToScale?.reason
      scalingActiveReason = decision.status.scalingActive?.reason
      let largest = decision.proposals.indices.max {
        (decision.proposals[$0].replicas ?? -1, $1) < (decision.proposals[$1].replicas ?? -1, $0)
      }
      decidingMetric = Int32(largest ?? -1)
      value = largest.map { decision.proposals[$0].status } ?? HPAStatus.Metric()
      if let largest { readyPods = decision.proposals[largest].readyPods }
    }
  }

  /// The name of the autoscaler or of the recorded case.
  public var name: String
  /// The autoscaler as it was at the end.
  public var autoscaler: CompiledHPA
  /// The instant of the start in microseconds since 1970; nil when times are relative.
  public var startMicroseconds: Int64?
  /// The length of time that each decision stands for.
  public var syncPeriod: SimulationDuration
  /// The decisions in order of time.
  public var syncs: [Sync]
  /// The totals of the metrics at each decision, metric by metric; NaN in gaps.
  public var loads: [[Double]]

  /// Whether the ready pods were above their target by more than the tolerance.
  public func isAboveTarget(_ sync: Sync) -> Bool {
    sync.neededPods > Double(sync.readyPods) * (1 + autoscaler.scaleUpTolerance)
  }

  /// The decisions that changed the replica count.
  public var changes: [Sync] { syncs.filter(\.isChange) }
}
