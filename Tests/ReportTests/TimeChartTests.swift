// SPDX-License-Identifier: Apache-2.0

import Foundation
import Metrics
import Report
import Testing

@Suite struct TimeChartTests {
  @Test func `a small chart is drawn as in the golden file`() {
    #expect(chart.svg(in: frame) == Self.golden)
  }

  @Test func `names at the line ends keep their distance and stay in the plot`() {
    let lines = (0..<6).map { line("n\($0)", [Double($0) / 100]) }
    let labels = EndLabels(
      lines: lines, y: Scale(.linear, low: 0, high: 10, start: 108, end: 8),
      frame: ChartFrame(time: frame.time, plotHeight: 100))
    let heights = labels.positions.map(\.y)
    #expect(labels.positions.map(\.name) == ["n5", "n4", "n3", "n2", "n1", "n0"])
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 12.999 })
    #expect(heights.allSatisfy { $0 <= 108 })
  }

  @Test func `neighbouring lines differ in colour and in pattern`() {
    for index in 0..<40 {
      let (one, other) = (Palette.style(at: index), Palette.style(at: index + 1))
      #expect(one.slot != other.slot && one.dash != other.dash)
    }
    let styles = (0..<8).map { "\(Palette.style(at: $0))" }
    #expect(Set(styles).count == 8)
  }

  @Test func `a chart without samples is drawn and says so`() {
    let empty = TimeChart(
      title: "Nothing", unit: "count", unitLabel: "pods", lines: [line("a", [.nan, .nan])])
    #expect(!empty.hasSamples)
    #expect(empty.svg(in: frame).contains("<desc>No samples.</desc>"))
    #expect(Legend.markup(of: empty, clock: frame.time.clock).contains("no samples"))
  }

  @Test func `a strip joins marks that would cover each other`() {
    let events = [0, 10_000, 3_000_000].map { (time: Int64) in
      EventRecord(
        timeMicroseconds: time, isWarning: true, kind: "Node", object: "n",
        reason: "NodeNotReady", message: "gone")
    }
    let groups = EventDigest(events, windowMicroseconds: 100) { _ in nil }.groups
    #expect(groups.count == 3)
    let svg = EventStrip(groups: groups, time: frame.time).svg(title: "Events")
    #expect(svg.components("class=\"mark\"") == 2)
    #expect(svg.contains("and 1 more at this time"))
    #expect(EventStrip(groups: [], time: frame.time).svg(title: "Events").isEmpty)
  }

  private var frame: ChartFrame {
    let clock = WallClock(startUnixSeconds: 0, utcOffsetSeconds: 0)
    return ChartFrame(
      time: TimeAxis(clock: clock, durationMicroseconds: 4_000_000), plotHeight: 40)
  }

  private var chart: TimeChart {
    TimeChart(
      title: "A & B", unit: "count", unitLabel: "pods", lines: [line("ready", [1, 2, .nan, 3])],
      bounds: [TimeChart.Bound(value: 2.5, label: "bound")], shaded: [1_000_000...2_000_000])
  }

  private func line(_ name: String, _ values: [Double]) -> ChartLine {
    ChartLine(
      name: name, slot: .green, dash: .dashed, shape: .stepped,
      trace: Trace(values.enumerated().map { Trace.Point(Int64($0) * 1_000_000, $1) }))
  }

  private static let golden = """
    <svg viewBox="0 0 1120 68" role="img" class="chart" data-span="4000000" data-axis="linear \
    0.0 3.0 48 count">\
    <title>A &amp; B</title><desc>ready: at most 3 at 00:00.</desc>\
    <rect class="miss" x="293" y="8" width="229" height="40"/><g class="grid">\
    <path d="M64 48H980"/><text x="57" y="51.5">0</text><path d="M64 34.7H980"/>\
    <text x="57" y="38.2">1</text><path d="M64 21.3H980"/><text x="57" y="24.8">2</text>\
    <path d="M64 8H980"/><text x="57" y="11.5">3</text></g><g class="time">\
    <path class="day" d="M64 8V52"/><text class="day" x="64" y="64">Jan 1</text>\
    <path d="M293 8V52"/><text x="293" y="64">00:00:01</text><path d="M522 8V52"/>\
    <text x="522" y="64">00:00:02</text><path d="M751 8V52"/><text x="751" y="64">00:00:03\
    </text><path d="M980 8V52"/><text x="980" y="64">00:00:04</text></g><g class="bound">\
    <path d="M64 14.7H980"/><text x="70" y="10.7">bound</text></g>\
    <path class="line k3" stroke-dasharray="7 3" data-name="ready" d="M64 \
    34.7h0h229v-13.4h229M751 8h0"/>\
    <g class="end k3"><path d="M982 8L992 8"/><text x="995" y="11.5">ready</text></g></svg>
    """
}

extension String {
  /// How often a part occurs.
  fileprivate func components(_ part: String) -> Int {
    var rest = Substring(self)
    var count = 0
    while let range = rest.range(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
