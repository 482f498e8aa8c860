// SPDX-License-Identifier: Apache-2.0

/// Something that happened to an object, as `kubectl get events` would show it.
public struct EventRecord: Sendable, Equatable {
  /// When, in microseconds since the start of the run.
  public var timeMicroseconds: Int64
  /// Whether an operator should look.
  public var isWarning: Bool
  /// The kind of the object, such as `Deployment`.
  public var kind: String
  /// The namespace and name of the object, as `namespace/name`, or the name alone.
  public var object: String
  /// One word in Kubernetes' style, such as `ScalingReplicaSet`.
  public var reason: String
  /// The sentence for people.
  public var message: String

  /// Creates a record.
  public init(
    timeMicroseconds: Int64, isWarning: Bool, kind: String, object: String, reason: String,
    message: String
  ) {
    self.timeMicroseconds = timeMicroseconds
    self.isWarning = isWarning
    self.kind = kind
    self.object = object
    self.reason = reason
    self.message = message
  }
}
