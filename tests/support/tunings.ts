import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import type { Series } from '../../src/forecast/observed/series.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { RaisedLevel } from '../../src/territory/alert-level.ts';
import type { Station } from '../../src/territory/station.ts';
import { type Hindcast, TUNED_LEADS_H } from '../../src/verification/backtest/hindcast.ts';
import { candidateGrid } from '../../src/verification/tune/candidate.ts';
import { type GaugeTuning, splitRecord, type TuningPast, tuneGauge } from '../../src/verification/tune/tune-gauge.ts';

/** Hourly stages with a flood every nine days, of all sizes, from 2019 on. */
export function floodySeries(days: number, peakM: number): Series {
  const random = seededRandom(3);
  const start = Date.parse('2019-01-01T00:00:00Z');
  const sizes = Array.from({ length: Math.ceil(days / 9) }, () => 0.25 + 0.75 * random());
  const times = Float64Array.from({ length: days * 24 }, (_, index) => start + index * HOUR_MS);
  const values = times.map((at) => {
    const day = (at - start) / DAY_MS;
    const since = (day % 9) - 5;
    const shape = Math.exp(-((since / (since < 0 ? 0.35 : 0.8)) ** 2));
    return 0.5 + (peakM - 0.5) * (sizes[Math.floor(day / 9)] ?? 0) * shape;
  });
  return { times, values };
}

/** Chances of a forecaster that knows how high the water comes, but for an error of its own. */
function hindcastAlong(
  series: Series,
  station: string,
  marksM: readonly number[],
  extraLeads: readonly number[] = [],
): Hindcast {
  const random = seededRandom(4);
  const { times, values } = series;
  const leadTimesH = [...new Set([...TUNED_LEADS_H, ...extraLeads])].sort((a, b) => a - b);
  const chances = marksM.flatMap((markM) =>
    leadTimesH.map((leadTimeH) => {
      let noise = 0;
      return Float32Array.from(values, (stageM, index) => {
        noise = 0.8 * noise + 0.5 * (random() - 0.5);
        if (stageM >= markM) return 1;
        const highest = Math.max(...values.subarray(index, index + leadTimeH + 1));
        return 1 / (1 + Math.exp(-(highest - markM + noise) / (0.1 + 0.03 * leadTimeH)));
      });
    }),
  );
  return {
    station,
    marksM,
    leadTimesH,
    fitUntil: times[0]!,
    fittedAt: [times[0]!],
    issuedAt: times,
    stageM: values,
    observedAt: times,
    dataAt: times,
    trembleM: times.map(() => 0),
    chances,
  };
}

/** Of the grid one in ten, for tests that are not about speed; the fixed reference at 3 h is among them. */
export const someCandidates = candidateGrid().filter(
  ({ leadTimeH, raiseAt, lowerAt, n }, index) =>
    index % 10 === 0 || (leadTimeH === 3 && raiseAt === 0.5 && lowerAt === 0.3 && n === 3),
);

/** A made-up past of a year at a gauge, with chances for the rules of one commune. */
export function pastFor(policy: Policy, commune: string, station: Station): TuningPast {
  const rules = policy.rules.filter((each) => each.commune === commune && each.station === station.id);
  const own = rules.map(({ markM }) => markM);
  const series = floodySeries(330, Math.max(...own) * 1.1);
  const lowest = Math.min(...own);
  const marksM = [lowest * 0.6, lowest * 0.8, ...own].sort((a, b) => a - b);
  const hindcast = hindcastAlong(
    series,
    station.id,
    marksM,
    rules.map(({ leadTimeH }) => leadTimeH),
  );
  return { hindcast, station, series, split: { ...splitRecord(series, lowest), fitUntil: series.times[0]! } };
}

/** A tuning of one level of a gauge, by the real thing over that past. */
export function tuningOf(policy: Policy, commune: string, station: Station, level: RaisedLevel): GaugeTuning {
  return tuneGauge(pastFor(policy, commune, station), policy, {
    commune,
    levels: [level],
    candidates: someCandidates,
  })[0]!;
}
