// SPDX-License-Identifier: Apache-2.0

import Cluster
import EventKernel

/// Bounds how many pods a node can hold by its resources alone.
enum Room {
  static func podCount(
    _ template: TemplateIndex, on node: NodeIndex, in nodes: borrowing NodeTable
  ) -> Int {
    let wanted = nodes.templates[template].requests
    let free = nodes.allocatable[node] - nodes.requested[node]
    var count = max(0, free.podCount)
    for (wanted, free) in [
      (wanted.cpuMillis, free.cpuMillis), (wanted.memoryBytes, free.memoryBytes),
      (wanted.ephemeralStorageBytes, free.ephemeralStorageBytes),
    ] where wanted > 0 {
      count = min(count, max(0, free) / wanted)
    }
    for request in nodes.templates[template].extendedRequests where request.amount > 0 {
      let free =
        nodes.allocatable(request.resource, of: node) - nodes.requested(request.resource, of: node)
      count = min(count, max(0, free) / request.amount)
    }
    return Int(clamping: count)
  }
}
