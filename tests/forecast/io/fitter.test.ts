import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it, onTestFinished, vi } from 'vitest';
import { exceedanceProbability } from '../../../src/forecast/ensemble/exceedance-probability.ts';
import { createFitter, type FitterOptions } from '../../../src/forecast/io/fitter.ts';
import { loadFit, saveFit } from '../../../src/forecast/io/kept-fit.ts';
import { fitBasis } from '../../../src/forecast/learn/fit-basis.ts';
import { seededRandom } from '../../../src/forecast/model/seeded-random.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import type { ReadingStore } from '../../../src/reading/reading-store.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import type { Station } from '../../../src/territory/station.ts';
import { createDataset } from '../../../src/verification/backtest/dataset.ts';
import { readingsBetween } from '../../support/dataset-cuts.ts';
import { eventually } from '../../support/eventually.ts';
import { station, syntheticRiver } from '../../support/synthetic-river.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const river = syntheticRiver(60 * DAY_MS);
const readings: Pick<ReadingStore, 'window'> = {
  window: async ({ station }, from, to, receivedBy) =>
    readingsBetween(river, station, from - 1, Math.min(to, receivedBy)),
};
const log = pino({ enabled: false });

/** One that answers by what was kept. */
async function restarted(options: FitterOptions) {
  const fitter = createFitter(options);
  await fitter.loaded();
  return fitter;
}

const never = () => null;
const inputs = (issuedAt: number) => ({
  station: 'town',
  issuedAt,
  own: readingsBetween(river, 'town', issuedAt - 36 * HOUR_MS, issuedAt),
  others: new Map([['up', readingsBetween(river, 'up', issuedAt - 36 * HOUR_MS, issuedAt)]]),
});

it('fits anew after a day where it knew a gauge by name alone', async () => {
  const file = join(tempFolder('fit'), 'fit.bin');
  const fitter = createFitter({ network: river.network, readings, file, priorWithout: null, importedAt: never, log });
  // The first reading comes at 0.
  expect(await fitter.refresh(-HOUR_MS)).toBe('fitted');
  expect(await fitter.refresh(0)).toBe('not-due');
  expect(await fitter.refresh(DAY_MS)).toBe('fitted');
  expect(await fitter.refresh(2.5 * DAY_MS)).toBe('levelled');
  await fitter.close();
}, 60_000);

it('knows how much a gauge trembles by its last fit, and each day after that by what it read since', async () => {
  const random = seededRandom(5);
  const times = Float64Array.from({ length: 3 * 144 }, (_, index) => index * 10 * MINUTE_MS);
  const values = times.map((at) => 1 + (at < DAY_MS ? 0.4 * (random() + random() - 1) : 0));
  const town = createDataset('town', 'town', [station('town', [])], new Map([['town', { times, values }]]));
  const window: ReadingStore['window'] = async ({ station: id }, from, to, receivedBy) =>
    readingsBetween(town, id, from - 1, Math.min(to, receivedBy));
  const { network } = town;
  const fitter = createFitter({
    network,
    readings: { window },
    file: null,
    priorWithout: null,
    importedAt: never,
    log,
  });
  expect(fitter.model.noiseM('town')).toBe(0);
  expect(await fitter.refresh(DAY_MS)).toBe('fitted');
  const trembling = fitter.model.noiseM('town');
  expect(trembling).toBeGreaterThan(0.1);
  expect(await fitter.refresh(2.5 * DAY_MS)).toBe('levelled');
  expect(fitter.model.noiseM('town')).toBeLessThan(trembling / 2);
  await fitter.close();
}, 60_000);

