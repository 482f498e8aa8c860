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
    case .scaledObject: "scaledobject"
    case .poolAutoscaler: "poolautoscaler"
    }
  }

  /// The controller whose client its requests go through: each controller has one client for all
  /// that it does (kubernetes v1.36 cmd/kube-controller-manager/app, `ClientOrDie` of its name).
  var client: ControllerKind {
    switch self {
    case .deployment, .replicaSet, .horizontalPodAutoscaler, .cronHorizontalPodAutoscaler,
      .taintEviction, .nodeMonitor, .cronHPA, .statefulSet, .statefulSetPlus, .scaledObject,
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
      .taintEviction, .nodeTaints, .cronHPA, .statefulSet, .statefulSetPlus, .scaledObject,
      .poolAutoscaler:
      true
    }
  }

  /// How many keys it works on at once.
  func workerCount(_ block: ControlPlaneBlock) -> Int {
    switch self {
    case .deployment, .replicaSet, .horizontalPodAutoscaler, .cronHorizontalPodAutoscaler,
      .cronHPA, .statefulSet, .statefulSetPlus, .scaledObject, .poolAutoscaler:
      max(1, block.concurrentSyncs)
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
