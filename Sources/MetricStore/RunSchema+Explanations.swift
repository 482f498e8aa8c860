// SPDX-License-Identifier: Apache-2.0

/// What the second format adds: why pods, batches and replica counts are what they are.
extension RunSchema {
  /// The step from the first format to the second.
  static let explanations =
    podColumns.map { "ALTER TABLE pod ADD COLUMN \($0);\n" }.joined()
    + explanationTables + explanationViews

  /// What a reader puts over a file of the first format, which it may not change.
  ///
  /// Tables of a connection's own hide those of the file, so the same statements read both.
  static let explanationsForReading =
    "PRAGMA temp_store = MEMORY;\n"
    + "CREATE TEMP VIEW pod AS SELECT *, "
    + podColumns.map { "NULL AS \($0.prefix { $0 != " " })" }.joined(separator: ", ")
    + " FROM main.pod;\n"
    + explanationTables.replacing("CREATE TABLE", with: "CREATE TEMP TABLE")

  /// The columns that pods get, with their types.
  private static let podColumns = [
    "known_us INTEGER", "requested_us INTEGER", "seen_us INTEGER", "sandboxed_us INTEGER",
    "pulling_us INTEGER", "answering_us INTEGER", "available_us INTEGER",
    "end_requested_us INTEGER", "ending TEXT",
  ]

  private static let explanationTables = """
    CREATE TABLE pod_update (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      pod TEXT NOT NULL,
      workload TEXT NOT NULL,           -- Kind/namespace/name
      revision INTEGER NOT NULL,        -- the one that the pod gets
      node TEXT,
      known_us INTEGER,                 -- NULL for a stage not reached
      requested_us INTEGER,
      updated_us INTEGER,
      exited_us INTEGER,
      pulling_us INTEGER,
      pulled_us INTEGER,
      started_us INTEGER,
      answering_us INTEGER,
      ready_us INTEGER,
      available_us INTEGER,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE decision (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      time_us INTEGER NOT NULL,
      last_us INTEGER NOT NULL,         -- the last of equal decisions in a row
      times INTEGER NOT NULL,           -- how many they are
      autoscaler TEXT NOT NULL,         -- Kind/namespace/name
      target TEXT NOT NULL,             -- Kind/namespace/name
      quantity TEXT NOT NULL,           -- replicas, or what else is set
      before INTEGER NOT NULL,
      after INTEGER NOT NULL,
      reason TEXT NOT NULL,
      limited_by TEXT NOT NULL,         -- none if nothing bounded the outcome
      metric TEXT,
      unit TEXT,                        -- NULL, as all below, where no metrics are followed
      value REAL,
      goal REAL,
      ratio REAL,
      ready_pods INTEGER,
      unready_pods INTEGER,
      missing_pods INTEGER,
      recommendation INTEGER,
      last_recommendation INTEGER,
      stabilized INTEGER,
      min_replicas INTEGER,
      max_replicas INTEGER,
      window_us INTEGER,
      metric_age_us INTEGER,
      sync_wait_us INTEGER,
      stabilization_us INTEGER,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE batch (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      workload TEXT NOT NULL,           -- Kind/namespace/name
      rollout INTEGER NOT NULL,
      batch INTEGER NOT NULL,
      revision INTEGER,
      replicas INTEGER NOT NULL,
      started_us INTEGER NOT NULL,
      ended_us INTEGER,
      deadline_us INTEGER,
      outcome TEXT NOT NULL,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE batch_status (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      time_us INTEGER NOT NULL,
      workload TEXT NOT NULL,           -- Kind/namespace/name
      action TEXT NOT NULL,             -- this and the next as the object has them
      batchDeadlineTime_us INTEGER,
      batchOrder INTEGER NOT NULL,
      batchOrdinal INTEGER NOT NULL,
      batchReplicas INTEGER NOT NULL,
      currentDeployComplete INTEGER NOT NULL,
      currentOrderSuccessPer INTEGER NOT NULL,
      currentOrderProgress TEXT NOT NULL,
      currentRollbackProgress TEXT NOT NULL,
      generalStatus TEXT NOT NULL,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    """

  private static let explanationViews = """
    DROP VIEW pods;
    CREATE VIEW pods AS
    SELECT p.run_id AS run, p.name AS pod, p.workload, p.revision, p.node,
      \(seconds("p", "requested", "created", "scheduled", "seen", "sandboxed", "pulling")),
      \(seconds("p", "pulled", "started", "answering", "ready", "available")),
      \(seconds("p", "end_requested", "terminating", "deleted")), p.ending,
      (p.ready_us - p.created_us) / 1e6 AS seconds_to_ready,
      \(clock("p.created_us")) AS created_clock, \(clock("p.ready_us")) AS ready_clock,
      \(clock("p.deleted_us")) AS deleted_clock
    FROM pod p
    JOIN run r ON r.id = p.run_id;

    CREATE VIEW pod_updates AS
    SELECT p.run_id AS run, p.pod, p.workload, p.revision, p.node,
      \(seconds("p", "requested", "updated", "exited", "pulling", "pulled", "started")),
      \(seconds("p", "answering", "ready", "available")),
      (p.ready_us - p.updated_us) / 1e6 AS seconds_to_ready,
      \(clock("p.updated_us")) AS updated_clock
    FROM pod_update p
    JOIN run r ON r.id = p.run_id;

    CREATE VIEW decisions AS
    SELECT d.run_id AS run, d.time_us / 1e6 AS time, \(clock("d.time_us")) AS clock,
      d.autoscaler, d.target, d.quantity, d.before, d.after, d.reason, d.limited_by, d.times,
      \(clock("d.last_us")) AS last_clock, d.metric, d.unit, d.value, d.goal, d.ratio,
      d.ready_pods, d.unready_pods, d.missing_pods, d.recommendation, d.last_recommendation,
      d.stabilized, d.min_replicas, d.max_replicas,
      \(seconds("d", "window", "metric_age", "sync_wait", "stabilization"))
    FROM decision d
    JOIN run r ON r.id = d.run_id;

    CREATE VIEW batches AS
    SELECT b.run_id AS run, b.workload, b.rollout, b.batch, b.revision, b.replicas, b.outcome,
      \(seconds("b", "started", "ended", "deadline")),
      (b.ended_us - b.started_us) / 1e6 AS seconds, \(clock("b.started_us")) AS started_clock
    FROM batch b
    JOIN run r ON r.id = b.run_id;

    CREATE VIEW batch_deploy_status AS
    SELECT s.run_id AS run, s.time_us / 1e6 AS time, \(clock("s.time_us")) AS clock, s.workload,
      s.action, \(clock("s.batchDeadlineTime_us")) AS batchDeadlineTime, s.batchOrder,
      s.batchOrdinal, s.batchReplicas, s.currentDeployComplete, s.currentOrderSuccessPer,
      s.currentOrderProgress, s.currentRollbackProgress, s.generalStatus
    FROM batch_status s
    JOIN run r ON r.id = s.run_id;

    """

  /// Columns of microseconds as columns of seconds.
  private static func seconds(_ table: String, _ names: String...) -> String {
    names.map { "\(table).\($0)_us / 1e6 AS \($0)" }.joined(separator: ", ")
  }
}
