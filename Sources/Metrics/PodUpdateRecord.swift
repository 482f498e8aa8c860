// SPDX-License-Identifier: Apache-2.0

/// One change of a pod where it is: its containers end and start anew, the pod stays.
public struct PodUpdateRecord: Sendable, Equatable {
  /// The name of the pod as `namespace/name`.
  public var pod: String
  /// The owning workload as `Kind/namespace/name`.
  public var workload: String
  /// The revision that the pod gets.
  public var revision: Int
  /// The node that it is on, or nil.
  public var node: String?
  /// The instants in microseconds since the start of the run; -1 for a stage not reached.
  public var stages: Stages

  /// Creates a record.
  public init(pod: String, workload: String, revision: Int, node: String?, stages: Stages) {
    self.pod = pod
    self.workload = workload
    self.revision = revision
    self.node = node
    self.stages = stages
  }

  /// Instants of the stages of a change in place, in microseconds; -1 where not reached.
  public struct Stages: Sendable, Equatable, BitwiseCopyable {
    /// The state of the cluster that the decision was made of.
    public var known: Int64 = -1
    /// Its controller decided on the change.
    public var requested: Int64 = -1
    /// The API server stored the change.
    public var updated: Int64 = -1
    /// The old containers had ended.
    public var exited: Int64 = -1
    /// The pull of the new image began; not reached where the node had it.
    public var pulling: Int64 = -1
    /// The new image was on the node.
    public var pulled: Int64 = -1
    /// The new containers ran.
    public var started: Int64 = -1
    /// The new application could answer.
    public var answering: Int64 = -1
    /// The pod was ready again.
    public var ready: Int64 = -1
    /// It had been ready for minReadySeconds.
    public var available: Int64 = -1

    /// Creates stages of which none is reached.
    public init() {}
  }
}
