// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// Everything that can happen at an instant of the simulation.
///
/// Trivially copyable, 16 bytes with its tag: the queue moves events often. A handle in an event may
/// be stale when it fires (the pod is gone); the verb that serves it then returns at once.
enum Event: BitwiseCopyable, Sendable {
  /// An entry of the scenario's timeline is due.
  case timelineEntryDue(UInt32)
  /// A node that fell silent comes back.
  case nodeReturned(NodeIndex, epoch: UInt32)
  /// The node controller looks at the heartbeats of the nodes.
  case nodeMonitorDue
  /// The node controller may taint the next silent node for eviction.
  case evictionTokenReady
  /// A node that came back has been heard by the node controller.
  case nodeHeard(NodeIndex, epoch: UInt32)
  /// The toleration of a pod for its node's taint has ended.
  case tolerationEnded(PodHandle)

  /// The kubelet has learned that a pod is bound to its node.
  case podSeenByKubelet(PodHandle)
  /// The sandbox of a pod and its network exist.
  case sandboxCreated(PodHandle)
  /// The transfer that ends first, by the shares of the registry, is complete.
  case transferFinished(epoch: UInt32)
  /// The registry sends as usual again.
  case registryRestored(epoch: UInt32)
  /// A node has unpacked the image that it pulled.
  case imageUnpacked(NodeIndex, epoch: UInt32)
  /// The daemon of a node learns that it shall pull an image ahead.
  case pullAheadSeen(UInt32, NodeIndex)
  /// The pull of an image ahead has taken too long on a node.
  case pullAheadTimedOut(UInt32, NodeIndex)
  /// The containers of a pod run.
  case containersStarted(PodHandle)
  /// The application in a pod can answer.
  case applicationStarted(PodHandle)
  /// The readiness of a pod is known to the API server.
  case podBecameReady(PodHandle)
  /// A pod has been ready for minReadySeconds.
  case podBecameAvailable(PodHandle)
  /// The kubelet has learned that a pod is to end.
  case terminationSeenByKubelet(PodHandle)
  /// All containers of a pod have exited.
  case containersExited(PodHandle)
  /// The containers of a pod that is updated in place have exited; it starts them anew.
  case containersRestarted(PodHandle)
  /// The API server knows the images of a pod that was changed in place.
  case podImageReported(PodHandle)
  /// The API server removes a pod's object.
  case podDeleted(PodHandle)

  /// The proxies of the nodes have learned of a change of a pod's readiness.
  case endpointProgrammed(PodHandle)
  /// The proxies have learned that a pod is gone.
  case abandonedEndpointRemoved(UInt32)
  /// The application in a pod takes no more requests.
  case applicationStopped(PodHandle)

  /// A watcher's news reach the queue of a controller.
  case keyAdded(ControllerKind, UInt32)
  /// The process of a container that a pod swaps has ended.
  case switchedContainerStopped(PodHandle)
  /// A container that a pod swaps runs again.
  case switchedContainerStarted(PodHandle)
  /// The new version in a pod that swaps containers has taken the lock of the old one.
  case lockTaken(PodHandle)
  /// The API server learns how ready the containers of a pod are that swaps two of them.
  case switchedPodProbed(PodHandle)

  /// The kubelet has brought the present contents of ConfigMaps into a pod.
  case configArrived(PodHandle)
  /// The application in a pod uses the contents that its volumes hold.
  case configReloaded(PodHandle)
  /// The readiness probe of a pod has failed by what its application uses.
  case configProbed(PodHandle)

  /// A pod that is updated in place has had no request for as long as its controller asks.
  case trafficChecked(PodHandle)
  /// A load balancer takes over the addresses that came and went.
  case loadBalancerReloaded(UInt32)

  /// The next node of an order pulls an image that no pod needs yet.
  case prePullDue(UInt32)

  /// An API call of a sync has been carried out.
  case callDone(SyncHandle)
  /// An event that a controller reported has been stored.
  case eventStored(ControllerKind)
  /// Controllers and scheduler may work again after a standstill.
  case controlPlaneResumed
  /// The periodic sync of an autoscaler is due.
  case autoscalerDue(UInt32)
  /// A scheduled scaling job is due.
  case cronJobDue(UInt32)
  /// Scheduled autoscalers look for jobs that are late.
  case cronSwept
  /// The controller of tkestack's CronHPA looks at all its objects.
  case cronHPASynced
  /// The metrics pipeline collects usage.
  case usageScraped
  /// Prometheus reads the pods whose metrics autoscalers ask for.
  case customMetricsScraped
  /// A PoolAutoscaler looks at requests and latency.
  case poolAutoscalerDue(UInt32)
  /// KEDA looks at the triggers of a ScaledObject.
  case scaledObjectPolled(UInt32)

