import { readFileSync } from 'node:fs';
import { assembleSample } from '../../src/forecast/assemble-sample.ts';
import { columnsOf, originOf, situationAt } from '../../src/forecast/features.ts';
import type { PriorLesson } from '../../src/forecast/fit-network.ts';
import { createRiverRecord, rowsOfRiver, scalesUntil } from '../../src/forecast/river-record.ts';
import { countUntil } from '../../src/forecast/series.ts';
import { truthOf } from '../../src/forecast/truth.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Dataset } from '../../src/verification/dataset.ts';
import { type BacktestOptions, runBacktest } from '../../src/verification/run-backtest.ts';
import { type Reference, references } from './references.ts';
import type { Case } from './scores.ts';

/** References search all rows for every issue time: so many are enough. */
const REFERENCE_ROWS = 6000;

export interface Judged {
  cases: Case[];
  fitSeconds: number[];
  forecastMs: number;
}

/** Runs the backtest and the references on the same issue times and keeps what can be judged. */
export function judge(dataset: Dataset, options: BacktestOptions, boosting: string | null): Judged {
  const record = createRiverRecord(
    dataset.stations,
    dataset.series,
    scalesUntil(dataset.stations, dataset.series, options.fitUntil),
  );
  const rivals = [0, 1].map((depth) => rivalsOf(record, options.prior, options.fitUntil, depth));
  const peer = boosting === null ? null : readPeer(boosting);
  const truths = new Map(
    dataset.stations.map((station) => [station.id, truthOf(record.gauges.get(station.id)!.own, station.intervalMin)]),
  );
  const cases: Case[] = [];
  const fitSeconds: number[] = [];
  let [asked, depth, view] = ['', 0, new Float64Array(0)];
  let [fitMs, count] = [performance.now(), 0];
  const started = performance.now();
  let judgingMs = 0;
  runBacktest(dataset, options, {
    onFit: () => fitSeconds.push((performance.now() - fitMs) / 1000),
    onProgress: () => {
      fitMs = performance.now();
      count += options.stations.length;
    },
    onRow(row) {
      const began = performance.now();
      const gauge = record.gauges.get(row.station)!;
      const highest = highestWithin(truths.get(row.station)!, row.issuedAt, row.leadTimeH);
      const boosted = peer?.get(keyOf(row.issuedAt, row.station, row.markM, row.leadTimeH));
      if (highest !== null && row.stageM < row.markM && (peer === null || boosted !== undefined)) {
        const key = `${row.station} ${row.issuedAt}`;
        if (key !== asked) {
          const observedAt = gauge.own.times[countUntil(gauge.own, row.issuedAt) - 1]!;
          const origin = originOf(gauge, observedAt, row.issuedAt);
          const situation = situationAt(gauge, record.trees.get(row.station)!, record.gauges, origin)!;
          asked = key;
          depth = situation.depth > 0 && rivals[1] ? 1 : 0;
          // One view a moment, so that its neighbours are searched for once.
          view = situation.values.slice(0, columnsOf(depth));
        }
        const gap = (row.markM - row.stageM) / gauge.scale;
        const chances: Record<string, number> = { ours: row.probability };
        const rivalsHere: Record<string, Reference> = rivals[depth] ?? {};
        for (const [name, reference] of Object.entries(rivalsHere)) chances[name] = reference(view, gap, row.leadTimeH);
        if (boosted !== undefined) chances['boosting'] = boosted;
        const highestM = gauge.zero + gauge.scale * highest;
        const passed = highestM >= row.markM ? 1 : 0;
        const { station, issuedAt: at, markM, leadTimeH, maxM } = row;
        cases.push({ station, at, markM, leadTimeH, passed, highestM, maxM, chances });
      }
      judgingMs += performance.now() - began;
    },
  });
  const fits = fitSeconds.reduce((total, each) => total + each, 0);
  return {
    cases,
    fitSeconds,
    forecastMs: (performance.now() - started - judgingMs - 1000 * fits) / Math.max(1, count),
  };
}

function rivalsOf(
  record: ReturnType<typeof createRiverRecord>,
  prior: readonly PriorLesson[],
  until: number,
  depth: number,
): Record<string, Reference> | null {
  const own = rowsOfRiver(record, () => ({ until, quietThinning: 6, weight: 1 }));
  const lessons = [...prior, ...own].map(({ rows }) => ({
    rows,
    foldOf: () => 0,
    blockOf: () => 0,
    gauge: { station: null, name: '', river: '' },
  }));
  const sample = assembleSample(lessons, depth, false);
  if (sample.count < 500) return null;
  const stride = Math.max(1, sample.count / REFERENCE_ROWS);
  const keep = new Set(
    Array.from({ length: Math.floor(sample.count / stride) }, (_, index) => Math.floor(index * stride)),
  );
  return references(subset(sample, [...keep]));
}

function subset(sample: ReturnType<typeof assembleSample>, rows: readonly number[]): ReturnType<typeof assembleSample> {
  const width = sample.x.length / sample.count;
  const steps = sample.rises.length / sample.count;
  return {
    ...sample,
    count: rows.length,
    x: Float32Array.from(rows.flatMap((row) => [...sample.x.subarray(row * width, (row + 1) * width)])),
    rises: Float32Array.from(rows.flatMap((row) => [...sample.rises.subarray(row * steps, (row + 1) * steps)])),
    weights: Float32Array.from(rows, (row) => sample.weights[row]!),
  };
}

/** The highest level observed in the window, in shares of bankfull; `null` where less than four fifths of it was observed. */
function highestWithin(
  { series, intervalMs }: ReturnType<typeof truthOf>,
  at: number,
  leadTimeH: number,
): number | null {
  const [from, to] = [countUntil(series, at), countUntil(series, at + leadTimeH * HOUR_MS)];
  const before = series.times[from - 1];
  if (before === undefined || at - before > HOUR_MS + intervalMs) return null;
  if (to === from || to - from < (0.8 * leadTimeH * HOUR_MS) / intervalMs) return null;
  return series.values.subarray(from, to).reduce((highest, each) => Math.max(highest, each));
}

function readPeer(file: string): Map<string, number> {
  const chances = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [at, station, mark, lead, chance] = line.split(',');
    if (chance !== undefined) chances.set(keyOf(Date.parse(at!), station!, Number(mark), Number(lead)), Number(chance));
  }
  return chances;
}

function keyOf(at: number, station: string, markM: number, leadTimeH: number): string {
  return `${Math.floor(at / (5 * MINUTE_MS))} ${station} ${markM.toFixed(3)} ${leadTimeH}`;
}
