// SPDX-License-Identifier: Apache-2.0

/// What the vertical autoscaler recommends for one container.
package struct VPAContainerRecommendation: Sendable, Hashable {
  /// The container.
  package var containerName: String
  /// What it should ask for.
  package var target: VPAResources
  /// A pod that asks for less should be replaced.
  package var lowerBound: VPAResources
  /// A pod that asks for more should be replaced.
  package var upperBound: VPAResources
  /// The target before the bounds of the policy.
  package var uncappedTarget: VPAResources

  /// Creates a recommendation.
  package init(
    containerName: String, target: VPAResources, lowerBound: VPAResources,
    upperBound: VPAResources, uncappedTarget: VPAResources
  ) {
    self.containerName = containerName
    self.target = target
    self.lowerBound = lowerBound
    self.upperBound = upperBound
    self.uncappedTarget = uncappedTarget
  }

  /// The recommendation for a container of a certain pod: within the policy and, if only requests are
  /// set, below the limits of the container.
  ///
  /// Source: kubernetes/autoscaler vertical-pod-autoscaler/pkg/utils/vpa/capping.go.
  package func applied(
    limits: VPAResources, policy: VPAContainerPolicy?
  ) -> VPAContainerRecommendation {
    var result = self
    result.target = Self.capped(target, limits, policy)
    result.lowerBound = Self.capped(lowerBound, limits, policy)
    result.upperBound = Self.capped(upperBound, limits, policy)
    return result
  }

  private static func capped(
    _ amounts: VPAResources, _ limits: VPAResources, _ policy: VPAContainerPolicy?
  ) -> VPAResources {
    guard let policy else { return amounts }
    var result = policy.bounded(amounts)
    guard policy.controlsRequestsOnly else { return result }
    for resource in VPAResource.allCases {
      guard let amount = result[resource], let limit = limits[resource] else { continue }
      result[resource] = min(amount, limit)
    }
    return result
  }
}
