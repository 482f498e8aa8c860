// SPDX-License-Identifier: Apache-2.0

public import Metrics

/// One run as the list of runs shows it.
public struct RunRecord: Sendable, Equatable {
  /// The number of the run in its file.
  public var id: Int64
  /// What was known before the run started.
  public var header: RunHeader
  /// Whether the run reached its end.
  public var status: Status
  /// The digest, or nil while the run is incomplete.
  public var digest: String?
  /// The number of simulated events, or nil while the run is incomplete.
  public var eventCount: Int64?
  /// When the run was started, in seconds since 1970-01-01T00:00:00Z of the machine's clock.
  public var wallStartedUnixSeconds: Int64?
  /// How long the run took on the machine, in seconds; nil while the run is incomplete.
  public var wallSeconds: Double?
  /// The number of objectives met.
  public var objectivesMet: Int
  /// The number of objectives missed.
  public var objectivesMissed: Int

  /// How far a run got.
  public enum Status: String, Sendable, CaseIterable {
    /// The run is still going on or was killed.
    case incomplete
    /// The run reached its end and all of it is stored.
    case complete
  }
}
