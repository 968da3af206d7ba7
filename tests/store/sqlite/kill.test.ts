import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { createSqliteJournal } from '../../../src/store/sqlite/journal.ts';
import { createSqliteRecordBook } from '../../../src/store/sqlite/record.ts';
import { createSqliteReportStore } from '../../../src/store/sqlite/reports.ts';
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
