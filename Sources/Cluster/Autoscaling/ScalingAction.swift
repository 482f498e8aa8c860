// SPDX-License-Identifier: Apache-2.0

/// A change that a scheduled autoscaler makes.
public enum ScalingAction: Sendable, Hashable, BitwiseCopyable {
  /// Write this replica count to the scale of the workload.
  ///
  /// The workload is the target of the autoscaler, or that of the HPA which is its target.
  case setReplicas(Int32)
  /// Write these bounds to the HorizontalPodAutoscaler that is the target.
  case setHPABounds(minReplicas: Int32, maxReplicas: Int32)
}
