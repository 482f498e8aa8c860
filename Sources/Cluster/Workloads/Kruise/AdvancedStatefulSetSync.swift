// SPDX-License-Identifier: Apache-2.0

/// What one sync of the controller of OpenKruise's StatefulSet does.
package struct AdvancedStatefulSetSync: Equatable, Sendable {
  /// A call for one pod.
  package enum Action: Equatable, BitwiseCopyable, Sendable {
    case create(ordinal: Int, revision: Int)
    case delete(ordinal: Int)
    case updateInPlace(ordinal: Int, revision: Int)
  }

  /// The calls in order.
  package var actions: [Action] = []
  /// Whether a pod can not be updated in place though nothing else is allowed; the sync ends there.
  package var isRefused = false
}
