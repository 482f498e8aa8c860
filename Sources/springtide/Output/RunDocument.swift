// SPDX-License-Identifier: Apache-2.0

import MetricStore
import Metrics

/// A run as JSON.
struct RunDocument: Encodable {
  var version = Version.json
  var kind = "Run"
  var run: Head
  var summary: [Figure]
  var objectives: [Objective]
  var batchDeployStatus: [BatchStatusText.Document]?

  init(
    _ header: RunHeader, digest: String?, eventCount: Int64?, summary: [SummaryRecord],
    objectives: [ObjectiveRecord]
  ) {
    run = Head(header, digest: digest, eventCount: eventCount)
    self.summary = summary.map(Figure.init)
    self.objectives = objectives.map(Objective.init)
  }

  /// What is known of a run besides its results; number, state and clock only where it is stored.
  struct Head: Encodable {
    var id: Int64?
    var status: String?
    var wallStartedUnixSeconds: Int64?
    var wallSeconds: Double?
    var objectivesMet: Int?
    var objectivesMissed: Int?
    var scenario: String
    var seed: UInt64
    var startUnixSeconds: Int64
    var utcOffsetSeconds: Int
    var durationMicroseconds: Int64
    var sampleIntervalMicroseconds: Int64
    var overrides: [String]
    var inputHash: String
    var springtideVersion: String
    var digest: String?
    var eventCount: Int64?

    init(_ header: RunHeader, digest: String?, eventCount: Int64?) {
      scenario = header.scenario
      seed = header.seed
      startUnixSeconds = header.startUnixSeconds
      utcOffsetSeconds = header.utcOffsetSeconds
      durationMicroseconds = header.durationMicroseconds
      sampleIntervalMicroseconds = header.sampleIntervalMicroseconds
      overrides = header.overrides
      inputHash = header.inputHash
      springtideVersion = header.version
      self.digest = digest
      self.eventCount = eventCount
    }

    init(_ record: RunRecord) {
      self.init(record.header, digest: record.digest, eventCount: record.eventCount)
      id = record.id
      status = record.status.rawValue
      wallStartedUnixSeconds = record.wallStartedUnixSeconds
      wallSeconds = record.wallSeconds
      objectivesMet = record.objectivesMet
      objectivesMissed = record.objectivesMissed
    }
  }

  struct Figure: Encodable {
    var subject: String
    var name: String
    var value: JSONNumber
    var unit: String

    init(_ record: SummaryRecord) {
      subject = record.subject
      name = record.name
      value = JSONNumber(value: record.value)
      unit = record.unit
    }
  }

  struct Objective: Encodable {
    var target: String
    var objective: String
    var isMet: Bool
    var bound: JSONNumber
    var actual: JSONNumber
    var unit: String
    var windows: Int
    var windowsMissed: Int
    var windowMicroseconds: Int64
    var firstMissMicroseconds: Int64?
    var lastMissMicroseconds: Int64?

    init(_ record: ObjectiveRecord) {
      target = record.target
      objective = record.objective
      isMet = record.isMet
      bound = JSONNumber(value: record.bound)
      actual = JSONNumber(value: record.actual)
      unit = record.unit
      windows = record.windows
      windowsMissed = record.windowsMissed
      windowMicroseconds = record.windowMicroseconds
      firstMissMicroseconds = record.isMet ? nil : record.firstMissMicroseconds
      lastMissMicroseconds = record.isMet ? nil : record.lastMissMicroseconds
    }
  }
}
