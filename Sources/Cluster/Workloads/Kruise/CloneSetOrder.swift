// SPDX-License-Identifier: Apache-2.0

import Manifests

/// The order in which pods of a CloneSet are updated.
///
/// Follows openkruise/kruise pkg/controller/cloneset/sync/cloneset_update.go (SortUpdateIndexes) and
/// kubernetes v1.36 pkg/controller/controller_utils.go (ActivePods).
enum CloneSetOrder {
  typealias Pod = CloneSetView.Pod

  /// Pods by readiness, then by priority, then scattered; those that prepare already go first.
  static func sorted(_ waiting: [Int], _ view: CloneSetView) -> [Int] {
    let strategy = view.spec.updateStrategy
    let labels = view.pods.map(\.labels)
    var order = waiting.sorted { left, right in
      isLessReady(view.pods[left], view.pods[right]) ?? (left < right)
    }
    order = UpdatePriority(strategy.priorityStrategy).sorted(order, labels: labels)
    order = UpdateScatter(strategy.scatterStrategy).sorted(order, labels: labels)
    func isPreparing(_ pod: Int) -> Bool { view.pods[pod].lifecycle == .preparingUpdate }
    return order.filter(isPreparing) + order.filter { !isPreparing($0) }
  }

  /// Whether one pod has come less far than another; nil if they are equal.
  private static func isLessReady(_ left: Pod, _ right: Pod) -> Bool? {
    if left.isAssigned != right.isAssigned { return !left.isAssigned }
    if left.phaseRank != right.phaseRank { return left.phaseRank < right.phaseRank }
    if left.isReady != right.isReady { return !left.isReady }
    return isYounger(left, right)
  }

  /// Whether one pod has been ready for less time, restarted more or is younger; nil if equal.
  static func isYounger(_ left: Pod, _ right: Pod) -> Bool? {
    if left.isReady, right.isReady, left.readyAt != right.readyAt {
      return left.readyAt > right.readyAt
    }
    if left.restarts != right.restarts { return left.restarts > right.restarts }
    if left.createdAt != right.createdAt { return left.createdAt > right.createdAt }
    return nil
  }
}
