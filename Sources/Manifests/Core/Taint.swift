// SPDX-License-Identifier: Apache-2.0

/// A mark on a node that keeps pods away.
public struct Taint: Sendable, Hashable {
  /// What a taint does.
  public enum Effect: String, Sendable, Hashable, CaseIterable {
    case noSchedule = "NoSchedule"
    case preferNoSchedule = "PreferNoSchedule"
    case noExecute = "NoExecute"
  }

  /// The key.
  public var key: String
  /// The value; empty when not given.
  public var value: String
  /// What it does.
  public var effect: Effect

  /// Makes a taint.
  public init(key: String, value: String = "", effect: Effect) {
    self.key = key
    self.value = value
    self.effect = effect
  }
}

/// What a pod bears of the taints of a node.
public struct Toleration: Sendable, Hashable {
  /// How the taint's value is compared.
  ///
  /// Lt and Gt are those of kubernetes v1.36 (gate TaintTolerationComparisonOperators).
  public enum Operator: String, Sendable, Hashable, CaseIterable {
    case equal = "Equal"
    case exists = "Exists"
    case lt = "Lt"
    case gt = "Gt"
  }

  /// The key; empty with Exists means every taint.
  public var key = ""
  /// How the value is compared.
  public var `operator`: Operator = .equal
  /// The value.
  public var value = ""
  /// The effect that is borne; nil for all.
  public var effect: Taint.Effect?
  /// For how long NoExecute is borne, in seconds; nil for ever.
  public var tolerationSeconds: Int64?

  /// Makes a toleration of an empty key.
  public init() {}

  /// Whether the toleration bears a taint.
  ///
  /// Source: kubernetes v1.36 staging/src/k8s.io/component-helpers/scheduling/corev1.
  public func tolerates(_ taint: Taint) -> Bool {
    if let effect, effect != taint.effect { return false }
    if !key.isEmpty, key != taint.key { return false }
    switch `operator` {
    case .equal: return value == taint.value
    case .exists: return true
    case .lt: return Toleration.compare(taint.value, value) { $0 < $1 }
    case .gt: return Toleration.compare(taint.value, value) { $0 > $1 }
    }
  }

  private static func compare(
    _ left: String, _ right: String, by holds: (Int64, Int64) -> Bool
  ) -> Bool {
    guard let left = Int64(left), let right = Int64(right) else { return false }
    return holds(left, right)
  }
}
