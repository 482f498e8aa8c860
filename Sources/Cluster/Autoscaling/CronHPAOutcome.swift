// SPDX-License-Identifier: Apache-2.0

/// What came of one job of an Alibaba CronHPA that was due.
public struct CronHPAOutcome: Sendable, Hashable {
  /// What came of it.
  public enum Result: Sendable, Hashable {
    /// These changes are to be made, in this order; none when an HPA needs no change.
    case scaled([ScalingAction])
    /// The exclude date at this place of the list forbids it; counts as a success.
    case skipped(excludeDate: Int)
    /// The target could not be reached; the job is tried again at this time.
    case retrying(at: Int64)
    /// The target could not be reached for too long.
    case failed
  }

  /// The place of the job in the spec.
  public var job: Int
  /// What came of it.
  public var result: Result

  /// Makes an outcome.
  public init(job: Int, result: Result) {
    self.job = job
    self.result = result
  }

  /// The changes to be made; empty when there are none.
  public var actions: [ScalingAction] {
    if case .scaled(let actions) = result { return actions }
    return []
  }
}
