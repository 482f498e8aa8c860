// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// What DaemonSets use of nodes that do not exist yet.
extension Simulation {
  /// What pods of DaemonSets will use of a node that is like this one.
  ///
  /// Autoscalers think of new nodes with these pods on them (kubernetes/autoscaler
  /// cluster-autoscaler/simulator/node_info_utils.go, kubernetes-sigs/karpenter
  /// pkg/controllers/provisioning/scheduling/scheduler.go, getDaemonOverhead).
  func daemonUse(of node: Node) -> Resources {
    var use = Resources.zero
    for index in daemonSets where deployments[index].exists {
      let template = nodes.templates[deployments[index].template]
      let requirement = NodeRequirement(template)
      if TaintToleration.tolerates(template.tolerations, node.spec.taints),
        requirement.matches(labels: node.metadata.labels, name: node.metadata.name)
      {
        use += template.requests
      }
    }
    return use
  }

  /// Tells Karpenter what DaemonSets will use of its machines.
  mutating func noteDaemonUse() {
    guard let state = karpenter else { return }
    let uses = state.catalogue.map { daemonUse(of: $0.template) }
    karpenter?.setDaemonUse(uses)
  }
}

extension Node {
  /// Takes amounts off what the node offers to pods.
  mutating func leaveRoom(for use: Resources) {
    if status.allocatable.isEmpty { status.allocatable = status.capacity }
    for (name, amount) in [
      ("cpu", Quantity(milli: use.cpuMillis)), ("memory", Quantity(use.memoryBytes)),
      ("pods", Quantity(use.podCount)),
    ] {
      guard let offered = status.allocatable[name] else { continue }
      let left = offered - amount
      status.allocatable[name] = left.isNegative ? .zero : left
    }
  }
}
