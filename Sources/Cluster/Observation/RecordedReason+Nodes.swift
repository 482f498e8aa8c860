// SPDX-License-Identifier: Apache-2.0

import EventKernel

/// What is told of nodes and of the control plane.
extension RecordedReason {
  /// The word in the log; nil for reasons of another part.
  var nodeWord: String? {
    switch self {
    case .nodeFailed: "NodeFailed"
    case .nodeNotReady: "NodeNotReady"
    case .nodeTainted: "NodeTaintedForEviction"
    case .nodeReturned: "NodeReturned"
    case .nodeReady: "NodeReady"
    case .controlPlaneStalled: "ControlPlaneStalled"
    case .controlPlaneResumed: "ControlPlaneResumed"
    case .scaleUpTriggered: "TriggeredScaleUp"
    case .scaleUpFailed: "ScaleUpFailed"
    case .nodeJoined: "RegisteredNode"
    case .nodeRemoved: "RemovingNode"
    case .scaleDown: "ScaleDown"
    case .scaleDownEmpty: "ScaleDownEmpty"
    case .scaleDownFailed: "ScaleDownFailed"
    case .claimCreated: "NodeClaimCreated"
    case .nodeInitialized: "Initialized"
    case .nodeDisrupted: "Disrupted"
    case .nodeCordoned: "NodeNotSchedulable"
    case .nodeUncordoned: "NodeSchedulable"
    case .nodeDrained: "NodeDrained"
    case .drainHeldUp: "EvictionBlocked"
    case .drainTimedOut: "DrainTimedOut"
    default: nil
    }
  }

  /// The sentence; nil for reasons of another part.
  func nodeMessage(_ first: Int64, _ second: Int64, text: String) -> String? {
    switch self {
    case .nodeFailed: "The node fell silent"
    case .nodeNotReady: "Node status is now: NodeNotReady"
    case .nodeTainted: "Pods without a toleration will be evicted"
    case .nodeReturned: "The node came back"
    case .nodeReady: "Node status is now: NodeReady"
    case .controlPlaneStalled: "Controllers and scheduler stand still"
    case .controlPlaneResumed: "Controllers and scheduler go on"
    case .scaleUpTriggered: "Nodes wanted: \(second), were \(first)"
    case .scaleUpFailed: "A node could not be created"
    case .nodeJoined: "The node came \(SimulationDuration(microseconds: first)) after its order"
    case .nodeRemoved: "The node left the cluster"
    case .scaleDown: "The node is not needed; its pods are moved"
    case .scaleDownEmpty: "The node is not needed and empty"
    case .scaleDownFailed: "The pods of the node could not be moved; it stays"
    case .claimCreated: "A machine of type \(text) is ordered"
    case .nodeInitialized: "The node is ready for pods"
    case .nodeDisrupted:
      switch first {
      case 0: "The node is empty"
      case 1: "The pods of the node fit elsewhere for less"
      default: "The node has reached its age"
      }
    case .nodeCordoned: "Node status is now: NodeNotSchedulable"
    case .nodeUncordoned: "Node status is now: NodeSchedulable"
    case .nodeDrained: "The node was empty after \(SimulationDuration(microseconds: first))"
    case .drainHeldUp:
      "Cannot evict pod as it would violate the pod's disruption budget; tried again every 5 s"
    case .drainTimedOut: "The drain was given up; pods are left on the node"
    default: nil
    }
  }
}
