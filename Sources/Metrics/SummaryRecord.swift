// SPDX-License-Identifier: Apache-2.0

/// One figure of the summary of a run.
public struct SummaryRecord: Sendable, Equatable {
  /// What it is about: `cluster`, or a workload as `Kind/namespace/name`.
  public var subject: String
  /// The name of the figure, such as `replicas_ready_min`.
  public var name: String
  /// The value.
  public var value: Double
  /// The unit of the value.
  public var unit: String

  /// Creates a record.
  public init(subject: String, name: String, value: Double, unit: String) {
    self.subject = subject
    self.name = name
    self.value = value
    self.unit = unit
  }
}
