import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { exportDataset } from '../../src/cli/export-dataset.ts';
import { importCommand } from '../../src/cli/import.ts';
import { importsCommand } from '../../src/cli/imports.ts';
import { barText } from '../../src/cli/shown/progress-bar.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { createSqliteReadingStore } from '../../src/store/sqlite/readings.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import { readDataset } from '../../src/verification/io/read-dataset.ts';
import { policyOf } from '../support/decisions.ts';
import { testDatabases } from '../support/open-test-database.ts';
import { tempFolder } from '../support/temp-folder.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const recording = join(fixtures, 'recordings/herault-2020-09');
const scratch = tempFolder('import');
const open = testDatabases();
let towns = 0;

/** A town of its own: the config folder of the fixtures and an empty data folder beside it. */
function town(stations?: string) {
  const folder = join(scratch, String(++towns));
  const config = join(folder, 'config');
  mkdirSync(folder);
  cpSync(join(fixtures, 'good-config'), config, { recursive: true });
  if (stations) writeFileSync(join(config, 'stations.yaml'), stations);
  const run = async (command: typeof importCommand, ...args: string[]) => {
    const lines: string[] = [];
    const code = await command([...args, '--config', config], (line) => lines.push(line));
    return { code, text: lines.join('\n').replaceAll(config, 'CONFIG') };
  };
  return {
    folder,
    database: join(folder, 'data/amont.db'),
    file(name: string, content: string | Buffer) {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    load: (...args: string[]) => run(importCommand, ...args),
    save: (...args: string[]) => run(exportDataset, ...args),
    imports: (...args: string[]) => run(importsCommand, ...args),
  };
}

const national = `defaults: { river: Aude }
stations:
  - { id: upper, name: Upper gauge, bankfullRiseM: 2, source: { hubeau: { code: B720000001 } } }
  - { id: lower, name: Lower gauge, upstream: [upper], bankfullRiseM: 2.5 }
`;

test('a recorded river is imported once, judged, known from now on, and comes out as a dataset that reads the same', async () => {
  const { load, save, folder, database } = town();
  const upper = join(recording, 'gignac.csv');
  const lower = join(recording, 'aspiran.csv');
  const rows = readFileSync(lower, 'utf8').trim().split('\n').length - 1;
  expect(await load(upper, '--station', 'upper', '--unit', 'm')).toMatchObject({ code: 0 });
  expect((await load(lower, '--station', 'lower', '--unit', 'm')).text).toBe(
    `${rows} new, 0 repeats, 0 revisions, 0 refused\nread: lowest 2.202, median 2.599, highest 5.38 m\nimport 2: npm run -s amont -- imports take-back 2 --reason "…" --config CONFIG takes it back`,
  );
  expect((await load(lower, '--station', 'lower', '--unit', 'm')).text).toBe(
    `0 new, ${rows} repeats, 0 revisions, 0 refused\nimport 3: npm run -s amont -- imports take-back 3 --reason "…" --config CONFIG takes it back`,
  );

  const store = createSqliteReadingStore(await open(database));
  const series = { station: 'lower', quantity: 'stage' } as const;
  const held = await store.window(series, 0, Date.now(), Date.now());
  expect(held).toHaveLength(rows);
  expect(held.every(({ tests }) => tests.includes('late'))).toBe(true);
  expect(held.filter(({ quality }) => quality === 'pass').length).toBeGreaterThan(0.95 * rows);
  // No look-ahead: a forecast issued before the import sees none of it.
  expect(await store.window(series, 0, Date.now(), held[0]!.receivedAt - 1)).toEqual([]);

  const out = join(folder, 'out');
  const saved = await save(out);
  expect(saved.text).toContain(`lower: ${held.filter(({ quality }) => quality !== 'suspect').length} readings`);
  const dataset = readDataset(out);
  if (!dataset.ok) throw new Error(dataset.error.reason);
  expect(dataset.value.network.upstreamOf('lower')).toEqual(['upper']);
  expect(dataset.value.stations.find(({ id }) => id === 'lower')?.marks).toEqual({
    'town-prepare': 2,
    'town-act': 3,
    'town-danger': 4,
  });
  const accepted = held.filter(({ quality }) => quality === 'pass' || quality === 'not-evaluated');
  expect([...dataset.value.series.get('lower')!.times]).toEqual(accepted.map(({ observedAt }) => observedAt));
  expect([...dataset.value.series.get('lower')!.values]).toEqual(accepted.map(({ value }) => value));
  expect(await save(out)).toMatchObject({ code: 1 });
});

test('a dataset has the marks in force, which staff have changed since the file was read', async () => {
  const { save, folder, database } = town();
  const db = await open(database);
  const entry = { at: 0, actor: { person: 'anne' }, action: 'policy.changed', commune: 'town', detail: {} };
  const rules = [{ ...policyOf().rules[0]!, commune: 'town', station: 'lower', level: 'act', markM: 3.4 }] as const;
  createSqliteStores(db).policies.append({ author: 'anne', reason: 'The quay was raised', createdAt: 0, rules }, entry);
  const out = join(folder, 'out');
  expect(await save(out)).toMatchObject({ code: 0 });
  const dataset = readDataset(out);
  if (!dataset.ok) throw new Error(dataset.error.reason);
  const marks = { 'town-prepare': 2, 'town-act': 3.4, 'town-danger': 4 };
  expect(dataset.value.stations.find(({ id }) => id === 'lower')?.marks).toEqual(marks);
});

test('a corrected file gives revisions, and refused rows are told with their lines', async () => {
  const { load, file } = town();
  const first = file('a.csv.gz', gzipSync('time,cm\n2020-01-22 13:00,311\n2020-01-22 13:10,\n2020-03-29 02:30,1\n'));
  const zone = ['--time-zone', 'Europe/Paris'];
  const { code, text } = await load(first, '--station', 'lower', '--unit', 'cm', ...zone);
  expect(code).toBe(3);
  expect(text).toMatch(
    /^1 new, 0 repeats, 0 revisions, 2 refused\nof those refused, without a value \(gaps of the file\): 1\n {2}line 3: .*no number\n {2}line 4: .*put forward\nread: lowest 3.11, median 3.11, highest 3.11 m\nimport 1: npm run -s amont -- imports take-back 1 --reason "…" --config CONFIG takes it back$/,
  );
  const second = file('b.csv', '2020-01-22T12:00:00Z,3.12\n');
  expect((await load(second, '--station', 'lower', '--unit', 'm')).text).toMatch(
    /^0 new, 0 repeats, 1 revisions, 0 refused\nA revision has another value than was stored for its time: /,
  );
});

test('of many refused rows all are counted and the first ten told, and rows in any order are stored oldest first', async () => {
  const { load, imports, file } = town();
  const bad = Array.from({ length: 25 }, () => '2020-01-22 12:05,1');
  const past = file('past.csv', ['2020-01-23T12:00Z,1.2', ...bad, '2020-01-22T12:00Z,1.1'].join('\n'));
  const { text } = await load(past, '--station', 'lower', '--unit', 'm');
  expect(text).toMatch(/^2 new, 0 repeats, 0 revisions, 25 refused\n/);
  expect(text.match(/^ {2}line \d+: /gm)).toHaveLength(10);
  expect(text).toContain('\n  and 15 more\n');
  expect((await imports()).text).toMatch(
    /2020-01-22T12:00:00.000Z to 2020-01-23T12:00:00.000Z {2}2 new, .* 25 refused$/,
  );
});

test('a file of an agency is read by the heads of its columns, in the old encoding of Windows too', async () => {
  const { load, file } = town();
  const text = 'Producteur : DREAL\nDate;Heure;Débit (l/s);Niveau mesuré (cm)\n22/01/2020;13:00;12,5;311,4\n';
  const past = file('past.csv', Buffer.from(text, 'latin1'));
  const said = ['--station', 'lower', '--unit', 'cm', '--time-zone', 'Europe/Paris'];
  expect((await load(past, ...said)).text).toContain('--time-column and --value-column');
  const apart = ['--time-column', 'Date', '--time-column', 'Heure'];
  expect((await load(past, ...said, ...apart, '--value-column', 'Hauteur')).text).toContain('Niveau mesuré (cm)');
  expect((await load(past, ...said, ...apart, '--value-column', 'Niveau mesuré (cm)')).text).toMatch(
    /^1 new, 0 repeats, 0 revisions, 0 refused\n/,
  );
  expect((await load(past, '--station', 'lower', '--format', 'ea', '--value-column', '2')).text).toContain('for CSV');
});

test('times without an offset are no reason to look for other columns', async () => {
  const { load, file } = town();
  const own = file('own.csv', 'time;value\n22/01/2020 12:05;1,20\n');
  const { text } = await load(own, '--station', 'upper', '--unit', 'm');
  expect(text).toContain('has no offset; say with --time-zone');
  expect(text).not.toContain('other columns');
});

test('of a file of the first days of a month whoever imports it says which number is the day', async () => {
  const { load, imports, file } = town();
  const morning = file('morning.csv', 'Date;Hauteur\n05/11/2025 23:50;1,20\n06/11/2025 00:00;1,21\n');
  const said = ['--station', 'upper', '--unit', 'm', '--time-zone', 'Europe/Paris'];
  const untold = await load(morning, ...said);
  expect([untold.code, untold.text]).toEqual([1, expect.stringContaining('say with --date-order')]);
  expect(untold.text).not.toContain('other columns');
  expect(await load(morning, ...said, '--date-order', 'mdy')).toMatchObject({ code: 0 });
  expect(await load(morning, ...said, '--date-order', 'dmy')).toMatchObject({ code: 0 });
  const { text } = await imports();
  expect(text).toMatch(/2025-11-05T22:50:00.000Z to 2025-11-05T23:00:00.000Z/);
  expect(text).toMatch(/2025-05-11T21:50:00.000Z to 2025-06-10T22:00:00.000Z/);
  const contrary = file('contrary.csv', 'Date;Hauteur\n05/25/2025 23:50;1,20\n');
  expect(await load(contrary, ...said, '--date-order', 'dmy')).toMatchObject({ code: 1 });
  const wrong = await load(morning, ...said, '--date-order', 'fr');
  expect([wrong.code, wrong.text]).toEqual([2, expect.stringMatching(/^--date-order: found fr; allowed are dmy/)]);
  const json = await load(morning, '--station', 'upper', '--format', 'hubeau', '--date-order', 'dmy');
  expect(json.text).toContain('for CSV');
});

test('a file that says two values of one time is told, for another gauge may stand in it', async () => {
  const { load, file } = town();
  const rows = ['01T00:00Z;H;1,2', '01T00:00Z;Q;5,6', '01T01:00Z;H;1,3', '01T01:00Z;H;1,3'];
  const mixed = file('mixed.csv', rows.map((row) => `2024-01-${row}`).join('\n'));
  const { code, text } = await load(mixed, '--station', 'lower', '--unit', 'm', '--value-column', '3');
  expect(code).toBe(0);
  expect(text).toMatch(/^2 new, 1 repeats, 1 revisions, 0 refused\n/);
  expect(text).toContain('\n1 times stand there again with another value; the last counts.');
});

test('the unit is stated, and of the quantity of the station', async () => {
  const { load, file } = town();
  const csv = file('a.csv', '2020-01-22T12:00:00Z,3.12\n');
  expect(await load(csv, '--station', 'lower')).toMatchObject({ code: 1, text: expect.stringContaining('--unit') });
  expect(await load(csv, '--station', 'lower', '--unit', 'l/s')).toMatchObject({ code: 1 });
  for (const unit of ['toString', 'constructor', '__proto__'])
    expect(await load(csv, '--station', 'lower', '--unit', unit)).toEqual({
      code: 1,
      text: `${csv}: --unit: found ${unit}; lower measures stage, in m, cm, mm, ft`,
    });
  expect(await load(csv, '--station', 'rain', '--unit', 'mm')).toMatchObject({ code: 0 });
  expect(await load(csv, '--station', 'nowhere', '--unit', 'm')).toMatchObject({ code: 2 });
  expect(await load(csv, '--station', 'lower', '--unit', 'm', '--time-zone', 'Mars')).toMatchObject({ code: 2 });
  expect(await load('/nowhere.csv', '--station', 'lower', '--unit', 'm')).toMatchObject({ code: 1 });
});

test('a call that cannot be read names what is wrong in it, found and allowed', async () => {
  const { load, imports, file } = town();
  const csv = file('a.csv', '2020-01-22T12:00:00Z,3.12\n');
  const said = async (...args: string[]) => (await load(...args)).text.split('\n')[0];
  const own = [csv, '--station', 'lower', '--unit', 'm'];
  expect(await said(...own, '--time-zone', 'Mars')).toMatch(/^--time-zone: found Mars; allowed is .*Europe\/Paris/);
  expect(await said(...own, '--format', 'xml')).toBe('--format: found xml; allowed are csv, hubeau, ea');
  expect(await said(csv)).toMatch(/^--station: missing; allowed is/);
  expect(await said('--station', 'lower')).toMatch(/^FILE: found nothing; allowed is one file/);
  expect(await imports('--station', 'nowhere')).toEqual({
    code: 2,
    text: expect.stringMatching(/^--station: found nowhere; allowed are .*lower.* \(CONFIG\/stations\.yaml\)$/),
  });
  expect(await said(csv, '--station', 'nowhere', '--unit', 'm')).toMatch(
    /^--station: found nowhere; allowed are .*lower.* \(CONFIG\/stations\.yaml\)$/,
  );
  expect((await imports('take-back', 'x')).text).toMatch(/^found take-back x; allowed is take-back and the number/);
});

test("answers of Hub'Eau and of the Environment Agency as they were recorded", async () => {
  const { load, database } = town(national);
  const payloads = join(fixtures, 'payloads');
  const hubeau = join(payloads, 'hubeau-v2-observations_tr.json');
  expect(await load(hubeau, '--station', 'upper', '--format', 'hubeau')).toMatchObject({
    code: 0,
    text: '1 new, 0 repeats, 0 revisions, 0 refused\nread: lowest 0.491, median 0.491, highest 0.491 m\nimport 1: npm run -s amont -- imports take-back 1 --reason "…" --config CONFIG takes it back',
  });
  const agency = join(payloads, 'ea-flood-monitoring-readings.json');
  expect((await load(agency, '--station', 'lower', '--format', 'ea')).text).toMatch(/^3 new/);
  const discharge = join(payloads, 'hubeau-v1-observations_tr-Q.json');
  expect((await load(discharge, '--station', 'lower', '--format', 'hubeau')).text).toContain(
    '1 rows of something else',
  );
  expect(await load(hubeau, '--station', 'upper', '--format', 'hubeau', '--unit', 'm')).toMatchObject({ code: 1 });
  const error = join(payloads, 'vigicrues-error-with-http-200.json');
  expect((await load(error, '--station', 'upper', '--format', 'hubeau')).text).toContain('station de prévisions');
  const store = createSqliteReadingStore(await open(database));
  const upper = await store.latest({ station: 'upper', quantity: 'stage' }, Date.now() + HOUR_MS);
  expect(upper).toMatchObject({ value: 0.491, observedAt: Date.parse('2026-09-23T19:30:00Z') });
});

test('the bar is full at the end', () => {
  expect(barText(500, 1000, 'rows')).toBe('[###############...............] 500 of 1000 rows');
  expect(barText(0, 0, 'rows')).toContain('#'.repeat(30));
});

test('shows what was read beside what the gauge had before, and asks where all of it is far from that', async () => {
  const { load, file } = town();
  const day = (name: string, date: string, ...values: number[]) =>
    file(name, `time,stage\n${values.map((value, hour) => `${date}T0${hour}:00Z,${value}\n`).join('')}`);
  const shown = async (path: string, unit: string) =>
    (await load(path, '--station', 'upper', '--unit', unit)).text.split('\n').find((line) => line.startsWith('read:'));
  expect(await shown(day('a.csv', '2024-01-01', 0.41, 0.42, 0.48), 'm')).toBe(
    'read: lowest 0.41, median 0.42, highest 0.48 m',
  );
  expect(await shown(day('b.csv', '2024-01-02', 0.47, 0.5, 1.2), 'm')).toBe(
    'read: lowest 0.47, median 0.5, highest 1.2 m; stored before, in its newest 30 days: lowest 0.41, median 0.42, highest 0.48 m',
  );
  // In decimetres that were taken for metres: all of it within what the gauge can show.
  expect(await shown(day('c.csv', '2024-01-03', 4.1, 4.2, 4.4), 'm')).toMatch(
    /highest 1\.2 m\. Is --unit right, and is it this gauge\?$/,
  );
  // Nothing new, nothing to see.
  expect(await shown(join(file('d.csv', ''), '../c.csv'), 'm')).toBeUndefined();
});

test('says what quality control does not take of it, so that a wrong unit is seen', async () => {
  const { load, file } = town();
  const rows = Array.from(
    { length: 12 },
    (_, hour) => `2024-01-01T${String(hour).padStart(2, '0')}:00Z,${hour < 4 ? 360 : 1.2}`,
  );
  const past = file('past.csv', `time,stage\n${rows.join('\n')}\n`);
  const { code, text } = await load(past, '--station', 'upper', '--unit', 'm');
  expect(code).toBe(0);
  // All of a past is late: that is no reason to doubt it.
  expect(text).toMatch(
    /^12 new, 0 repeats, 0 revisions, 0 refused\n4 of them are kept and not taken for true: gross-range, outside minValue \S+ to maxValue \S+ of stations.yaml. Is --unit right\?\nread: lowest 1.2, median 1.2, highest 360 m\nimport 1: npm run -s amont -- imports take-back 1 --reason "…" --config CONFIG takes it back$/,
  );
  expect((await load(past, '--station', 'upper', '--unit', 'm')).text).toBe(
    '0 new, 12 repeats, 0 revisions, 0 refused\nimport 2: npm run -s amont -- imports take-back 2 --reason "…" --config CONFIG takes it back',
  );
});

test('what was imported is listed, and a wrong one taken back, on its word and with a reason', async () => {
  const { load, imports, file, database } = town();
  expect((await imports()).text).toContain(`no import is known in ${dirname(database)} (CONFIG/amont.yaml); those`);
  const metres = file('metres.csv', '2024-01-01T00:00:00Z,1.2\n2024-01-01T01:00:00Z,1.3\n');
  const wrong = file('feet.csv', '2024-01-01T01:00:00Z,4.3\n2024-01-01T02:00:00Z,4.4\n2024-01-01T03:00:00Z,x\n');
  await load(metres, '--station', 'lower', '--unit', 'm');
  await load(wrong, '--station', 'lower', '--unit', 'm');
  const listed = (await imports('--station', 'lower')).text.split('\n');
  expect(listed).toEqual([
    expect.stringMatching(
      /^2 .* lower stage {2}feet\.csv \(csv, m\) {2}by \S+ \(this machine\) .* 1 new, 0 repeats, 1 revisions, 1 refused$/,
    ),
    expect.stringMatching(/^1 .* lower stage {2}metres\.csv/),
  ]);
  expect((await imports('--station', 'upper')).text).toMatch(/^no import/);

  expect(await imports('take-back', '2', '--yes')).toMatchObject({
    code: 2,
    text: expect.stringContaining('--reason'),
  });
  const reason = ['--reason', 'It was in feet'];
  expect(await imports('take-back', '2', ...reason)).toMatchObject({ code: 1, text: expect.stringContaining('--yes') });
  // Whoever forgot --config sees whose accounts and imports were looked at.
  const where = `${dirname(database)} (CONFIG/amont.yaml)`;
  const nobody = { code: 2, text: `--by: found nobody; the accounts are none yet, in ${where}` };
  expect(await imports('take-back', '2', ...reason, '--yes', '--by', 'nobody')).toEqual(nobody);
  expect(await load(metres, '--station', 'lower', '--unit', 'm', '--by', 'nobody')).toEqual(nobody);
  expect(await imports('take-back', '7', ...reason, '--yes')).toEqual({
    code: 1,
    text: `there is no import of this number in ${where}: \`npm run -s amont -- imports --config CONFIG\` lists them`,
  });
  expect(await imports('take-back', 'all', ...reason, '--yes')).toMatchObject({ code: 2 });

  const store = createSqliteReadingStore(await open(database));
  const values = async () =>
    (await store.window({ station: 'lower', quantity: 'stage' }, 0, Date.now(), Date.now())).map(({ value }) => value);
  expect(await values()).toEqual([1.2, 4.3, 4.4]);
  const done = await imports('take-back', '2', ...reason, '--yes');
  expect(done).toMatchObject({ code: 0, text: expect.stringMatching(/1 readings are gone, 1 stand again as before/) });
  expect(await values()).toEqual([1.2, 1.3]);
  expect((await imports()).text).toMatch(/^2 .*taken back .*: It was in feet\n1 /);
  expect(await imports('take-back', '2', ...reason, '--yes')).toMatchObject({ code: 1 });
  // As it was before: one hour is corrected again, the other is new again.
  expect((await load(wrong, '--station', 'lower', '--unit', 'm')).text).toMatch(/^1 new, 0 repeats, 1 revisions/);
});

test('whoever imports every night is told by the exit status what became of the file', async () => {
  const { load, file } = town();
  const own = ['--station', 'lower', '--unit', 'm'];
  const night = (name: string, ...rows: string[]) => load(file(name, ['time,value', ...rows].join('\n')), ...own);
  const [noon, later] = ['2024-01-01T12:00Z', '2024-01-01T13:00Z'];
  expect(await night('whole.csv', `${noon},1.2`)).toMatchObject({ code: 0 });
  expect(await night('again.csv', `${noon},1.2`)).toMatchObject({ code: 0 });
  expect(await night('part.csv', `${noon},1.2`, `${later},lost`)).toMatchObject({ code: 3 });
  expect(await night('gaps.csv', `${noon},1.2`, `${later},`, `${later}, `)).toEqual({
    code: 0,
    text: expect.stringContaining('2 refused\nof those refused, without a value (gaps of the file): 2\n'),
  });
  expect(await night('gap-and-part.csv', `${noon},`, `${later},lost`, `${noon},1.2`)).toMatchObject({ code: 3 });
  expect(await night('none.csv', `${noon},lost`, `${later},lost`)).toEqual({
    code: 1,
    text: expect.stringMatching(
      /^0 new, .* 2 refused\n[^]*line 3: .*\nNothing was stored: no row of it can be taken\.$/,
    ),
  });
  const empty = {
    code: 1,
    text: '0 new, 0 repeats, 0 revisions, 0 refused\nNothing was stored: no reading stands in it.',
  };
  expect(await night('empty.csv')).toEqual(empty);
  expect(await load(file('void.csv', ''), ...own)).toEqual(empty);
});

test('a file that lies as a whole outside what the gauge can show does not end as one that counts', async () => {
  const { load, file } = town();
  const millimetres = file('mm.csv', '2024-01-01T00:00Z,1200\n2024-01-01T01:00Z,1210\n');
  expect(await load(millimetres, '--station', 'lower', '--unit', 'm')).toMatchObject({
    code: 3,
    text: expect.stringContaining('2 of them are kept and not taken for true: gross-range'),
  });
});

const table = ['time;level', '2020-01-22T12:00:00Z;1,5', '2020-01-22T12:10:00Z;1,6'];

test.each([
  ['UTF-16, as spreadsheets write "Unicode text"', Buffer.from(`\uFEFF${table.join('\r\n')}`, 'utf16le')],
  ['UTF-16 the other way round', Buffer.from(`\uFEFF${table.join('\r\n')}`, 'utf16le').swap16()],
  ['lines that end as on a Macintosh of old', table.join('\r')],
])('reads %s', async (_what, content) => {
  const { load, file } = town();
  const loaded = await load(file('table.csv', content), '--station', 'upper', '--unit', 'm');
  expect(loaded.text).toContain('2 new, 0 repeats, 0 revisions, 0 refused');
});

test.each([
  ['a download that was cut off', gzipSync(table.join('\n')).subarray(0, 40), 'unexpected end of file'],
  ['a folder', null, 'EISDIR'],
])('says that it cannot read %s', async (_what, content, why) => {
  const { load, file, folder } = town();
  const path = content === null ? folder : file('table.csv.gz', content);
  const { code, text } = await load(path, '--station', 'upper', '--unit', 'm');
  expect([code, text]).toEqual([1, expect.stringContaining(`${path}: it cannot be read: ${why}`)]);
});

test('what a person took out of what counts holds for what is imported later too, and is said', async () => {
  const { load, file, database } = town();
  const rows = file('some.csv', 'time,value\n2020-01-22T12:00Z,1\n2020-01-22T12:10Z,1.1\n2020-01-22T12:20Z,1.2\n');
  await load(file('first.csv', 'time,value\n2020-01-22T11:00Z,1\n'), '--station', 'upper', '--unit', 'm');
  const db = await open(database);
  const span = { from: Date.parse('2020-01-22T12:10Z'), to: Date.parse('2020-01-22T12:10Z') };
  const signed = { station: 'upper', ...span, reason: 'sick gauge', person: 'staff', at: span.to + HOUR_MS };
  const entry = { at: signed.at, actor: { person: 'staff' }, action: 'reading.excluded', commune: null, detail: {} };
  createSqliteStores(db).exclusions.append(signed, entry);
  const { code, text } = await load(rows, '--station', 'upper', '--unit', 'm');
  expect([code, text]).toEqual([
    0,
    expect.stringMatching(/^3 new, .*\n1 of them are kept and not taken for true: excluded\n/),
  ]);
  const held = await createSqliteReadingStore(db).window(
    { station: 'upper', quantity: 'stage' },
    0,
    Date.now(),
    Date.now(),
  );
  expect(held.map(({ value, quality }) => [value, quality === 'fail'])).toEqual([
    [1, false],
    [1, false],
    [1.1, true],
    [1.2, false],
  ]);
  db.close();
});
