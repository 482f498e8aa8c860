// SPDX-License-Identifier: Apache-2.0

/// How a run ended.
public struct RunOutcome: Sendable, Equatable {
  /// The rolling digest of all events and of what was stored, as 16 hexadecimal digits.
  public var digest: String
  /// The number of simulated events.
  public var eventCount: Int64
  /// The objectives, in the order of the scenario.
  public var objectives: [ObjectiveRecord]
  /// The figures of the summary, in order.
  public var summary: [SummaryRecord]

  /// Creates an outcome.
  public init(
    digest: String, eventCount: Int64, objectives: [ObjectiveRecord], summary: [SummaryRecord]
  ) {
    self.digest = digest
    self.eventCount = eventCount
    self.objectives = objectives
    self.summary = summary
  }
}