it('fits anew when a flood above all before is over, and not for a gauge that nobody has installed', async () => {
  const times = Float64Array.from({ length: 20 * 144 }, (_, index) => index * 10 * MINUTE_MS);
  const values = times.map((at) => {
    const x = (at - 11 * DAY_MS) / (6 * HOUR_MS);
    return x > 0 ? 0.5 + 3 * x * Math.exp(1 - x) : 0.5;
  });
  const town = createDataset(
    'town',
    'town',
    [station('town', ['ghost']), station('ghost', [])],
    new Map([['town', { times, values }]]),
  );
  const window: ReadingStore['window'] = async ({ station: id }, from, to, receivedBy) =>
    readingsBetween(town, id, from - 1, Math.min(to, receivedBy));
  const fitter = createFitter({
    network: town.network,
    readings: { window },
    file: null,
    priorWithout: null,
    importedAt: never,
    log,
  });
  const done = [];
  for (const day of [10, 11.5, 12.6, 13.7, 14.8]) done.push(await fitter.refresh(day * DAY_MS));
  expect(done).toEqual(['fitted', 'levelled', 'levelled', 'fitted', 'levelled']);
  await fitter.close();
}, 60_000);

it('answers before it has learned, learns off the request path, and knows it again after a restart', async () => {
  const file = join(tempFolder('fit'), 'fit.bin');
  const options = { network: river.network, readings, file, priorWithout: null, importedAt: never, log };
  const now = 45 * DAY_MS;
  const fitter = createFitter(options);
  expect(fitter.model.version).toBe('first-1');
  expect(fitter.model.forecast(inputs(now)).ok).toBe(true);
  const both = await Promise.all([fitter.refresh(now), fitter.refresh(now)]);
  expect(both).toEqual(['fitted', 'fitted']);
  const { version } = fitter.model;
  expect(version).toMatch(/^adlp-29-1970-02-15/);
  const forecast = fitter.model.forecast(inputs(now));
  if (!forecast.ok) throw new Error('seen');
  expect(forecast.value.modelVersion).toBe(version);

  expect(await fitter.refresh(now + HOUR_MS)).toBe('not-due');
  expect(await fitter.refresh(now + 1.5 * DAY_MS)).toBe('levelled');
  expect(fitter.model.version).toBe(version);
  await fitter.close();

  const again = await restarted(options);
  expect(again.model.version).toBe(version);
  const same = again.model.forecast(inputs(now));
  if (!same.ok) throw new Error('seen');
  const chance = exceedanceProbability(same.value, 1.5, 6);
  expect(chance).toBeCloseTo(exceedanceProbability(forecast.value, 1.5, 6), 1);
  expect(await again.refresh(now + 12 * DAY_MS)).toBe('fitted');
  expect(again.model.version).not.toBe(version);
  await again.close();
}, 120_000);

it('learns anew, and says so, where what it had kept was spoiled', async () => {
  const file = join(tempFolder('fit'), 'fit.bin');
  const lines: string[] = [];
  const told = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
  const options = { network: river.network, readings, file, priorWithout: null, importedAt: never, log: told };
  const fitter = createFitter(options);
  await fitter.refresh(30 * DAY_MS);
  await fitter.close();
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, 10_000));

  const again = await restarted(options);
  expect(again.model.version).toBe('first-1');
  expect(lines).toEqual([expect.stringMatching(/its content is not what was written.*cannot be read: it learns anew/)]);
  // A page of it that reads as noughts would give another forecast, or none for ever.
  writeFileSync(file, Uint8Array.from(whole).fill(0, 40_000, 44_096));
  expect((await restarted(options)).model.version).toBe('first-1');
  expect(lines).toHaveLength(2);
  expect(await again.refresh(30 * DAY_MS)).toBe('fitted');
  await again.close();
  expect((await restarted(options)).model.version).toMatch(/^adlp-29-1970-01-31/);
}, 60_000);

it('knows its fit again where a gauge was renamed or the order changed, not where the river did, and says so', async () => {
  const file = join(tempFolder('fit'), 'fit.bin');
  const said: string[] = [];
  const told = pino({ level: 'warn' }, { write: (line) => void said.push(line) });
  const options = { readings, file, priorWithout: null, importedAt: never, log: told };
  const fitterFor = (stations: readonly Station[]) => restarted({ ...options, network: createNetwork(stations) });
  const stations = [...river.network.stations.values()];
  const fitter = await fitterFor(stations);
  await fitter.refresh(30 * DAY_MS);
  await fitter.close();
  expect(fitter.status()).toEqual({ fittedAt: 30 * DAY_MS, isFailing: false, learning: null, outgrown: [] });
  const renamed = stations.map((each) => ({ ...each, name: `${each.name} (new)`, maxValue: 99 })).toReversed();
  expect((await fitterFor(renamed)).model.version).toBe(fitter.model.version);
  expect(said).toEqual([]);
  expect((await fitterFor(stations.map((each) => ({ ...each, bankfullRiseM: 3 })))).model.version).toBe('first-1');
  expect(said).toEqual([expect.stringContaining('the forecast learns anew')]);
}, 60_000);

