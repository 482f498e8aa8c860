// SPDX-License-Identifier: Apache-2.0

/// Whether a kubelet changes what a running pod has, in place.
///
/// Source: kubernetes v1.36 pkg/kubelet/allocation/allocation_manager.go (canResizePod).
enum PodResizeRule {
  /// What the kubelet says.
  enum Verdict: Equatable, Sendable {
    /// It is done now.
    case feasible
    /// The node has no room now; it is tried again.
    case deferred
    /// The node is too small.
    case infeasible
  }

  /// The verdict on a pod that asks for other amounts than it has.
  ///
  /// - Parameters:
  ///   - current: what the pod has.
  ///   - wanted: what it asks for.
  ///   - requested: what all pods of the node have, with this one.
  ///   - allocatable: what the node offers.
  /// - Returns: whether it is done, put off or refused.
  static func verdict(
    current: Resources, wanted: Resources, requested: Resources, allocatable: Resources
  ) -> Verdict {
    if wanted.cpuMillis > allocatable.cpuMillis || wanted.memoryBytes > allocatable.memoryBytes {
      return .infeasible
    }
    let cpu = requested.cpuMillis - current.cpuMillis + wanted.cpuMillis
    let memory = requested.memoryBytes - current.memoryBytes + wanted.memoryBytes
    return cpu <= allocatable.cpuMillis && memory <= allocatable.memoryBytes
      ? .feasible : .deferred
  }
}
