// SPDX-License-Identifier: Apache-2.0

public import EventKernel
public import Manifests

/// The `behavior` of a HorizontalPodAutoscaler with all defaults filled in.
public struct HPABehavior: Sendable, Hashable {
  /// The rules of one direction.
  public struct Rules: Sendable, Hashable {
    /// How long recommendations are held.
    public var window: SimulationDuration
    /// Which policy counts.
    public var selectPolicy: HPAScalingRules.SelectPolicy
    /// The bounds on the change.
    public var policies: [HPAScalingRules.Policy]
    /// The longest period of the policies, over which changes are remembered.
    public var longestPeriod: SimulationDuration
  }

  /// Scaling up.
  public var scaleUp: Rules
  /// Scaling down.
  public var scaleDown: Rules

  /// Makes rules from a spec; the controller's flag gives the scale-down window when it has none.
  public init(
    _ behavior: HorizontalPodAutoscalerBehavior, configuration: HPAControllerConfiguration
  ) {
    scaleUp = Rules(behavior.scaleUp, defaultWindow: .zero)
    scaleDown = Rules(
      behavior.scaleDown, defaultWindow: configuration.downscaleStabilization)
  }
}

extension HPABehavior.Rules {
  init(_ rules: HPAScalingRules, defaultWindow: SimulationDuration) {
    window = rules.stabilizationWindowSeconds.map { .seconds(Int64($0)) } ?? defaultWindow
    selectPolicy = rules.selectPolicy
    policies = rules.policies
    let longest = rules.policies.map(\.periodSeconds).max() ?? 0
    longestPeriod = .seconds(Int64(longest))
  }
}
