/** When the machine's clock was set, and by how much: a service that was stopped meanwhile must know. */
export const clockSteps = [
  `CREATE TABLE clock_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    boot TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_ms INTEGER NOT NULL,
    offset_ms INTEGER NOT NULL,
    is_done INTEGER NOT NULL DEFAULT 0
  ) STRICT`,
  'CREATE INDEX clock_step_boot ON clock_step (boot, id)',
  'CREATE INDEX clock_step_unfinished ON clock_step (is_done, id) WHERE is_done = 0',
];
