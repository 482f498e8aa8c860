// SPDX-License-Identifier: Apache-2.0

import Cluster
import Foundation
import Testing

/// 10,000 random expressions with the next 20 times that another implementation gives.
@Suite struct CronNextTimesTests {
  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/cron/next-times.txt")

  @Test func `random expressions have the next 20 times that croniter gives`() throws {
    let text = try String(contentsOf: CronNextTimesTests.file, encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 10_000)
    var faults: [String] = []
    for line in lines {
      let columns = line.split(separator: "\t")
      let start = try #require(Int64(columns[2]))
      let dialect = try #require(CronNextTimesTests.dialects[String(columns[0])])
      let schedule = try CronSchedule(String(columns[1]), dialect: dialect)
      let actual = CronNextTimesTests.differences(schedule, start)
      if actual != CronNextTimesTests.expand(columns[3]) { faults.append(String(line)) }
    }
    #expect(faults.isEmpty, "\(faults.count): \(faults.prefix(5))")
  }

  private static let dialects: [String: CronDialect] = [
    "alibaba": .alibaba, "tkestack": .tkestack, "standard": .standard,
  ]

  private static func differences(_ schedule: CronSchedule, _ start: Int64) -> [Int64?] {
    var result: [Int64?] = []
    var now = start
    for _ in 0..<20 {
      guard let next = schedule.next(after: now, in: .utc) else { return result + [nil] }
      result.append(next - now)
      now = next
    }
    return result
  }

  /// Reads `60 3540*2 -` as 60, 3540, 3540, nothing.
  private static func expand(_ text: Substring) -> [Int64?] {
    text.split(separator: " ").flatMap { item in
      let parts = item.split(separator: "*")
      let count = parts.count > 1 ? Int(parts[1]) ?? 0 : 1
      return Array(repeating: Int64(parts[0]), count: count)
    }
  }
}
