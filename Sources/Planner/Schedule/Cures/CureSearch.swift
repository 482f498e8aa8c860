// SPDX-License-Identifier: Apache-2.0

package import Cluster
import EventKernel
package import Manifests

/// Finds what would let waiting pods be placed, by trying each change with the real filters.
///
/// The cheapest cure changes the fewest things. Among equally many the order is: lift a cordon, free
/// up to half of a node, relax a rule of the pod, set labels of a node, remove taints, add a node,
/// free more than half of a node. Every trial is undone.
///
/// Cost: asks all filters about all nodes once, and about single nodes for each trial.
package struct CureSearch: Sendable {
  /// The nodes of the cluster, in the order of their indices.
  let nodes: [Node]
  /// Kinds of nodes that could be added, the smallest first.
  let shapes: [NodeShape]

  /// Prepares for the questions about a cluster.
  package init(nodes: [Node]) {
    self.nodes = nodes
    shapes = NodeShape.all(of: nodes)
  }

  /// What is known of one pod before cures are tried.
  struct Patient {
    let pod: Pod
    let question: OneShotScheduling.Question
    /// For each node the filters that keep the pod off.
    let rejectors: [[String]]

    /// The nodes that these filters alone keep the pod off.
    func nodes(rejectedBy filters: Set<String>) -> [NodeIndex] {
      rejectors.indices.filter {
        !rejectors[$0].isEmpty && rejectors[$0].allSatisfy(filters.contains)
      }.map { NodeIndex($0) }
    }
  }

  /// The cures of a pod, the cheapest first; at most one of each kind, relaxations apart.
  package func cures(of pod: Pod, in scheduling: inout OneShotScheduling) -> [Cure] {
    if nodes.isEmpty { return [Cure(.add, changes: 1, "add a node: there is none", reason: "")] }
    let question = scheduling.question(pod)
    let rejectors = nodes.indices.map { scheduling.rejectors(question, on: NodeIndex($0)) }
    let patient = Patient(pod: pod, question: question, rejectors: rejectors)
    if let place = rejectors.firstIndex(of: []) {
      let text = "try it again: \(nodes[place].metadata.name) would take it now"
      return [Cure(.relax, changes: 0, text, reason: "")]
    }
    var cures: [Cure] = []
    if let cure = uncordon(patient, &scheduling) { cures.append(cure) }
    cures += free(patient, &scheduling)
    cures += relax(patient, &scheduling)
    if let cure = label(patient, &scheduling) { cures.append(cure) }
    if let cure = untaint(patient, &scheduling) { cures.append(cure) }
    if let cure = add(patient, &scheduling) { cures.append(cure) }
    return Self.sorted(cures)
  }

  /// Equal cures stay in the order in which they were found.
  private static func sorted(_ cures: [Cure]) -> [Cure] {
    let order = cures.indices.sorted { left, right in
      if cures[left].isCheaper(than: cures[right]) { return true }
      return !cures[right].isCheaper(than: cures[left]) && left < right
    }
    return order.map { cures[$0] }
  }

  /// What Kubernetes says of a node, without the number of nodes.
  func reason(
    _ patient: Patient, _ node: NodeIndex, _ scheduling: borrowing OneShotScheduling
  ) -> String {
    scheduling.reasons(patient.question, on: node)?.texts.joined(separator: ", ") ?? ""
  }

  func name(_ node: NodeIndex) -> String { nodes[node.position].metadata.name }
}
