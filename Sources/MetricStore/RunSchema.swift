// SPDX-License-Identifier: Apache-2.0

/// The tables of the store.
///
/// Times end in `_us` and are microseconds since the start of the run; the views show seconds.
/// Only columns that start with `wall_` depend on the machine's clock.
enum RunSchema {
  /// What the file says it is in `application_id`: "Tide" in ASCII.
  static let application = 0x5469_6465

  /// The steps from an empty file to the newest format; never changed once released, only extended.
  static let migrations = [tables + views, explanations]

  private static let tables = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      scenario TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('incomplete', 'complete')),
      input_hash TEXT NOT NULL,
      seed TEXT NOT NULL,               -- decimal digits, up to 2^64 - 1
      version TEXT NOT NULL,
      start_unix INTEGER NOT NULL,      -- the simulated clock at time zero
      utc_offset_seconds INTEGER NOT NULL,
      utc_offset TEXT NOT NULL,         -- the same as text: Z, or +08:00
      duration_us INTEGER NOT NULL,
      sample_interval_us INTEGER NOT NULL,
      overrides TEXT NOT NULL,          -- a JSON array of path=value
      digest TEXT,                      -- NULL while incomplete, as are the next and the last
      event_count INTEGER,
      wall_started_unix INTEGER,        -- the machine's clock
      wall_seconds REAL
    ) STRICT;

    CREATE TABLE metric (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      unit TEXT NOT NULL,
      kind TEXT NOT NULL,               -- gauge, mean or counter
      labels TEXT NOT NULL,             -- a JSON array of names
      chart TEXT,                       -- the panel of the report
      help TEXT NOT NULL
    ) STRICT;

    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      metric_id INTEGER NOT NULL REFERENCES metric (id),
      labels TEXT NOT NULL,             -- a JSON object
      name TEXT NOT NULL,               -- metric and labels as Prometheus writes them
      UNIQUE (run_id, ordinal)
    ) STRICT;

    CREATE TABLE chunk (
      id INTEGER PRIMARY KEY,
      series_id INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
      start_us INTEGER NOT NULL,        -- the first sample
      step_us INTEGER NOT NULL,         -- from one sample to the next
      steps INTEGER NOT NULL,           -- samples, with the missing ones
      n INTEGER NOT NULL,               -- samples, without the missing ones; the next are over them
      min REAL,
      max REAL,
      sum REAL,
      divisor REAL NOT NULL,            -- a sample is a number of the array over the divisor
      samples TEXT NOT NULL,            -- a JSON array; null where a sample is missing
      UNIQUE (series_id, start_us)
    ) STRICT;

    CREATE TABLE event (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      time_us INTEGER NOT NULL,
      type TEXT NOT NULL,               -- Normal or Warning
      kind TEXT NOT NULL,
      object TEXT NOT NULL,
      reason TEXT NOT NULL,
      message TEXT NOT NULL,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE pod (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      workload TEXT NOT NULL,           -- Kind/namespace/name
      revision INTEGER NOT NULL,
      node TEXT,
      created_us INTEGER,               -- NULL for a stage not reached
      scheduled_us INTEGER,
      pulled_us INTEGER,
      started_us INTEGER,
      ready_us INTEGER,
      terminating_us INTEGER,
      deleted_us INTEGER,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE objective (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      target TEXT NOT NULL,
      objective TEXT NOT NULL,
      bound REAL,
      actual REAL,                      -- NULL if nothing was measured
      unit TEXT NOT NULL,
      windows_missed INTEGER NOT NULL,
      windows INTEGER NOT NULL,
      window_us INTEGER NOT NULL,
      first_miss_us INTEGER,
      last_miss_us INTEGER,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE figure (
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      subject TEXT NOT NULL,
      name TEXT NOT NULL,
      value REAL,
      unit TEXT NOT NULL,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    """
}
