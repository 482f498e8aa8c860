// SPDX-License-Identifier: Apache-2.0

/// What makes two decisions of an autoscaler in a row equal for somebody who asks why.
///
/// Recommendations that change behind a limit are not told apart: they would be four a minute.
struct HPADecisionKey: Hashable, BitwiseCopyable, Sendable {
  private let currentReplicas: Int32
  private let resultingReplicas: Int32
  private let limit: HPADecision.Limit
  private let isError: Bool
  /// The sign of what the metrics ask for against what there is.
  private let direction: Int8

  init(_ decision: HPADecision) {
    currentReplicas = decision.currentReplicas
    resultingReplicas = decision.resultingReplicas
    limit = decision.limitedBy
    isError = decision.isError
    let wanted = decision.recommendation ?? decision.currentReplicas
    direction = Int8((wanted - decision.currentReplicas).signum())
  }
}

extension HPADecision {
  /// The metric whose proposal is the largest, the first of equal ones; else the first that failed.
  var decidingMetric: Int? {
    var deciding: Int?
    for (place, proposal) in proposals.enumerated() {
      guard let replicas = proposal.replicas else { continue }
      if deciding.flatMap({ proposals[$0].replicas }).map({ replicas > $0 }) ?? true {
        deciding = place
      }
    }
    return deciding ?? (proposals.isEmpty ? nil : 0)
  }
}

extension HPADecision.Limit {
  /// The rule in one word, as the spec and the behaviour of an autoscaler name it.
  var word: String {
    switch self {
    case .none: "none"
    case .scaleUnreadable: "scaleUnreadable"
    case .scaleUnwritable: "scaleUnwritable"
    case .disabledAtZero: "disabledAtZero"
    case .outOfBounds: "outOfBounds"
    case .metricsFailed: "metricsFailed"
    case .tolerance: "tolerance"
    case .scaleUpWindow: "scaleUp.stabilizationWindow"
    case .scaleDownWindow: "scaleDown.stabilizationWindow"
    case .scaleUpRate: "scaleUp.policies"
    case .scaleDownRate: "scaleDown.policies"
    case .minReplicas: "minReplicas"
    case .maxReplicas: "maxReplicas"
    }
  }
}
