// SPDX-License-Identifier: Apache-2.0

import Planner
import Testing

/// Amounts of resources in words.
struct ResourceTextTests {
  @Test(arguments: [
    (300, "cpu", "300m", "0.3"), (2000, "cpu", "2", "2"), (1_048_576, "memory", "1Mi", "1Mi"),
    (1_610_612_736, "memory", "1536Mi", "1.5Gi"), (0, "memory", "0", "0"), (7, "pods", "7", "7"),
    (-1500, "cpu", "-1500m", "-1.5"), (1_234_567, "cpu", "1234567m", "1234"),
  ])
  func `amounts are exact where they are told and short in tables`(
    _ amount: Int64, _ resource: String, _ exact: String, _ short: String
  ) {
    #expect(ResourceText.amount(amount, of: resource) == exact)
    #expect(ResourceText.short(amount, of: resource) == short)
  }
}
