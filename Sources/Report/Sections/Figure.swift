// SPDX-License-Identifier: Apache-2.0

/// A chart with its heading, ready for the page.
package struct Figure: Sendable {
  /// The heading as HTML.
  let caption: String
  /// The drawing as SVG.
  let drawing: String

  /// Draws a chart over a time axis.
  init(_ chart: TimeChart, time: TimeAxis, plotHeight: Double) {
    caption = Legend.markup(of: chart, clock: time.clock)
    drawing = chart.svg(in: ChartFrame(time: time, plotHeight: plotHeight))
  }

  /// Draws the strip of events that belongs under charts.
  init?(_ strip: EventStrip, title: String) {
    drawing = strip.svg(title: title)
    guard !drawing.isEmpty else { return nil }
    var html = Markup()
    html.open("figcaption")
    html.element("b", text: title)
    html.close("figcaption")
    caption = html.text
  }
}
