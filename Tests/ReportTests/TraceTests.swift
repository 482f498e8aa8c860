// SPDX-License-Identifier: Apache-2.0

import Metrics
import Report
import Testing

@Suite struct TraceTests {
  @Test func `thinning keeps the extremes, the order and the last sample`() {
    for seed in UInt64(1)...20 {
      var luck = seed
      let values = (0..<20_000).map { _ in
        luck = luck &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(luck >> 40)
      }
      let trace = trace(values)
      let thin = Downsampling.reduce(trace, buckets: 100)
      #expect(thin.points.count <= 201, "seed \(seed)")
      #expect(thin.points.map(\.value).max() == values.max(), "seed \(seed)")
      #expect(thin.points.map(\.value).min() == values.min(), "seed \(seed)")
      #expect(thin.points.last == trace.points.last, "seed \(seed)")
      let times = thin.points.map(\.microseconds)
      #expect(times == times.sorted() && Set(times).count == times.count, "seed \(seed)")
      let original = Set(trace.points.map(\.value))
      #expect(thin.points.allSatisfy { original.contains($0.value) }, "seed \(seed)")
    }
  }

  @Test func `a short trace is not thinned`() {
    let trace = trace((0..<960).map(Double.init))
    #expect(Downsampling.reduce(trace) == trace)
  }

  @Test func `thinning keeps a gap and a trace of gaps stays empty`() {
    var values = (0..<5_000).map(Double.init)
    for index in 2_000..<3_000 { values[index] = .nan }
    let thin = Downsampling.reduce(trace(values), buckets: 100)
    #expect(thin.points.filter { $0.value.isNaN }.count == 1)
    #expect(thin.points.contains(Trace.Point(1_999, 1_999)))
    #expect(thin.points.contains(Trace.Point(3_000, 3_000)))
    let gaps = trace([Double](repeating: .nan, count: 5_000))
    #expect(Downsampling.reduce(gaps).peak == nil)
  }

  @Test func `a hole between chunks is a gap and an earlier chunk is refused`() {
    var trace = Trace()
    trace.append(chunk(at: 0, [1, 2]))
    trace.append(chunk(at: 20, [3]))
    trace.append(chunk(at: 50, [4]))
    trace.append(chunk(at: 40, [9]))
    #expect(trace.points.map(\.microseconds) == [0, 10, 20, 30, 50])
    #expect(trace.points[3].value.isNaN)
    #expect(trace.peak == Trace.Point(50, 4))
    trace.append(chunk(at: .max - 5, [5, 6, 7]))
    #expect(trace.points.last == Trace.Point(.max - 5, 5))
  }

  @Test func `a running total becomes a rate per second`() {
    let total = Trace([
      Trace.Point(0, 0), Trace.Point(2_000_000, 10), Trace.Point(3_000_000, 4),
      Trace.Point(4_000_000, 6),
    ])
    let rates = total.ratePerSecond()
    #expect(rates.points[0] == Trace.Point(2_000_000, 5))
    #expect(rates.points[1].value.isNaN)
    #expect(rates.points[2].value == 2)
  }

  @Test func `a straight path joins levels and lifts the pen at a gap`() {
    let trace = Trace([
      Trace.Point(0, 0), Trace.Point(10, 0), Trace.Point(20, 0), Trace.Point(30, 10),
      Trace.Point(40, .nan), Trace.Point(50, 5), Trace.Point(60, .nan),
    ])
    #expect(path(trace, .straight) == "M0 100h0h20l10-100M50 50h0")
  }

  @Test func `a stepped path stays level until the count changes or is unknown`() {
    let trace = Trace([
      Trace.Point(0, 2), Trace.Point(10, 2), Trace.Point(20, 4), Trace.Point(30, 4.05),
      Trace.Point(40, .nan), Trace.Point(50, 1),
    ])
    #expect(path(trace, .stepped) == "M0 80h0h20v-20h10v-.5h10M50 90h0")
  }

  private func path(_ trace: Trace, _ shape: ChartLine.Shape) -> String {
    LinePath.data(
      trace, x: Scale(.linear, low: 0, high: 100, start: 0, end: 100),
      y: Scale(.linear, low: 0, high: 10, start: 100, end: 0), shape: shape)
  }

  private func trace(_ values: [Double]) -> Trace {
    Trace(values.enumerated().map { Trace.Point(Int64($0), $1) })
  }

  private func chunk(at start: Int64, _ values: [Double]) -> SampleChunk {
    SampleChunk(series: 0, startMicroseconds: start, stepMicroseconds: 10, values: values)
  }
}
