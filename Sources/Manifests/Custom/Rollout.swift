// SPDX-License-Identifier: Apache-2.0

/// A Rollout of OpenKruise: releases a workload step by step.
///
/// Source: openkruise/rollouts api/v1beta1/rollout_types.go.
public struct Rollout: Sendable, Hashable {
  /// One step of the plan.
  public struct Step: Sendable, Hashable {
    /// Pods that shall be updated at the end of the step, in all.
    public var replicas: IntOrString
    /// Percent of the traffic for updated pods; nil if the step does not route.
    public var trafficPercent: Int32?
    /// Seconds that the step waits when it is done; nil until somebody approves.
    public var pauseSeconds: Int32?

    /// Makes a step that waits for an approval.
    public init(replicas: IntOrString) {
      self.replicas = replicas
    }
  }

  /// What is wanted.
  public struct Spec: Sendable, Hashable {
    /// The workload that is released.
    public var workloadRef = CrossVersionObjectReference()
    /// Whether the object does nothing.
    public var disabled = false
    /// Whether the release is held back.
    public var paused = false
    /// The plan; empty if there is none.
    public var steps: [Step] = []
    /// Pods that may fail in a step, of all that are updated; nil for none.
    public var failureThreshold: IntOrString?
    /// Whether updated pods of a Deployment belong to another Deployment.
    public var enableExtraWorkloadForCanary = false
    /// Whether all updated pods come beside the old ones first.
    public var isBlueGreen = false

    /// Makes a specification without a plan.
    public init() {}
  }

  /// Name and labels.
  public var metadata = ObjectMeta()
  /// What is wanted.
  public var spec = Spec()

  /// Makes an empty Rollout.
  public init() {}
}
