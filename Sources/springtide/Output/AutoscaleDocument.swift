// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Planner

/// Replayed autoscalers as JSON.
struct AutoscaleDocument: Encodable {
  var version = Version.json
  var kind = "AutoscaleList"
  var items: [Item]

  init(_ outcomes: [AutoscaleOutcome]) { items = outcomes.map(Item.init) }

  struct Item: Encodable {
    var name: String
    var minReplicas: Int32
    var maxReplicas: Int32
    var syncSeconds: Double
    var start: String?
    var summary: Summary
    var changes: [Change]

    init(_ outcome: AutoscaleOutcome) {
      name = outcome.name
      minReplicas = outcome.autoscaler.minReplicas
      maxReplicas = outcome.autoscaler.maxReplicas
      syncSeconds = outcome.syncPeriod.seconds
      start = AutoscaleRows.moment(.zero, of: outcome)
      summary = Summary(AutoscaleSummary(outcome))
      changes = outcome.changes.map { Change($0, in: outcome) }
    }
  }

  struct Summary: Encodable {
    var syncs: Int
    var scaleUps: Int
    var scaleDowns: Int
    var replicasMin: Int32
    var replicasMax: Int32
    var replicasMean: Double
    var podHours: Double
    var recordedPodHours: Double?
    var neededPodsMax: Double?
    var minutesAboveTarget: Double?
    var longestMinutesAboveTarget: Double?
    var minutesUnmet: Double
    var minutesAtMaxReplicas: Double
    var minutesRateLimited: Double
    var minutesWithoutMetrics: Double

    init(_ summary: AutoscaleSummary) {
      syncs = summary.syncs
      scaleUps = summary.scaleUps
      scaleDowns = summary.scaleDowns
      replicasMin = summary.leastReplicas
      replicasMax = summary.mostReplicas
      replicasMean = summary.meanReplicas
      podHours = summary.podHours
      recordedPodHours = summary.recordedPodHours
      neededPodsMax = summary.mostNeeded
      minutesAboveTarget = summary.minutesAboveTarget
      longestMinutesAboveTarget = summary.longestAboveTarget
      minutesUnmet = summary.minutesUnmet
      minutesAtMaxReplicas = summary.minutesAtMaximum
      minutesRateLimited = summary.minutesRateLimited
      minutesWithoutMetrics = summary.minutesWithoutMetrics
    }
  }

  struct Change: Encodable {
    var seconds: Double
    var time: String?
    var from: Int32
    var to: Int32
    var readyPods: Int32
    var recommendation: Int32?
    var metric: String
    var averageUtilization: Int32?
    var averageValueMilli: Int64?
    var valueMilli: Int64?
    var limitedBy: String
    var scalingLimited: String?
    var ableToScale: String?

    init(_ sync: AutoscaleOutcome.Sync, in outcome: AutoscaleOutcome) {
      seconds = Double(sync.time.microseconds) / 1e6
      time = AutoscaleRows.moment(sync.time, of: outcome)
      from = sync.currentReplicas
      to = sync.resultingReplicas
      readyPods = sync.readyPods
      recommendation = sync.recommendation
      metric = AutoscaleRows.metric(sync, of: outcome)
      averageUtilization = sync.value.averageUtilization
      averageValueMilli = sync.value.averageValueMilli
      valueMilli = sync.value.valueMilli
      limitedBy = "\(sync.limitedBy)"
      scalingLimited = sync.limitingReason?.name
      ableToScale = sync.ableToScaleReason?.name
    }
  }
}
