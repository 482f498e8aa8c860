// SPDX-License-Identifier: Apache-2.0

import Metrics

/// What one autoscaler decided, and all else that moved its targets meanwhile.
struct AutoscalerStory {
  /// The autoscaler as `Kind/namespace/name`.
  var autoscaler: String
  /// What it scales.
  var targets: [String]
  /// Its decisions, and the changes that others made, in order of time.
  var decisions: [ScalingDecisionRecord]
  /// The batches of rollouts of its targets.
  var batches: [BatchRecord]

  /// Its own decisions.
  var own: [ScalingDecisionRecord] { decisions.filter { $0.autoscaler == autoscaler } }

  /// The others that changed a target, each once, in order of their first change.
  var others: [String] {
    var seen = Set<String>()
    return decisions.map(\.autoscaler).filter { $0 != autoscaler && seen.insert($0).inserted }
  }
}
