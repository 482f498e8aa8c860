// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// Works out what a container asks for once it gets what is recommended.
///
/// Source: kubernetes/autoscaler
/// vertical-pod-autoscaler/pkg/admission-controller/resource/pod/recommendation and
/// pkg/utils/vpa/limit_and_request_scaling.go.
package enum VPAAdmission {
  /// Requests and limits of a container with a recommendation; unchanged without one.
  ///
  /// Limits keep their ratio to requests unless the policy sets requests only.
  package static func resources(
    of container: Container, _ recommendation: VPAContainerRecommendation?,
    policy: VPAContainerPolicy?
  ) -> ResourceRequirements {
    var result = container.resources
    guard let recommendation, policy?.isScaled != false else { return result }
    let limits = VPAResources(container.resources.limits)
    let target = recommendation.applied(limits: limits, policy: policy).target
    for resource in VPAResource.allCases {
      guard let amount = target[resource] else { continue }
      let name = resource.rawValue
      let limit = container.resources.limits[name]
      if policy?.controlsRequestsOnly != true, let limit, !limit.isZero {
        let request = container.resources.requests[name]
        result.limits[name] = scaled(
          quantity(limits[resource] ?? 0, resource), from: request.map { resource.amount($0) },
          limit: resource.amount(limit), to: amount, resource)
      }
      result.requests[name] = quantity(amount, resource)
    }
    return result
  }

  /// A limit that stands to the new request as the old one stood to the old request.
  private static func scaled(
    _ old: Quantity, from request: Int64?, limit: Int64, to amount: Int64, _ resource: VPAResource
  ) -> Quantity {
    // Without a request the API server takes the limit for it.
    guard let request, request != limit else { return quantity(amount, resource) }
    guard request > 0 else { return old }
    let product = Int128(limit) * Int128(amount) / Int128(request)
    return quantity(Int64(clamping: min(product, Int128(VPAResources.greatestAmount))), resource)
  }

  private static func quantity(_ amount: Int64, _ resource: VPAResource) -> Quantity {
    resource == .cpu ? Quantity(milli: amount) : Quantity(amount)
  }
}

extension VPAResource {
  /// An amount in the unit of the recommender: thousandths of a core, or bytes.
  func amount(_ quantity: Quantity) -> Int64 {
    self == .cpu ? quantity.boundedMilliValue : quantity.boundedValue
  }
}
