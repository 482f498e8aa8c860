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

  static let insertPod = insert(into: "pod", columns: 22)

  static let insertPodUpdate = insert(into: "pod_update", columns: 16)

  static let insertDecision = insert(into: "decision", columns: 29)

  static let insertBatch = insert(into: "batch", columns: 11)

  static let insertBatchStatus = insert(into: "batch_status", columns: 14)

  private static func insert(into table: String, columns: Int) -> String {
    let places = Array(repeating: "?", count: columns).joined(separator: ", ")
    return "INSERT INTO \(table) VALUES (\(places))"
  }

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

  static let selectPodUpdates =
    "SELECT * FROM pod_update WHERE run_id = ? AND (? IS NULL OR workload = ?) ORDER BY ordinal"

  static let selectDecisions = """
    SELECT * FROM decision WHERE run_id = ? AND (? IS NULL OR target = ?)
    ORDER BY time_us, ordinal
    """

  static let selectBatches = """
    SELECT * FROM batch WHERE run_id = ? AND (? IS NULL OR workload = ?)
    ORDER BY started_us, ordinal
    """

  static let selectBatchStatuses =
    "SELECT * FROM batch_status WHERE run_id = ? AND (? IS NULL OR workload = ?) ORDER BY ordinal"

  static let selectObjectives = "SELECT * FROM objective WHERE run_id = ? ORDER BY ordinal"

  static let selectSummary = "SELECT * FROM figure WHERE run_id = ? ORDER BY ordinal"
}
