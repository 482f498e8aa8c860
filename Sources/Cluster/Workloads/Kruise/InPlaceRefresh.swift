// SPDX-License-Identifier: Apache-2.0

/// What OpenKruise's controllers do for one pod before they update others.
///
/// Follows openkruise/kruise pkg/util/inplaceupdate/inplace_update.go (Refresh) and refreshPodState
/// in pkg/controller/cloneset/sync/cloneset_update.go and
/// pkg/controller/statefulset/stateful_set_control.go.
package struct InPlaceRefresh: Equatable, BitwiseCopyable, Sendable {
  /// Where a pod is in a change in place.
  package struct Progress: Hashable, BitwiseCopyable, Sendable {
    /// Whether it was told to be not ready and its image is yet to change.
    package var isInGracePeriod = false
    /// Whether its image may change now.
    package var isGraceOver = false
    /// Whether its condition InPlaceUpdateReady is not True though it has the readiness gate.
    package var isGateClosed = false
    /// Whether its change in place has come through.
    package var isUpdateComplete = true

    /// Creates the progress of a pod that nothing is done to.
    package init() {}
  }

  /// The pod's image changes now.
  package var changesImage = false
  /// The condition InPlaceUpdateReady becomes True.
  package var opensGate = false
  /// What the lifecycle label becomes; nil if it stays.
  package var lifecycle: CloneSetView.Lifecycle?

  /// Looks at one pod.
  ///
  /// - Parameters:
  ///   - progress: where it is in a change in place.
  ///   - lifecycle: what its label says.
  ///   - isUpdateRevision: whether it has the update revision.
  ///   - mayBecomeNormal: whether a new pod has come as far as its owner asks.
  ///   - isFree: whether no hook of updates waits for somebody.
  package init(
    _ progress: Progress, lifecycle: CloneSetView.Lifecycle, isUpdateRevision: Bool,
    mayBecomeNormal: Bool, isFree: Bool
  ) {
    if progress.isInGracePeriod {
      changesImage = progress.isGraceOver
    } else {
      opensGate = progress.isUpdateComplete && progress.isGateClosed
    }
    let isDone = !progress.isInGracePeriod && progress.isUpdateComplete
    self.lifecycle =
      switch lifecycle {
      case .preparingNormal: mayBecomeNormal ? .normal : nil
      // Taken back before it was touched: it has the wanted revision already.
      case .preparingUpdate: isUpdateRevision ? (isFree ? .normal : .updated) : nil
      case .updating: isDone ? (isFree ? .normal : .updated) : nil
      case .updated: isFree ? .normal : nil
      case .normal, .preparingDelete: nil
      }
  }
}
