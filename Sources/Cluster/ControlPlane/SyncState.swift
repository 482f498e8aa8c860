// SPDX-License-Identifier: Apache-2.0

import EventKernel

typealias SyncHandle = Handle<SyncState>

/// A worker of a controller that carries out the API calls of one sync.
struct SyncState: Sendable {
  /// One request to the API server.
  enum Call: Equatable, Sendable {
    case createReplicaSet(replicas: Int, revision: Int)
    case setRevision(ReplicaSetIndex, Int)
    case deleteReplicaSet(ReplicaSetIndex)
    case scaleReplicaSet(ReplicaSetIndex, to: Int)
    case createPod
    case deletePod(PodHandle)
    case publishDeployment
    case publishReplicaSet
    case scaleDeployment(DeploymentIndex, to: Int)
    case setAutoscalerBounds(Int, least: Int, most: Int)
    case publishAutoscaler
    /// The object of the sync is read again after a conflict, past the cache.
    case readReplicaSet
    /// A request that changes nothing that is simulated, as the read before a patch.
    case read
    case markNodeUnknown
    case markPodNotReady(PodHandle)
    case matchNoScheduleTaint
    case addNoExecuteTaint
    case removeNoExecuteTaint
    case evictPod(PodHandle)
    /// Reads the scale of an autoscaler's target.
    case readScale
    /// Reads the metrics of an autoscaler, which then decides.
    case readMetrics
    case createNumberedPod(ReplicaSetIndex, ordinal: UInt32)
    case updatePodInPlace(PodHandle, to: ReplicaSetIndex)
    case publishNumbered
    /// Looks at all pods of a workload before it decides; no request.
    case lookAtPods
    /// Lets a pod be not ready before it changes in place.
    case closeReadinessGate(PodHandle)
    case createDaemonPod(NodeIndex)
    case publishDaemonSet
    /// With its completion index in a Job that has them; negative for none.
    case createJobPod(index: Int32)
    case publishJob
    /// With the time of the schedule, in seconds since 1970.
    case createJob(for: Int64)
    case deleteJob(Int)
    case publishQuota

    /// Whether the call goes through the client of its controller.
    ///
    /// The clients of metrics and status of the HPA controller have limits of their own, which
    /// bind no sooner than that of the scale client.
    var usesSharedClient: Bool {
      self != .readMetrics && self != .publishAutoscaler && self != .lookAtPods
    }
  }

  /// How many calls go at once.
  enum Pace: BitwiseCopyable, Sendable {
    /// One after the other.
    case oneByOne
    /// 1, 2, 4 and so on, each batch when the one before is done (slow start of ReplicaSets).
    case doubling
    /// All at once, as fast as the client lets them.
    case together
  }

  let controller: ControllerKind
  let key: UInt32
  var calls: [Call]
  var pace: Pace
  /// When its worker took the key, and so looked into its caches.
  let startedAt: SimulationTime
  /// Whether the API server refused to create an object.
  var hasFailed = false
  /// Whether the status that ends the sync has been asked for.
  var isClosing = false
  /// Calls handed to the client.
  var issuedCount = 0
  /// Calls carried out.
  var doneCount = 0
  /// Size of the next batch at a doubling pace.
  var batch = 1

  init(
    controller: ControllerKind, key: UInt32, calls: [Call], pace: Pace,
    startedAt: SimulationTime = .zero
  ) {
    self.controller = controller
    self.key = key
    self.calls = calls
    self.pace = pace
    self.startedAt = startedAt
  }

  /// Hands out the next batch and returns its size; zero when no call is left.
  mutating func issue() -> Int {
    let left = calls.count - issuedCount
    let size: Int
    switch pace {
    case .oneByOne: size = min(1, left)
    case .together: size = left
    case .doubling:
      size = min(batch, left)
      batch *= 2
    }
    issuedCount += size
    return size
  }

  /// Drops the calls that have not been handed out: one failed, and with it the sync.
  mutating func abandon() { calls.removeSubrange(issuedCount...) }
}
