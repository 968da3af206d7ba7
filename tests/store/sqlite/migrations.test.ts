import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { pathsAndExplanations } from '../../../src/store/sqlite/migrations/009-paths-and-explanations.ts';
import { outboxLanes } from '../../../src/store/sqlite/migrations/013-lanes.ts';
import { outboxCounts } from '../../../src/store/sqlite/migrations/015-outbox-counts.ts';
import { textsLane } from '../../../src/store/sqlite/migrations/016-texts-lane.ts';
import { phones } from '../../../src/store/sqlite/migrations/017-phones.ts';
import { browsersAndMachines } from '../../../src/store/sqlite/migrations/018-browsers-and-machines.ts';
import { sightsLane } from '../../../src/store/sqlite/migrations/025-sights-lane.ts';
import { testsLanes } from '../../../src/store/sqlite/migrations/028-tests-lanes.ts';

function migrate(db: BetterSqlite3.Database, statements: readonly string[]): void {
  for (const statement of statements) db.exec(statement);
}

test('forecasts from before explanations were kept say that they have none', () => {
  const db = new BetterSqlite3(':memory:');
  db.exec('CREATE TABLE forecast (station TEXT, issued_at INTEGER, summary TEXT)');
  const before = { station: 'bridge', stageM: 1, contributions: [{ source: 'up', riseM: 0.3 }] };
  db.prepare('INSERT INTO forecast VALUES (?, ?, ?)').run('bridge', 1, JSON.stringify(before));
  migrate(db, pathsAndExplanations);
  const summary = db.prepare<[], string>('SELECT summary FROM forecast').pluck().get()!;
  expect(JSON.parse(summary)).toEqual({ ...before, curves: [], explanation: null });
  db.close();
});

test('messages from before they were counted count too', () => {
  const db = new BetterSqlite3(':memory:');
  db.exec('CREATE TABLE outbox (id INTEGER, channel TEXT, status TEXT)');
  const write = db.prepare('INSERT INTO outbox VALUES (?, ?, ?)');
  for (const [id, channel, status] of [
    [1, 'email', 'sent'],
    [2, 'email', 'pending'],
    [3, 'log', 'sent'],
  ])
    write.run(id, channel, status);
  migrate(db, outboxCounts);
  write.run(4, 'email', 'pending');
  db.exec(`UPDATE outbox SET status = 'dropped' WHERE id = 2`);
  expect(db.prepare('SELECT status, count FROM outbox_count WHERE count > 0').raw().all()).toEqual([
    ['dropped', 1],
    ['pending', 1],
    ['sent', 1],
  ]);
  db.close();
});

test('messages that wait from before text messages had lanes keep theirs, and residents from before are told by mail', () => {
  const db = new BetterSqlite3(':memory:');
  db.exec(`CREATE TABLE outbox (number INTEGER PRIMARY KEY, recipient_kind TEXT, channel TEXT, about TEXT, status TEXT, attempts INTEGER,
    next_attempt_at INTEGER, not_before INTEGER);
    CREATE INDEX outbox_pending ON outbox (number)`);
  migrate(db, outboxLanes);
  const write = db.prepare(`INSERT INTO outbox VALUES (NULL, ?, ?, ?, 'pending', 0, 0, 0)`);
  const lanes = () => db.prepare('SELECT lane FROM outbox ORDER BY number').pluck().all();
  write.run('contact', 'email', 'level');
  write.run('subscription', 'email', 'level');
  write.run('unconfirmed', 'email', 'subscription');
  const before = lanes();
  migrate(db, textsLane);
  write.run('contact', 'sms', 'level');
  expect(lanes()).toEqual([...before, 'texts']);
  expect(before).toEqual(['contacts', 'residents', 'requests']);
  db.exec(`CREATE TABLE subscription (id TEXT, commune TEXT, email TEXT COLLATE NOCASE, UNIQUE (commune, email));
    INSERT INTO subscription VALUES ('lea', 'coursan', 'lea@example.org');
    CREATE TABLE request_mail (address_hash TEXT, at INTEGER)`);
  migrate(db, phones);
  write.run('subscription', 'sms', 'level');
  write.run('unconfirmed', 'sms', 'subscription');
  write.run('contact', 'voice', 'level');
  expect(lanes()).toEqual([...before, 'texts', 'residentTexts', 'requestTexts', 'calls']);
  expect(db.prepare('SELECT id, way, address FROM subscription').raw().all()).toEqual([
    ['lea', 'email', 'lea@example.org'],
  ]);
  db.close();
});

