// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// Whether pods of a template may be moved to empty a node.
///
/// Rules in the order of kubernetes/autoscaler
/// cluster-autoscaler/simulator/drainability/rules/rules.go.
package enum PodDrainability: UInt8, Sendable, Hashable {
  /// It may be moved; a disruption budget may still object.
  case movable
  /// It goes with the node: a pod of a DaemonSet or of the node itself.
  case ignored
  /// It may be moved whatever the rules below say, since it is marked as safe to evict.
  case safeToEvict
  /// Nothing would create it again.
  case notReplicated
  /// A pod of the system without a disruption budget.
  case system
  /// It is marked as not safe to evict.
  case notSafeToEvict
  /// It has data on the node.
  case localStorage

  /// Whether it keeps its node from being emptied.
  package var isBlocking: Bool {
    switch self {
    case .movable, .ignored, .safeToEvict: false
    case .notReplicated, .system, .notSafeToEvict, .localStorage: true
    }
  }

  private static let safeToEvictKey = "cluster-autoscaler.kubernetes.io/safe-to-evict"
  private static let localVolumesKey =
    "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes"
  private static let mirrorKey = "kubernetes.io/config.mirror"

  /// Judges a pod; `controllerKind` is the kind of its owner, nil if nothing owns it.
  package init(
    _ metadata: ObjectMeta, _ spec: PodSpec, namespace: String, controllerKind: String?,
    hasBudget: Bool
  ) {
    let mark = metadata.annotations[Self.safeToEvictKey]
    if metadata.annotations[Self.mirrorKey] != nil || controllerKind == "DaemonSet" {
      self = .ignored
    } else if mark == "true" {
      self = .safeToEvict
    } else if controllerKind == nil {
      self = .notReplicated
    } else if namespace == "kube-system", !hasBudget {
      self = .system
    } else if mark == "false" {
      self = .notSafeToEvict
    } else if Self.hasLocalStorage(metadata, spec) {
      self = .localStorage
    } else {
      self = .movable
    }
  }

  private static func hasLocalStorage(_ metadata: ObjectMeta, _ spec: PodSpec) -> Bool {
    let harmless = (metadata.annotations[localVolumesKey] ?? "").split(separator: ",")
    return spec.volumes.contains { volume in
      (volume.source == .emptyDir || volume.source == .hostPath)
        && !harmless.contains { $0 == volume.name }
    }
  }
}
