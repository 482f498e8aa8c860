// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel
import Manifests

/// Makes the pods of a DaemonSet: one for each node that it may run on, tied to that node.
///
/// Rules: kubernetes v1.36 pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod and
/// util/daemonset_util.go AddOrUpdateDaemonPodTolerations.
enum DaemonPods {
  /// Filters that the controller asks itself; others may keep a pod waiting.
  private static let filters: Set<String> = ["NodeName", "NodeAffinity", "TaintToleration"]

  static func pods(of workload: WorkloadPods, on nodes: [Node]) -> [Pod] {
    var model = workload.pod(0)
    model.spec.tolerations += DaemonTolerations.all(hostNetwork: model.spec.hostNetwork)
    var scheduling = OneShotScheduling(nodes: nodes, pods: [], objects: SchedulingObjects())
    let question = scheduling.question(model)
    var pods: [Pod] = []
    for (place, node) in nodes.enumerated() {
      let rejectors = scheduling.rejectors(question, on: NodeIndex(place))
      guard filters.isDisjoint(with: rejectors) else { continue }
      var pod = model
      pod.metadata.name = "\(workload.metadata.name)-\(node.metadata.name)"
      tie(&pod, to: node.metadata.name)
      pods.append(pod)
    }
    return pods
  }

  /// Restricts a pod to a node: in each required term, or in a new one.
  private static func tie(_ pod: inout Pod, to name: String) {
    var term = NodeSelectorTerm()
    let field = NodeSelectorTerm.Requirement(key: "metadata.name", operator: .in, values: [name])
    term.matchFields = [field]
    var affinity = pod.spec.affinity.nodeAffinity ?? NodeAffinity()
    let terms = affinity.required ?? []
    affinity.required =
      terms.isEmpty
      ? [term]
      : terms.map { old in
        var new = old
        new.matchFields = [field]
        return new
      }
    pod.spec.affinity.nodeAffinity = affinity
  }
}
