// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// Prefers nodes whose free CPU and memory stand in the relation in which the pod asks for them.
///
/// What is left of such a node keeps its shape, so that less of one resource is stranded behind the
/// other. That placement should follow the direction of what is free is the idea of R. Grandl and
/// others, "Multi-resource packing for cluster schedulers", SIGCOMM 2014; the formula is ours: with
/// p = CPU / memory of the pod's requests and f = CPU / memory of the node that is free before it,
/// score = 100 × min(p, f) / max(p, f), rounded down. A node without free CPU or memory gets 0, and
/// pods that do not ask for both are not ranked.
struct ResourceShape: ConfiguredPlugin, ScorePlugin {
  static let registeredName = "ResourceShape"
  static let summary = "Prefers nodes whose free CPU and memory match the pod in relation."
  static let source =
    "the idea of alignment is that of Grandl and others, SIGCOMM 2014; the formula is ours"
  static let fields: [PluginField] = []
  static let example = "- name: ResourceShape"

  let scoreScope = ScoreScope.node

  init() {}

  init(reading reader: ObjectReader) { Self.checkKeys(of: reader) }

  func scoreApplies(to pod: PodContext, in nodes: borrowing NodeTable) -> Bool {
    pod.template.requests.cpuMillis > 0 && pod.template.requests.memoryBytes > 0
  }

  func score(
    _ pod: PodContext, on candidates: Candidates, in nodes: borrowing NodeTable,
    into scores: inout ContiguousArray<Int64>, scratch: inout PluginScratch
  ) {
    let wanted = pod.template.requests
    for position in candidates.nodes.indices {
      let node = candidates.nodes[position]
      let free = nodes.allocatable[node] - nodes.requested[node]
      guard free.cpuMillis > 0, free.memoryBytes > 0 else {
        scores[position] = 0
        continue
      }
      // p : f without a division: both sides times both memories.
      let own = Double(wanted.cpuMillis) * Double(free.memoryBytes)
      let other = Double(free.cpuMillis) * Double(wanted.memoryBytes)
      scores[position] = Int64(100 * min(own, other) / max(own, other))
    }
  }
}
