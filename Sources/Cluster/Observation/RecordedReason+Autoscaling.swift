// SPDX-License-Identifier: Apache-2.0

/// What is told of autoscalers.
extension RecordedReason {
  /// The word in the log; nil for reasons of another part.
  var autoscalingWord: String? {
    switch self {
    case .rescaled: "SuccessfulRescale"
    case .boundsMoved: "BoundsMoved"
    case .cronFired: "CronFired"
    case .recommended: "RecommendationChanged"
    case .resizedInPlace: "ResizeCompleted"
    case .resizeDeferred: "ResizeDeferred"
    case .downsizingAnnounced: "DownsizingAnnounced"
    case .downsizingReverted: "DownsizingReverted"
    case .downsizingDone: "DownsizingDone"
    case .scaleTargetActivated: "KEDAScaleTargetActivated"
    case .scaleTargetDeactivated: "KEDAScaleTargetDeactivated"
    case .poolRescaled: "PoolRescale"
    default: nil
    }
  }

  /// The sentence; nil for reasons of another part.
  func autoscalingMessage(_ first: Int64, _ second: Int64, text: String) -> String? {
    switch self {
    case .rescaled: "New size: \(first); reason: \(text)"
    case .boundsMoved: "Least replicas moved from \(first) to \(second)"
    case .cronFired: "A job was due"
    case .recommended: "New target of \(text)"
    case .resizedInPlace: "CPU requested changed from \(first)m to \(second)m in place"
    case .downsizingAnnounced: "\(second) pods suffice, \(first) are asked for"
    case .downsizingReverted: "\(first) pods are too few, \(second) are asked for again"
    case .downsizingDone: "\(first) pods are what was computed"
    case .resizeDeferred: "The node has no room for what the pod shall have"
    case .scaleTargetActivated: "A trigger is active: scaled from \(first) to \(second)"
    case .scaleTargetDeactivated: "No trigger is active: scaled from \(first) to \(second)"
    case .poolRescaled:
      second > first
        ? "Requests and latency are worse than usual: from \(first) to \(second)"
        : "Requests and latency are as usual: from \(first) to \(second)"
    default: nil
    }
  }
}
