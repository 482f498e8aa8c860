// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// From a raw recommendation to the count that is written: windows, rate limits and bounds.
///
/// Source: kubernetes v1.36 pkg/controller/podautoscaler/horizontal.go.
extension HorizontalPodAutoscalerRule {
  /// Without `behavior`: a window for scaling down, and at most max(2 * current, 4) going up.
  mutating func normalize(
    _ raw: Int32, _ view: HPAView, _ decision: inout HPADecision
  ) -> Int32 {
    let window = view.autoscaler.configuration.downscaleStabilization
    let stabilized = recommendations.largest(with: raw, at: view.now, window: window)
    decision.stabilizedRecommendation = stabilized
    setAbleToScale(raw, stabilized, reason: .scaleDownStabilized, &decision)

    let growth = Int32(clamping: max(2 * Int64(view.specReplicas), 4))
    let limited = limit(
      stabilized,
      notBelow: (view.autoscaler.minReplicas, .tooFewReplicas),
      notAbove: view.autoscaler.maxReplicas > growth
        ? (growth, .scaleUpLimit) : (view.autoscaler.maxReplicas, .tooManyReplicas),
      &decision)
    return limited
  }

  /// With `behavior`: a window and rate limits for each direction.
  mutating func normalize(
    _ raw: Int32, with behavior: HPABehavior, _ view: HPAView, _ decision: inout HPADecision
  ) -> Int32 {
    let current = view.specReplicas
    let range = recommendations.range(
      with: raw, at: view.now, upWindow: behavior.scaleUp.window,
      downWindow: behavior.scaleDown.window)
    let stabilized = min(max(current, range.lowest), range.highest)
    decision.stabilizedRecommendation = stabilized
    setAbleToScale(
      raw, stabilized, reason: raw >= current ? .scaleUpStabilized : .scaleDownStabilized,
      &decision)

    var floor: (Int32, HPACondition.Reason) = (Int32.min, .tooFewReplicas)
    var ceiling: (Int32, HPACondition.Reason) = (Int32.max, .tooManyReplicas)
    if stabilized > current {
      let rate = max(scaleUpLimit(behavior.scaleUp, current: current, at: view.now), current)
      ceiling =
        view.autoscaler.maxReplicas > rate
        ? (rate, .scaleUpLimit) : (view.autoscaler.maxReplicas, .tooManyReplicas)
    } else if stabilized < current {
      let rate = min(scaleDownLimit(behavior.scaleDown, current: current, at: view.now), current)
      floor =
        view.autoscaler.minReplicas < rate
        ? (rate, .scaleDownLimit) : (view.autoscaler.minReplicas, .tooFewReplicas)
    }
    return limit(stabilized, notBelow: floor, notAbove: ceiling, &decision)
  }

  private func setAbleToScale(
    _ raw: Int32, _ stabilized: Int32, reason: HPACondition.Reason, _ decision: inout HPADecision
  ) {
    guard stabilized != raw else {
      decision.status.ableToScale = HPACondition(isTrue: true, reason: .readyForNewScale)
      return
    }
    decision.status.ableToScale = HPACondition(isTrue: true, reason: reason)
    decision.limitedBy = stabilized < raw ? .scaleUpWindow : .scaleDownWindow
  }

  private func limit(
    _ count: Int32, notBelow floor: (count: Int32, reason: HPACondition.Reason),
    notAbove ceiling: (count: Int32, reason: HPACondition.Reason), _ decision: inout HPADecision
  ) -> Int32 {
    let outcome: (count: Int32, reason: HPACondition.Reason) =
      if count < floor.count {
        floor
      } else if count > ceiling.count {
        ceiling
      } else {
        (count, .desiredWithinRange)
      }
    decision.status.scalingLimited = HPACondition(
      isTrue: outcome.count != count, reason: outcome.reason)
    switch outcome.reason {
    case .tooFewReplicas: decision.limitedBy = .minReplicas
    case .tooManyReplicas: decision.limitedBy = .maxReplicas
    case .scaleUpLimit: decision.limitedBy = .scaleUpRate
    case .scaleDownLimit: decision.limitedBy = .scaleDownRate
    default: break
    }
    return outcome.count
  }

  /// The greatest count that the policies of scaling up allow now.
  private func scaleUpLimit(
    _ rules: HPABehavior.Rules, current: Int32, at now: SimulationTime
  ) -> Int32 {
    if rules.selectPolicy == .disabled { return current }
    var limit = rules.selectPolicy == .min ? Int32.max : Int32.min
    for policy in rules.policies {
      let start = countAtPeriodStart(policy.periodSeconds, current: current, at: now)
      let proposed =
        switch policy.type {
        case .pods: start &+ policy.value
        // Rounded up, so that a small percentage of a small count still moves.
        case .percent: int32((Double(start) * (1 + Double(policy.value) / 100)).rounded(.up))
        }
      limit = rules.selectPolicy == .min ? min(limit, proposed) : max(limit, proposed)
    }
    return limit
  }

  /// The least count that the policies of scaling down allow now.
  private func scaleDownLimit(
    _ rules: HPABehavior.Rules, current: Int32, at now: SimulationTime
  ) -> Int32 {
    if rules.selectPolicy == .disabled { return current }
    var limit = rules.selectPolicy == .min ? Int32.min : Int32.max
    for policy in rules.policies {
      let start = countAtPeriodStart(policy.periodSeconds, current: current, at: now)
      let proposed =
        switch policy.type {
        case .pods: start &- policy.value
        case .percent: int32(Double(start) * (1 - Double(policy.value) / 100))
        }
      limit = rules.selectPolicy == .min ? max(limit, proposed) : min(limit, proposed)
    }
    return limit
  }

  /// The count before all changes of the autoscaler within a period, in both directions.
  private func countAtPeriodStart(
    _ periodSeconds: Int32, current: Int32, at now: SimulationTime
  ) -> Int32 {
    let cutoff = now - .seconds(Int64(periodSeconds))
    return current &- scaleUps.total(after: cutoff) &+ scaleDowns.total(after: cutoff)
  }
}

/// The whole number of a floating-point one, toward zero, held at the bounds of `Int32`.
func int32(_ value: Double) -> Int32 {
  if value >= Double(Int32.max) { return Int32.max }
  if value <= Double(Int32.min) { return Int32.min }
  return value.isNaN ? 0 : Int32(value)
}
