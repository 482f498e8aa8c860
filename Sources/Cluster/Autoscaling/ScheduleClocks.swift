// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests
import Scenario

/// The clocks that schedules of a run are read with: that of the controllers, and any zone's.
struct ScheduleClocks: Sendable {
  /// The clock of the controllers' processes, for schedules that name no zone.
  let controller: LocalClock
  private let lastSecond: Int64

  /// Makes the clocks of a scenario.
  init(_ scenario: Scenario) {
    let length = scenario.duration.microseconds / 1_000_000
    lastSecond = scenario.start.unixSeconds.addingReportingOverflow(length).partialValue
    controller =
      scenario.cluster.controlPlane.timeZone.map { [lastSecond] in
        LocalClock($0, through: lastSecond)
      } ?? LocalClock(offsetSeconds: Int32(clamping: scenario.start.utcOffsetSeconds))
  }

  /// The clock of a zone of the IANA database; that of the controllers without a name or for the
  /// name `Local`, nil if there is no such zone.
  func clock(ofZone name: String?) -> LocalClock? {
    guard let name, name != "Local" else { return controller }
    return ZoneRules(named: name).map { LocalClock($0, through: lastSecond) }
  }
}

extension WallClock {
  /// The second of the day that the clock shows.
  var localSecondOfDay: Int {
    let local = unixSeconds + Int64(utcOffsetSeconds)
    return Int(local - local.dividedRoundingDown(by: 86_400) * 86_400)
  }
}
