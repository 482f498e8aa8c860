// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

/// A resource with the weight that it has in a score.
package struct WeightedResource: Sendable, Hashable {
  /// Which amount is meant.
  enum Kind: Sendable, Hashable {
    case cpu
    case memory
    case ephemeralStorage
    case extended(String)
  }

  let kind: Kind
  let weight: Int64

  /// Whether only pods that ask for the resource use it.
  var isExtended: Bool {
    if case .extended = kind { true } else { false }
  }

  /// Creates one by the name of the resource.
  package init(name: String, weight: Int64) {
    switch name {
    case "cpu": kind = .cpu
    case "memory": kind = .memory
    case "ephemeral-storage": kind = .ephemeralStorage
    default: kind = .extended(name)
    }
    self.weight = weight
  }

  static let cpuAndMemory = [
    WeightedResource(name: "cpu", weight: 1), WeightedResource(name: "memory", weight: 1),
  ]
}

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
