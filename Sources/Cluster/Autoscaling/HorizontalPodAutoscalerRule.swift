// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// The decisions of the HorizontalPodAutoscaler controller for one autoscaler.
///
/// A value with its own small memory: the autoscaler's status, recent recommendations, recent
/// changes. Make a new one for a new autoscaler; after a controller restart, make one from the
/// stored status.
/// Source: kubernetes v1.36 pkg/controller/podautoscaler/horizontal.go.
public struct HorizontalPodAutoscalerRule: Sendable {
  /// The autoscaler's status after the last reconcile.
  public private(set) var status: HPAStatus
  /// Recommendations of the past, before windows and limits.
  var recommendations = RecommendationLog()
  /// Changes of the past that rate limits count.
  var scaleUps = ScaleEventLog()
  var scaleDowns = ScaleEventLog()
  private var hasSeenScale = false

  /// Makes a controller that has no memory of the autoscaler beyond its stored status.
  public init(status: HPAStatus = HPAStatus()) { self.status = status }

  /// Decides once, and remembers what later decisions depend on.
  ///
  /// Cost: linear in the number of pods and metrics; no allocation depends on the pods.
  public mutating func reconcile(_ view: HPAView) -> HPADecision {
    var decision = HPADecision(status: status, currentReplicas: view.specReplicas)
    decide(view, &decision)
    status = decision.status
    return decision
  }

  /// What every metric proposes, whether or not the controller would look at the metrics now.
  public static func proposals(for view: HPAView) -> [HPAMetricProposal] {
    view.autoscaler.metrics.indices.map { view.proposal(ofMetric: $0) }
  }

  private mutating func decide(_ view: HPAView, _ decision: inout HPADecision) {
    guard view.isScaleReadable else {
      decision.status.ableToScale = HPACondition(isTrue: false, reason: .failedGetScale)
      decision.limitedBy = .scaleUnreadable
      decision.isError = true
      return
    }
    decision.status.ableToScale = HPACondition(isTrue: true, reason: .succeededGetScale)
    let current = view.specReplicas
    if !hasSeenScale {
      // The count that a starting controller finds counts like a recommendation of its own.
      hasSeenScale = true
      if recommendations.isEmpty { recommendations.append(current, at: view.now) }
    }
    let autoscaler = view.autoscaler
    if current == 0, !canLeaveZero(autoscaler) {
      decision.status.scalingActive = HPACondition(isTrue: false, reason: .scalingDisabled)
      decision.limitedBy = .disabledAtZero
      finish(view, desired: current, isRescale: false, &decision)
    } else if current > autoscaler.maxReplicas {
      decision.rescaleReason = .aboveMaximum
      decision.limitedBy = .outOfBounds
      finish(view, desired: autoscaler.maxReplicas, isRescale: true, &decision)
    } else if current < autoscaler.minReplicas, current != 0 {
      decision.rescaleReason = .belowMinimum
      decision.limitedBy = .outOfBounds
      finish(view, desired: autoscaler.minReplicas, isRescale: true, &decision)
    } else {
      followMetrics(view, &decision)
    }
  }

  /// Whether a target at zero replicas is still autoscaled: only when the controller took it there.
  private func canLeaveZero(_ autoscaler: CompiledHPA) -> Bool {
    autoscaler.configuration.scalesToZero && status.scaledToZero?.isTrue == true
      && (autoscaler.minReplicas != 0 || autoscaler.hasMetricWithoutPods)
  }

  private mutating func followMetrics(_ view: HPAView, _ decision: inout HPADecision) {
    let current = view.specReplicas
    guard let raw = raiseToMetrics(view, &decision) else {
      // Too few metrics for a decision: the wanted count in the status stays what it was.
      decision.limitedBy = .metricsFailed
      decision.status.currentReplicas = current
      return
    }
    decision.recommendation = raw
    var desired =
      if let behavior = view.autoscaler.behavior {
        normalize(raw, with: behavior, view, &decision)
      } else {
        normalize(raw, view, &decision)
      }
    if current == 0, desired < view.autoscaler.minReplicas {
      // minReplicas was raised while the target was at zero; windows and rates do not hold it.
      desired = view.autoscaler.minReplicas
      decision.rescaleReason = .belowMinimum
      decision.limitedBy = .minReplicas
    }
    if desired == current, decision.limitedBy == .none, isHeldByTolerance(decision.proposals, raw) {
      decision.limitedBy = .tolerance
    }
    finish(view, desired: desired, isRescale: desired != current, &decision)
  }

