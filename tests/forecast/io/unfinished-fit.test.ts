import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { loadFit } from '../../../src/forecast/io/kept-fit.ts';
import { fitBasis } from '../../../src/forecast/learn/fit-basis.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import { eventually } from '../../support/eventually.ts';
import { fitterOf, gauges, UNTIL } from '../../support/fit-in-process.ts';
import { station } from '../../support/synthetic-river.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const { method } = fitBasis(
  gauges.map((id) => station(id, [])),
  null,
);
/** What the beginning of a fit takes; a gauge takes far more. */
const BEGINNING_BYTES = 4096;

/** Kills a process that learns once the first gauge is kept. */
async function killedAmid(file: string): Promise<void> {
  const script = join(import.meta.dirname, '../../support/fit-in-process.ts');
  const child = spawn(process.execPath, [script, file], { stdio: 'inherit' });
  const exited = once(child, 'exit');
  const unfinished = `${file}.unfinished`;
  let before = 0;
  // Grown, and no longer growing: amid the writing of the first gauge nothing whole would be left of it.
  await eventually(() => {
    const size = existsSync(unfinished) ? statSync(unfinished).size : 0;
    const isWritten = size > BEGINNING_BYTES && size === before;
    before = size;
    return isWritten;
  }, 'a gauge is kept');
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
  expect(existsSync(file)).toBe(false);
}

async function fitted(file: string, now: number, silent: readonly string[] = [], excludedAt: number | null = null) {
  const fitter = fitterOf(file, silent, excludedAt);
  expect(await fitter.refresh(now)).toBe('fitted');
  await fitter.close();
  expect(existsSync(`${file}.unfinished`)).toBe(false);
  const kept = await loadFit(file, method, pino({ enabled: false }));
  return kept!.fit;
}

it('a fit that a kill -9 ended goes on after the start with the gauges that are left, and is the same to the last number', async () => {
  const folder = tempFolder('unfinished');
  const whole = await fitted(join(folder, 'whole.bin'), UNTIL);
  const file = join(folder, 'fit.bin');
  await killedAmid(file);
  const half = readFileSync(`${file}.unfinished`);
  expect(await fitted(file, UNTIL + HOUR_MS)).toEqual(whole);

  // Half a part, and what a failing disk makes of one, are learned anew.
  writeFileSync(`${file}.2.unfinished`, half.subarray(0, half.length - 1));
  expect(await fitted(`${file}.2`, UNTIL + HOUR_MS)).toEqual(whole);
  writeFileSync(`${file}.3.unfinished`, Uint8Array.from(half).fill(0, half.length - 100, half.length - 50));
  expect(await fitted(`${file}.3`, UNTIL + HOUR_MS)).toEqual(whole);

  // Its readings are gone, and what it had learned is not.
  writeFileSync(`${file}.4.unfinished`, half);
  expect((await fitted(`${file}.4`, UNTIL + HOUR_MS, ['a'])).local.get('a')).toEqual(whole.local.get('a'));

  writeFileSync(`${file}.5.unfinished`, half);
  expect((await fitted(`${file}.5`, UNTIL + 2 * DAY_MS)).fittedAt).toBe(UNTIL + 2 * DAY_MS);

  // A person took readings out of what counts after it had begun with them.
  const now = UNTIL + 2 * HOUR_MS;
  writeFileSync(`${file}.6.unfinished`, half);
  expect((await fitted(`${file}.6`, now, [], UNTIL + HOUR_MS)).fittedAt).toBe(now);
  writeFileSync(`${file}.7.unfinished`, half);
  expect((await fitted(`${file}.7`, now, [], UNTIL - HOUR_MS)).fittedAt).toBe(UNTIL);

  // The past cannot be read for a while: it is asked for once, told, and gone on with after that.
  writeFileSync(`${file}.8.unfinished`, half);
  let asked = 0;
  const away = async () => {
    asked += 1;
    throw new Error('InfluxDB hangs');
  };
  const waiting = fitterOf(`${file}.8`, [], null, { whole: { window: away } });
  await expect(waiting.refresh(UNTIL + HOUR_MS)).rejects.toThrow('InfluxDB hangs');
  expect([asked, waiting.status().isFailing]).toEqual([1, true]);
  await waiting.close();
  expect((await fitted(`${file}.8`, now)).fittedAt).toBe(UNTIL);
}, 300_000);

it('what a failing disk does not give of an unfinished fit is learned anew, and the model is there', async () => {
  const file = join(tempFolder('unreadable'), 'fit.bin');
  mkdirSync(`${file}.unfinished`);
  const fitter = fitterOf(file);
  expect(await fitter.refresh(UNTIL)).toBe('fitted');
  expect(fitter.status()).toMatchObject({ fittedAt: UNTIL, isFailing: false });
  await fitter.close();
}, 100_000);
