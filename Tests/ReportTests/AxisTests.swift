// SPDX-License-Identifier: Apache-2.0

import Report
import Testing

@Suite struct AxisTests {
  @Test(
    arguments: [
      (0.0, "count", 1.0, 1.0), (3, "count", 3, 1), (4, "requests", 4, 1), (87, "count", 100, 20),
      (0.7, "cores", 0.8, 0.2), (100, "count", 100, 20), (101, "count", 150, 50),
      (75_900, "requests/s", 80_000, 20_000), (0, "seconds", 0.1, 0.1),
      (0.179, "seconds", 0.2, 0.05), (6_000_000_000, "bytes", 6_442_450_944, 2_147_483_648),
    ] as [(Double, String, Double, Double)])
  func `a linear axis ends on a round tick`(
    peak: Double, unit: String, high: Double, step: Double
  ) {
    let axis = ValueAxis(floor: peak, peak: peak, unit: unit)
    #expect(axis.kind == .linear)
    #expect(axis.low == 0)
    #expect(abs(axis.high - high) < high * 1e-9)
    #expect(abs(axis.ticks[1] - step) < step * 1e-9)
    #expect(axis.ticks.last == axis.high)
  }

  @Test func `latencies that span a wide range get a logarithmic axis`() {
    let axis = ValueAxis(floor: 0.008, peak: 9.1, unit: "seconds")
    #expect(axis.kind == .logarithmic)
    #expect(axis.low <= 0.008)
    #expect(axis.high >= 9.1)
    #expect(axis.ticks == axis.ticks.sorted())
    #expect(axis.ticks.count <= 13)
    #expect(ValueAxis(floor: 0.008, peak: 0.3, unit: "seconds").kind == .linear)
    #expect(ValueAxis(floor: 1, peak: 9_000, unit: "count").kind == .linear)
  }

  @Test(arguments: [Double.nan, .infinity, -5, 1e300, 1e-300])
  func `an axis survives values of no sense`(peak: Double) {
    for unit in ["seconds", "bytes", "count", "cores"] {
      let axis = ValueAxis(floor: 1e-300, peak: peak, unit: unit)
      #expect(axis.ticks.count <= 40)
      #expect(axis.high > axis.low)
      #expect(axis.high.isFinite)
    }
  }

  @Test(arguments: [1.0, 2, 10, 0.001, 123_456.789, 6.02e23, 1e-12])
  func `our logarithm agrees with powers of ten`(value: Double) {
    let text = Scale.log10(value)
    #expect(abs(Scale.log10(value * 1_000) - text - 3) < 1e-13 * max(1, abs(text)) * 10)
    #expect(abs(Scale.log10(1 / value) + text) < 1e-13 * max(1, abs(text)) * 10)
    #expect(abs(Scale.log10(1_000) - 3) < 1e-14 * 10)
  }

  @Test func `a scale maps its ends to the ends of the plot and clamps the rest`() {
    let linear = Scale(.linear, low: 0, high: 10, start: 100, end: 0)
    #expect([0, 5, 10, 20, -1].map(linear.position) == [100, 50, 0, 0, 100])
    let log = Scale(.logarithmic, low: 0.01, high: 1, start: 0, end: 200)
    #expect(abs(log.position(0.1) - 100) < 1e-9)
    #expect(log.position(0) == 0)
    let flat = Scale(.linear, low: 3, high: 3, start: 0, end: 1)
    #expect(flat.position(3) == 0)
  }

  @Test(
    arguments: [
      (60, 16, 5), (480, 16, 60), (450, 16, 30), (3_600, 16, 300), (28_800, 16, 3_600),
      (28_800, 12, 3_600), (86_400, 16, 7_200), (604_800, 16, 43_200), (1, 16, 1),
    ] as [(Int64, Int, Int64)])
  func `time ticks are round`(seconds: Int64, count: Int, step: Int64) {
    let axis = TimeAxis(clock: clock, durationMicroseconds: seconds * 1_000_000)
    #expect(axis.stepSeconds(atMost: count) == step)
    #expect(axis.ticks(atMost: count).count <= count + 1)
  }

  @Test func `time ticks lie on round local times and name the new day`() {
    // 2019-02-04T21:50:00+08:00, four hours.
    let axis = TimeAxis(
      clock: WallClock(startUnixSeconds: 1_549_288_200, utcOffsetSeconds: 28_800),
      durationMicroseconds: 14_400_000_000)
    let ticks = axis.ticks(atMost: 5)
    #expect(ticks.map(\.label) == ["22:00", "23:00", "Feb 5", "01:00"])
    #expect(ticks.map(\.microseconds) == [600, 4_200, 7_800, 11_400].map { $0 * 1_000_000 })
    #expect(ticks.map(\.isMidnight) == [false, false, true, false])
  }

  @Test(arguments: [Int64.min, -1, 0, 1, .max])
  func `a time axis survives durations of no sense`(duration: Int64) {
    let axis = TimeAxis(
      clock: WallClock(startUnixSeconds: duration, utcOffsetSeconds: .max),
      durationMicroseconds: duration)
    #expect(axis.ticks(atMost: 16).count <= 17)
  }

  @Test(
    arguments: [
      (0, 0, "1970-01-01 00:00:00", "UTC"), (951_782_400, 0, "2000-02-29 00:00:00", "UTC"),
      (1_549_274_400, 28_800, "2019-02-04 18:00:00", "UTC+08:00"),
      (-1, 0, "1969-12-31 23:59:59", "UTC"), (0, -12_600, "1969-12-31 20:30:00", "UTC−03:30"),
      (4_107_542_400, 0, "2100-03-01 00:00:00", "UTC"),
    ] as [(Int64, Int, String, String)])
  func `the wall clock knows the calendar`(
    start: Int64, offset: Int, stamp: String, zone: String
  ) {
    let clock = WallClock(startUnixSeconds: start, utcOffsetSeconds: offset)
    #expect(clock.stamp(0) == stamp)
    #expect(clock.stamp(86_400_000_000 - 1) != stamp)
    #expect(clock.offsetText == zone)
  }

  private var clock: WallClock { WallClock(startUnixSeconds: 0, utcOffsetSeconds: 0) }
}
