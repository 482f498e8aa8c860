// SPDX-License-Identifier: Apache-2.0

package import Cluster

/// How the one-shot verbs choose among equally good nodes.
package struct TieRule: Sendable, Equatable {
  /// The rule.
  package var tieBreak: TieBreak
  /// The seed of the draws.
  package var seed: UInt64

  /// The smallest name, as the recordings have it.
  package static let smallestName = TieRule(tieBreak: .smallestName, seed: 0)

  /// Creates a rule.
  package init(tieBreak: TieBreak, seed: UInt64) {
    self.tieBreak = tieBreak
    self.seed = seed
  }

  /// Reads `smallest-name`, `seed=N`, `sample`, `sample=PERCENT` or `sample=PERCENT,seed=N`.
  package init?(_ text: String) {
    self = .smallestName
    if text == "smallest-name" { return }
    tieBreak = .draw
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    for part in parts {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      switch (pair[0], pair.count) {
      case ("seed", 2):
        guard let number = UInt64(pair[1]) else { return nil }
        seed = number
      case ("sample", 1): tieBreak = .sample(percentageOfNodesToScore: 0)
      case ("sample", 2):
        guard let share = Int(pair[1]), (1...100).contains(share) else { return nil }
        tieBreak = .sample(percentageOfNodesToScore: share)
      default: return nil
      }
    }
  }

  /// The rule in words, as the output tells it.
  package var text: String {
    switch tieBreak {
    case .smallestName: SchedulerDecisionWriter.smallestName
    case .draw: "drawn with seed \(seed)"
    case .sample(0): "drawn with seed \(seed) among a sample of nodes"
    case .sample(let share): "drawn with seed \(seed) among a sample of \(share) percent of nodes"
    }
  }
}
