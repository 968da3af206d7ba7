/** Whole paths for a while, and with every forecast why it says what it says. */
export const pathsAndExplanations = [
  // `rises`: of every path after the other, each step above `stage_m`, in whole millimetres, two bytes each.
  `CREATE TABLE forecast_paths (
    station TEXT NOT NULL,
    issued_at INTEGER NOT NULL,
    stage_m REAL NOT NULL,
    lead_times_h TEXT NOT NULL,
    weights TEXT NOT NULL,
    rises BLOB NOT NULL,
    PRIMARY KEY (station, issued_at)
  ) STRICT`,
  `UPDATE forecast SET summary = json_set(summary, '$.curves', json('[]'), '$.explanation', json('null'))`,
];
