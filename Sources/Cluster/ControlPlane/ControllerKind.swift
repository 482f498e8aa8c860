// SPDX-License-Identifier: Apache-2.0

/// The controllers that act through a work queue and an API client of their own.
enum ControllerKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case deployment
  case replicaSet
  case horizontalPodAutoscaler
  case cronHorizontalPodAutoscaler
  case taintEviction
  case cronHPA

  /// The name in metrics, as the work queue of Kubernetes is called.
  var queueName: String {
    switch self {
    case .deployment: "deployment"
    case .replicaSet: "replicaset"
    case .horizontalPodAutoscaler: "horizontalpodautoscaler"
    case .cronHorizontalPodAutoscaler: "cronhorizontalpodautoscaler"
    case .taintEviction: "taint-eviction"
    case .cronHPA: "cronhpa"
    }
  }
}
