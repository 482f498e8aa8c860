// SPDX-License-Identifier: Apache-2.0

import Foundation
import Manifests
import Testing

/// The table of time zones against dates that governments published.
@Suite struct ZoneRulesTests {
  private static func second(_ text: String) throws -> Int64 {
    let date = try Date(text, strategy: .iso8601)
    return Int64(date.timeIntervalSince1970)
  }

  private static func offset(_ zone: String, at text: String) throws -> Int32 {
    let rules = try #require(ZoneRules(named: zone))
    let moment = try second(text)
    return rules.changes(through: moment).last?.offsetSeconds ?? rules.firstOffsetSeconds
  }

  @Test(arguments: [
    ("Asia/Shanghai", "2019-02-04T12:00:00Z", 8.0), ("UTC", "2024-07-01T00:00:00Z", 0),
    // The United States moved their changes outward in 2007.
    ("America/New_York", "2006-03-20T12:00:00Z", -5),
    ("America/New_York", "2007-03-20T12:00:00Z", -4),
    ("America/New_York", "2026-03-08T06:59:59Z", -5),
    ("America/New_York", "2026-03-08T07:00:00Z", -4),
    ("America/New_York", "2026-11-01T05:59:59Z", -4),
    ("America/New_York", "2026-11-01T06:00:00Z", -5),
    ("Europe/Berlin", "2026-03-29T00:59:59Z", 1), ("Europe/Berlin", "2026-03-29T01:00:00Z", 2),
    // South of the equator summer lies over the new year; Lord Howe moves by half an hour.
    ("Australia/Sydney", "2026-01-01T00:00:00Z", 11),
    ("Australia/Sydney", "2026-07-01T00:00:00Z", 10),
    ("Australia/Lord_Howe", "2026-01-01T00:00:00Z", 11),
    ("Australia/Lord_Howe", "2026-07-01T00:00:00Z", 10.5),
    // Without summer time since 2019, and with it again since 2023.
    ("America/Sao_Paulo", "2018-12-01T00:00:00Z", -2),
    ("America/Sao_Paulo", "2019-12-01T00:00:00Z", -3),
    ("Africa/Cairo", "2022-07-01T00:00:00Z", 2), ("Africa/Cairo", "2023-07-01T00:00:00Z", 3),
    // Samoa went over the date line, Moscow stayed on summer time for three years.
    ("Pacific/Apia", "2011-12-30T09:59:59Z", -10), ("Pacific/Apia", "2011-12-30T10:00:00Z", 14),
    ("Europe/Moscow", "2012-01-01T00:00:00Z", 4), ("Europe/Moscow", "2015-01-01T00:00:00Z", 3),
    // In Morocco the clocks go back for Ramadan.
    ("Africa/Casablanca", "2026-03-01T00:00:00Z", 0),
    ("Africa/Casablanca", "2026-05-01T00:00:00Z", 1),
    ("Asia/Kathmandu", "2026-05-01T00:00:00Z", 5.75), ("Europe/Berlin", "2099-07-01T00:00:00Z", 2),
  ])
  func `an offset is that of the published dates`(
    zone: String, moment: String, hours: Double
  ) throws {
    #expect(try Self.offset(zone, at: moment) == Int32(hours * 3_600), "\(zone) \(moment)")
  }

  @Test func `changes come in order of time and each changes the offset`() throws {
    let last = try Self.second("2060-01-01T00:00:00Z")
    for name in ZoneRules.names {
      let rules = try #require(ZoneRules(named: name))
      var time = Int64.min
      var offset = rules.firstOffsetSeconds
      for change in rules.changes(through: last) {
        #expect(change.at > time && change.at <= last, "\(name) \(change.at)")
        #expect(change.offsetSeconds != offset, "\(name) \(change.at)")
        #expect(abs(change.offsetSeconds) <= 14 * 3_600, "\(name)")
        (time, offset) = (change.at, change.offsetSeconds)
      }
    }
  }

  @Test func `there are all zones of the database, and no others`() {
    #expect(ZoneRules.version == "2025b")
    #expect(ZoneRules.names.count == 597)
    #expect(ZoneRules.names == ZoneRules.names.sorted())
    for name in ["Asia/Calcutta", "US/Pacific", "GMT+0", "Etc/GMT-14", "PRC", "Zulu"] {
      #expect(ZoneRules(named: name) != nil, "\(name)")
    }
    for name in ["asia/shanghai", "Mars/Olympus", "Local", "+08:00", "America/NewYork", " "] {
      #expect(ZoneRules(named: name) == nil, "\(name)")
    }
    #expect(ZoneRules(named: "")?.name == "UTC")
  }

  @Test func `a zone without changes has one offset for ever`() throws {
    let tokyo = try #require(ZoneRules(named: "Asia/Tokyo"))
    #expect(tokyo.changes(through: .max).isEmpty)
    #expect(tokyo.firstOffsetSeconds == 9 * 3_600)
  }

  @Test func `the end of all time is reached without a hang`() throws {
    let paris = try #require(ZoneRules(named: "Europe/Paris"))
    #expect(paris.changes(through: .max).count < 17_000)
    #expect(paris.changes(through: .min).isEmpty)
  }
}
