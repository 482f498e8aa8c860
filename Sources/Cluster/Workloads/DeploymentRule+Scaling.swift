// SPDX-License-Identifier: Apache-2.0

import Manifests

/// Scaling of a Deployment whose replicas changed, in proportion when several templates run.
///
/// Follows kubernetes v1.36 pkg/controller/deployment/sync.go, `scale` and `scaleReplicaSet`, and
/// util/deployment_util.go, `GetReplicaSetProportion`.
extension DeploymentRule {
  /// Whether the wanted replicas differ from those at the last scaling of an active ReplicaSet.
  package static func isScalingEvent(_ view: DeploymentView) -> Bool {
    view.all.contains {
      $0.specReplicas > 0 && $0.desiredAnnotation != nil && $0.desiredAnnotation != view.replicas
    }
  }

  /// Makes the calls that bring the ReplicaSets to the wanted total.
  static func scale(_ view: View, _ sync: inout DeploymentSync) {
    let active = view.all.filter { $0.specReplicas > 0 }
    if active.count < 2 {
      guard let only = active.first ?? view.new ?? view.old.last,
        only.specReplicas != view.replicas
      else { return }
      sync.actions.append(.scale(only.age, to: view.replicas))
      return
    }
    if let new = view.new, isSaturated(view, new: new) {
      // The search for the active ReplicaSet has left the old ones sorted from the newest.
      sync.actions += view.old.reversed().filter { $0.specReplicas > 0 }
        .map { .scale($0.age, to: 0) }
      return
    }
    if view.strategy == .rollingUpdate { scaleInProportion(view, &sync) }
  }

  private static func isSaturated(_ view: View, new: View.ReplicaSet) -> Bool {
    new.specReplicas == view.replicas && new.desiredAnnotation == view.replicas
      && new.availableReplicas == view.replicas
  }

  private static func scaleInProportion(_ view: View, _ sync: inout DeploymentSync) {
    var sets = view.old.reversed().filter { $0.specReplicas > 0 }
    if let new = view.new, new.specReplicas > 0 { sets.append(new) }
    let total = sets.reduce(0) { $0 + $1.specReplicas }
    let allowed = view.replicas > 0 ? view.replicas + view.bounds.maxSurge : 0
    let toAdd = allowed - total
    if toAdd != 0 { sortBySize(&sets, newerFirst: toAdd > 0) }
    var added = 0
    var sizes = sets.map(\.specReplicas)
    if toAdd != 0 {
      for position in sets.indices {
        let share = proportion(of: sets[position], view, toAdd: toAdd, added: added)
        sizes[position] += share
        added += share
      }
      sizes[0] = max(0, sizes[0] + toAdd - added)
    }
    for (set, size) in zip(sets, sizes) {
      // A ReplicaSet of unchanged size is written too if its annotations are of another total.
      guard size != set.specReplicas || hasStaleAnnotations(set, view) else { continue }
      guard size >= 0 else {
        // The API server turns a negative size down; shares that wrapped around can be that.
        sync.isRefused = true
        return
      }
      sync.actions.append(.scale(set.age, to: size))
    }
  }

  private static func sortBySize(_ sets: inout [View.ReplicaSet], newerFirst: Bool) {
    sets.sort { left, right in
      if left.specReplicas != right.specReplicas { return left.specReplicas > right.specReplicas }
      return newerFirst ? left.age > right.age : left.age < right.age
    }
  }

  private static func hasStaleAnnotations(_ set: View.ReplicaSet, _ view: View) -> Bool {
    set.desiredAnnotation != view.replicas
      || set.maxAnnotation != view.replicas + view.bounds.maxSurge
  }

  private static func proportion(
    of set: View.ReplicaSet, _ view: View, toAdd: Int, added: Int
  ) -> Int {
    let left = toAdd - added
    guard left != 0 else { return 0 }
    let wanted = fraction(of: set, view)
    return toAdd > 0 ? min(wanted, left) : max(wanted, left)
  }

  /// How many pods a ReplicaSet gains if it keeps its share of the greatest total.
  ///
  /// The product has 32 bits and wraps around, as it does there: beyond 2^31, say 50,000 pods of
  /// 50,000, the shares of real Deployments are off in the same way.
  private static func fraction(of set: View.ReplicaSet, _ view: View) -> Int {
    guard view.replicas > 0 else { return -set.specReplicas }
    let most = Int32(truncatingIfNeeded: view.replicas + view.bounds.maxSurge)
    let annotated = set.maxAnnotation ?? 0
    let before = annotated != 0 ? annotated : view.status.replicas
    guard before != 0 else { return 0 }
    let product = Int32(truncatingIfNeeded: set.specReplicas) &* most
    let size = Double(product) / Double(before)
    return Int(size < 0 ? size - 0.5 : size + 0.5) - set.specReplicas
  }
}
