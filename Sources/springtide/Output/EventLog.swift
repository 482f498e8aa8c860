// SPDX-License-Identifier: Apache-2.0

import Metrics

/// Events of a run as text.
struct EventLog {
  var header: RunHeader
  var events: [EventRecord]

  /// Prints a table as `kubectl get events` does, with the simulated clock.
  func printTable() throws(CommandFailure) {
    let instants = InstantText(header)
    var table = TextTable([
      TextTable.Column("TIME"), TextTable.Column("TYPE"), TextTable.Column("REASON"),
      TextTable.Column("OBJECT"), TextTable.Column("MESSAGE"),
    ])
    table.rows = events.map { event in
      [
        instants.stamp(event.timeMicroseconds), type(event), RunText.plain(event.reason),
        RunText.plain("\(event.kind)/\(event.object)"), RunText.plain(event.message),
      ]
    }
    var output = DataOutput()
    for line in table.lines() {
      output.write(line + "\n")
      try output.flushIfLarge()
    }
    try output.flush()
  }

  /// Prints one JSON object with an event a line.
  func printJSON() throws(CommandFailure) {
    let instants = InstantText(header)
    var output = DataOutput()
    output.write("{\"kind\":\"EventList\",\"version\":\(Version.json),\"events\":[")
    for (index, event) in events.enumerated() {
      let item = Item(
        time: instants.iso(event.timeMicroseconds), timeMicroseconds: event.timeMicroseconds,
        type: type(event), kind: event.kind, object: event.object, reason: event.reason,
        message: event.message)
      output.write((index == 0 ? "\n" : ",\n") + (try JSONText.line(item)))
      try output.flushIfLarge()
    }
    output.write("\n]}\n")
    try output.flush()
  }

  /// Prints one event a line below a heading.
  func printCSV() throws(CommandFailure) {
    let instants = InstantText(header)
    var output = DataOutput()
    output.write(
      CSVText.line(["time", "time_us", "type", "kind", "object", "reason", "message"]))
    for event in events {
      output.write(
        CSVText.line([
          instants.iso(event.timeMicroseconds), "\(event.timeMicroseconds)", type(event),
          event.kind, event.object, event.reason, event.message,
        ]))
      try output.flushIfLarge()
    }
    try output.flush()
  }

  private func type(_ event: EventRecord) -> String { event.isWarning ? "Warning" : "Normal" }

  private struct Item: Encodable {
    var time: String
    var timeMicroseconds: Int64
    var type: String
    var kind: String
    var object: String
    var reason: String
    var message: String
  }
}
