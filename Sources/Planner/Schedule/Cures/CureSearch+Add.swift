// SPDX-License-Identifier: Apache-2.0

package import Cluster
import EventKernel
package import Manifests

/// Cures that add nodes.
extension CureSearch {
  /// Nodes beyond this many are not added for one group of pods.
  private static let mostNodes = 10_000

  /// A kind of node to add, in a domain that the cluster has or in a new one.
  struct Addition {
    var shape: NodeShape
    /// The topology key of which the node gets a value of its own.
    var newDomain: String?

    func node(_ number: Int) -> Node {
      var node = shape.node(named: "springtide-new-node-\(number)")
      if let newDomain { node.metadata.labels[newDomain] = "springtide-new-domain-\(number)" }
      return node
    }

    func text(_ count: Int) -> String {
      let nodes = count == 1 ? "1 node" : "\(count) nodes"
      let place =
        newDomain.map { count == 1 ? " in a new \($0)" : ", each in a new \($0)" } ?? ""
      return "add \(nodes) like \(shape.model.metadata.name)\(place)"
    }
  }

  /// Adds a node of the smallest kind that helps.
  func add(_ patient: Patient, _ scheduling: inout OneShotScheduling) -> Cure? {
    addition(for: patient.pod, &scheduling).map {
      Cure(.add, changes: 1, $0.text(1), reason: "")
    }
  }

  private func addition(for pod: Pod, _ scheduling: inout OneShotScheduling) -> Addition? {
    let hard = pod.spec.topologySpreadConstraints.filter { $0.whenUnsatisfiable == .doNotSchedule }
    let keys = hard.map(\.topologyKey).filter { $0 != "kubernetes.io/hostname" }
    for newDomain in [nil] + keys.map(Optional.some) {
      for shape in shapes {
        let addition = Addition(shape: shape, newDomain: newDomain)
        let node = scheduling.nodes.add(addition.node(0))
        let question = scheduling.question(pod)
        let helps = scheduling.accepts(question, on: node)
        scheduling.nodes.remove(node)
        if helps { return addition }
      }
    }
    return nil
  }

  /// How many nodes of one kind it takes to place all of some equal pods; nil if none of them helps.
  ///
  /// The pods are placed one after the other by the scheduler, and a node is added when there is no
  /// other way.
  package func nodesForAll(
    of pod: Pod, count: Int, in scheduling: inout OneShotScheduling
  ) -> (count: Int, text: String)? {
    guard let addition = addition(for: pod, &scheduling) else { return nil }
    var added: [NodeIndex] = []
    var placed: [NodeIndex] = []
    var template = scheduling.question(pod).template
    var isPossible = true
    while placed.count < count, isPossible {
      let question = scheduling.question(pod)
      template = question.template
      let node = scheduling.place(question).node
      if !node.isNone {
        scheduling.nodes.place(template, on: node)
        placed.append(node)
        continue
      }
      let new = scheduling.nodes.add(addition.node(added.count))
      added.append(new)
      isPossible = added.count <= Self.mostNodes && scheduling.accepts(question, on: new)
    }
    for node in placed.reversed() { scheduling.nodes.remove(template, from: node) }
    for node in added { scheduling.nodes.remove(node) }
    return isPossible ? (added.count, addition.text(added.count)) : nil
  }
}
