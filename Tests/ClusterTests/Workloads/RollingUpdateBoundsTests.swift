// SPDX-License-Identifier: Apache-2.0

import Cluster
import Manifests
import Testing

/// The limits of a rolling update as numbers.
@Suite struct RollingUpdateBoundsTests {
  struct Row: Sendable {
    var replicas: Int
    var surge: IntOrString
    var unavailable: IntOrString
    var expected: [Int]
  }

  static let rows = [
    Row(replicas: 1, surge: .string("25%"), unavailable: .string("25%"), expected: [1, 0, 0]),
    Row(replicas: 10, surge: .string("25%"), unavailable: .string("25%"), expected: [3, 2, 2]),
    Row(replicas: 3, surge: .string("0%"), unavailable: .string("10%"), expected: [0, 1, 1]),
    Row(replicas: 10, surge: .int(0), unavailable: .int(0), expected: [0, 1, 1]),
    Row(replicas: 0, surge: .int(0), unavailable: .string("50%"), expected: [0, 1, 0]),
    Row(replicas: 0, surge: .int(5), unavailable: .int(2), expected: [5, 2, 0]),
    Row(replicas: 4, surge: .int(1), unavailable: .int(9), expected: [1, 9, 4]),
    Row(replicas: 4, surge: .string("150%"), unavailable: .string("100%"), expected: [6, 4, 4]),
  ]

  @Test(arguments: rows)
  func `surge rounds up, unavailable rounds down, and one of them is above zero`(row: Row) {
    let bounds = RollingUpdateBounds(
      replicas: row.replicas, maxSurge: row.surge, maxUnavailable: row.unavailable)
    #expect(
      [bounds.maxSurge, bounds.resolvedUnavailable, bounds.maxUnavailable] == row.expected)
  }

  @Test func `recreating allows neither surge nor missing pods`() {
    let bounds = RollingUpdateBounds.recreating
    #expect([bounds.maxSurge, bounds.maxUnavailable] == [0, 0])
  }
}
