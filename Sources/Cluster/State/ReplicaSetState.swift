// SPDX-License-Identifier: Apache-2.0

import EventKernel

typealias ReplicaSetIndex = TypedIndex<ReplicaSetState>

/// A ReplicaSet: what it asks for, the pods it has and what it last published.
struct ReplicaSetState: Sendable {
  let name: String
  let namespace: String
  /// The Deployment that owns it, or none.
  let deployment: DeploymentIndex
  let template: TemplateIndex
  /// How many ReplicaSets its owner had created before it.
  let number: Int
  let createdAt: SimulationTime
  var specReplicas: Int
  /// The number of the owner's rollout that it belongs to; a rollback raises it.
  var revision: Int
  /// Whether its controller has not looked at it since it was scaled last.
  var hasUnseenChange = false
  /// Greatest number of pods of the owner when it was last scaled, as the annotation
  /// `deployment.kubernetes.io/max-replicas` keeps it; zero if never.
  var maxReplicasAnnotation = 0
  /// The owner's replicas when it was last scaled (annotation `desired-replicas`).
  var desiredReplicasAnnotation = 0
  /// All pods that exist, terminating ones as well, in no particular but a fixed order.
  var pods: [PodHandle] = []
  /// Pods that exist and do not terminate.
  var activeCount = 0
  /// Pods that wait for a node.
  var pendingCount = 0
  var readyCount = 0
  var availableCount = 0
  /// Pods created so far; the next one gets this ordinal.
  var createdCount: UInt32 = 0
  var status = Status()

  /// What the API server last heard of the ReplicaSet.
  struct Status: Equatable, BitwiseCopyable, Sendable {
    var replicas = 0
    var ready = 0
    var available = 0
  }

  /// The status as it would be published now.
  var currentStatus: Status {
    Status(replicas: activeCount, ready: readyCount, available: availableCount)
  }
}