it('goes on by what it had learned where nothing changed about a gauge or above it, until the new gauge is learned too', async () => {
  const file = join(tempFolder('fit'), 'fit.bin');
  const said: { changed?: string[] }[] = [];
  const told = pino({ level: 'warn' }, { write: (line) => void said.push(JSON.parse(line)) });
  const fitterFor = (stations: readonly Station[]) =>
    restarted({
      network: createNetwork(stations),
      readings,
      file,
      priorWithout: null,
      importedAt: never,
      log: told,
    });
  const now = 30 * DAY_MS;
  const fitter = await fitterFor([...river.network.stations.values()]);
  await fitter.refresh(now);
  await fitter.close();
  const versionAt = (gauge: string, each: Awaited<ReturnType<typeof restarted>>): string | null => {
    const others = new Map([['up', readingsBetween(river, 'up', now - 36 * HOUR_MS, now)]]);
    const forecast = each.model.forecast({
      station: gauge,
      issuedAt: now,
      own: readingsBetween(river, 'town', now - 36 * HOUR_MS, now),
      others,
    });
    return forecast.ok ? forecast.value.modelVersion : null;
  };
  const creek = [station('spring', []), station('creek', ['spring'])];
  const more = await fitterFor([...river.network.stations.values(), ...creek]);
  expect(['up', 'town', 'creek'].map((gauge) => versionAt(gauge, more))).toEqual([
    fitter.model.version,
    fitter.model.version,
    'first-1',
  ]);
  expect(said.map(({ changed }) => changed)).toEqual([['spring', 'creek']]);
  expect(more.model.reaches.map(({ from, to }) => `${from} ${to}`)).toEqual(['up town']);
  expect(await more.refresh(now)).toBe('fitted');
  expect(versionAt('creek', more)).toBe(more.model.version);
  await more.close();

  // Where the gauge above is set otherwise, what was learned of the one below is of no use either.
  const other = await fitterFor(
    [station('up', []), station('town', ['up']), ...creek].map((each) =>
      each.id === 'up' ? { ...each, bankfullRiseM: 3 } : each,
    ),
  );
  expect(['up', 'town', 'creek'].map((gauge) => versionAt(gauge, other))).toEqual([
    'first-1',
    'first-1',
    more.model.version,
  ]);
  expect(other.model.reaches.map(({ from, to }) => `${from} ${to}`)).toEqual(['spring creek']);
}, 60_000);

it('learns anew where the clock had been ahead when it learned', async () => {
  const fitter = createFitter({
    network: river.network,
    readings,
    file: null,
    priorWithout: null,
    importedAt: never,
    log,
  });
  expect(await fitter.refresh(400 * DAY_MS)).toBe('fitted');
  expect(await fitter.refresh(45 * DAY_MS)).toBe('fitted');
  expect(await fitter.refresh(45 * DAY_MS + HOUR_MS)).toBe('not-due');
  await fitter.close();
}, 60_000);

