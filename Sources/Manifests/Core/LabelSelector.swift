// SPDX-License-Identifier: Apache-2.0

/// A choice of objects by their labels.
///
/// An absent selector (nil where it is optional) and an empty one differ: in most places nil
/// matches nothing and an empty one everything.
/// Source: kubernetes v1.36 staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go.
public struct LabelSelector: Sendable, Hashable {
  /// One condition on a label.
  public struct Requirement: Sendable, Hashable {
    /// How the label is compared.
    public enum Operator: String, Sendable, Hashable, CaseIterable {
      case `in` = "In"
      case notIn = "NotIn"
      case exists = "Exists"
      case doesNotExist = "DoesNotExist"
    }

    /// The label's key.
    public var key: String
    /// How the label is compared.
    public var `operator`: Operator
    /// The values to compare with, in the order written.
    public var values: [String]

    /// Makes a condition.
    public init(key: String, operator: Operator, values: [String] = []) {
      self.key = key
      self.operator = `operator`
      self.values = values
    }

    /// Whether labels meet the condition; a missing label meets NotIn and DoesNotExist.
    public func matches(_ labels: LabelSet) -> Bool {
      let value = labels[key]
      switch `operator` {
      case .in: return value.map(values.contains) ?? false
      case .notIn: return !(value.map(values.contains) ?? false)
      case .exists: return value != nil
      case .doesNotExist: return value == nil
      }
    }
  }

  /// Labels that must all be there with these values.
  public var matchLabels: LabelSet
  /// Conditions that must all hold.
  public var matchExpressions: [Requirement]

  /// Makes a selector.
  public init(matchLabels: LabelSet = [:], matchExpressions: [Requirement] = []) {
    self.matchLabels = matchLabels
    self.matchExpressions = matchExpressions
  }

  /// Whether the selector has no condition, so that it matches everything.
  public var isEmpty: Bool { matchLabels.isEmpty && matchExpressions.isEmpty }

  /// Whether labels meet all conditions.
  public func matches(_ labels: LabelSet) -> Bool {
    labels.contains(matchLabels) && matchExpressions.allSatisfy { $0.matches(labels) }
  }
}
