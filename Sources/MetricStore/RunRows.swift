// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import Metrics

/// The rows of which a run has few: header, series, outcome.
enum RunRows {
  /// Adds a run that is not complete and returns its number.
  static func insert(
    _ header: RunHeader, startedAtUnixSeconds: Int64, into db: Database
  ) throws -> Int64 {
    try db.execute(
      sql: RunSchema.insertRun,
      arguments: [
        header.scenario.storable, header.inputHash.storable, "\(header.seed)",
        header.version.storable, header.startUnixSeconds, header.utcOffsetSeconds,
        clockSuffix(utcOffsetSeconds: header.utcOffsetSeconds), header.durationMicroseconds,
        header.sampleIntervalMicroseconds, JSONText.array(header.overrides.map(\.storable)),
        startedAtUnixSeconds,
      ])
    return db.lastInsertedRowID
  }

  /// Adds series and the metrics that the file does not have yet; returns the rows of the series.
  static func insert(
    _ series: [Series], firstOrdinal: Int, run: Int64, into db: Database
  ) throws -> [Int64] {
    var metrics: [Metric: Int64] = [:]
    return try series.enumerated().map { offset, series in
      let metric = try metrics[series.metric] ?? identifier(of: series.metric, in: db)
      metrics[series.metric] = metric
      let values = series.labelValues.map(\.storable)
      let insert = try db.cachedStatement(sql: RunSchema.insertSeries)
      try insert.execute(arguments: [
        run, firstOrdinal + offset, metric, JSONText.object(series.metric.labels, values),
        prometheusName(series.metric, values),
      ])
      return db.lastInsertedRowID
    }
  }

  /// Adds objectives and summary and marks the run as complete.
  static func insert(
    _ outcome: RunOutcome, wallSeconds: Double, run: Int64, into db: Database
  ) throws {
    let objective = try db.cachedStatement(sql: RunSchema.insertObjective)
    for (ordinal, record) in outcome.objectives.enumerated() {
      try objective.execute(arguments: [
        run, ordinal, record.target.storable, record.objective.storable, record.bound,
        record.actual, record.unit.storable, record.windowsMissed, record.windows,
        record.windowMicroseconds, reached(record.firstMissMicroseconds),
        reached(record.lastMissMicroseconds),
      ])
    }
    let figure = try db.cachedStatement(sql: RunSchema.insertFigure)
    for (ordinal, record) in outcome.summary.enumerated() {
      try figure.execute(arguments: [
        run, ordinal, record.subject.storable, record.name.storable, record.value,
        record.unit.storable,
      ])
    }
    try db.execute(
      sql: RunSchema.completeRun,
      arguments: [outcome.digest.storable, outcome.eventCount, wallSeconds, run])
  }

  private static func reached(_ microseconds: Int64) -> Int64? {
    microseconds < 0 ? nil : microseconds
  }

  /// A metric has one row per file, and one more for each change of its definition.
  private static func identifier(of metric: Metric, in db: Database) throws -> Int64 {
    let arguments: StatementArguments = [
      metric.name, metric.unit.rawValue, metric.kind.rawValue, JSONText.array(metric.labels),
      metric.chart?.rawValue, metric.help,
    ]
    if let id = try Int64.fetchOne(db, sql: RunSchema.findMetric, arguments: arguments) {
      return id
    }
    try db.execute(sql: RunSchema.insertMetric, arguments: arguments)
    return db.lastInsertedRowID
  }

  /// A series in the text format of Prometheus, which escapes quotes, backslashes and line feeds.
  private static func prometheusName(_ metric: Metric, _ values: [String]) -> String {
    guard !values.isEmpty else { return metric.name }
    let pairs = zip(metric.labels, values).map { label, value in
      var escaped = ""
      for scalar in value.unicodeScalars {
        switch scalar {
        case "\\": escaped += "\\\\"
        case "\"": escaped += "\\\""
        case "\n": escaped += "\\n"
        default: escaped.unicodeScalars.append(scalar)
        }
      }
      return "\(label)=\"\(escaped)\""
    }
    return "\(metric.name){\(pairs.joined(separator: ","))}"
  }

  /// An offset from UTC as it ends an instant in ISO 8601.
  private static func clockSuffix(utcOffsetSeconds offset: Int) -> String {
    guard offset != 0 else { return "Z" }
    let minutes = (offset / 60).magnitude
    let parts = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return (offset < 0 ? "-" : "+") + parts.joined(separator: ":")
  }
}

extension String {
  /// The text with NUL shown as U+2400, because to SQLite a NUL ends a text.
  var storable: String {
    guard utf8.contains(0) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{2400}" : $0 }))
  }
}
