// SPDX-License-Identifier: Apache-2.0

import Foundation
import MetricStore
import Metrics
import Testing

struct SampleTextTests {
  private let folder: ScratchFolder
  private let store: RunStore
  private let run = SampleRun()

  init() throws {
    folder = try ScratchFolder()
    store = try RunStore(path: folder.file())
  }

  /// Stores each list as a series and returns the number of the run.
  private func write(_ lists: [[Double]], step: Int64 = SampleRun.step) throws -> Int64 {
    let writer = RunWriter(store)
    let id = try writer.begin(run.header, startedAtUnixSeconds: 1)
    let metric = try #require(MetricCatalog.metric(named: "workqueue_depth"))
    try writer.define(series: lists.indices.map { Series(metric, ["\($0)"]) })
    try writer.append(
      chunks: lists.enumerated().map { ordinal, values in
        SampleChunk(series: ordinal, startMicroseconds: 0, stepMicroseconds: step, values: values)
      })
    return id
  }

  private func text(_ values: [Double]) throws -> [QueryTable.Cell] {
    let id = try write([values])
    return try store.reader.table(
      sql: """
        SELECT samples, divisor FROM chunk JOIN series ON series.id = series_id
        WHERE run_id = \(id)
        """
    ).rows.first ?? []
  }

  @Test(
    arguments: [
      ([0, 1, 12, -3, 999_999_999_999_999], "[0,1,12,-3,999999999999999]", 1),
      ([.nan, 1, .nan], "[null,1,null]", 1),
      ([.nan], "[null]", 1),
      ([0.1, 2.5], "[1,25]", 10),
      ([0.045123, 12], "[45123,12000000]", 1e6),
      ([100 / 15, 7 / 15], "[100,7]", 15),
      ([0.5, 1 / 3], "[7500,5000]", 15_000),
      ([0.5, 2 / 7], "[0.5,0.2857142857142857]", 1),
      ([1e300, .leastNonzeroMagnitude, -0.0], "[1e+300,5e-324,-0.0]", 1),
      ([.infinity, -.infinity, 3], "[9e999,-9e999,3]", 1),
      ([1e15, 1e16], "[1000000000000000.0,1e+16]", 1),
    ] as [([Double], String, Double)])
  func `samples are written in few characters`(
    values: [Double], text expected: String, divisor: Double
  ) throws {
    #expect(try text(values) == [.text(expected), .real(divisor)])
  }

  @Test func `any double comes back to the last bit`() throws {
    let seed: UInt64 = 0xD0_0B1E
    print("doubles with seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var lists: [[Double]] = [
      [
        0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude, .leastNormalMagnitude,
        .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e15, 1e15 - 1, 0x1p53, 0x1p53 + 2,
        Double.pi, 0.1, 1.0.nextUp, 1.0.nextDown, 1e21, 1e22, 1e23, 123_456_789.123_456_79,
      ]
    ]
    for _ in 0..<50 {
      // All bit patterns, then values as samplers make them: fractions of a unit or of a step.
      lists.append((0..<200).map { _ in Double(bitPattern: generator.next()) })
      let divisors: [Double] = [1, 10, 15, 1_000, 15_000, 1e6, 15e6, 7]
      let divisor = divisors.randomElement(using: &generator) ?? 1
      let bound = Int64.random(in: 1...(1 << 53), using: &generator)
      lists.append(
        (0..<200).map { _ in
          Double(Int64.random(in: -bound...bound, using: &generator)) / divisor
        })
    }
    let id = try write(lists)
    for (ordinal, values) in lists.enumerated() {
      let found = try #require(try store.reader.samples(of: id, series: ordinal).first)
      let same = zip(found.values, values).allSatisfy {
        $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN)
      }
      #expect(same && found.values.count == values.count, "series \(ordinal)")
    }
  }

  @Test func `the view gives one row a sample, with its time and its clock`() throws {
    let id = try run.write(to: store)
    let table = try store.reader.table(
      sql: """
        SELECT series, labels, unit, time, clock, value FROM samples
        WHERE run = \(id) AND metric = 'springtide_requests_demand' ORDER BY series, time
        """)
    #expect(table.rows.count == 40)
    #expect(
      table.rows[3] == [
        .text(
          "springtide_requests_demand"
            + "{namespace=\"default\",workload=\"feed\",workload_type=\"deployment\"}"),
        .text(
          "{\"namespace\":\"default\",\"workload\":\"feed\",\"workload_type\":\"deployment\"}"),
        .text("requests/s"),
        .real(45), .text("2019-02-04T18:00:45+08:00"), .real(100 + 3.0 / 15),
      ])
    let missing = try store.reader.table(
      sql: "SELECT count(*), count(value) FROM samples WHERE metric LIKE '%latency_seconds'")
    #expect(missing.rows == [[.integer(40), .integer(36)]])
  }

  @Test func `the statistics of a chunk leave out missing samples`() throws {
    let id = try write([[.nan, 3, -1, 4], [.nan, .nan]])
    let table = try store.reader.table(
      sql: """
        SELECT steps, n, c.min, c.max, sum FROM chunk c JOIN series s ON s.id = series_id
        WHERE run_id = \(id) ORDER BY ordinal
        """)
    #expect(
      table.rows == [
        [.integer(4), .integer(3), .real(-1), .real(4), .real(6)],
        [.integer(2), .integer(0), .null, .null, .null],
      ])
    let means = try store.reader.table(sql: "SELECT mean FROM series_stats WHERE run = \(id)")
    #expect(means.rows == [[.real(2)], [.null]])
  }

  /// The mix of a Deployment: counts, latencies in microseconds, means over the step, and one
  /// series of full-length fractions.
  @Test func `a sample takes less than ten bytes`() throws {
    var generator = SeededGenerator(seed: 7)
    func level(_ bound: Int) -> Double { Double(Int.random(in: 0..<bound, using: &generator)) }
    let lists: [[Double]] = (0..<180).map { ordinal in
      (0..<960).map { _ in
        switch ordinal % 18 {
        case 0..<11: level(1_000)
        case 11..<14: level(500_000) / 1e6
        case 14..<17: level(600_000) / 15
        default: Double.random(in: 0..<4_000, using: &generator)
        }
      }
    }
    _ = try write(lists)
    try store.close()
    let size = try folder.bytes("runs.sqlite").count
    let perSample = Double(size) / Double(180 * 960)
    print("bytes per sample: \(perSample)")
    #expect(perSample < 10)
  }
}
