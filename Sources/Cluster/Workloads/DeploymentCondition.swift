// SPDX-License-Identifier: Apache-2.0

package import EventKernel

/// A condition in the status of a Deployment, without its message.
///
/// Reasons: kubernetes v1.36 pkg/controller/deployment/util/deployment_util.go.
package struct DeploymentCondition: Equatable, BitwiseCopyable, Sendable {
  /// Whether the condition holds.
  package enum Status: String, BitwiseCopyable, Sendable {
    case yes = "True"
    case no = "False"
    case unknown = "Unknown"
  }

  /// Why the condition has its status, in the API's words.
  package enum Reason: String, BitwiseCopyable, Sendable {
    case minimumReplicasAvailable = "MinimumReplicasAvailable"
    case minimumReplicasUnavailable = "MinimumReplicasUnavailable"
    case newReplicaSetCreated = "NewReplicaSetCreated"
    case foundNewReplicaSet = "FoundNewReplicaSet"
    case replicaSetUpdated = "ReplicaSetUpdated"
    case newReplicaSetAvailable = "NewReplicaSetAvailable"
    case progressDeadlineExceeded = "ProgressDeadlineExceeded"
    case deploymentPaused = "DeploymentPaused"
    case deploymentResumed = "DeploymentResumed"
  }

  /// Whether the condition holds.
  package var status: Status
  /// Why.
  package var reason: Reason
  /// When the condition was last written; the progress deadline counts from here.
  package var lastUpdate: SimulationTime
  /// When its status last changed.
  package var lastTransition: SimulationTime

  /// Creates a condition that is new at an instant.
  package init(_ status: Status, _ reason: Reason, at now: SimulationTime) {
    self.status = status
    self.reason = reason
    lastUpdate = now
    lastTransition = now
  }

  /// The condition that stands after this one was set over the current one.
  ///
  /// Equal status and reason leave the current one as it is, with its time of update.
  package func replacing(_ current: DeploymentCondition?) -> DeploymentCondition {
    guard let current, current.status == status else { return self }
    if current.reason == reason { return current }
    return updating(current)
  }

  /// The condition with the current one's time of transition if the status is the same.
  func updating(_ current: DeploymentCondition?) -> DeploymentCondition {
    var result = self
    if let current, current.status == status { result.lastTransition = current.lastTransition }
    return result
  }
}

extension DeploymentCondition: CustomStringConvertible {
  /// Status and reason, such as `True/NewReplicaSetAvailable`.
  package var description: String { "\(status.rawValue)/\(reason.rawValue)" }
}
