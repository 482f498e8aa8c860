// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Metrics

typealias PodHandle = Handle<PodState>

/// A pod: where it is in its life and what it belongs to.
struct PodState: BitwiseCopyable, Sendable {
  /// The class of equal pods that it belongs to.
  var template: TemplateIndex
  var replicaSet: ReplicaSetIndex
  /// The node that it is bound to, or that the scheduler has chosen; none before.
  var node: NodeIndex = .none
  var stage: PodStage = .pending
  /// Whether its deletion has been asked for.
  var isTerminating = false
  /// Whether the API server holds it as ready.
  var isReady = false
  /// Whether its application can answer requests.
  var canAnswer = false
  /// Whether it has been ready for minReadySeconds.
  var isAvailable = false
  /// Whether the scheduler drives it away for a more important pod.
  var isPreempted = false
  /// Whether its containers still have to be made anew by a template that it got in place.
  var isRestartDue = false
  /// Whether its controller waits until the probe has judged a configuration that changes.
  var awaitsConfig = false
  /// Whether a change in place of it is written down.
  var hasUpdate = false
  /// Who asked for its end, if somebody did.
  var ending = PodRecord.Ending.controller
  /// Whether it ever used a configuration that made it fail.
  var wasMisconfigured = false
  /// The configuration that its application uses, by the table's usages; negative for none.
  var config: Int32 = -1
  /// Whether the hook after the start of its container has been planned.
  var isHookPlanned = false
  /// Whether its restart in place waits until no request reaches it.
  var awaitsCut = false
  /// Whether the load balancer lists its address.
  var isListed = false
  /// Whether its containers ended by themselves, so that it takes no room any more.
  var isFinished = false
  /// Whether it ended with a failure.
  var hasFailed = false
  /// Whether its Job deleted it as one too many, so that it does not count as failed.
  var isReleased = false
  /// Restarts of its containers after failures.
  var restarts: UInt16 = 0
  /// The node that the pod of a DaemonSet is for, or the completion index of a Job's pod; negative
  /// for none.
  var claim: Int32 = -1
  /// Why it was found unschedulable last, by the recorder's texts; negative if it never was.
  var failureText: Int32 = -1
  /// The position among the pods that its ReplicaSet created; gives the name and the draws.
  var ordinal: UInt32
  /// The position in the list of its ReplicaSet, so that it can leave in constant time.
  var position: UInt32 = 0
  /// The load group that it serves in, or none.
  var loadGroup: LoadGroupID = .none
  /// When the proxies learn of its last change of readiness.
  var endpointDueAt: SimulationTime = .zero
  /// When the containers started; may lie before the start of the run.
  var startTime: SimulationTime = .zero
  /// When the kubelet took the pod, which is `status.startTime`; may lie before the start.
  var acknowledgedAt: SimulationTime = .zero
  /// When readiness last changed.
  var readyChangedAt: SimulationTime = .zero
  /// What a controller of OpenKruise has noted on it.
  var marks = PodMarks()
  /// What the metrics API says of its CPU.
  var usage = UsageSample()
  var stages = PodRecord.Stages()
}

extension PodState {
  /// When requests first reached it; one that ran at the start has done so since it became ready.
  var joinedLoadAt: SimulationTime { endpointDueAt > .zero ? endpointDueAt : readyChangedAt }
}

/// The stages of a pod from its creation to its removal.
enum PodStage: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Waits for the scheduler to choose a node.
  case pending
  /// Has a node; the API server has not yet stored the binding.
  case binding
  /// Bound; the kubelet has not yet seen it.
  case bound
  /// The sandbox and its network are made.
  case creatingSandbox
  /// Waits for its image, or for its turn to pull.
  case pulling
  /// The containers are made and started.
  case starting
  /// The containers run.
  case running
  /// The containers have exited; the object still exists.
  case exited

  /// The phase that the API server shows, of the five of Kubernetes.
  var phaseName: String {
    switch self {
    case .pending, .binding, .bound, .creatingSandbox, .pulling, .starting: "Pending"
    case .running: "Running"
    case .exited: "Succeeded"
    }
  }
}
