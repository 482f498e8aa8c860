// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel

/// The figures of a replayed autoscaler.
public struct AutoscaleSummary: Sendable, Hashable {
  /// The number of decisions.
  public var syncs = 0
  /// The number of changes to more pods.
  public var scaleUps = 0
  /// The number of changes to fewer pods.
  public var scaleDowns = 0
  /// The least replica count.
  public var leastReplicas: Int32 = 0
  /// The greatest replica count.
  public var mostReplicas: Int32 = 0
  /// The mean replica count over time.
  public var meanReplicas = 0.0
  /// Pods times hours.
  public var podHours = 0.0
  /// Pods times hours that were recorded; nil when unknown.
  public var recordedPodHours: Double?
  /// The most pods that the load needed at the target; nil when unknown.
  public var mostNeeded: Double?
  /// Minutes in which pods were above the target by more than the tolerance; nil when unknown.
  public var minutesAboveTarget: Double?
  /// The longest time in one piece above the target, in minutes; nil when unknown.
  public var longestAboveTarget: Double?
  /// Minutes in which pods reached their limit.
  public var minutesUnmet = 0.0
  /// Minutes in which maxReplicas held the count.
  public var minutesAtMaximum = 0.0
  /// Minutes in which a rate limit of scaling up held the count.
  public var minutesRateLimited = 0.0
  /// Minutes in which the metrics failed.
  public var minutesWithoutMetrics = 0.0

  /// Adds up an outcome.
  ///
  /// Each decision stands for one sync period, so that minutes are whole numbers of syncs.
  public init(_ outcome: AutoscaleOutcome) {
    syncs = outcome.syncs.count
    guard let first = outcome.syncs.first else { return }
    let minutes = outcome.syncPeriod.seconds / 60
    var replicaSum = 0.0
    var recordedSum = 0.0
    var recordedCount = 0
    var run = 0
    var longest = 0
    var above = 0
    var needed: Double?
    (leastReplicas, mostReplicas) = (first.currentReplicas, first.currentReplicas)
    for sync in outcome.syncs {
      if sync.resultingReplicas > sync.currentReplicas { scaleUps += 1 }
      if sync.resultingReplicas < sync.currentReplicas { scaleDowns += 1 }
      leastReplicas = min(leastReplicas, sync.resultingReplicas)
      mostReplicas = max(mostReplicas, sync.resultingReplicas)
      replicaSum += Double(sync.resultingReplicas)
      if sync.recordedPods.isFinite {
        recordedSum += sync.recordedPods
        recordedCount += 1
      }
      if sync.neededPods.isFinite { needed = max(needed ?? 0, sync.neededPods) }
      run = outcome.isAboveTarget(sync) ? run + 1 : 0
      if run > 0 { above += 1 }
      longest = max(longest, run)
      count(sync, minutes)
    }
    meanReplicas = replicaSum / Double(syncs)
    podHours = replicaSum * minutes / 60
    if recordedCount == syncs { recordedPodHours = recordedSum * minutes / 60 }
    mostNeeded = needed
    if needed != nil {
      minutesAboveTarget = Double(above) * minutes
      longestAboveTarget = Double(longest) * minutes
    }
  }

  private mutating func count(_ sync: AutoscaleOutcome.Sync, _ minutes: Double) {
    if sync.isUnmet { minutesUnmet += minutes }
    switch sync.limitedBy {
    case .maxReplicas: minutesAtMaximum += minutes
    case .scaleUpRate: minutesRateLimited += minutes
    case .metricsFailed: minutesWithoutMetrics += minutes
    default: break
    }
  }
}
