import { fitNetwork } from '../../src/forecast/learn/fit-network.ts';
import { recordAsOf } from '../../src/forecast/learn/river-record.ts';
import { sliceOf } from '../../src/forecast/observed/series.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import { makeHindcast, TUNED_LEADS_H } from '../../src/verification/backtest/hindcast.ts';
import { fixedReference } from '../../src/verification/tune/candidate.ts';
import { tuneGauge } from '../../src/verification/tune/tune-gauge.ts';
import { cpuSeconds } from '../lib/cpu-seconds.ts';
import { EVERY_MS, station, syntheticHindcast, syntheticSeries, YEARS } from './synthetic-past.ts';

// 200 candidate policies over ten years of 15-minute data, three levels and two lower marks, on one core. The naive way makes
// the forecasts anew for every candidate; one such run is timed on a part of it and scaled up.

const TARGET_S = 10;
const FITS = 6;

const series = syntheticSeries();
const marks = { prepare: 1.6, act: 2.4, danger: 3.2 };
const marksM = [1, 1.3, ...Object.values(marks)];
const hindcast = syntheticHindcast(series, marksM);
const base = { commune: 'c', station: station.id, ...fixedReference(6), minDwellMin: 60 };
const release = { by: 'person' } as const;
const rules = (['prepare', 'act', 'danger'] as const).map((level) => ({
  ...base,
  level,
  markM: marks[level],
  release,
}));
const policy = { version: 1, author: 'bench', reason: 'bench', createdAt: 0, rules };
const until = series.times.at(-1)!;
const split = { fitUntil: 0, chooseUntil: until / 2, until };

const [wall, cpu] = [performance.now(), cpuSeconds(process.pid)];
const [tuning] = tuneGauge({ hindcast, station, series, split }, policy, { commune: 'c', levels: ['act'] });
const seconds = { wall: (performance.now() - wall) / 1000, cpu: cpuSeconds(process.pid) - cpu };

const year = sliceOf(series, Number.NEGATIVE_INFINITY, 365 * DAY_MS);
const recorded = { stations: [station], series: new Map([[station.id, year]]) };
const record = recordAsOf(recorded, until);
const fitStart = cpuSeconds(process.pid);
fitNetwork(record, [], 365 * DAY_MS);
const fitSeconds = cpuSeconds(process.pid) - fitStart;
const part = { fitUntil: 300 * DAY_MS, from: 300 * DAY_MS, to: 330 * DAY_MS };
const partStart = cpuSeconds(process.pid);
const made = makeHindcast(recorded, {
  ...part,
  everyMs: EVERY_MS,
  station: station.id,
  marksM,
  leadTimesH: TUNED_LEADS_H,
  prior: [],
});
const forecastSeconds = Math.max(0, cpuSeconds(process.pid) - partStart - fitSeconds) / made.issuedAt.length;
const naive = tuning!.rows.length * (FITS * fitSeconds + hindcast.issuedAt.length * forecastSeconds);

console.log(
  `${tuning!.rows.length} candidates over ${YEARS} years at 15 min (${hindcast.issuedAt.length} moments), level act with ${tuning!.lowerMarksM.length} lower marks:`,
);
console.log(
  `  ${seconds.cpu.toFixed(1)} s on one core (${seconds.wall.toFixed(1)} s on the clock); target ${TARGET_S} s`,
);
console.log(
  `  naive, forecasts made anew for each candidate (estimated from a fit of ${fitSeconds.toFixed(1)} s on one year and ${(1000 * forecastSeconds).toFixed(2)} ms a forecast): ${(naive / 3600).toFixed(1)} h, ${Math.round(naive / seconds.cpu)} times as long`,
);
process.exitCode = seconds.cpu < TARGET_S ? 0 : 1;
