// SPDX-License-Identifier: Apache-2.0

/// The life of one pod: an instant for each stage that it reached.
public struct PodRecord: Sendable, Equatable {
  /// The name of the pod, unique in the run.
  public var name: String
  /// The owning workload as `Kind/namespace/name`.
  public var workload: String
  /// The revision of the workload's template, counted from 1.
  public var revision: Int
  /// The node that it was bound to, or nil.
  public var node: String?
  /// The instants in microseconds since the start of the run; -1 for a stage not reached.
  public var stages: Stages

  /// Creates a record.
  public init(name: String, workload: String, revision: Int, node: String?, stages: Stages) {
    self.name = name
    self.workload = workload
    self.revision = revision
    self.node = node
    self.stages = stages
  }

  /// Instants of the stages of a pod's life, in microseconds; -1 where not reached.
  public struct Stages: Sendable, Equatable, BitwiseCopyable {
    /// The API server stored the object.
    public var created: Int64 = -1
    /// The scheduler bound it to a node.
    public var scheduled: Int64 = -1
    /// Its image was on the node.
    public var pulled: Int64 = -1
    /// Its containers ran.
    public var started: Int64 = -1
    /// It first became ready.
    public var ready: Int64 = -1
    /// Its deletion was asked for.
    public var terminating: Int64 = -1
    /// The object was removed.
    public var deleted: Int64 = -1

    /// Creates stages of which none is reached.
    public init() {}
  }
}
