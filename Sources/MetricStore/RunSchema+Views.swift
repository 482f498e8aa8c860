// SPDX-License-Identifier: Apache-2.0

extension RunSchema {
  /// The views that docs/run-store.md promises.
  ///
  /// Columns that hold the simulated clock are cheap: SQLite computes them only when asked for.
  static let views = runsView + samplesView + eventViews + podsView + outcomeViews

  private static let runsView = """
    CREATE VIEW runs AS
    SELECT r.id AS run, r.scenario, r.seed, r.status, r.digest, r.event_count AS events,
      (SELECT count(*) FROM objective o WHERE o.run_id = r.id AND o.windows_missed = 0)
        AS objectives_met,
      (SELECT count(*) FROM objective o WHERE o.run_id = r.id AND o.windows_missed <> 0)
        AS objectives_missed,
      \(clock("0")) AS start_clock,
      r.duration_us / 1e6 AS duration, r.sample_interval_us / 1e6 AS sample_interval,
      r.overrides, r.version, r.input_hash,
      strftime('%Y-%m-%dT%H:%M:%SZ', r.wall_started_unix, 'unixepoch') AS wall_started,
      r.wall_seconds
    FROM run r;

    """

  private static let samplesView = """
    CREATE VIEW samples AS
    SELECT s.run_id AS run, s.name AS series, m.name AS metric, s.labels, m.unit,
      (c.start_us + j.key * c.step_us) / 1e6 AS time,
      \(clock("c.start_us + j.key * c.step_us")) AS clock,
      j.value / c.divisor AS value
    FROM series s
    JOIN metric m ON m.id = s.metric_id
    JOIN run r ON r.id = s.run_id
    JOIN chunk c ON c.series_id = s.id
    JOIN json_each(c.samples) j;

    CREATE VIEW series_stats AS
    SELECT s.run_id AS run, s.name AS series, m.name AS metric, s.labels, m.unit,
      sum(c.n) AS samples, min(c.min) AS min, max(c.max) AS max,
      sum(c.sum) / sum(c.n) AS mean
    FROM series s
    JOIN metric m ON m.id = s.metric_id
    JOIN chunk c ON c.series_id = s.id
    GROUP BY s.id;

    """

  private static let eventViews = """
    CREATE VIEW event_log AS
    SELECT run_id, time_us, 0 AS source, ordinal, type, kind, object, reason, message FROM event
    \(stages.map(stageArm).joined(separator: "\n"));

    CREATE VIEW events AS
    SELECT e.run_id AS run, e.time_us / 1e6 AS time, \(clock("e.time_us")) AS clock,
      e.type, e.kind, e.object, e.reason, e.message
    FROM event_log e
    JOIN run r ON r.id = e.run_id;

    """

  /// The columns of the stages of a pod, with the reason and the message of the event.
  private static let stages = [
    ("created_us", "Created", "'Created by ' || workload || ', revision ' || revision"),
    ("scheduled_us", "Scheduled", "'Bound to ' || coalesce(node, 'a node')"),
    ("pulled_us", "Pulled", "'The image is on ' || coalesce(node, 'the node')"),
    ("started_us", "Started", "'The containers run'"),
    ("ready_us", "Ready", "'The pod is ready'"),
    ("terminating_us", "Killing", "'Deletion was asked for'"),
    ("deleted_us", "Deleted", "'The pod is gone'"),
  ]

  private static func stageArm(_ stage: (column: String, reason: String, message: String)) -> String
  {
    let source = 1 + (stages.firstIndex { $0.0 == stage.column } ?? 0)
    return """
      UNION ALL SELECT run_id, \(stage.column), \(source), ordinal, 'Normal', 'Pod', name,
        '\(stage.reason)', \(stage.message) FROM pod WHERE \(stage.column) IS NOT NULL
      """
  }

  private static let podsView = """
    CREATE VIEW pods AS
    SELECT p.run_id AS run, p.name AS pod, p.workload, p.revision, p.node,
      p.created_us / 1e6 AS created, p.scheduled_us / 1e6 AS scheduled,
      p.pulled_us / 1e6 AS pulled, p.started_us / 1e6 AS started, p.ready_us / 1e6 AS ready,
      p.terminating_us / 1e6 AS terminating, p.deleted_us / 1e6 AS deleted,
      (p.ready_us - p.created_us) / 1e6 AS seconds_to_ready,
      \(clock("p.created_us")) AS created_clock, \(clock("p.ready_us")) AS ready_clock,
      \(clock("p.deleted_us")) AS deleted_clock
    FROM pod p
    JOIN run r ON r.id = p.run_id;

    """

  private static let outcomeViews = """
    CREATE VIEW objectives AS
    SELECT o.run_id AS run, o.target, o.objective, o.bound, o.actual, o.unit,
      o.windows_missed = 0 AS met, o.windows, o.windows_missed, o.window_us / 1e6 AS window,
      o.first_miss_us / 1e6 AS first_miss, o.last_miss_us / 1e6 AS last_miss,
      \(clock("o.first_miss_us")) AS first_miss_clock,
      \(clock("o.last_miss_us")) AS last_miss_clock
    FROM objective o
    JOIN run r ON r.id = o.run_id;

    CREATE VIEW summary AS
    SELECT run_id AS run, subject, name, value, unit FROM figure;

    """

  /// The simulated clock at an instant of the run `r`, to the second, such as
  /// `2019-02-04T20:00:00+08:00`.
  static func clock(_ microseconds: String) -> String {
    """
    strftime('%Y-%m-%dT%H:%M:%S', r.start_unix + r.utc_offset_seconds
          + (\(microseconds)) / 1000000, 'unixepoch') || r.utc_offset
    """
  }
}
