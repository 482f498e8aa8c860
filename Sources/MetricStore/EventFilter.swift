// SPDX-License-Identifier: Apache-2.0

/// Which events of a run are asked for.
public struct EventFilter: Sendable, Equatable {
  /// Only objects of this kind, such as `Pod`.
  public var kind: String?
  /// Only the object with this name; `namespace/name`, or the name alone.
  public var object: String?
  /// Only events with this reason, such as `ScalingReplicaSet`.
  public var reason: String?
  /// Only events that an operator should look at.
  public var warningsOnly: Bool
  /// The first instant, in microseconds since the start of the run.
  public var fromMicroseconds: Int64
  /// The last instant, in microseconds since the start of the run.
  public var throughMicroseconds: Int64
  /// At most so many events, the earliest ones; nil for all.
  public var limit: Int?
  /// Whether the stages of the pods are events too.
  public var includesPodStages: Bool

  /// Creates a filter; without arguments it lets everything pass.
  public init(
    kind: String? = nil, object: String? = nil, reason: String? = nil, warningsOnly: Bool = false,
    fromMicroseconds: Int64 = .min, throughMicroseconds: Int64 = .max, limit: Int? = nil,
    includesPodStages: Bool = true
  ) {
    self.kind = kind
    self.object = object
    self.reason = reason
    self.warningsOnly = warningsOnly
    self.fromMicroseconds = fromMicroseconds
    self.throughMicroseconds = throughMicroseconds
    self.limit = limit
    self.includesPodStages = includesPodStages
  }
}
