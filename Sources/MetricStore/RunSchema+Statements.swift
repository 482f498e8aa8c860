// SPDX-License-Identifier: Apache-2.0

/// The statements of the writer and the reader; values are always bound.
extension RunSchema {
  static let insertRun = """
    INSERT INTO run (scenario, status, input_hash, seed, version, start_unix, utc_offset_seconds,
      utc_offset, duration_us, sample_interval_us, overrides, wall_started_unix)
    VALUES (?, 'incomplete', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static let findMetric = """
    SELECT id FROM metric WHERE name = ? AND unit = ? AND kind = ? AND labels = ? AND chart IS ?
      AND help = ?
    """

  static let insertMetric =
    "INSERT INTO metric (name, unit, kind, labels, chart, help) VALUES (?, ?, ?, ?, ?, ?)"

  static let insertSeries =
    "INSERT INTO series (run_id, ordinal, metric_id, labels, name) VALUES (?, ?, ?, ?, ?)"

  static let insertChunk = """
    INSERT INTO chunk (series_id, start_us, step_us, steps, n, min, max, sum, divisor, samples)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  static let insertEvent = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)"

  static let insertPod = "INSERT INTO pod VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

  static let insertObjective =
    "INSERT INTO objective VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

  static let insertFigure = "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?)"

  static let completeRun = """
    UPDATE run SET status = 'complete', digest = ?, event_count = ?, wall_seconds = ?
    WHERE id = ?
    """

  static let selectRun = """
    SELECT r.*,
      (SELECT count(*) FROM objective WHERE run_id = r.id AND windows_missed = 0) AS met,
      (SELECT count(*) FROM objective WHERE run_id = r.id AND windows_missed <> 0) AS missed
    FROM run r
    """

  static let selectSeries = selectSeries(where: "TRUE")

  static func selectSeries(where condition: String) -> String {
    """
    SELECT s.id, s.ordinal, s.labels, m.name, m.unit, m.kind, m.labels AS label_names, m.chart,
      m.help
    FROM series s JOIN metric m ON m.id = s.metric_id
    WHERE s.run_id = ? AND \(condition) ORDER BY s.ordinal
    """
  }

  static let selectSeriesIdentifier = "SELECT id FROM series WHERE run_id = ? AND ordinal = ?"

  static let selectChunks = """
    SELECT start_us, step_us, steps, divisor, samples FROM chunk
    WHERE series_id = ? AND start_us <= ? ORDER BY start_us
    """

  static func selectEvents(where condition: String) -> String {
    """
    SELECT time_us, type, kind, object, reason, message FROM event_log WHERE \(condition)
    ORDER BY time_us, source, ordinal LIMIT ?
    """
  }

  static let selectPods =
    "SELECT * FROM pod WHERE run_id = ? AND (? IS NULL OR workload = ?) ORDER BY ordinal"

  static let selectObjectives = "SELECT * FROM objective WHERE run_id = ? ORDER BY ordinal"

  static let selectSummary = "SELECT * FROM figure WHERE run_id = ? ORDER BY ordinal"
}