  private func isHeldByTolerance(_ proposals: [HPAMetricProposal], _ count: Int32) -> Bool {
    for proposal in proposals where proposal.replicas == count && proposal.isWithinTolerance {
      return true
    }
    return false
  }

  /// The largest proposal of the metrics; nil when too many failed for any decision.
  private func raiseToMetrics(_ view: HPAView, _ decision: inout HPADecision) -> Int32? {
    let metrics = view.autoscaler.metrics
    var largest: Int32 = 0
    var deciding = 0
    var firstFailure: Int?
    var failureCount = 0
    decision.proposals.reserveCapacity(metrics.count)
    decision.status.currentMetrics = []
    decision.status.currentMetrics.reserveCapacity(metrics.count)
    for index in metrics.indices {
      let proposal = view.proposal(ofMetric: index)
      decision.proposals.append(proposal)
      decision.status.currentMetrics.append(proposal.failure == nil ? proposal.status : nil)
      if let replicas = proposal.replicas {
        // A zero counts as "nothing proposed yet", so that the name of a later metric is taken.
        if largest == 0 || replicas > largest { (largest, deciding) = (replicas, index) }
      } else {
        failureCount += 1
        firstFailure = firstFailure ?? index
      }
    }
    decision.isError = failureCount > 0
    if let firstFailure, failureCount >= metrics.count || largest < view.specReplicas {
      let reason = metrics[firstFailure].failureReason
      decision.status.scalingActive = HPACondition(isTrue: false, reason: reason)
      return nil
    }
    decision.status.scalingActive = HPACondition(isTrue: true, reason: .validMetricFound)
    if largest > view.specReplicas { decision.rescaleReason = .metricAboveTarget(deciding) }
    if largest < view.specReplicas { decision.rescaleReason = .allMetricsBelowTarget }
    return largest
  }

  private mutating func finish(
    _ view: HPAView, desired: Int32, isRescale: Bool, _ decision: inout HPADecision
  ) {
    decision.status.currentReplicas = view.specReplicas
    if decision.proposals.isEmpty { decision.status.currentMetrics = [] }
    guard isRescale else {
      decision.rescaleReason = nil
      decision.status.desiredReplicas = view.specReplicas
      return
    }
    guard view.isScaleWritable else {
      decision.status.ableToScale = HPACondition(isTrue: false, reason: .failedUpdateScale)
      decision.limitedBy = .scaleUnwritable
      decision.isError = true
      return
    }
    decision.scaleTo = desired
    decision.status.ableToScale = HPACondition(isTrue: true, reason: .succeededRescale)
    decision.status.desiredReplicas = desired
    decision.status.lastScaleTime = view.now
    if view.autoscaler.configuration.scalesToZero {
      let isZero =
        view.specReplicas > 0 && desired == 0 && view.autoscaler.minReplicas == 0
        && view.autoscaler.hasMetricWithoutPods
      decision.status.scaledToZero = HPACondition(
        isTrue: isZero, reason: isZero ? .scaledToZero : .notScaledToZero)
    }
    rememberChange(from: view.specReplicas, to: desired, view)
  }

  private mutating func rememberChange(from old: Int32, to new: Int32, _ view: HPAView) {
    guard let behavior = view.autoscaler.behavior else { return }
    if new > old {
      scaleUps.record(new &- old, at: view.now, keeping: behavior.scaleUp.longestPeriod)
    } else {
      scaleDowns.record(old &- new, at: view.now, keeping: behavior.scaleDown.longestPeriod)
    }
  }
}