it('goes on by what it learned where that cannot be kept, leaves nothing half-written, and tells of a fit that failed', async () => {
  const folder = tempFolder('fit');
  const file = join(folder, 'no-such-folder', 'fit.bin');
  const lines: string[] = [];
  const told = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
  let isBroken = false;
  const window: ReadingStore['window'] = async (...asked) => {
    if (isBroken) throw new Error('the store is gone');
    return readings.window(...asked);
  };
  const fitter = createFitter({
    network: river.network,
    readings: { window },
    file,
    priorWithout: null,
    importedAt: never,
    log: told,
  });
  expect(await fitter.refresh(30 * DAY_MS)).toBe('fitted');
  expect(lines).toEqual([expect.stringContaining('cannot be kept')]);
  expect(readdirSync(folder)).toEqual([]);
  isBroken = true;
  await expect(fitter.refresh(45 * DAY_MS)).rejects.toThrow('the store is gone');
  expect(fitter.status()).toEqual({ fittedAt: 30 * DAY_MS, isFailing: true, learning: null, outgrown: [] });
  isBroken = false;
  expect(await fitter.refresh(45 * DAY_MS)).toBe('fitted');
  expect(fitter.status().isFailing).toBe(false);
  await fitter.close();
}, 60_000);

it('gives up a fit that is under way when the service ends', async () => {
  let asked = 0;
  const fitter = createFitter({
    network: river.network,
    readings: {
      window: (...asks) => {
        asked += 1;
        return readings.window(...asks);
      },
    },
    file: null,
    priorWithout: [],
    importedAt: never,
    log,
  });
  const under = fitter.refresh(45 * DAY_MS);
  await eventually(() => asked > 1, 'the store is read');
  const closing = fitter.close();
  const askedBefore = asked;
  await closing;
  expect(await under).toBe('stopped');
  // Of ten years of the first gauge it had read two months.
  expect(asked).toBe(askedBefore);
  expect(fitter.model.version).toBe('first-1');
}, 60_000);

it('keeps the usual level of a gauge that has been silent for longer than levels are taken from', async () => {
  const file = join(tempFolder('fit'), 'fit.bin');
  const window: ReadingStore['window'] = async (key, from, to, receivedBy) =>
    readings.window(key, from, key.station === 'up' ? Math.min(to, 20 * DAY_MS) : to, receivedBy);
  const { network } = river;
  const fitter = createFitter({ network, readings: { window }, file, priorWithout: null, importedAt: never, log });
  const usual = async () =>
    (await loadFit(file, fitBasis([...network.stations.values()], null).method, log))!.fit.normals.get('up');
  expect(await fitter.refresh(45 * DAY_MS)).toBe('fitted');
  const before = await usual();
  expect(before).toBeTypeOf('number');
  expect(await fitter.refresh(55 * DAY_MS)).toBe('levelled');
  expect(await usual()).toBe(before);
  await fitter.close();
}, 60_000);

it('tells from how many gauges it has learned while it learns', async () => {
  const { network } = river;
  const fitter = createFitter({ network, readings, file: null, priorWithout: [], importedAt: never, log });
  expect(fitter.status().learning).toBeNull();
  const under = fitter.refresh(45 * DAY_MS);
  await eventually(() => fitter.status().learning?.gauges === 1, 'it has learned from one gauge');
  expect(fitter.status().learning).toEqual({ gauges: 1, of: network.stations.size });
  await fitter.close();
  await under;
  expect(fitter.status().learning).toBeNull();
}, 60_000);

it('learns from a past that was imported, wherever in the record it lies', async () => {
  const at: { imported: number | null } = { imported: null };
  const fitter = createFitter({
    network: river.network,
    readings,
    file: null,
    priorWithout: null,
    importedAt: () => at.imported,
    log,
  });
  const now = 40 * DAY_MS;
  expect(await fitter.refresh(now)).toBe('fitted');
  at.imported = now + MINUTE_MS;
  expect(await fitter.refresh(now + HOUR_MS)).toBe('fitted');
  expect(await fitter.refresh(now + 2 * HOUR_MS)).toBe('not-due');
  await fitter.close();
}, 60_000);

it('learns anew without what a person has excluded since, and once', async () => {
  const at: { excluded: number | null } = { excluded: null };
  const fitter = createFitter({
    network: river.network,
    readings,
    file: null,
    priorWithout: null,
    importedAt: never,
    excludedAt: () => at.excluded,
    log,
  });
  const now = 40 * DAY_MS;
  at.excluded = now - MINUTE_MS;
  expect(await fitter.refresh(now)).toBe('fitted');
  expect(await fitter.refresh(now + HOUR_MS)).toBe('not-due');
  at.excluded = now + HOUR_MS + 9 * MINUTE_MS;
  expect(await fitter.refresh(now + 2 * HOUR_MS)).toBe('fitted');
  expect(fitter.status().fittedAt).toBe(now + 2 * HOUR_MS);
  expect(await fitter.refresh(now + 3 * HOUR_MS)).toBe('not-due');
  await fitter.close();
}, 60_000);

