// SPDX-License-Identifier: Apache-2.0

import EventKernel

typealias PreemptionHandle = Handle<PreemptionState>

/// A preemption that is being carried out by requests to the API server.
///
/// The order of kubernetes v1.36 pkg/scheduler/framework/preemption/executor.go
/// prepareCandidateAsync: the nominations of less important pods are cleared one by one, then all
/// victims but the last one go side by side, then the last one. Each victim takes two requests: its
/// condition DisruptionTarget and its deletion.
struct PreemptionState: Sendable {
  /// Victims that are worked on at once; kubernetes v1.36 pkg/scheduler/apis/config/v1/defaults.go
  /// (parallelism).
  static let parallelism = 16

  /// The pod that makes room for itself.
  let preemptor: PodHandle
  /// The same, for the events of its victims, also if it is gone by then.
  let subject: RecordedSubject
  /// The node that is set aside for it.
  let node: NodeIndex
  /// Less important pods whose nomination to the node ends.
  let nominees: [PodHandle]
  /// The pods that are deleted.
  let victims: [PodHandle]
  /// Nominations that were cleared.
  var clearedCount = 0
  /// Victims whose first request was sent.
  private(set) var begunCount = 0
  /// Victims that are worked on.
  private var busyCount = 0

  init(
    preemptor: PodHandle, subject: RecordedSubject, node: NodeIndex, nominees: [PodHandle],
    victims: [PodHandle]
  ) {
    self.preemptor = preemptor
    self.subject = subject
    self.node = node
    self.nominees = nominees
    self.victims = victims
  }

  /// Whether all requests were answered.
  var isDone: Bool { begunCount == victims.count && busyCount == 0 }

  /// The next victim to begin with, if one may begin now.
  mutating func beginNext() -> Int? {
    guard clearedCount == nominees.count, begunCount < victims.count else { return nil }
    let isLast = begunCount == victims.count - 1
    guard busyCount < (isLast ? 1 : Self.parallelism) else { return nil }
    begunCount += 1
    busyCount += 1
    return begunCount - 1
  }

  /// Notes that a victim needs no more request.
  mutating func end() { busyCount -= 1 }
}
