// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// What one sync of the StatefulSetPlus controller does.
package struct BatchReleaseSync: Equatable, Sendable {
  /// A call for one pod.
  package enum Action: Equatable, BitwiseCopyable, Sendable {
    case create(ordinal: Int, revision: Int)
    case delete(ordinal: Int)
    /// The image changes and the containers restart; node, address and volumes stay.
    case updateInPlace(ordinal: Int, revision: Int)
  }

  /// The calls in order.
  package var actions: [Action] = []
  /// What the controller remembers.
  package var state: BatchReleaseState
  /// The numbers of pods.
  package var counts: StatefulSetStatus
  /// The release.
  package var batch = BatchDeployStatus()
  /// When to look again without news; nil for never.
  package var recheckAt: SimulationTime?
}
