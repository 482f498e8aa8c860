// SPDX-License-Identifier: Apache-2.0

import EventKernel

extension WeightedResource {
  /// What a node offers of the resource, what its pods ask for and what one more pod asks for.
  func amounts(
    of template: PodTemplate, on node: NodeIndex, in nodes: borrowing NodeTable
  ) -> (whole: Int64, taken: Int64, wanted: Int64) {
    let (whole, taken) = (nodes.allocatable[node], nodes.requested[node])
    let wanted = template.requests
    switch kind {
    case .cpu: return (whole.cpuMillis, taken.cpuMillis, wanted.cpuMillis)
    case .memory: return (whole.memoryBytes, taken.memoryBytes, wanted.memoryBytes)
    case .ephemeralStorage:
      return (
        whole.ephemeralStorageBytes, taken.ephemeralStorageBytes, wanted.ephemeralStorageBytes
      )
    case .extended(let name):
      guard let resource = nodes.templates.knownResource(name) else { return (0, 0, 0) }
      let wanted = template.extendedRequests.first { $0.resource == resource }?.amount ?? 0
      return (
        nodes.allocatable(resource, of: node), nodes.requested(resource, of: node), wanted
      )
    }
  }
}
