// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics

/// What the run has to tell and has not yet handed over: plain values, made into text on the way
/// out.
struct Recorder: Sendable {
  /// Something that happened to an object.
  struct Entry: BitwiseCopyable, Sendable {
    var time: SimulationTime
    var reason: RecordedReason
    var subject: RecordedSubject
    /// Two numbers whose meaning depends on the reason.
    var first: Int64
    var second: Int64
  }

  /// A change of a pod where it is.
  struct Update: BitwiseCopyable, Sendable {
    let replicaSet: ReplicaSetIndex
    let ordinal: UInt32
    let node: NodeIndex
    var stages: PodUpdateRecord.Stages
  }

  var entries: [Entry] = []
  /// Decisions of loops that scale.
  var decisions: [ScalingDecisionRecord] = []
  /// Batches of rollouts that are over.
  var batches: [BatchRecord] = []
  /// What releases in batches have published.
  var batchStatuses: [BatchStatusRecord] = []
  /// The last change in place of each pod that had one, by the slot of the pod.
  var updates: [UInt32: Update] = [:]
  /// Changes in place that are over.
  var endedUpdates: [Update] = []
  /// When the metrics API last got new values; before the start if it has none.
  var metricsStoredAt = SimulationTime(microseconds: -1)
  /// Pods whose life is over.
  var lives: [PodState] = []
  /// Texts that entries refer to by position.
  private(set) var texts: [String] = []
  private var positions: [String: Int] = [:]

  /// The position of a text, new if it was not seen before.
  mutating func intern(_ text: String) -> Int64 {
    if let known = positions[text] { return Int64(known) }
    positions[text] = texts.count
    texts.append(text)
    return Int64(texts.count - 1)
  }
}

/// The object that an entry is about.
enum RecordedSubject: BitwiseCopyable, Sendable {
  case deployment(DeploymentIndex)
  case replicaSet(ReplicaSetIndex)
  /// A pod by its ReplicaSet and ordinal; the pod itself may be gone when this is read.
  case pod(ReplicaSetIndex, ordinal: UInt32)
  case node(NodeIndex)
  case autoscaler(Int)
  case cronAutoscaler(Int)
  case controlPlane
  case cronHPA(Int)
  case pool(Int)
  case verticalAutoscaler(Int)
  case configMap(Int)
  case job(Int)
  case scaledObject(Int)
  case poolAutoscaler(Int)

  /// The subject as numbers, for the digest.
  var word: UInt64 {
    switch self {
    case .deployment(let index): 1 << 56 | UInt64(index.rawValue)
    case .replicaSet(let index): 2 << 56 | UInt64(index.rawValue)
    case .pod(let index, let ordinal): UInt64(index.rawValue) << 32 | UInt64(ordinal)
    case .node(let index): 3 << 56 | UInt64(index.rawValue)
    case .autoscaler(let index): 4 << 56 | UInt64(index)
    case .cronAutoscaler(let index): 5 << 56 | UInt64(index)
    case .controlPlane: 6 << 56
    case .cronHPA(let index): 7 << 56 | UInt64(index)
    case .pool(let index): 8 << 56 | UInt64(index)
    case .verticalAutoscaler(let index): 130 << 56 | UInt64(index)
    case .configMap(let index): 32 << 56 | UInt64(index)
    case .job(let place): 9 << 56 | UInt64(place)
    case .scaledObject(let index): 12 << 56 | UInt64(index)
    case .poolAutoscaler(let index): 13 << 56 | UInt64(index)
    }
  }
}
