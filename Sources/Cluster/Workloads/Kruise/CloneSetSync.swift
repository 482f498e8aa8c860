// SPDX-License-Identifier: Apache-2.0

/// What one sync of the CloneSet controller does.
package struct CloneSetSync: Equatable, Sendable {
  /// A call; pods are named by their place in the view.
  package enum Action: Equatable, BitwiseCopyable, Sendable {
    /// Pods of one revision are created; those of several creations in batches of 1, 2, 4 and so on.
    case create(count: Int, revision: Int)
    case delete(pod: Int)
    /// The label that asks for a pod's deletion is set: the next sync deletes it.
    case specifyDelete(pod: Int, revision: Int)
    /// The pod becomes not ready, and after the grace period its image changes.
    case updateInPlace(pod: Int, revision: Int)
    case setLifecycle(pod: Int, CloneSetView.Lifecycle)
    /// The grace period of a change in place is over: the image changes.
    case changeImage(pod: Int)
    /// The condition InPlaceUpdateReady becomes True.
    case openGate(pod: Int)
  }

  /// The calls in order.
  package var actions: [Action] = []
  /// The numbers that the calls follow from.
  package var differences: CloneSetDifferences
  /// Whether a pod can not be updated in place though nothing else is allowed; the sync ends there.
  package var isRefused = false
}
