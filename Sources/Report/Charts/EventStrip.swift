// SPDX-License-Identifier: Apache-2.0

/// Marks of events on the time axis of the charts, a lane for each category.
package struct EventStrip: Sendable {
  /// The groups to mark, in order of time.
  package let groups: [EventGroup]
  /// The time axis that the charts above have.
  package let time: TimeAxis

  private static let laneHeight = 16.0
  /// Marks closer than this would cover each other; they become one.
  private static let spacing = 5.0

  /// Creates a strip.
  package init(groups: [EventGroup], time: TimeAxis) {
    self.groups = groups
    self.time = time
  }

  /// The lanes that have a mark, from the top.
  package var lanes: [EventCategory] {
    EventCategory.allCases.filter { category in groups.contains { $0.category == category } }
  }

  /// The drawing, or nothing when there is nothing to mark.
  package func svg(title: String) -> String {
    let lanes = self.lanes
    guard !lanes.isEmpty else { return "" }
    let frame = ChartFrame(time: time, plotHeight: Double(lanes.count) * Self.laneHeight)
    var svg = Markup()
    frame.open(&svg, title: title, description: description(lanes), axis: "")
    frame.drawTime(in: &svg)
    for (row, lane) in lanes.enumerated() {
      draw(lane, at: ChartFrame.top + (Double(row) + 0.5) * Self.laneHeight, frame, in: &svg)
    }
    svg.close("svg")
    return svg.text
  }

  private func description(_ lanes: [EventCategory]) -> String {
    lanes.map { lane in
      let events = groups.lazy.filter { $0.category == lane }.map(\.count).reduce(0, +)
      return "\(lane.title): \(NumberFormat.grouped(Int64(events)))"
    }.joined(separator: "; ") + "."
  }

  private func draw(
    _ lane: EventCategory, at y: Double, _ frame: ChartFrame, in svg: inout Markup
  ) {
    svg.open("g", ["class": "lane \(lane.slot.cssClass)"])
    svg.leaf(
      "path",
      [
        "class": "rail",
        "d": "M\(ChartFrame.short(ChartFrame.left)) \(ChartFrame.short(y))"
          + "H\(ChartFrame.short(ChartFrame.right))",
      ])
    for mark in marks(of: lane, frame.x) { draw(mark, lane, y, in: &svg) }
    svg.element(
      "text", ["x": ChartFrame.short(ChartFrame.right + 15), "y": ChartFrame.short(y + 3.5)],
      text: lane.title)
    svg.close("g")
  }

  /// One drawn mark: a first group and those that would cover it.
  private struct Mark {
    var first: EventGroup
    var from: Double
    var to: Double
    var more: Int
  }

  private func marks(of lane: EventCategory, _ x: Scale) -> [Mark] {
    var marks: [Mark] = []
    for group in groups where group.category == lane {
      let from = x.position(Double(group.firstMicroseconds))
      let to = x.position(Double(group.lastMicroseconds))
      if let last = marks.indices.last, from - marks[last].from < Self.spacing {
        marks[last].more += 1
        marks[last].to = max(marks[last].to, to)
      } else {
        marks.append(Mark(first: group, from: from, to: to, more: 0))
      }
    }
    return marks
  }

  private func draw(
    _ mark: Mark, _ lane: EventCategory, _ y: Double, in svg: inout Markup
  ) {
    let more = mark.more > 0 ? " … and \(mark.more) more at this time" : ""
    svg.open("g", ["class": "mark"])
    svg.element("title", text: mark.first.sentence(time.clock) + more)
    if mark.to - mark.from >= 2 {
      svg.leaf(
        "path",
        [
          "class": "span",
          "d": "M\(ChartFrame.short(mark.from)) \(ChartFrame.short(y))"
            + "H\(ChartFrame.short(mark.to))",
        ])
    }
    svg.leaf(
      "path",
      [
        "transform": "translate(\(ChartFrame.short(mark.from)) \(ChartFrame.short(y)))",
        "d": lane.outline,
      ])
    svg.close("g")
  }
}
