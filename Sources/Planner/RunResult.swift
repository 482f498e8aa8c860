// SPDX-License-Identifier: Apache-2.0

public import Metrics

/// What a run left behind.
public struct RunResult: Sendable, Equatable {
  /// The number of the run in the store; nil if nothing was stored.
  public var run: Int64?
  /// How the run ended.
  public var outcome: RunOutcome
}
