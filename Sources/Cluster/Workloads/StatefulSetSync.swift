// SPDX-License-Identifier: Apache-2.0

/// What one sync of the StatefulSet controller does.
package struct StatefulSetSync: Equatable, Sendable {
  /// A call for one pod.
  package enum Action: Equatable, BitwiseCopyable, Sendable {
    case create(ordinal: Int, revision: Int)
    case delete(ordinal: Int, revision: Int)
  }

  /// The calls in order; with the policy Parallel those of one kind go at the same time.
  package var actions: [Action] = []
  /// The status after the sync.
  package var status: StatefulSetStatus
}
