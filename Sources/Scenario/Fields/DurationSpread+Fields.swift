// SPDX-License-Identifier: Apache-2.0

import EventKernel
import Manifests

extension DurationSpread: ScenarioBlock {
  static let blank = DurationSpread(median: .zero, p99: .zero)
  static let shapeName: String? = "spread"

  static let fields: [Field<DurationSpread>] = [
    Field(
      "median", \.median, .duration(to: .hours(24)), .required, "Half of the draws are shorter."),
    Field(
      "p99", \.p99, .duration(to: .hours(24)), .required, "One draw in a hundred is longer."),
  ]

  static func check(_ block: inout DurationSpread, at value: Value, _ reading: Reading) {
    if block.p99 < block.median {
      reading.report(
        value["p99"] ?? value, key: "p99", found: "found \(DurationText.text(block.p99))",
        expected: "at least the median of \(DurationText.text(block.median))")
    } else if block.p99 > block.median, block.median == .zero {
      reading.report(
        value["median"] ?? value, key: "median", found: "found 0s",
        expected: "a median above 0s: no lognormal law has this spread")
    }
  }
}
