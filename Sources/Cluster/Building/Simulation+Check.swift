// SPDX-License-Identifier: Apache-2.0

public import Manifests
public import Scenario

extension Simulation {
  /// What a scenario asks for that can not be built (errors) or is left out (warnings).
  ///
  /// A scenario with errors must not be given to `init`.
  public static func check(_ scenario: Scenario) -> [Diagnostic] { ClusterPlan.check(scenario) }
}
