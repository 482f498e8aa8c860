// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// A rolling update that stops at a number of updated pods, as a Rollout of OpenKruise asks.
///
/// A controller of its own takes the place of the native one meanwhile (openkruise/rollouts
/// pkg/controller/deployment/rolling.go and util/deployment_util.go).
extension DeploymentRule {
  /// The pods to update: a percentage rounds up, and one below 100 % leaves a pod at least.
  package static func updateLimit(_ partition: IntOrString, replicas: Int) -> Int {
    let count = max(0, min(partition.scaled(total: replicas, roundingUp: true) ?? 0, replicas))
    guard replicas > 1, case .string(let text) = partition, text != "100%" else { return count }
    return min(count, replicas - 1)
  }

  /// How many pods the new ReplicaSet may have within surge and partition.
  static func newReplicas(_ view: View, current: Int, partition: IntOrString) -> Int {
    let total = view.old.reduce(current) { $0 + $1.specReplicas }
    guard total > current else { return view.replicas }
    let limit = updateLimit(partition, replicas: view.replicas)
    let most = view.replicas + view.bounds.maxSurge
    guard current < limit, total < most else { return current }
    return min(current + min(most - total, view.replicas - current), limit)
  }

  /// How many pods old ReplicaSets may lose for the partition; negative if they lack some.
  static func oldSurplus(
    _ old: [View.ReplicaSet], new: View.ReplicaSet, _ view: View, partition: IntOrString
  ) -> Int {
    let limit = updateLimit(partition, replicas: view.replicas)
    let wanted = view.replicas - max(limit, new.specReplicas)
    return old.reduce(-wanted) { $0 + $1.specReplicas }
  }

  /// Takes pods of old ReplicaSets away, or gives the largest those that it lacks.
  static func shrinkOld(
    _ view: View, new: View.ReplicaSet, partition: IntOrString, _ sync: inout DeploymentSync
  ) {
    var old = view.old.filter { $0.specReplicas > 0 }
    guard !old.isEmpty else { return }
    let surplus = oldSurplus(old, new: new, view, partition: partition)
    guard surplus > 0 else {
      guard surplus < 0, let largest = largest(of: old) else { return }
      sync.actions.append(.scale(largest.age, to: largest.specReplicas - surplus))
      return
    }
    let least = view.replicas - view.bounds.maxUnavailable
    let total = old.reduce(new.specReplicas) { $0 + $1.specReplicas }
    let mostDown = min(total - least - (new.specReplicas - new.availableReplicas), surplus)
    guard mostDown > 0 else { return }
    var removed = 0
    for position in old.indices where removed < mostDown {
      let unhealthy = old[position].specReplicas - old[position].availableReplicas
      guard unhealthy > 0 else { continue }
      let count = min(mostDown - removed, unhealthy)
      old[position].specReplicas -= count
      removed += count
      sync.actions.append(.scale(old[position].age, to: old[position].specReplicas))
    }
    let available = old.reduce(new.availableReplicas) { $0 + $1.availableReplicas }
    var spare = min(
      available - least, oldSurplus(old, new: new, view, partition: partition))
    // Those between the stable and the new one go first.
    for position in old.indices.reversed() where spare > 0 && old[position].specReplicas > 0 {
      let count = min(old[position].specReplicas, spare)
      old[position].specReplicas -= count
      spare -= count
      sync.actions.append(.scale(old[position].age, to: old[position].specReplicas))
    }
  }

  /// The ReplicaSet with the most pods, the oldest of equal ones.
  private static func largest(of old: [View.ReplicaSet]) -> View.ReplicaSet? {
    old.max {
      $0.specReplicas == $1.specReplicas
        ? $0.age > $1.age : $0.specReplicas < $1.specReplicas
    }
  }
}
