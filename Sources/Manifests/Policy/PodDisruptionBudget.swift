// SPDX-License-Identifier: Apache-2.0

/// A PodDisruptionBudget: bounds how many pods may be away by intent at one time.
public struct PodDisruptionBudget: Sendable, Hashable {
  /// Which pods that are not healthy may be evicted.
  public enum UnhealthyPodEvictionPolicy: String, Sendable, Hashable, CaseIterable {
    case ifHealthyBudget = "IfHealthyBudget"
    case alwaysAllow = "AlwaysAllow"
  }

  /// What is wanted.
  public struct Spec: Sendable, Hashable {
    /// The pods that must stay; excludes `maxUnavailable`.
    public var minAvailable: IntOrString?
    /// The pods that may be away; excludes `minAvailable`.
    public var maxUnavailable: IntOrString?
    /// The pods; nil matches none, and an empty one all in policy/v1.
    public var selector: LabelSelector?
    /// Which pods that are not healthy may be evicted.
    public var unhealthyPodEvictionPolicy: UnhealthyPodEvictionPolicy = .ifHealthyBudget

    /// Makes an empty specification.
    public init() {}
  }

  /// What the controller last counted, in a dump of a live cluster.
  public struct Status: Sendable, Hashable {
    /// The pods that may go now.
    public var disruptionsAllowed: Int32 = 0
    /// The pods that are healthy.
    public var currentHealthy: Int32 = 0
    /// The pods that must be healthy.
    public var desiredHealthy: Int32 = 0
    /// The pods that are counted.
    public var expectedPods: Int32 = 0
    /// Names of pods whose eviction is under way, and which no longer count.
    public var disruptedPods: [String] = []

    /// Makes an empty status.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()
  /// What the controller last counted; nil when the object has no status.
  public var status: Status?

  /// Makes an empty budget.
  public init() {}
}
