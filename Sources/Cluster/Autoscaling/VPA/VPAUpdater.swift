// SPDX-License-Identifier: Apache-2.0

/// Decides which pods are evicted or changed in place so that they get what is recommended.
///
/// It runs once a minute. Times are microseconds since 1970. Source: kubernetes/autoscaler
/// vertical-pod-autoscaler/pkg/updater/logic/updater.go, config/config.go and
/// priority/update_priority_calculator.go.
package struct VPAUpdater: Sendable, Equatable {
  /// What is done to a pod, named by its place in the list.
  package enum Action: Sendable, Hashable {
    /// The pod is evicted; its successor asks for the target.
    case evict(Int)
    /// The requests of the running pod are changed to the target.
    case resize(Int)
  }

  /// How often it looks.
  package static let periodMicroseconds: Int64 = 60_000_000
  private static let deferredTimeout: Int64 = 5 * 60_000_000
  private static let inProgressTimeout: Int64 = 3_600_000_000

  /// The least number of live pods of a controller to touch one.
  package var minReplicas = 2
  /// The share of the pods of a controller that may be away.
  package var evictionTolerance = 0.5
  /// The least change worth a disruption.
  package var minChangePriority = 0.1
  /// The age after which pods within the bounds are touched, too.
  package var podLifetimeMicroseconds: Int64 = 12 * 3_600_000_000
  /// A container that was killed for memory this soon is touched at once.
  package var evictAfterOOMMicroseconds: Int64 = 10 * 60_000_000

  /// Creates an updater with the defaults.
  package init() {}

  /// What is done, in order; `configuredCounts` holds the replicas that the spec of each group asks.
  package func decide(
    mode: VPAUpdateMode, recommendations: [VPAContainerRecommendation],
    policies: [VPAContainerPolicy] = [], pods: [VPAPodView], configuredCounts: [Int],
    at now: Int64
  ) -> [Action] {
    guard mode.updatesPods, !recommendations.isEmpty else { return [] }
    var groups = configuredCounts.indices.map { index in
      VPADisruptionGroup(
        configuredCount: configuredCounts[index], livePods: pods.filter { $0.group == index },
        toleranceFraction: evictionTolerance, leastReplicas: minReplicas)
    }
    let isInPlace = mode == .inPlaceOrRecreate
    let order = pods.indices
      .filter { place in
        isInPlace
          ? inPlaceVerdict(pods[place], groups, at: now) != .wait
          : canEvict(pods[place], groups, at: now)
      }
      .compactMap { place -> (place: Int, priority: VPAUpdatePriority)? in
        priority(of: pods[place], recommendations, policies, at: now).map { (place, $0) }
      }
      .sorted { $1.priority == $0.priority ? $0.place < $1.place : $1.priority < $0.priority }
      .map(\.place)
    var actions: [Action] = []
    var toEvict: [Int] = []
    for place in order where isInPlace {
      switch inPlaceVerdict(pods[place], groups, at: now) {
      case .resize:
        actions.append(.resize(place))
        groups[pods[place].group]?.disruptedCount += 1
      case .evict: toEvict.append(place)
      case .wait: break
      }
    }
    for place in isInPlace ? toEvict : order where canEvict(pods[place], groups, at: now) {
      actions.append(.evict(place))
      if !pods[place].isPending { groups[pods[place].group]?.disruptedCount += 1 }
    }
    return actions
  }

  // MARK: What may be touched

  private enum InPlaceVerdict { case resize, evict, wait }

  private func inPlaceVerdict(
    _ pod: VPAPodView, _ groups: [VPADisruptionGroup?], at now: Int64
  ) -> InPlaceVerdict {
    guard let group = groups[pod.group], !pod.isPending, group.isDisruptable else { return .wait }
    if pod.resize == .none { return .resize }
    return isStuck(pod.resize, at: now) ? .evict : .wait
  }

  private func canEvict(
    _ pod: VPAPodView, _ groups: [VPADisruptionGroup?], at now: Int64
  ) -> Bool {
    guard let group = groups[pod.group] else { return false }
    if pod.isPending { return true }
    return group.isDisruptable && (pod.resize == .none || isStuck(pod.resize, at: now))
  }

  private func isStuck(_ resize: VPAPodView.Resize, at now: Int64) -> Bool {
    switch resize {
    case .none: false
    case .infeasible: true
    case .deferred(let since): now - since > Self.deferredTimeout
    case .inProgress(let since): now - since > Self.inProgressTimeout
    }
  }

  // MARK: What is worth it

  /// How urgent a pod is; nil if it is left alone.
  private func priority(
    of pod: VPAPodView, _ recommendations: [VPAContainerRecommendation],
    _ policies: [VPAContainerPolicy], at now: Int64
  ) -> VPAUpdatePriority? {
    let applied = pod.containers.compactMap { container in
      recommendations.first { $0.containerName == container.name }?
        .applied(
          limits: container.limits,
          policy: VPAContainerPolicy.of(container.name, in: policies))
    }
    let priority = VPAUpdatePriority(pod, applied)
    let isQuickOOM = pod.containers.contains { container in
      guard let life = container.lifeBeforeOOMMicroseconds,
        VPAContainerPolicy.of(container.name, in: policies)?.isScaled != false
      else { return false }
      return life < evictAfterOOMMicroseconds
    }
    if !priority.isOutsideRange, !isQuickOOM {
      guard let start = pod.startMicroseconds, now >= start + podLifetimeMicroseconds,
        priority.change >= minChangePriority
      else { return nil }
    }
    if isQuickOOM, priority.change == 0 { return nil }
    return priority
  }
}
