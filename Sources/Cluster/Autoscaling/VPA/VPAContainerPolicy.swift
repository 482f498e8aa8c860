// SPDX-License-Identifier: Apache-2.0

/// Bounds on what is recommended for a container.
///
/// Source: kubernetes/autoscaler vertical-pod-autoscaler/pkg/apis/autoscaling.k8s.io/v1/types.go.
package struct VPAContainerPolicy: Sendable, Hashable {
  /// The policy of all containers that have no policy of their own.
  package static let everyContainer = "*"

  /// The container, or `*`.
  package var containerName = everyContainer
  /// Whether the container is scaled at all.
  package var isScaled = true
  /// The least that is recommended; zero and nil set no bound.
  package var minAllowed = VPAResources()
  /// The most that is recommended; zero and nil set no bound.
  package var maxAllowed = VPAResources()
  /// The resources that are set.
  package var controlledResources: Set<VPAResource> = [.cpu, .memory]
  /// Whether requests are set and limits are left, so that no request may pass its limit.
  package var controlsRequestsOnly = false

  /// Creates a policy without bounds for all containers.
  package init() {}

  /// The policy of a container: its own, else that of all.
  package static func of(_ name: String, in policies: [VPAContainerPolicy]) -> VPAContainerPolicy? {
    policies.first { $0.containerName == name }
      ?? policies.last { $0.containerName == everyContainer }
  }

  /// Amounts within the bounds; the upper bound wins.
  func bounded(_ resources: VPAResources) -> VPAResources {
    var result = resources
    for resource in VPAResource.allCases {
      guard var amount = resources[resource] else { continue }
      if let least = minAllowed[resource], least > 0 { amount = max(amount, least) }
      if let most = maxAllowed[resource], most > 0 { amount = min(amount, most) }
      result[resource] = amount
    }
    return result
  }
}
