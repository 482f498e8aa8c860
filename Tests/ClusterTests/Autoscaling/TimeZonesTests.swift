// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Cluster

/// The clocks of time zones.
@Suite struct TimeZonesTests {
  /// Seconds since 1970 and the offset in minutes, as the IANA Time Zone Database has them.
  @Test(arguments: [
    ("Asia/Shanghai", 1_782_864_000, 480), ("Asia/Kolkata", 1_782_864_000, 330),
    // 2026-03-08 10:00 UTC is two in the morning in Los Angeles.
    ("America/Los_Angeles", 1_772_963_999, -480), ("America/Los_Angeles", 1_772_964_000, -420),
    // 2026-11-01 06:00 UTC is two in the morning of daylight saving in New York.
    ("America/New_York", 1_793_512_799, -240), ("America/New_York", 1_793_512_800, -300),
    // 2026-03-29 and 2026-10-25, 01:00 UTC.
    ("Europe/Berlin", 1_774_745_999, 60), ("Europe/Berlin", 1_774_746_000, 120),
    ("Europe/London", 1_792_889_999, 60), ("Europe/London", 1_792_890_000, 0),
    // 2026-10-03 16:00 UTC and 2026-04-04 16:00 UTC.
    ("Australia/Sydney", 1_791_043_199, 600), ("Australia/Sydney", 1_791_043_200, 660),
    ("Australia/Sydney", 1_775_318_399, 660), ("Australia/Sydney", 1_775_318_400, 600),
    // 2026-09-26 14:00 UTC.
    ("Pacific/Auckland", 1_790_431_199, 720), ("Pacific/Auckland", 1_790_431_200, 780),
  ])
  func `clocks change when the database says`(name: String, second: Int64, minutes: Int64) {
    #expect(TimeZones.clock(named: name)?.offsetSeconds(at: second) == minutes * 60)
  }

  @Test func `each name has one clock and others have none`() {
    #expect(Set(TimeZones.names).count == TimeZones.names.count)
    #expect(TimeZones.names.allSatisfy { TimeZones.clock(named: $0) != nil })
    #expect(TimeZones.clock(named: "Asia/Shanghei") == nil)
  }
}
