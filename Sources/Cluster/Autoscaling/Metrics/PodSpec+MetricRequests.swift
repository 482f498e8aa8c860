// SPDX-License-Identifier: Apache-2.0

import Manifests

extension PodSpec {
  /// What the HPA controller compares the use of a resource with, in thousandths; nil when a
  /// container that counts has no request.
  ///
  /// Sidecars count; resources of the pod as a whole replace the sum unless a container is named.
  /// Source: kubernetes v1.36 pkg/controller/podautoscaler/replica_calculator.go,
  /// calculatePodRequests.
  func metricRequestMilli(_ resource: String, container: String?) -> Int64? {
    let all = containers + initContainers.filter(\.isSidecar)
    if container == nil, !resources.requests.isEmpty {
      if let own = resources.requests[resource] { return own.milliValue }
      let requests = all.compactMap { $0.resources.requests[resource]?.milliValue }
      return requests.isEmpty ? nil : requests.reduce(0, Self.sum)
    }
    let counted = all.filter { container == nil || $0.name == container }
    if counted.isEmpty { return nil }
    var total: Int64 = 0
    for own in counted {
      guard let request = own.resources.requests[resource] else { return nil }
      total = Self.sum(total, request.milliValue)
    }
    return total
  }

  /// The part of the pod's use of a resource that falls to one container, by the requests; an equal
  /// part where there are none.
  func requestShare(_ resource: String, ofContainer name: String) -> Double {
    let all = containers + initContainers.filter(\.isSidecar)
    guard let own = all.first(where: { $0.name == name }) else { return 0 }
    let total = all.reduce(0.0) { $0 + Double($1.resources.requests[resource]?.milliValue ?? 0) }
    guard total > 0 else { return 1 / Double(all.count) }
    return Double(own.resources.requests[resource]?.milliValue ?? 0) / total
  }

  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }
}
