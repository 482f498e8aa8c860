// SPDX-License-Identifier: Apache-2.0

/// The pods of one controller, of which only so many may be disrupted at a time.
///
/// Source: kubernetes/autoscaler
/// vertical-pod-autoscaler/pkg/updater/restriction/pods_restriction_factory.go.
struct VPADisruptionGroup {
  let configuredCount: Int
  let runningCount: Int
  let tolerance: Int
  var disruptedCount = 0

  /// The group of a controller; nil if it has too few live pods to touch any.
  init?(
    configuredCount: Int, livePods: [VPAPodView], toleranceFraction: Double, leastReplicas: Int
  ) {
    guard livePods.count >= leastReplicas else { return nil }
    self.configuredCount = configuredCount
    runningCount = livePods.count { !$0.isPending }
    tolerance = Int(Double(configuredCount) * toleranceFraction)
  }

  /// Whether one more running pod may go.
  var isDisruptable: Bool {
    let wanted = configuredCount - tolerance
    return runningCount - disruptedCount > wanted
      || configuredCount == runningCount && tolerance == 0 && disruptedCount == 0
  }
}
