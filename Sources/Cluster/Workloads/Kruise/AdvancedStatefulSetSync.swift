// SPDX-License-Identifier: Apache-2.0

/// What one sync of the controller of OpenKruise's StatefulSet does.
package struct AdvancedStatefulSetSync: Equatable, Sendable {
  /// A call for one pod.
  package enum Action: Equatable, BitwiseCopyable, Sendable {
    case create(ordinal: Int, revision: Int)
    case delete(ordinal: Int)
    case updateInPlace(ordinal: Int, revision: Int)
    case setLifecycle(ordinal: Int, CloneSetView.Lifecycle)
    /// The grace period of a change in place is over: the image changes.
    case changeImage(ordinal: Int)
    /// The condition InPlaceUpdateReady becomes True.
    case openGate(ordinal: Int)

    /// The number of the pod that exists and is acted on; nil for one that is created.
    var ordinal: Int? {
      switch self {
      case .create: nil
      case .delete(let ordinal), .updateInPlace(let ordinal, _), .setLifecycle(let ordinal, _),
        .changeImage(let ordinal), .openGate(let ordinal):
        ordinal
      }
    }
  }

  /// The calls in order.
  package var actions: [Action] = []
  /// Whether pods that change in place were looked after, upon which none is updated.
  package var hasRefreshed = false
  /// Whether a pod can not be updated in place though nothing else is allowed; the sync ends there.
  package var isRefused = false

  /// Whether pods are only created and deleted, which the policy Parallel does side by side.
  var isScalingOnly: Bool {
    actions.allSatisfy { action in
      switch action {
      case .create, .delete: true
      case .updateInPlace, .setLifecycle, .changeImage, .openGate: false
      }
    }
  }
}
