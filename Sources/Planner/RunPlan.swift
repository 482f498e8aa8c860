// SPDX-License-Identifier: Apache-2.0

import EventKernel
public import Metrics
public import Scenario

/// One run to do: what is simulated, under which name, and how closely it is watched.
public struct RunPlan: Sendable {
  /// What is simulated.
  public var scenario: Scenario
  /// How the run introduces itself in the store.
  public var header: RunHeader
  /// Whether the invariants of the cluster are checked after every slice.
  public var audits: Bool
  /// Whether a second simulation runs beside the first and must stay equal to it.
  public var repeats: Bool
  /// What the second simulation simulates instead, for tests that need a difference.
  package var twin: Scenario?

  /// Creates a plan.
  ///
  /// - Parameters:
  ///   - scenario: What is simulated; it must have passed `Simulation.check`.
  ///   - inputHash: The hash of all input bytes.
  ///   - version: The version of Springtide.
  ///   - overrides: The overrides that were applied to the scenario, as `path=value`.
  ///   - audits: Whether to check the invariants after every simulated second.
  ///   - repeats: Whether to run twice side by side.
  public init(
    _ scenario: Scenario, inputHash: String, version: String, overrides: [String] = [],
    audits: Bool = false, repeats: Bool = false
  ) {
    self.scenario = scenario
    self.audits = audits
    self.repeats = repeats
    header = RunHeader(
      scenario: scenario.name, inputHash: inputHash, seed: scenario.seed, version: version,
      startUnixSeconds: scenario.start.unixSeconds,
      utcOffsetSeconds: scenario.start.utcOffsetSeconds,
      durationMicroseconds: scenario.duration.microseconds,
      sampleIntervalMicroseconds: scenario.sampleInterval.microseconds, overrides: overrides)
  }
}