it('learns at once from a past that is filled in after the first fit', async () => {
  let since = 30 * DAY_MS;
  const fitter = createFitter({
    network: river.network,
    readings: { window: (series, from, to, by) => readings.window(series, Math.max(from, since), to, by) },
    file: null,
    priorWithout: null,
    importedAt: never,
    log,
  });
  const now = 45 * DAY_MS;
  expect(await fitter.refresh(now)).toBe('fitted');
  expect(await fitter.refresh(now + HOUR_MS)).toBe('not-due');
  since = 0;
  expect(await fitter.refresh(now + 2 * HOUR_MS)).toBe('fitted');
  expect(await fitter.refresh(now + 3 * HOUR_MS)).toBe('not-due');
  await fitter.close();
}, 60_000);

const runs = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

it('gives up a fit that hangs, tells of it, and tries again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { network } = river;
  const worker = runs('setInterval(() => {}, 1_000_000)');
  const fitter = await restarted({ network, readings, file: null, priorWithout: null, importedAt: never, log, worker });
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const under = fitter.refresh(45 * DAY_MS);
    while (vi.getTimerCount() === 0) await setImmediate();
    vi.advanceTimersByTime(32 * MINUTE_MS);
    await expect(under).rejects.toThrow('given up: it is not done after 32 minutes');
    expect(fitter.status()).toMatchObject({ fittedAt: null, isFailing: true, learning: null });
  }
  expect(vi.getTimerCount()).toBe(0);
  await fitter.close();
});

it('tells of a fit that ended without a result', async () => {
  const { network } = river;
  const options = { network, readings, file: null, priorWithout: null, importedAt: never, log, worker: runs('') };
  const fitter = createFitter(options);
  await expect(fitter.refresh(45 * DAY_MS)).rejects.toThrow('ended without a result');
  expect(fitter.status().isFailing).toBe(true);
  await fitter.close();
});

it('what a disk does not give back is not waited for, and taken when it comes', async () => {
  const folder = tempFolder('fit');
  const kept = join(folder, 'kept.bin');
  const options = { network: river.network, readings, priorWithout: null, importedAt: never, log };
  const first = createFitter({ ...options, file: kept });
  await first.refresh(45 * DAY_MS);
  await first.close();

  const file = join(folder, 'fit.bin');
  execFileSync('mkfifo', [file]);
  const fitter = createFitter({ ...options, file, patienceMs: 1 });
  await fitter.loaded();
  expect(fitter.model.version).toBe(createFitter({ ...options, file: null }).model.version);
  expect(fitter.status()).toMatchObject({ fittedAt: null, isFailing: true });

  await writeFile(file, readFileSync(kept));
  await eventually(() => fitter.status().fittedAt === 45 * DAY_MS && !fitter.status().isFailing, 'it is taken');
  expect(fitter.model.version).toBe(first.model.version);
  await fitter.close();
}, 60_000);

it('what was kept and cannot be used is learned anew, and ends nothing', async () => {
  const file = join(tempFolder('fit'), 'fit.bin');
  const options = { network: river.network, readings, file, priorWithout: null, importedAt: never, log };
  const first = createFitter(options);
  await first.refresh(45 * DAY_MS);
  await first.close();
  const { method } = fitBasis([...river.network.stations.values()], null);
  const kept = (await loadFit(file, method, log))!;
  Reflect.deleteProperty(kept.basis, 'gauges');
  await saveFit(file, kept, log);

  const fitter = await restarted(options);
  expect(fitter.status().fittedAt).toBeNull();
  expect(await fitter.refresh(46 * DAY_MS)).toBe('fitted');
  await fitter.close();
}, 60_000);