  /// A pod's news reach the scheduler.
  case podSeenByScheduler(PodHandle)
  /// The scheduler is free for the next pod.
  case schedulerReady
  /// The scheduler looks at pods whose back-off or wait has ended.
  case schedulerWoken(epoch: UInt32)
  /// The API server has bound a pod.
  case podBound(PodHandle)
  /// Room that was kept for an update is free for all again.
  case reservationExpired(NodeIndex, id: UInt32)

  /// A less important pod has lost the node that a preemption takes.
  case nomineeCleared(PreemptionHandle)
  /// A victim of a preemption carries the condition that tells why.
  case victimMarked(PreemptionHandle, UInt32)
  /// The API server deletes a victim of a preemption.
  case victimDeleted(PreemptionHandle, UInt32)
  /// The API server has stored another nominated node of a pod, or that it has none.
  case nominationChanged(PodHandle)
  /// The cluster autoscaler looks at the cluster.
  case nodeAutoscalerDue
  /// A machine of a node group is ready to join.
  case machineReady(UInt32, ordinal: UInt32)
  /// A machine of a node group can not be created.
  case machineFailed(UInt32, ordinal: UInt32)
  /// The next step of a node's removal is due.
  case nodeRemovalDue(NodeIndex)

  /// A part of the vertical autoscalers looks, as it does once a minute.
  case verticalAutoscalersDue(VPAComponent)
  /// The API server has carried out a request of their updater.
  case vpaRequestDone
  /// The kubelet looks at a change of a running pod's resources.
  case podResizeSeen(PodHandle)
  /// A batch of pods for Karpenter may end.
  case karpenterBatchEnded
  /// A machine that Karpenter ordered is a node now.
  case claimRegistered(UInt32)
  /// A machine that Karpenter ordered can not be had.
  case claimFailed(UInt32)
  /// A node of Karpenter is ready.
  case nodeInitialized(NodeIndex)
  /// Karpenter looks for nodes that can go, or looks at them again.
  case karpenterLooked(validates: Bool)
  /// Workloads with bounds from forecasts, or with a downsizing, are looked at.
  case capacityPlanned
  /// The containers of a pod that works to an end have ended.
  case workEnded(PodHandle)
  /// The containers of such a pod run again after a failure.
  case workResumed(PodHandle)
  /// The time is over for which an ended Job is kept.
  case jobExpired(UInt32)
  /// An operator who drains nodes looks again.
  case drainDue(UInt32)

  /// The load is evaluated for the next step.
  case trafficStepped
  /// The series are sampled.
  case sampled
}

