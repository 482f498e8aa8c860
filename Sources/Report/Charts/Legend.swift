// SPDX-License-Identifier: Apache-2.0

/// The heading of a chart: title, unit, and each line's pattern, name and peak.
package enum Legend {
  /// The caption of the figure that holds a chart.
  package static func markup(of chart: TimeChart, clock: WallClock) -> String {
    var html = Markup()
    html.open("figcaption")
    html.element("b", text: chart.title)
    if !chart.unitLabel.isEmpty { html.element("span", ["class": "unit"], text: chart.unitLabel) }
    html.open("span", ["class": "keys"])
    for line in chart.lines {
      html.open("span", ["class": "key \(line.slot.cssClass)", "data-name": line.name])
      sample(of: line.dash, in: &html)
      html.element("span", text: line.name)
      html.element("i", text: peak(of: line, chart.unit, clock))
      html.close("span")
    }
    if chart.linesAtZero > 0 {
      html.element("i", text: "and \(chart.linesAtZero) at zero throughout")
    }
    if chart.linesLeftOut > 0 {
      html.element("i", text: "and \(chart.linesLeftOut) lower lines not drawn")
    }
    html.close("span")
    html.close("figcaption")
    return html.text
  }

  private static func sample(of dash: Palette.Dash, in html: inout Markup) {
    html.open("svg", ["viewBox": "0 0 30 8", "aria-hidden": "true"])
    html.leaf(
      "path", ["class": "line", "stroke-dasharray": dash.rawValue, "d": "M1 4H29"])
    html.close("svg")
  }

  private static func peak(of line: ChartLine, _ unit: String, _ clock: WallClock) -> String {
    guard let peak = line.trace.peak else { return "no samples" }
    return "max "
      + NumberFormat.text(peak.value, unit: unit == "seconds" || unit == "bytes" ? unit : "")
  }
}
