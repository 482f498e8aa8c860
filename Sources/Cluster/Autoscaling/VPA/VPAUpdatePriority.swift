// SPDX-License-Identifier: Apache-2.0

/// How urgent it is that a pod gets what is recommended: growth first, then the larger change.
///
/// Source: kubernetes/autoscaler vertical-pod-autoscaler/pkg/updater/priority/priority_processor.go.
struct VPAUpdatePriority: Comparable {
  /// Whether some request is below the lower bound, above the upper one or missing.
  let isOutsideRange: Bool
  /// Whether some request is below the target.
  let growsUp: Bool
  /// The change of the pod's requests relative to them, added up over resources.
  let change: Double

  init(_ pod: VPAPodView, _ recommendations: [VPAContainerRecommendation]) {
    var isOutsideRange = false
    var growsUp = false
    var change = 0.0
    for resource in VPAResource.allCases {
      var requested: Int64 = 0
      var recommended: Int64 = 0
      var isRecommended = false
      for container in pod.containers {
        guard let advice = recommendations.first(where: { $0.containerName == container.name }),
          let target = advice.target[resource]
        else { continue }
        isRecommended = true
        recommended += target
        guard let request = container.requests[resource] else {
          growsUp = true
          isOutsideRange = true
          continue
        }
        requested += request
        if target > request { growsUp = true }
        if let least = advice.lowerBound[resource], request < least { isOutsideRange = true }
        if let most = advice.upperBound[resource], request > most { isOutsideRange = true }
      }
      if isRecommended { change += Self.change(resource, from: requested, to: recommended) }
    }
    self.isOutsideRange = isOutsideRange
    self.growsUp = growsUp
    self.change = change
  }

  /// The relative change; sums are in thousandths of a unit, also for bytes.
  private static func change(
    _ resource: VPAResource, from requested: Int64, to recommended: Int64
  ) -> Double {
    let unit = resource == .memory ? 1000.0 : 1
    let request = max(Double(requested) * unit, 1)
    return abs(request - Double(recommended) * unit) / request
  }

  static func < (left: VPAUpdatePriority, right: VPAUpdatePriority) -> Bool {
    left.growsUp == right.growsUp ? left.change < right.change : right.growsUp
  }

  static func == (left: VPAUpdatePriority, right: VPAUpdatePriority) -> Bool {
    left.growsUp == right.growsUp && left.change == right.change
  }
}
