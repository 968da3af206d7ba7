import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { serialize } from 'node:v8';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { FitNews, FitTask, fitInThread } from '../../../src/forecast/io/fit-worker.ts';
import { type KeptFit, loadFit, saveFit } from '../../../src/forecast/io/kept-fit.ts';
import { fitBasis } from '../../../src/forecast/learn/fit-basis.ts';
import type { OwnModel } from '../../../src/forecast/learn/fit-own-model.ts';
import { startWork } from '../../../src/lib/io/thread-work.ts';
import { DAY_MS } from '../../../src/lib/units.ts';
import { syntheticRiver } from '../../support/synthetic-river.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const river = syntheticRiver(60 * DAY_MS);
const stations = [...river.network.stations.values()];
const basis = fitBasis(stations, null);
const log = pino({ enabled: false });

/** What a thread learns from the river, and what it tells meanwhile. */
async function learned() {
  const task: FitTask = {
    stations,
    series: river.series,
    until: 45 * DAY_MS,
    priorWithout: null,
    scales: null,
    unfinished: null,
  };
  const news: FitNews[] = [];
  const file = new URL('../../../src/forecast/io/fit-worker.ts', import.meta.url);
  const outcome = await startWork<typeof fitInThread>(file, task, (each) => news.push(each)).outcome;
  if (outcome === null || !('fit' in outcome)) throw new Error('nothing was learned');
  return { outcome, models: new Map(news.flatMap((each) => ('model' in each ? [[each.station, each.model]] : []))) };
}
const { outcome, models } = await learned();
const kept: KeptFit = { known: outcome.known, basis, fit: { ...outcome.fit, local: models } };

it('what each gauge learned is told as it is learned, not all of it at the end', () => {
  expect([...models.keys()]).toEqual(['town', 'up']);
  expect(outcome.fit).not.toHaveProperty('local');
});

it('is kept to the last number', async () => {
  const file = join(tempFolder('kept'), 'fit.bin');
  await saveFit(file, kept, log);
  expect(await loadFit(file, basis.method, log)).toEqual(kept);
});

it('is written gauge by gauge, and others have their turn in between', async () => {
  const writtenIn = new Set<number>();
  let turn = 0;
  let isOver = false;
  const others = (async () => {
    for (; !isOver; turn++) await setImmediate();
  })();
  const model = models.get('town')!;
  const watched = (): OwnModel =>
    Object.defineProperty({ ...model }, 'share', {
      enumerable: true,
      get: () => {
        writtenIn.add(turn);
        return model.share;
      },
    });
  const local = new Map(['a', 'b', 'c'].map((each) => [each, watched()]));
  await saveFit(join(tempFolder('kept'), 'fit.bin'), { ...kept, fit: { ...kept.fit, local } }, log);
  isOver = true;
  await others;
  expect(writtenIn.size).toBe(3);
});

it('is read gauge by gauge, and others have their turn in between', async () => {
  const file = join(tempFolder('kept'), 'fit.bin');
  const gauges = Array.from({ length: 20 }, (_, index) => `gauge-${index}`);
  const local = new Map(gauges.map((each) => [each, models.get('town')!]));
  await saveFit(file, { ...kept, fit: { ...kept.fit, local } }, log);
  let turns = 0;
  let isOver = false;
  const others = (async () => {
    for (; !isOver; turns++) await setImmediate();
  })();
  expect((await loadFit(file, basis.method, log))?.fit.local.size).toBe(20);
  isOver = true;
  await others;
  expect(turns).toBeGreaterThan(20);
});

it('one that was written whole, by an earlier version, is of another version and not damaged', async () => {
  const file = join(tempFolder('kept'), 'fit.bin');
  const content = serialize(kept);
  writeFileSync(file, Buffer.concat([createHash('sha256').update(content).digest(), content]));
  const lines: string[] = [];
  const told = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  expect(await loadFit(file, basis.method, told)).toBeNull();
  expect(lines).toEqual([expect.stringContaining('is of another version')]);
});

it('of more than 2 GiB it is read all the same', async () => {
  const file = join(tempFolder('kept'), 'fit.bin');
  const bytes = 2 ** 31 + 2 ** 20;
  // One part that is too long, and noughts that take no room on the disk.
  const head = Buffer.from([255, 255, 255, 255, 0, 0, 0, 0]);
  const digest = createHash('sha256').update(head);
  const piece = Buffer.alloc(2 ** 20);
  for (let at = 0; at < bytes; at += piece.length) digest.update(piece);
  writeFileSync(file, Buffer.concat([digest.digest(), head]));
  truncateSync(file, 32 + head.length + bytes);
  const lines: string[] = [];
  const told = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  expect(await loadFit(file, basis.method, told)).toBeNull();
  expect(lines).toEqual([expect.stringContaining('is of another version')]);
}, 120_000);
