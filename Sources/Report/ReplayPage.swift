// SPDX-License-Identifier: Apache-2.0

import Mustache

/// A page of charts and figures that do not come from a stored run.
public struct ReplayPage: Sendable {
  /// One line of a chart.
  public struct Line: Sendable {
    let name: String
    let trace: Trace

    /// Makes a line; a NaN is a gap.
    public init(name: String, microseconds: [Int64], values: [Double]) {
      self.name = name
      trace = Trace(zip(microseconds, values).map { Trace.Point($0, $1) })
    }
  }

  /// One chart.
  public struct Chart: Sendable {
    let title: String
    let unit: String
    let lines: [Line]

    /// Makes a chart whose last line lies on top.
    public init(title: String, unit: String, lines: [Line]) {
      self.title = title
      self.unit = unit
      self.lines = lines
    }
  }

  /// A figure with its name.
  public struct Fact: Sendable {
    let name: String
    let value: String

    /// Makes a figure.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A section of the page.
  public struct Part: Sendable {
    let heading: String
    let charts: [Chart]
    let facts: [Fact]

    /// Makes a section.
    public init(heading: String, charts: [Chart], facts: [Fact]) {
      self.heading = heading
      self.charts = charts
      self.facts = facts
    }
  }

  /// The heading of the page.
  public var title: String
  /// What stands below the heading.
  public var subtitle: String
  /// The instant of the start in seconds since 1970.
  public var startUnixSeconds: Int64
  /// The length of the time axis.
  public var durationMicroseconds: Int64
  /// The sections.
  public var parts: [Part] = []

  /// More sections than this are left out, which the page says.
  public static let mostParts = 50

  /// Makes an empty page.
  public init(
    title: String, subtitle: String, startUnixSeconds: Int64, durationMicroseconds: Int64
  ) {
    self.title = title
    self.subtitle = subtitle
    self.startUnixSeconds = startUnixSeconds
    self.durationMicroseconds = durationMicroseconds
  }

  /// The page as HTML; the same input gives the same bytes.
  /// - Throws: If the template of the page is not valid, which a test rules out.
  public func render() throws -> String {
    try Markup.printable(PageTemplate.template().render(Page(self)))
  }

  var time: TimeAxis {
    TimeAxis(
      clock: WallClock(startUnixSeconds: startUnixSeconds, utcOffsetSeconds: 0),
      durationMicroseconds: durationMicroseconds)
  }
}

extension ReplayPage.Part {
  func section(number: Int, time: TimeAxis) -> ChartSection {
    ChartSection(
      anchor: "part-\(number)", heading: heading, verdict: "", verdictClass: "",
      figures: charts.map { Figure($0.chart, time: time, plotHeight: 220) }, remarks: [])
  }

  func table(number: Int) -> Table {
    Table(
      anchor: "figures-\(number)", heading: "Figures of \(heading)", isListed: false,
      columns: [Table.Cell("Figure"), Table.Cell("Value", style: "n")],
      rows: facts.map {
        Table.Row(cells: [Table.Cell($0.name, isHeading: true), .number($0.value)])
      }
    )
  }
}

extension ReplayPage.Chart {
  fileprivate var chart: TimeChart {
    TimeChart(
      title: title, unit: "count", unitLabel: unit,
      lines: lines.enumerated().map { index, line in
        let style = Palette.style(at: index)
        return ChartLine(
          name: line.name, slot: style.slot, dash: style.dash, shape: .stepped, trace: line.trace)
      })
  }
}
