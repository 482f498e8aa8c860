// SPDX-License-Identifier: Apache-2.0

/// What is known of a run before it starts.
public struct RunHeader: Sendable, Equatable {
  /// The name of the scenario.
  public var scenario: String
  /// A hash of all input bytes: scenario, manifests, traffic files, overrides.
  public var inputHash: String
  /// The seed of all random streams.
  public var seed: UInt64
  /// The version of Springtide.
  public var version: String
  /// The simulated instant of time zero, in seconds since 1970-01-01T00:00:00Z.
  public var startUnixSeconds: Int64
  /// The offset of the scenario's wall clock from UTC in seconds.
  public var utcOffsetSeconds: Int
  /// The simulated length in microseconds.
  public var durationMicroseconds: Int64
  /// The distance of two samples in microseconds.
  public var sampleIntervalMicroseconds: Int64
  /// The overrides of the command line, in order, as `path=value`.
  public var overrides: [String]

  /// Creates a header.
  public init(
    scenario: String, inputHash: String, seed: UInt64, version: String, startUnixSeconds: Int64,
    utcOffsetSeconds: Int, durationMicroseconds: Int64, sampleIntervalMicroseconds: Int64,
    overrides: [String] = []
  ) {
    self.scenario = scenario
    self.inputHash = inputHash
    self.seed = seed
    self.version = version
    self.startUnixSeconds = startUnixSeconds
    self.utcOffsetSeconds = utcOffsetSeconds
    self.durationMicroseconds = durationMicroseconds
    self.sampleIntervalMicroseconds = sampleIntervalMicroseconds
    self.overrides = overrides
  }
}
