import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/lib/units.ts';
import { giveWay } from '../../../src/store/give-way.ts';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { createSqliteRecordBook } from '../../../src/store/sqlite/record.ts';
import { createSqliteReportStore } from '../../../src/store/sqlite/reports.ts';
import { createThinReadings } from '../../../src/store/sqlite/thin-readings.ts';
import { createThinned } from '../../../src/store/sqlite/thinned.ts';
import { addDays, heldOf, T0, threeAndOne, UNTIL } from '../../support/days-to-thin.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder('kill');
const open = testDatabases();

/** Kills a committing process as soon as it has said so many commits; the last number that it said. */
async function killAfter(
  file: string,
  commits: number,
  script: 'commit-forever.ts' | 'report-forever.ts' = 'commit-forever.ts',
): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = 0;
  let count = 0;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    said = Number(line);
    if (++count === commits) child.kill('SIGKILL');
  });
  const [[, signal]] = await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  expect(signal).toBe('SIGKILL');
  return said;
}

test('a process killed in the middle of its commits leaves state, events, messages and record in step', async () => {
  const file = join(folder, 'amont.db');
  let before = 0;
  for (const commits of [1, 17, 40, 7]) {
    const said = await killAfter(file, commits);
    expect(said).toBeGreaterThanOrEqual(before + commits);
    const db = await open(file);
    const journal = createSqliteJournal(db);
    const written = journal.state('coursan')!.events;
    // One commit may have been done and not yet said; none that was said may be missing.
    expect(written - said).toBeOneOf([0, 1]);
    const numbers = Array.from({ length: written }, (_, index) => `coursan:${index + 1}`);
    expect(journal.events('coursan', { limit: 1e6 }).map((event) => event.id)).toEqual(numbers);
    const messages = Map.groupBy(journal.deliveries('coursan', 1e6), (row) => row.event);
    expect(numbers.map((id) => messages.get(id)?.length)).toEqual(numbers.map(() => 2));
    expect(messages.size).toBe(written);
    expect(createSqliteRecordBook(db).recent(null, 1e6)).toHaveLength(written);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    before = written;
  }
}, 60_000);

test('a process killed in the middle of reports keeps none without what comes of it; handed in again it counts', async () => {
  for (const commits of [1, 17, 40]) {
    const file = join(folder, `reports-${commits}.db`);
    const said = await killAfter(file, commits, 'report-forever.ts');
    const db = await open(file);
    const all = <T>(sql: string) => db.prepare<[], T>(sql).pluck().all();
    const lost = all<string>(`SELECT known_as FROM outbox WHERE status = 'dropped' ORDER BY 1`);
    expect(all<string>('SELECT mark FROM delivery_report ORDER BY 1')).toEqual(lost);
    expect(lost.length - said).toBeOneOf([0, 1]);
    for (const mark of all<string>(`SELECT known_as FROM outbox WHERE status = 'sent'`))
      expect(createSqliteReportStore(db).take({ mark, state: 'failed', said: 'EXPIRED' }, said).kind).toBe('failed');
    db.close();
  }
}, 60_000);

test('a process killed while it thins out has thinned out what is before its mark and nothing after it; what is left goes on after the start', async () => {
  const file = join(folder, 'thin.db');
  const db = await open(file);
  await addDays(db, ['middle']);
  const whole = heldOf(db, T0, UNTIL);
  const another = await open();
  await addDays(another, ['middle']);
  await createThinReadings(another, threeAndOne)(UNTIL, [], giveWay);
  let last = Number.NEGATIVE_INFINITY;
  for (const turns of [20, 1, 70, 150]) {
    await killAtTurn(file, turns);
    const mark = createThinned(db).before();
    expect(mark).toBeGreaterThanOrEqual(last);
    expect(heldOf(db, T0, mark)).toEqual(heldOf(another, T0, mark));
    expect(heldOf(db, mark, UNTIL)).toEqual(whole.filter((each) => Number(each.split(' ')[1]) >= mark));
    last = mark;
  }
  expect(last).toBeGreaterThan(T0 + 5 * DAY_MS);
  expect(last).toBeLessThan(UNTIL);
  await createThinReadings(db, threeAndOne)(UNTIL, [], giveWay);
  expect(heldOf(db, T0, UNTIL)).toEqual(heldOf(another, T0, UNTIL));
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
}, 60_000);

/** Kills a process that thins out once others have had so many turns, amid what it does next. */
async function killAtTurn(file: string, turns: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'thin-by-turns.ts'), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let had = 0;
  for await (const _ of createInterface({ input: child.stdout })) {
    had += 1;
    if (had <= turns) child.stdin.write('\n');
    if (had === turns) child.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
}
