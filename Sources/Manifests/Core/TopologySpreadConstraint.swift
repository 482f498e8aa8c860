// SPDX-License-Identifier: Apache-2.0

/// How evenly pods of a kind are to be spread over places.
///
/// Defaults of the policies: kubernetes v1.36 staging/src/k8s.io/api/core/v1/types.go.
public struct TopologySpreadConstraint: Sendable, Hashable {
  /// What happens when the spread cannot be kept.
  public enum UnsatisfiableAction: String, Sendable, Hashable, CaseIterable {
    case doNotSchedule = "DoNotSchedule"
    case scheduleAnyway = "ScheduleAnyway"
  }

  /// Whether nodes that the pod could not use count as places.
  public enum NodeInclusionPolicy: String, Sendable, Hashable, CaseIterable {
    case honor = "Honor"
    case ignore = "Ignore"
  }

  /// The greatest difference between places.
  public var maxSkew: Int32 = 1
  /// The node label that tells places apart.
  public var topologyKey = ""
  /// What happens when the spread cannot be kept.
  public var whenUnsatisfiable: UnsatisfiableAction = .doNotSchedule
  /// The pods that are counted; nil matches none.
  public var labelSelector: LabelSelector?
  /// The least number of places; nil for 1.
  public var minDomains: Int32?
  /// Whether the pod's node affinity and selector choose the nodes that count.
  public var nodeAffinityPolicy: NodeInclusionPolicy = .honor
  /// Whether taints choose the nodes that count.
  public var nodeTaintsPolicy: NodeInclusionPolicy = .ignore
  /// Keys whose value in the pod is added to the selector.
  public var matchLabelKeys: [String] = []

  /// Makes a constraint without key.
  public init() {}
}
