// SPDX-License-Identifier: Apache-2.0

package import Manifests

/// How far a rolling update may leave the wanted number of replicas, in pods.
package struct RollingUpdateBounds: Equatable, BitwiseCopyable, Sendable {
  /// Pods that may exist beyond the wanted number.
  package let maxSurge: Int
  /// Pods of the wanted number that may be unavailable; at most that number.
  package let maxUnavailable: Int
  /// What may be unavailable before it is capped by the wanted number.
  package let resolvedUnavailable: Int

  /// Resolves percentages of the replicas: surge rounds up, unavailable down.
  ///
  /// If both come to zero, one pod may be unavailable, or nothing could move (kubernetes v1.36
  /// pkg/controller/deployment/util/deployment_util.go, ResolveFenceposts and MaxUnavailable).
  package init(replicas: Int, maxSurge: IntOrString, maxUnavailable: IntOrString) {
    let surge = max(0, maxSurge.scaled(total: replicas, roundingUp: true) ?? 0)
    let unavailable = max(0, maxUnavailable.scaled(total: replicas, roundingUp: false) ?? 0)
    self.maxSurge = surge
    resolvedUnavailable = surge == 0 && unavailable == 0 ? 1 : unavailable
    self.maxUnavailable = min(resolvedUnavailable, replicas)
  }

  /// The bounds of a strategy that replaces all pods at once.
  ///
  /// Both are zero: the Available condition of such a Deployment asks for all of its replicas.
  package static let recreating = RollingUpdateBounds(maxSurge: 0, maxUnavailable: 0)

  private init(maxSurge: Int, maxUnavailable: Int) {
    self.maxSurge = maxSurge
    self.maxUnavailable = maxUnavailable
    resolvedUnavailable = maxUnavailable
  }
}
