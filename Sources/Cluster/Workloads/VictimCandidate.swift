// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// A pod of a ReplicaSet with all that decides whether it is deleted before another.
package struct VictimCandidate: BitwiseCopyable, Sendable {
  /// The place of the pod in the list of its ReplicaSet, by which decisions name it.
  package var position: Int
  /// Whether it has a node.
  package var isAssigned: Bool
  /// 0 pending, 1 unknown, 2 running.
  package var phaseRank: UInt8
  /// Whether it is ready.
  package var isReady: Bool
  /// What its annotation asks for; see ``cost(ofAnnotation:)``.
  package var deletionCost: Int32 = 0
  /// Active pods of the same owner on its node, the pod included.
  package var podsOnNode: Int32
  /// Nanoseconds since it became ready; without meaning if it is not.
  package var readyNanoseconds: Int64
  /// Nanoseconds since it was created.
  package var ageNanoseconds: Int64
  /// The most restarts of one of its containers.
  package var restarts: Int32 = 0
  /// The most restarts of one of its restartable init containers.
  package var initRestarts: Int32 = 0
  /// Stands for the UID: smaller for a UID that is smaller as text.
  package var uid: UInt64

  /// Creates a candidate without a deletion cost and without restarts.
  package init(
    position: Int, isAssigned: Bool, phaseRank: UInt8, isReady: Bool, podsOnNode: Int32,
    readyNanoseconds: Int64, ageNanoseconds: Int64, uid: UInt64
  ) {
    self.position = position
    self.isAssigned = isAssigned
    self.phaseRank = phaseRank
    self.isReady = isReady
    self.podsOnNode = podsOnNode
    self.readyNanoseconds = readyNanoseconds
    self.ageNanoseconds = ageNanoseconds
    self.uid = uid
  }

  /// A duration in nanoseconds, at most the greatest that 64 bits hold.
  package static func nanoseconds(_ duration: SimulationDuration) -> Int64 {
    let (product, overflow) = duration.microseconds.multipliedReportingOverflow(by: 1000)
    guard overflow else { return product }
    return duration.microseconds < 0 ? .min : .max
  }

  /// The deletion cost of a text, zero if it is no plain number of 32 bits.
  ///
  /// The first character is a minus, a digit from 1 to 9, or the zero that is all of the text
  /// (kubernetes v1.36 pkg/apis/core/helper/helpers.go, GetDeletionCostFromPodAnnotations).
  package static func cost(ofAnnotation text: String?) -> Int32 {
    guard let text, let first = text.utf8.first, let cost = Int32(text) else { return 0 }
    let isPlain = first != UInt8(ascii: "+") && first != UInt8(ascii: "0")
    return isPlain ? cost : 0
  }
}
