// SPDX-License-Identifier: Apache-2.0

/// The events of the timeline in words, bounded, with what is left out.
enum EventTable {
  /// More rows than this nobody reads on a page; the store has them all.
  static let mostRows = 150

  /// The table of one run.
  static func table(
    of run: ReportedRun, number: Int, digest: EventDigest, in runs: RunSet
  ) -> Table {
    let (groups, leftOut) = digest.foremost(mostRows)
    let heading = runs.isComparison ? "Events of \(run.name)" : "Events"
    let columns: [Table.Cell] = [
      Table.Cell("Time"), Table.Cell(""), Table.Cell("What"), Table.Cell("Object"),
      .number("Events"), Table.Cell("Message"),
    ]
    return Table(
      anchor: number == 0 ? "events" : "events\(number + 1)", heading: heading,
      columns: columns, rows: groups.map { row(of: $0, run) },
      notes: notes(leftOut: leftOut, digest, run))
  }

  private static func row(of group: EventGroup, _ run: ReportedRun) -> Table.Row {
    let first = run.clock.timeOfDay(group.firstMicroseconds, seconds: true)
    let last = run.clock.timeOfDay(group.lastMicroseconds, seconds: true)
    return Table.Row(cells: [
      Table.Cell(first == last ? first : first + " – " + last, style: "t"),
      Table.Cell("", drawing: symbol(of: group.category)),
      Table.Cell(group.reason, style: group.isWarning ? "bad" : "", isHeading: true),
      Table.Cell(group.objectText),
      .number(NumberFormat.grouped(Int64(group.count))),
      Table.Cell(group.messages, style: "m"),
    ])
  }

  private static func symbol(of category: EventCategory) -> String {
    var svg = Markup()
    svg.open("svg", ["class": "symbol", "viewBox": "-7 -7 14 14", "role": "img"])
    svg.element("title", text: category.title)
    svg.open("g", ["class": "mark \(category.slot.cssClass)"])
    svg.leaf("path", ["d": category.outline])
    svg.close("g")
    svg.close("svg")
    return svg.text
  }

  private static func notes(
    leftOut: Int, _ digest: EventDigest, _ run: ReportedRun
  ) -> [String] {
    func number(_ count: Int) -> String { NumberFormat.grouped(Int64(count)) }
    var notes: [String] = []
    if digest.groups.isEmpty { notes.append("Nothing happened that a timeline would show.") }
    if leftOut > 0 { notes.append("\(number(leftOut)) less important rows are left out.") }
    if digest.everyday > 0 {
      notes.append(
        "\(number(digest.everyday)) everyday events are not listed; springtide events has them.")
    }
    if run.eventsAreCut {
      notes.append("Only the first \(number(run.events.count)) events of the run were read.")
    }
    return notes
  }
}
