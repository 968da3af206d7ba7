import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { backtest } from '../../src/cli/backtest.ts';
import { MODEL } from '../../src/forecast/learn/fit-network.ts';
import { DAY_MS, HOUR_MS, iso } from '../../src/lib/units.ts';
import { eventually } from '../support/eventually.ts';
import { syntheticRiver } from '../support/synthetic-river.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { writeRiver } from '../support/write-river.ts';

const folder = join(tempFolder('backtest'), 'river');
const river = syntheticRiver(50 * DAY_MS);
writeRiver(folder, river);

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const complaint = vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  const code = await backtest(args, (line) => said.push(line));
  complaint.mockRestore();
  return { code, said: said.join('\n') };
}

/** What a run has begun to write into. */
function beside(file: string): string[] {
  return readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.`) && name.endsWith('.new'));
}

describe('amont backtest', () => {
  const out = join(folder, 'forecasts.csv');
  const until = ['--fit-until', iso(40 * DAY_MS)];

  it('writes one row an issue time, station, mark and lead time, in the agreed columns', async () => {
    const to = ['--to', iso(41 * DAY_MS)];
    const { code, said } = await run(
      folder,
      ...until,
      ...to,
      '--stations',
      'town,town',
      '--leads',
      '1,6,1',
      '--no-prior',
      '--out',
      out,
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ dataset: 'river', rows: 48 * 2 * 2, prior: [] });
    const [header, ...rows] = readFileSync(out, 'utf8').trim().split('\n');
    expect(header).toBe(
      'issued_at,station,mark_m,lead_h,probability,max_p05_m,max_p25_m,max_p50_m,max_p75_m,max_p95_m,passage_p10_at,passage_p50_at,passage_p90_at,stage_m,degraded',
    );
    expect(rows).toHaveLength(48 * 2 * 2);
    const first = rows[0]!.split(',');
    expect(first).toHaveLength(15);
    expect(first.slice(0, 4)).toEqual(['1970-02-10T00:30:00Z', 'town', '1.5', '1']);
    expect(Number(first[4])).toBeGreaterThanOrEqual(0);
    expect(Number(first[4])).toBeLessThanOrEqual(1);
  });

  it('that is killed leaves no file that looks like a result, and those of before as they were', async () => {
    const before = readFileSync(out, 'utf8');
    const fresh = join(folder, 'fresh.csv');
    for (const file of [out, fresh]) {
      const args = ['src/main.ts', 'backtest', folder, ...until, '--no-prior', '--out', file];
      const child = spawn(process.execPath, args, { stdio: 'ignore' });
      const gone = once(child, 'exit');
      await eventually(() => beside(file).length > 0 || child.exitCode !== null, 'the run has begun to write');
      child.kill('SIGKILL');
      expect(await gone).toEqual([null, 'SIGKILL']);
    }
    expect([readFileSync(out, 'utf8') === before, existsSync(fresh)]).toEqual([true, false]);
    const left = beside(out);
    expect(left).toHaveLength(1);
    // What it left beside is in nobody's way.
    expect(await run(folder, ...until, '--to', iso(40.5 * DAY_MS), '--no-prior', '--out', out)).toMatchObject({
      code: 0,
    });
    expect([readFileSync(out, 'utf8') === before, beside(out)]).toEqual([false, left]);
  }, 60_000);

  it('writes into a pipe or a device, and through a link, without taking its place', async () => {
    const asked = [...until, '--to', iso(40.1 * DAY_MS), '--no-prior', '--out'];
    const real = join(folder, '../real.csv');
    const link = join(folder, '../link.csv');
    writeFileSync(real, '');
    symlinkSync(real, link);
    expect(await run(folder, ...asked, '/dev/null')).toMatchObject({ code: 0 });
    expect(lstatSync('/dev/null').isFile()).toBe(false);
    expect(await run(folder, ...asked, link)).toMatchObject({ code: 0 });
    expect([lstatSync(link).isSymbolicLink(), readFileSync(real, 'utf8').startsWith('issued_at,')]).toEqual([
      true,
      true,
    ]);
  });

  it.each([
    ['a pipe of the shell', '| cat >'],
    ['the file that the shell has opened', '>'],
  ])('writes into %s, and what it says of the run after it', async (_, into) => {
    const got = join(folder, '../got.csv');
    const asked = [...until, '--to', iso(40.1 * DAY_MS), '--no-prior', '--out', '/dev/stdout'];
    const script = `"$0" src/main.ts backtest "$@" ${into} '${got}'`;
    const child = spawn('sh', ['-c', script, process.execPath, folder, ...asked], { stdio: 'ignore' });
    expect(await once(child, 'exit')).toEqual([0, null]);
    const lines = readFileSync(got, 'utf8').trim().split('\n');
    expect([lines[0], lines.at(-1)]).toEqual([
      expect.stringMatching(/^issued_at,/),
      expect.stringMatching(/^\d+ rows, .*: \/dev\/stdout$/),
    ]);
  });

  it('says what is wrong with the call, and where a dataset is at fault', async () => {
    expect(await run(folder)).toMatchObject({ code: 2, said: expect.stringContaining('--fit-until') });
    expect(await run(folder, ...until, '--out', out, '--stations', 'tow')).toMatchObject({
      code: 2,
      said: expect.stringContaining('no station "tow"'),
    });
    expect(await run(folder, ...until, '--out', out, '--prior-without', 'Tioughnioga')).toMatchObject({
      code: 2,
      said: expect.stringContaining('no river "Tioughnioga" in the prior: '),
    });
    expect(await run(folder, ...until, '--out', join(folder, 'none/out.csv'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('none/out.csv: no file can be written there'),
    });
    expect(await run(folder, ...until, '--out', out, '--stations', ' ,')).toMatchObject({
      code: 2,
      said: expect.stringContaining('--stations are some of up, town'),
    });
    expect(await run(folder, ...until, '--out', out, '--to', iso(39 * DAY_MS))).toMatchObject({
      code: 2,
      said: expect.stringContaining('--to lies before --fit-until'),
    });
    expect(await run(folder, ...until, '--out', out, '--leads', '0.1')).toMatchObject({
      code: 2,
      said: expect.stringContaining('0.5 to 12'),
    });
    const day = ['--fit-until', '1970-02-10T00:00', '--out', out];
    expect(await run(folder, ...day)).toMatchObject({
      code: 2,
      said: expect.stringContaining('--fit-until 1970-02-10T00:00: a moment is written with its offset'),
    });
    expect(await run(folder, ...until, '--out', join(folder, 'town.csv'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('town.csv: no file can be written there: it is part of DATASET'),
    });
    expect(readFileSync(join(folder, 'town.csv'), 'utf8')).toMatch(/^time,/);
    const outside = join(folder, '../outside');
    writeRiver(outside, river);
    const yaml = readFileSync(join(folder, 'dataset.yaml'), 'utf8');
    writeFileSync(join(outside, 'dataset.yaml'), yaml.replace('file: town.csv', 'file: ../river/town.csv'));
    expect(await run(outside, ...until, '--out', join(folder, 'town.csv'))).toMatchObject({
      code: 2,
      said: expect.stringContaining('it is part of DATASET'),
    });
    expect(await run(join(folder, 'none'), ...until, '--out', out)).toMatchObject({
      code: 1,
      said: expect.stringContaining('dataset.yaml:1: there is no such file'),
    });
  });

  it('counts the issue times at which nothing could be said', async () => {
    const gappy = join(tempFolder('backtest'), 'gappy');
    const town = river.series.get('town')!;
    const kept = [...town.times.keys()].filter((index) => Math.abs(town.times[index]! - 40.5 * DAY_MS) > DAY_MS / 4);
    const cut = {
      times: Float64Array.from(kept, (index) => town.times[index]!),
      values: Float64Array.from(kept, (index) => town.values[index]!),
    };
    writeRiver(gappy, { ...river, series: new Map([...river.series, ['town', cut]]) });
    const asked = ['--to', iso(41 * DAY_MS), '--stations', 'town', '--leads', '1', '--marks', '1.5', '--no-prior'];
    const { said } = await run(gappy, ...until, ...asked, '--out', join(gappy, 'out.csv'), '--json');
    // Last seen at 5:50, carried until 8:50, seen again at 18:10.
    const [summary, gap] = said.split('\n');
    expect(JSON.parse(summary!)).toMatchObject({ rows: 48 - 19, unsaid: { town: 19 } });
    expect(gap).toBe('issue times without a line (no reading within 3 h): town 19');
  });

  it('tells a gauge that was not seen from one of which too little was recorded to learn from', async () => {
    const young = [
      '--fit-until',
      '1970-01-02',
      '--to',
      '1970-01-02T12:00Z',
      '--marks',
      '1.5',
      '--no-prior',
      '--out',
      out,
    ];
    expect((await run(folder, ...young)).said).toMatch(
      /^0 rows,[^]*nothing was said of up, town: too little was recorded until the fit that could be learned from$/m,
    );
    const lost = join(tempFolder('backtest'), 'lost');
    const { times, values } = river.series.get('town')!;
    const part = { times: times.slice(0, 10), values: values.slice(0, 10) };
    writeRiver(lost, { ...river, series: new Map([...river.series, ['town', part]]) });
    const asked = ['--to', iso(40.2 * DAY_MS), '--marks', '1.5', '--no-prior', '--out', out];
    expect((await run(lost, ...until, ...asked)).said).toMatch(/nothing was said of town: no reading within 3 h$/m);
  });

  it('says of a gauge that reports more rarely than its stepMin that nothing is learned from it', async () => {
    const hours = async (apart: number) => {
      const rare = join(tempFolder('backtest'), `every-${apart}-h`);
      const { times, values } = river.series.get('town')!;
      const kept = [...times.keys()].filter((index) => times[index]! % (apart * HOUR_MS) === 0);
      const town = {
        times: Float64Array.from(kept, (at) => times[at]!),
        values: Float64Array.from(kept, (at) => values[at]!),
      };
      writeRiver(rare, { ...river, series: new Map([...river.series, ['town', town]]) });
      return (await run(rare, ...until, '--to', iso(40.2 * DAY_MS), '--marks', '1.5', '--no-prior', '--out', out)).said;
    };
    expect(await hours(3)).toMatch(
      /^town reports about every 180 minutes, not every 10 as its stepMin says: [^\n]*nothing is learned from it$/m,
    );
    expect(await hours(1)).not.toContain('stepMin');
  });

  it('asks about a mark that nothing recorded comes near, and says which forecast it was', async () => {
    const asked = ['--to', iso(40.03 * DAY_MS), '--stations', 'town', '--leads', '1', '--no-prior', '--out', out];
    const { said } = await run(folder, ...until, ...asked, '--marks', '1.5,150', '--json');
    const [summary, doubt] = said.split('\n');
    expect(JSON.parse(summary!)).toMatchObject({ model: MODEL });
    expect(said).not.toContain('the mark 1.5 ');
    expect(doubt).toMatch(
      /^the mark 150 of town lies far from all that is recorded there \(.+ to .+\): is it in metres/,
    );
  });

  it('takes a day for its midnight in UTC', async () => {
    const one = join(folder, 'day.csv');
    const asked = ['--to', '1970-02-10T03:00Z', '--stations', 'town', '--no-prior'];
    await run(folder, '--fit-until', '1970-02-10', ...asked, '--out', one);
    await run(folder, ...until, ...asked, '--out', out);
    expect(readFileSync(one, 'utf8')).toBe(readFileSync(out, 'utf8'));
    expect(readFileSync(one, 'utf8').split('\n')[1]).toMatch(/^1970-02-10T00:30:00Z,town/);
  });

  it('fails where nothing could be said, and names the gauges', async () => {
    const after = ['--from', iso(52 * DAY_MS)];
    expect(await run(folder, ...until, ...after, '--no-prior', '--out', out)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^0 rows,[^]*nothing was said of up, town: there is no issue time/),
    });
  });
});
