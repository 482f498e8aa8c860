// SPDX-License-Identifier: Apache-2.0

package import Cluster

/// Pods that wait and are equal in all that the scheduler sees of them.
package struct PendingGroup: Sendable {
  /// What makes pods equal.
  struct Key: Hashable {
    var template: TemplateIndex
  }

  /// The pods by place in the list, in the order in which they were tried.
  package var pods: [Int]
  /// Why the first of them found no node, in the words of Kubernetes.
  package var message: String
  /// The reasons in it, without the numbers of nodes.
  package var reasons: [String]
  /// What preemption could do for the first of them, if it was asked.
  package var preemption: PreemptionOutcome?
}
