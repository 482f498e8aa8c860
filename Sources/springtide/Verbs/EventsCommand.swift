// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import MetricStore
import Metrics
import Report

/// The verb `events`.
struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Print the event log of a stored run.",
    discussion: """
      The stages of a pod's life are events of the kind Pod: Created, Scheduled, Pulled, Started, \
      Ready, Killing and Deleted.
      """)

  @OptionGroup var options: RunOptions

  @Option(help: "Only objects of this kind, such as Deployment.")
  var kind: String?

  @Option(help: "Only the object with this name, or namespace/name.")
  var object: String?

  @Option(help: "Only events with this reason, such as ScalingReplicaSet.")
  var reason: String?

  @Flag(help: "Only warnings.")
  var warnings = false

  @Flag(help: "Leave out the stages of single pods.")
  var noPods = false

  @Option(help: "From this moment on: 2h30m since the start, or 20:00:00 on the run's clock.")
  var from: String?

  @Option(help: "Up to this moment.")
  var to: String?

  @Option(help: "At most so many events, the first ones.")
  var limit: Int?

  @Option(name: .shortAndLong, help: "How to print.")
  var output = TableJSONOrCSV.table

  func validate() throws {
    if let limit, limit < 0 {
      throw ValidationError("--limit must not be negative, found \(limit)")
    }
  }

  func run() throws {
    let (reader, run) = try options.open()
    var filter = EventFilter(
      kind: kind, object: object, reason: reason, warningsOnly: warnings, limit: limit,
      includesPodStages: !noPods)
    let clock = WallClock(
      startUnixSeconds: run.header.startUnixSeconds, utcOffsetSeconds: run.header.utcOffsetSeconds)
    if let from {
      filter.fromMicroseconds = try Moment(from, option: "--from", clock: clock).microseconds
    }
    if let to {
      filter.throughMicroseconds = try Moment(to, option: "--to", clock: clock).microseconds
    }
    let events = try reading { () throws(RunStoreError) in try reader.events(of: run.id, filter) }
    let log = EventLog(header: run.header, events: events)
    switch output {
    case .table: try log.printTable()
    case .json: try log.printJSON()
    case .csv: try log.printCSV()
    }
  }
}
