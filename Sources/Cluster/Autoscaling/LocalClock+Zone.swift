// SPDX-License-Identifier: Apache-2.0

public import Manifests

extension LocalClock {
  /// The clock of a zone, exact up to a moment and for the five years after it.
  ///
  /// Five years are as far as a cron schedule looks ahead.
  public init(_ zone: ZoneRules, through last: Int64) {
    let (reach, overflow) = last.addingReportingOverflow(6 * 31_622_400)
    self.init(
      offsetSeconds: zone.firstOffsetSeconds,
      transitions: zone.changes(through: overflow ? last : reach).map {
        Transition(at: $0.at, offsetSeconds: $0.offsetSeconds)
      })
  }
}