test('messages and residents from before browsers and machines were told are who they were, and wait in their lanes', () => {
  const db = new BetterSqlite3(':memory:');
  db.exec(`CREATE TABLE outbox (number INTEGER PRIMARY KEY,
    recipient_kind TEXT NOT NULL CHECK (recipient_kind IN ('contact', 'subscription', 'unconfirmed')), recipient_id TEXT, channel TEXT, about TEXT,
    status TEXT, attempts INTEGER, next_attempt_at INTEGER, not_before INTEGER, created_at INTEGER);
    ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (recipient_kind) VIRTUAL;
    CREATE INDEX outbox_fresh ON outbox (lane); CREATE INDEX outbox_tried ON outbox (lane);
    CREATE INDEX outbox_undeliverable ON outbox (created_at) WHERE recipient_kind = 'contact';
    CREATE TABLE subscription (id TEXT, way TEXT NOT NULL CHECK (way IN ('email', 'sms')), address TEXT);
    CREATE INDEX subscription_phone ON subscription (address) WHERE way = 'sms';
    INSERT INTO subscription VALUES ('lea', 'sms', '+33612345678')`);
  const write = db.prepare(
    `INSERT INTO outbox (recipient_kind, recipient_id, channel, about, status, attempts) VALUES (?, ?, ?, ?, 'pending', 0)`,
  );
  write.run('contact', 'mayor', 'email', 'level');
  write.run('contact', 'mayor', 'voice', 'level');
  write.run('subscription', 'lea', 'sms', 'level');
  migrate(db, browsersAndMachines);
  write.run('webhook', 'siren', 'webhook', 'level');
  write.run('subscription', 'tom', 'push', 'level');
  write.run('subscription', 'tom', 'push', 'subscription');
  db.prepare("INSERT INTO subscription (id, way, address) VALUES ('tom', 'push', 'x y z')").run();
  expect(db.prepare('SELECT id, way, address FROM subscription').raw().all()).toEqual([
    ['lea', 'sms', '+33612345678'],
    ['tom', 'push', 'x y z'],
  ]);
  expect(db.prepare('SELECT recipient_kind, lane FROM outbox ORDER BY number').raw().all()).toEqual([
    ['contact', 'contacts'],
    ['contact', 'calls'],
    ['subscription', 'residentTexts'],
    ['webhook', 'webhook/siren'],
    ['subscription', 'pushes'],
    ['subscription', 'requestPushes'],
  ]);
  expect(() => write.run('stranger', 'x', 'email', 'level')).toThrow('CHECK constraint failed');
  db.close();
});

test('messages from before sights had lanes are about what they were and wait where they did; a sight waits by itself', () => {
  const db = new BetterSqlite3(':memory:');
  db.exec(`CREATE TABLE outbox (number INTEGER PRIMARY KEY, recipient_kind TEXT, recipient_id TEXT, channel TEXT,
    about TEXT NOT NULL DEFAULT 'alert' CHECK (about IN ('level', 'alert', 'gauge', 'subscription')),
    status TEXT, attempts INTEGER, next_attempt_at INTEGER, not_before INTEGER);
    ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (about) VIRTUAL;
    CREATE INDEX outbox_fresh ON outbox (lane); CREATE INDEX outbox_tried ON outbox (lane)`);
  const write = db.prepare(
    `INSERT INTO outbox (recipient_kind, recipient_id, channel, about, status, attempts) VALUES (?, 'x', ?, ?, 'pending', 0)`,
  );
  write.run('contact', 'email', 'gauge');
  write.run('contact', 'voice', 'level');
  write.run('subscription', 'push', 'subscription');
  migrate(db, sightsLane);
  for (const channel of ['log', 'email', 'sms']) write.run('contact', channel, 'sight');
  write.run('webhook', 'webhook', 'sight');
  expect(db.prepare('SELECT about, lane FROM outbox ORDER BY number').raw().all()).toEqual([
    ['gauge', 'contacts'],
    ['level', 'calls'],
    ['subscription', 'requestPushes'],
    ['sight', 'contacts'],
    ['sight', 'sights'],
    ['sight', 'sightTexts'],
    ['sight', 'webhook/x'],
  ]);
  expect(() => write.run('contact', 'email', 'nothing')).toThrow('CHECK constraint failed');
  db.close();
});

test('what is real waits where it did before tests had lanes, and tests that wait go over to theirs', () => {
  const db = new BetterSqlite3(':memory:');
  db.exec(`CREATE TABLE outbox (number INTEGER PRIMARY KEY, recipient_kind TEXT, recipient_id TEXT, channel TEXT,
    about TEXT NOT NULL DEFAULT 'alert', is_test INTEGER NOT NULL DEFAULT 0,
    status TEXT, attempts INTEGER, next_attempt_at INTEGER, not_before INTEGER);
    ALTER TABLE outbox ADD COLUMN lane TEXT GENERATED ALWAYS AS (about) VIRTUAL;
    CREATE INDEX outbox_fresh ON outbox (lane); CREATE INDEX outbox_tried ON outbox (lane)`);
  migrate(db, sightsLane);
  const write = db.prepare(
    `INSERT INTO outbox (recipient_kind, recipient_id, channel, about, is_test, status, attempts) VALUES (?, 'x', ?, ?, ?, 'pending', 0)`,
  );
  const kinds = ['contact', 'subscription', 'unconfirmed', 'webhook'];
  const abouts = ['level', 'alert', 'gauge', 'sight', 'subscription'];
  for (const kind of kinds)
    for (const channel of ['log', 'email', 'sms', 'voice', 'push', 'webhook'])
      for (const about of abouts) write.run(kind, channel, about, 0);
  const lanes = (isTest: number) =>
    db.prepare('SELECT lane FROM outbox WHERE is_test = ? ORDER BY number').pluck().all(isTest);
  const before = lanes(0);
  for (const channel of ['log', 'email', 'sms', 'voice']) write.run('contact', channel, 'alert', 1);
  write.run('webhook', 'webhook', 'alert', 1);
  migrate(db, testsLanes);
  expect(lanes(0)).toEqual(before);
  expect(lanes(1)).toEqual(['tests', 'tests', 'testTexts', 'testCalls', 'tests']);
  db.close();
});
