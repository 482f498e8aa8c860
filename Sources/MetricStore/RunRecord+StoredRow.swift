// SPDX-License-Identifier: Apache-2.0

internal import Metrics

extension RunRecord {
  init(_ row: StoredRow) throws(RunStoreError) {
    guard let seed = UInt64(try row.text("seed")) else { throw row.damaged("seed") }
    guard let overrides = JSONText.strings(try row.text("overrides")) else {
      throw row.damaged("overrides")
    }
    let header = RunHeader(
      scenario: try row.text("scenario"), inputHash: try row.text("input_hash"), seed: seed,
      version: try row.text("version"), startUnixSeconds: try row.integer("start_unix"),
      utcOffsetSeconds: Int(try row.integer("utc_offset_seconds")),
      durationMicroseconds: try row.integer("duration_us"),
      sampleIntervalMicroseconds: try row.integer("sample_interval_us"), overrides: overrides)
    let wallSeconds = try row.number("wall_seconds")
    self.init(
      id: try row.integer("id"), header: header, status: try row.value("status"),
      digest: try row.optionalText("digest"), eventCount: try row.optionalInteger("event_count"),
      wallStartedUnixSeconds: try row.optionalInteger("wall_started_unix"),
      wallSeconds: wallSeconds.isNaN ? nil : wallSeconds,
      objectivesMet: Int(try row.integer("met")), objectivesMissed: Int(try row.integer("missed")))
  }
}

extension Series {
  /// Reads a series and its metric; the labels must be those of the metric.
  init(_ row: StoredRow) throws(RunStoreError) {
    guard let names = JSONText.strings(try row.text("label_names")) else {
      throw row.damaged("label_names")
    }
    guard let labels = JSONText.pairs(try row.text("labels")) else { throw row.damaged("labels") }
    var values: [String] = []
    for name in names {
      guard let value = labels[name] else { throw row.damaged("labels") }
      values.append(value)
    }
    var chart: Metric.ChartGroup?
    if try row.optionalText("chart") != nil { chart = try row.value("chart") }
    let metric = Metric(
      try row.text("name"), try row.value("unit"), try row.value("kind"), labels: names,
      chart: chart, help: try row.text("help"))
    self.init(metric, values)
  }
}

extension EventRecord {
  init(_ row: StoredRow) throws(RunStoreError) {
    self.init(
      timeMicroseconds: try row.integer("time_us"), isWarning: try row.text("type") == "Warning",
      kind: try row.text("kind"), object: try row.text("object"), reason: try row.text("reason"),
      message: try row.text("message"))
  }
}

extension PodRecord {
  init(_ row: StoredRow) throws(RunStoreError) {
    var stages = Stages()
    stages.created = try row.instant("created_us")
    stages.scheduled = try row.instant("scheduled_us")
    stages.pulled = try row.instant("pulled_us")
    stages.started = try row.instant("started_us")
    stages.ready = try row.instant("ready_us")
    stages.terminating = try row.instant("terminating_us")
    stages.deleted = try row.instant("deleted_us")
    stages.known = try row.instant("known_us")
    stages.requested = try row.instant("requested_us")
    stages.seen = try row.instant("seen_us")
    stages.sandboxed = try row.instant("sandboxed_us")
    stages.pulling = try row.instant("pulling_us")
    stages.answering = try row.instant("answering_us")
    stages.available = try row.instant("available_us")
    stages.endRequested = try row.instant("end_requested_us")
    self.init(
      name: try row.text("name"), workload: try row.text("workload"),
      revision: Int(try row.integer("revision")), node: try row.optionalText("node"),
      stages: stages)
    if try row.optionalText("ending") != nil { ending = try row.value("ending") }
  }
}

extension ObjectiveRecord {
  init(_ row: StoredRow) throws(RunStoreError) {
    self.init(
      target: try row.text("target"), objective: try row.text("objective"),
      bound: try row.number("bound"), actual: try row.number("actual"),
      unit: try row.text("unit"), windowsMissed: Int(try row.integer("windows_missed")),
      windows: Int(try row.integer("windows")), windowMicroseconds: try row.integer("window_us"),
      firstMissMicroseconds: try row.optionalInteger("first_miss_us") ?? -1,
      lastMissMicroseconds: try row.optionalInteger("last_miss_us") ?? -1)
  }
}
