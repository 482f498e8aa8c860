// SPDX-License-Identifier: Apache-2.0

/// How far a run has come.
public struct RunProgress: Sendable, Equatable {
  /// The simulated time reached, in microseconds since the start of the run.
  public var nowMicroseconds: Int64
  /// The simulated length of the run in microseconds.
  public var endMicroseconds: Int64
  /// The number of events simulated so far.
  public var eventCount: Int64

  /// Creates a state of progress.
  public init(nowMicroseconds: Int64, endMicroseconds: Int64, eventCount: Int64) {
    self.nowMicroseconds = nowMicroseconds
    self.endMicroseconds = endMicroseconds
    self.eventCount = eventCount
  }

  /// The share of the simulated time that is done, from 0 to 1.
  public var share: Double {
    endMicroseconds > 0 ? Double(nowMicroseconds) / Double(endMicroseconds) : 1
  }
}
