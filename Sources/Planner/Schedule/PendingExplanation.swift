// SPDX-License-Identifier: Apache-2.0

import Cluster

/// A group of waiting pods with what would let them be placed.
package struct PendingExplanation: Sendable {
  /// The pods.
  package var group: PendingGroup
  /// What would let one of them be placed, the cheapest first; nil if that was not looked for.
  package var cures: [Cure]?
  /// The nodes that it takes to place all of them, if there are several.
  package var nodesForAll: (count: Int, text: String)?

  /// Explains the first so many groups of a run; the others are listed without cures.
  package static func all(of run: inout ScheduleRun, atMost limit: Int) -> [PendingExplanation] {
    let groups = run.pendingGroups()
    let search = CureSearch(nodes: run.input.nodes)
    return groups.enumerated().map { place, group in
      var explanation = PendingExplanation(group: group)
      guard place < limit, let first = group.pods.first else { return explanation }
      let pod = run.input.pods[first]
      explanation.cures = search.cures(of: pod, in: &run.scheduling)
      if group.pods.count > 1 {
        explanation.nodesForAll = search.nodesForAll(
          of: pod, count: group.pods.count, in: &run.scheduling)
      }
      return explanation
    }
  }
}
