// SPDX-License-Identifier: Apache-2.0

/// Wishes of a pod about nodes and about the pods near it.
public struct Affinity: Sendable, Hashable {
  /// Wishes about nodes; nil when not given.
  public var nodeAffinity: NodeAffinity?
  /// Pods to be near to; nil when not given.
  public var podAffinity: PodAffinity?
  /// Pods to be away from; nil when not given.
  public var podAntiAffinity: PodAffinity?

  /// Makes an affinity without wishes.
  public init() {}
}

/// Wishes of a pod about nodes.
public struct NodeAffinity: Sendable, Hashable {
  /// A wish with its weight.
  public struct Preferred: Sendable, Hashable {
    /// From 1 to 100.
    public var weight: Int32
    /// The nodes that are wished for.
    public var preference: NodeSelectorTerm

    /// Makes a wish.
    public init(weight: Int32, preference: NodeSelectorTerm) {
      self.weight = weight
      self.preference = preference
    }
  }

  /// Terms of which one must match; nil when nothing is required.
  public var required: [NodeSelectorTerm]?
  /// Wishes, each with a weight.
  public var preferred: [Preferred] = []

  /// Makes an affinity without wishes.
  public init() {}
}

/// Conditions on a node that must all hold.
public struct NodeSelectorTerm: Sendable, Hashable {
  /// One condition.
  public struct Requirement: Sendable, Hashable {
    /// How the value is compared.
    public enum Operator: String, Sendable, Hashable, CaseIterable {
      case `in` = "In"
      case notIn = "NotIn"
      case exists = "Exists"
      case doesNotExist = "DoesNotExist"
      case gt = "Gt"
      case lt = "Lt"
    }

    /// The label's key, or `metadata.name` among the fields.
    public var key: String
    /// How the value is compared.
    public var `operator`: Operator
    /// The values to compare with.
    public var values: [String]

    /// Makes a condition.
    public init(key: String, operator: Operator, values: [String] = []) {
      self.key = key
      self.operator = `operator`
      self.values = values
    }
  }

  /// Conditions on labels.
  public var matchExpressions: [Requirement] = []
  /// Conditions on fields.
  public var matchFields: [Requirement] = []

  /// Makes an empty term, which matches nothing.
  public init() {}
}

/// Pods to be near to, or away from.
public struct PodAffinity: Sendable, Hashable {
  /// A wish with its weight.
  public struct Preferred: Sendable, Hashable {
    /// From 1 to 100.
    public var weight: Int32
    /// The pods and the kind of place.
    public var podAffinityTerm: PodAffinityTerm

    /// Makes a wish.
    public init(weight: Int32, podAffinityTerm: PodAffinityTerm) {
      self.weight = weight
      self.podAffinityTerm = podAffinityTerm
    }
  }

  /// Terms that must all hold.
  public var required: [PodAffinityTerm] = []
  /// Wishes, each with a weight.
  public var preferred: [Preferred] = []

  /// Makes an affinity without wishes.
  public init() {}
}

/// Pods and the kind of place that is shared with them or not.
public struct PodAffinityTerm: Sendable, Hashable {
  /// The pods; nil matches none, an empty one all.
  public var labelSelector: LabelSelector?
  /// Namespaces of the pods, by name.
  public var namespaces: [String] = []
  /// Namespaces of the pods, by label; an empty one means all.
  public var namespaceSelector: LabelSelector?
  /// The node label that tells places apart.
  public var topologyKey = ""
  /// Keys whose value in the incoming pod is added to the selector with In.
  public var matchLabelKeys: [String] = []
  /// Keys whose value in the incoming pod is added to the selector with NotIn.
  public var mismatchLabelKeys: [String] = []

  /// Makes an empty term.
  public init() {}
}
