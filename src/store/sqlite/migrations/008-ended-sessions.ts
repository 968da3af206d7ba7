/** Sessions that were logged out of: a copy of their cookie opens nothing, also after a restart. */
export const endedSessions = [
  'CREATE TABLE ended_session (id TEXT PRIMARY KEY, ended_at INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  'CREATE INDEX ended_session_age ON ended_session (ended_at)',
];
