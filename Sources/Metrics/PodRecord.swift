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
  /// Who asked for its end; nil as long as nobody did.
  public var ending: Ending?

  /// Creates a record.
  public init(name: String, workload: String, revision: Int, node: String?, stages: Stages) {
    self.name = name
    self.workload = workload
    self.revision = revision
    self.node = node
    self.stages = stages
  }

  /// Who asks for the end of a pod.
  public enum Ending: String, BitwiseCopyable, Sendable, CaseIterable {
    /// The controller of its workload: a rollout or fewer replicas.
    case controller
    /// The scheduler, for a more important pod.
    case preemption
    /// The taint manager, since its node fell silent.
    case taint
    /// The eviction API, which asks disruption budgets.
    case eviction
    /// The pod garbage collector, since its node is no more.
    case podGC = "podgc"
  }

  /// Instants of the stages of a pod's life, in microseconds; -1 where not reached.
  public struct Stages: Sendable, Equatable, BitwiseCopyable {
    /// The state of the cluster that the decision to create it was made of.
    public var known: Int64 = -1
    /// Its controller decided to create it.
    public var requested: Int64 = -1
    /// The API server stored the object.
    public var created: Int64 = -1
    /// The scheduler bound it to a node.
    public var scheduled: Int64 = -1
    /// The kubelet took it.
    public var seen: Int64 = -1
    /// Its sandbox and network were made.
    public var sandboxed: Int64 = -1
    /// The pull of its image began; not reached where the node had it.
    public var pulling: Int64 = -1
    /// Its image was on the node.
    public var pulled: Int64 = -1
    /// Its containers ran.
    public var started: Int64 = -1
    /// Its application could answer; without a delay of its own that is when containers ran.
    public var answering: Int64 = -1
    /// It first became ready.
    public var ready: Int64 = -1
    /// It had first been ready for minReadySeconds.
    public var available: Int64 = -1
    /// Somebody decided to end it.
    public var endRequested: Int64 = -1
    /// Its deletion was asked for.
    public var terminating: Int64 = -1
    /// The object was removed.
    public var deleted: Int64 = -1

    /// Creates stages of which none is reached.
    public init() {}
  }
}
