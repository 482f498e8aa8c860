// SPDX-License-Identifier: Apache-2.0

import Report
import Testing

@Suite struct NumberFormatTests {
  @Test(
    arguments: [
      (0.0, "count", "0"), (7, "count", "7"), (0.5, "count", "0.5"), (1_234, "count", "1,234"),
      (1_234.5, "cores", "1,235 cores"), (9_999, "", "9,999"), (12_345, "count", "12.3k"),
      (999_600, "count", "1M"), (1_290_000_000, "requests", "1.29G requests"),
      (-4_200, "count", "-4,200"), (0.25, "seconds", "250 ms"), (0.0000415, "seconds", "41.5 µs"),
      (1.5, "seconds", "1.5 s"), (59.96, "seconds", "1 min"), (125, "seconds", "2 min 5 s"),
      (28_800, "seconds", "8 h"), (90_061, "seconds", "1 d 1 h"), (0, "seconds", "0 s"),
      (2_147_483_648, "bytes", "2 Gi"), (1_023, "bytes", "1023"), (1_536, "bytes", "1.5 Ki"),
      (0.001, "ratio", "0.1%"), (1, "ratio", "100%"), (1_500_000, "microseconds", "1.5 s"),
      (.nan, "seconds", "–"), (.infinity, "count", "∞"), (1e300, "bytes", "1e+300"),
      (3, "bananas", "3 bananas"),
    ] as [(Double, String, String)])
  func `a value is written with its unit`(value: Double, unit: String, expected: String) {
    #expect(NumberFormat.text(value, unit: unit) == expected)
  }

  @Test(
    arguments: [
      (1.04, 1, "1.0"), (0.05, 1, "0.1"), (-0.04, 1, "0.0"), (-2.5, 0, "-3"),
      (1_234.5678, 3, "1234.568"), (0.000000001, 9, "0.000000001"),
    ] as [(Double, Int, String)])
  func `a fixed number of decimals rounds half away from zero`(
    value: Double, decimals: Int, expected: String
  ) {
    #expect(NumberFormat.fixed(value, decimals: decimals) == expected)
  }

  @Test func `ticks of one axis all use k once the axis passes ten thousand`() {
    #expect(NumberFormat.tick(5_000, unit: "count", top: 8_000) == "5,000")
    #expect(NumberFormat.tick(5_000, unit: "count", top: 20_000) == "5k")
    #expect(NumberFormat.tick(500, unit: "count", top: 20_000) == "500")
    #expect(NumberFormat.tick(0.05, unit: "seconds", top: 0.2) == "50 ms")
    #expect(NumberFormat.tick(7_200, unit: "seconds", top: 10_000) == "2 h")
  }
}
