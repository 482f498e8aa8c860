// SPDX-License-Identifier: Apache-2.0

/// A NodePool of Karpenter: which machines may be bought, how many, and when they go back.
///
/// Source: kubernetes-sigs/karpenter pkg/apis/v1/nodepool.go and nodeclaim.go.
public struct NodePool: Sendable, Hashable {
  /// When nodes go back to save money.
  public enum ConsolidationPolicy: String, Sendable, Hashable, CaseIterable {
    case whenEmpty = "WhenEmpty"
    case whenEmptyOrUnderutilized = "WhenEmptyOrUnderutilized"
  }

  /// How values of a requirement are compared.
  public enum RequirementOperator: String, Sendable, Hashable, CaseIterable {
    case `in` = "In"
    case notIn = "NotIn"
    case exists = "Exists"
    case doesNotExist = "DoesNotExist"
    case greater = "Gt"
    case less = "Lt"
  }

  /// A condition on the labels of a machine.
  public struct Requirement: Sendable, Hashable {
    /// The label.
    public var key: String
    /// How values are compared.
    public var `operator`: RequirementOperator
    /// The values.
    public var values: [String]

    /// Makes a requirement.
    public init(key: String, operator: RequirementOperator, values: [String] = []) {
      self.key = key
      self.operator = `operator`
      self.values = values
    }
  }

  /// How many nodes may be disrupted at once.
  public struct Budget: Sendable, Hashable {
    /// Why nodes are disrupted.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
      case empty = "Empty"
      case underutilized = "Underutilized"
      case drifted = "Drifted"
    }

    /// A number of nodes or a share of the pool.
    public var nodes: IntOrString = .string("10%")
    /// Five cron fields in UTC at which the budget begins to hold; nil for always.
    public var schedule: String?
    /// How long it holds from then on, in seconds.
    public var durationSeconds: Int64?
    /// The reasons it holds for; empty for all.
    public var reasons: [Reason] = []

    /// Makes the default budget of a tenth.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// Labels of each node.
  public var labels: LabelSet = [:]
  /// Conditions on machines.
  public var requirements: [Requirement] = []
  /// Taints of each node.
  public var taints: [Taint] = []
  /// The age in seconds at which a node goes; nil for never.
  public var expireAfterSeconds: Int64? = 720 * 3600
  /// The bound on all nodes together by resource; empty for none.
  public var limits = ResourceList()
  /// The rank among pools; higher ones are asked first.
  public var weight: Int32 = 1
  /// When nodes go back.
  public var consolidationPolicy: ConsolidationPolicy = .whenEmptyOrUnderutilized
  /// How long a node must have been left alone, in seconds; nil for never.
  public var consolidateAfterSeconds: Int64? = 0
  /// Bounds on disruption.
  public var budgets = [Budget()]

  /// Makes a pool that takes any machine.
  public init() {}
}
