// SPDX-License-Identifier: Apache-2.0

package import Cluster
package import Manifests

extension SchedulerCase {
  /// What this build decides, in the structure of a recorded `expected.json`.
  package func output(detail: OneShotScheduling.Detail) -> Value {
    let (names, decisions) = run(detail: detail)
    let writer = SchedulerDecisionWriter(names: names, pods: pods, detail: detail)
    return .object([
      ("kubernetes", .text(SchedulerDecisionWriter.kubernetes)),
      ("tieBreak", .text(SchedulerDecisionWriter.smallestName)),
      ("detail", .text(detail.rawValue)),
      ("pods", .list(decisions.map(writer.value))),
    ])
  }
}
