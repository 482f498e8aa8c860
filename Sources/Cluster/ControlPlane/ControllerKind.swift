// SPDX-License-Identifier: Apache-2.0

import Scenario

/// The loops of the kube-controller-manager that act through an API client and workers.
enum ControllerKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case deployment
  case replicaSet
  case horizontalPodAutoscaler
  case cronHorizontalPodAutoscaler
  case taintEviction
  /// The passes over the health of the nodes.
  case nodeMonitor
  /// The workers that keep the NoSchedule taints of nodes with their conditions.
  case nodeTaints
  /// The loop that taints silent nodes with NoExecute, one after the other.
  case nodeEviction
  case cronHPA
  case statefulSet
  case statefulSetPlus
  case daemonSet
  case job
  case cronJob
  case resourceQuota
  case cloneSet
  case advancedStatefulSet
  /// The controllers of OpenKruise Rollouts: that of a Rollout and that of its BatchRelease.
  case rollout
  /// The operator of KEDA.
  case scaledObject
  case poolAutoscaler

  /// The name in metrics, as the work queue of Kubernetes is called.
  var queueName: String {
    switch self {
    case .deployment: "deployment"
    case .replicaSet: "replicaset"
    case .horizontalPodAutoscaler: "horizontalpodautoscaler"
    case .cronHorizontalPodAutoscaler: "cronhorizontalpodautoscaler"
    case .taintEviction: "taint-eviction"
    case .cronHPA: "cronhpa"
    case .nodeMonitor: "node-lifecycle"
    case .nodeTaints: "node_lifecycle_controller"
    case .nodeEviction: "node-eviction"
    case .statefulSet: "statefulset"
    case .statefulSetPlus: "statefulsetplus"
    case .daemonSet: "daemonset"
    case .job: "job"
    case .cronJob: "cronjob"
    case .resourceQuota: "resourcequota"
    case .cloneSet: "cloneset"
    case .advancedStatefulSet: "advancedstatefulset"
    case .rollout: "rollout"
    case .scaledObject: "scaledobject"
    case .poolAutoscaler: "poolautoscaler"
    }
  }

  /// The controller whose client its requests go through: each controller has one client for all
  /// that it does (kubernetes v1.36 cmd/kube-controller-manager/app, `ClientOrDie` of its name).
  var client: ControllerKind {
    switch self {
    case .deployment, .replicaSet, .horizontalPodAutoscaler, .cronHorizontalPodAutoscaler,
      .taintEviction, .nodeMonitor, .cronHPA, .statefulSet, .statefulSetPlus, .daemonSet, .job,
      .cronJob, .resourceQuota, .cloneSet, .advancedStatefulSet, .rollout, .scaledObject,
      .poolAutoscaler:
      self
    case .nodeTaints, .nodeEviction: .nodeMonitor
    }
  }

  /// Whether its keys wait in what Kubernetes calls a work queue.
  var hasWorkQueue: Bool {
    switch self {
    case .nodeMonitor, .nodeEviction: false
    case .deployment, .replicaSet, .horizontalPodAutoscaler, .cronHorizontalPodAutoscaler,
      .taintEviction, .nodeTaints, .cronHPA, .statefulSet, .statefulSetPlus, .daemonSet, .job,
      .cronJob, .resourceQuota, .cloneSet, .advancedStatefulSet, .rollout, .scaledObject,
      .poolAutoscaler:
      true
    }
  }

  /// Whether it reports its events through a client of their own, so that they take no tokens.
  ///
  /// The recorder of a controller-runtime manager has its own clientset (sigs.k8s.io/
  /// controller-runtime pkg/internal/recorder/recorder.go), and so a rate limit of its own.
  var hasEventClient: Bool { self == .cloneSet || self == .advancedStatefulSet }

  /// The rate limit of its client.
  func clientRate(_ block: ControlPlaneBlock) -> ControlPlaneBlock.ClientRate {
    switch self {
    case .cloneSet, .advancedStatefulSet: block.kruiseManager.client
    default: block.controllerManager
    }
  }

  /// How many keys it works on at once.
  func workerCount(_ block: ControlPlaneBlock) -> Int {
    switch self {
    case .deployment, .replicaSet, .horizontalPodAutoscaler, .cronHorizontalPodAutoscaler,
      .cronHPA, .statefulSet, .statefulSetPlus, .job, .cronJob, .resourceQuota, .scaledObject,
      .poolAutoscaler:
      max(1, block.concurrentSyncs)
    // kubernetes v1.36 pkg/controller/daemon/config/v1alpha1/defaults.go.
    case .daemonSet: max(1, min(2, block.concurrentSyncs))
    case .cloneSet, .advancedStatefulSet: max(1, block.kruiseManager.concurrentSyncs)
    // openkruise/rollouts pkg/controller/batchrelease/batchrelease_controller.go.
    case .rollout: 3
    // Every pod has a timer of its own (kubernetes v1.36
    // pkg/controller/tainteviction/timed_workers.go).
    case .taintEviction: .max
    // kubernetes v1.36 pkg/controller/nodelifecycle/node_lifecycle_controller.go,
    // nodeUpdateWorkerSize.
    case .nodeMonitor, .nodeTaints: 8
    case .nodeEviction: 1
    }
  }
}
