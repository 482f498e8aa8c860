// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// How long stabilisation windows and rate limits have held an autoscaler back in one direction.
struct HPAHold: Equatable, BitwiseCopyable, Sendable {
  private let since: SimulationTime
  /// The sign of what the metrics ask for against what there is.
  private let direction: Int32

  /// What holds after a decision; nil if it was not bounded by a window or a rate.
  init?(after before: HPAHold?, _ decision: HPADecision, at now: SimulationTime) {
    switch decision.limitedBy {
    case .scaleUpWindow, .scaleDownWindow, .scaleUpRate, .scaleDownRate: break
    default: return nil
    }
    direction = Self.direction(of: decision)
    let isChange = decision.resultingReplicas != decision.currentReplicas
    // After a step that a rate bounded, the wait for the next one begins.
    let isSame = before?.direction == direction && !isChange
    since = isSame ? before?.since ?? now : now
  }

  /// How long this had held when a decision was made; zero if that goes the other way.
  func length(until now: SimulationTime, before decision: HPADecision) -> SimulationDuration {
    direction == Self.direction(of: decision) ? now - since : .zero
  }

  private static func direction(of decision: HPADecision) -> Int32 {
    ((decision.recommendation ?? decision.currentReplicas) - decision.currentReplicas).signum()
  }
}