extension Event {
  /// The event as one number, for the digest: its kind in the top byte, what it names below.
  var word: UInt64 {
    switch self {
    case .timelineEntryDue(let entry): Self.word(1, UInt64(entry))
    case .nodeReturned(let node, _): Self.word(2, UInt64(node.rawValue))
    case .evictionTokenReady: Self.word(4, 0)
    case .nodeHeard(let node, _): Self.word(5, UInt64(node.rawValue))
    case .tolerationEnded(let pod): Self.word(6, pod)
    case .podSeenByKubelet(let pod): Self.word(7, pod)
    case .sandboxCreated(let pod): Self.word(8, pod)
    case .transferFinished: Self.word(9, 0)
    case .imageUnpacked(let node, _): Self.word(10, UInt64(node.rawValue))
    case .containersStarted(let pod): Self.word(11, pod)
    case .applicationStarted(let pod): Self.word(12, pod)
    case .podBecameReady(let pod): Self.word(13, pod)
    case .podBecameAvailable(let pod): Self.word(14, pod)
    case .terminationSeenByKubelet(let pod): Self.word(15, pod)
    case .containersExited(let pod): Self.word(16, pod)
    case .podDeleted(let pod): Self.word(17, pod)
    case .keyAdded(let controller, let key):
      Self.word(18, UInt64(controller.rawValue) << 32 | UInt64(key))
    case .callDone(let sync): Self.word(19, UInt64(sync.index))
    case .autoscalerDue(let index): Self.word(20, UInt64(index))
    case .cronJobDue(let index): Self.word(21, UInt64(index))
    case .usageScraped: Self.word(22, 0)
    case .podSeenByScheduler(let pod): Self.word(23, pod)
    case .schedulerReady: Self.word(24, 0)
    case .schedulerWoken: Self.word(25, 0)
    case .podBound(let pod): Self.word(26, pod)
    case .trafficStepped: Self.word(27, 0)
    case .sampled: Self.word(28, 0)
    case .cronSwept: Self.word(29, 0)
    case .containersRestarted(let pod): Self.word(48, pod)
    case .pullAheadSeen(let pull, let node):
      Self.word(71, UInt64(pull & 0xFF_FFFF) << 32 | UInt64(node.rawValue))
    case .pullAheadTimedOut(let pull, let node):
      Self.word(72, UInt64(pull & 0xFF_FFFF) << 32 | UInt64(node.rawValue))
    case .podImageReported(let pod): Self.word(70, pod)
    case .registryRestored: Self.word(67, 0)
    case .endpointProgrammed(let pod): Self.word(64, pod)
    case .abandonedEndpointRemoved(let load): Self.word(65, UInt64(load))
    case .applicationStopped(let pod): Self.word(66, pod)
    case .switchedContainerStopped(let pod): Self.word(100, pod)
    case .switchedContainerStarted(let pod): Self.word(101, pod)
    case .lockTaken(let pod): Self.word(102, pod)
    case .switchedPodProbed(let pod): Self.word(103, pod)
    case .configArrived(let pod): Self.word(104, pod)
    case .configReloaded(let pod): Self.word(105, pod)
    case .configProbed(let pod): Self.word(106, pod)
    case .trafficChecked(let pod): Self.word(107, pod)
    case .loadBalancerReloaded(let load): Self.word(108, UInt64(load))
    case .prePullDue(let order): Self.word(109, UInt64(order))
    case .nodeMonitorDue: Self.word(38, 0)
    case .eventStored(let controller): Self.word(39, UInt64(controller.rawValue))
    case .controlPlaneResumed: Self.word(40, 0)
    case .nomineeCleared(let preemption): Self.word(30, UInt64(preemption.index))
    case .victimMarked(let preemption, let victim):
      Self.word(31, UInt64(victim & 0xFF_FFFF) << 32 | UInt64(preemption.index))
    case .victimDeleted(let preemption, let victim):
      Self.word(32, UInt64(victim & 0xFF_FFFF) << 32 | UInt64(preemption.index))
    case .nominationChanged(let pod): Self.word(33, pod)
    case .reservationExpired(let node, _): Self.word(35, UInt64(node.rawValue))
    case .cronHPASynced: Self.word(43, 0)
    case .customMetricsScraped: Self.word(120, 0)
    case .scaledObjectPolled(let index): Self.word(121, UInt64(index))
    case .poolAutoscalerDue(let index): Self.word(122, UInt64(index))
    case .nodeAutoscalerDue: Self.word(56, 0)
    case .machineReady(let group, let ordinal):
      Self.word(57, UInt64(group) << 32 | UInt64(ordinal))
    case .machineFailed(let group, let ordinal):
      Self.word(58, UInt64(group) << 32 | UInt64(ordinal))
    case .nodeRemovalDue(let node): Self.word(59, UInt64(node.rawValue))
    case .verticalAutoscalersDue(let part): Self.word(130, UInt64(part.rawValue))
    case .vpaRequestDone: Self.word(131, 0)
    case .podResizeSeen(let pod): Self.word(132, pod)
    case .karpenterBatchEnded: Self.word(133, 0)
    case .claimRegistered(let ordinal): Self.word(134, UInt64(ordinal))
    case .claimFailed(let ordinal): Self.word(135, UInt64(ordinal))
    case .nodeInitialized(let node): Self.word(136, UInt64(node.rawValue))
    case .karpenterLooked(let validates): Self.word(137, validates ? 1 : 0)
    case .capacityPlanned: Self.word(138, 0)
    case .workEnded(let pod): Self.word(80, pod)
    case .workResumed(let pod): Self.word(81, pod)
    case .jobExpired(let job): Self.word(82, UInt64(job))
    case .drainDue(let drain): Self.word(83, UInt64(drain))
    }
  }

  private static func word(_ kind: UInt64, _ detail: UInt64) -> UInt64 { kind << 56 | detail }

  private static func word(_ kind: UInt64, _ pod: PodHandle) -> UInt64 {
    kind << 56 | UInt64(pod.generation & 0xFF_FFFF) << 32 | UInt64(pod.index)
  }
}
