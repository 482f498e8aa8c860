// SPDX-License-Identifier: Apache-2.0

/// What a scheduled autoscaler sees of its target.
public enum CronHPATargetView: Sendable, Hashable, BitwiseCopyable {
  /// A workload with the replica count of its spec.
  case workload(replicas: Int32)
  /// An HPA with its bounds and the current replica count of its status.
  case autoscaler(minReplicas: Int32, maxReplicas: Int32, currentReplicas: Int32)
  /// The target cannot be found or written.
  case unreachable

  /// What the target is once an action is carried out; the status of an HPA is not changed by it.
  func applying(_ action: ScalingAction) -> CronHPATargetView {
    switch (self, action) {
    case (.workload, .setReplicas(let count)): .workload(replicas: count)
    case (.autoscaler(_, _, let current), .setHPABounds(let least, let greatest)):
      .autoscaler(minReplicas: least, maxReplicas: greatest, currentReplicas: current)
    default: self
    }
  }
}
