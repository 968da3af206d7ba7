import type { Fault } from './fault.ts';
import { HOUR_MS } from './message.ts';
import type { Scenario } from './scenario.ts';
import { orvelle } from './synthetic/river.ts';
import type { Weather } from './synthetic/simulate-river.ts';

const flashFlood: Weather = { lengthH: 60, bursts: [{ startH: 24, durationH: 4, totalMm: 110 }] };

function invented(summary: string, weather: Weather, faults: readonly Fault[] = []): Scenario {
  return { summary, source: { river: orvelle, weather }, faults, runUpH: 24 };
}

/** A flash flood whose upstream gauge, mill or town gauge goes wrong while the water rises (rain from hour 24 to 28). */
function faulty(summary: string, fault: Fault): Scenario {
  return invented(`flash-flood, and ${summary}`, flashFlood, [fault]);
}

/** Hours from the first reading of the recording aude-2020-01. */
function audeH(iso: string): number {
  return (Date.parse(iso) - Date.parse('2020-01-07T16:25:00Z')) / HOUR_MS;
}

export const scenarios: Readonly<Record<string, Scenario>> = {
  quiet: invented('three days without a flood: two showers', {
    lengthH: 72,
    bursts: [
      { startH: 20, durationH: 3, totalMm: 2 },
      { startH: 50, durationH: 5, totalMm: 3 },
    ],
  }),
  'flash-flood': invented('110 mm in four hours on a steep basin', flashFlood),
  'slow-flood': invented('180 mm in two days: a long, broad wave', {
    lengthH: 144,
    bursts: [{ startH: 24, durationH: 48, totalMm: 180 }],
  }),
  'double-peak': invented('two bursts ten hours apart: it falls, then rises higher', {
    lengthH: 84,
    bursts: [
      { startH: 24, durationH: 4, totalMm: 70 },
      { startH: 34, durationH: 4, totalMm: 95 },
    ],
  }),

  spike: faulty('the town gauge jumps by 3 m now and then', {
    kind: 'spike',
    station: 'orvelle-town',
    fromH: 12,
    toH: 40,
    byValue: 3,
    share: 0.05,
  }),
  stuck: faulty('the town gauge freezes half-way up', { kind: 'stuck', station: 'orvelle-town', fromH: 28, toH: 40 }),
  silence: faulty('the gauge above the town falls silent', {
    kind: 'silence',
    station: 'orvelle-mill',
    fromH: 26,
    toH: 36,
  }),
  'late-batch': faulty('the gauge above the town sends four hours at once', {
    kind: 'late-batch',
    station: 'orvelle-mill',
    fromH: 26,
    toH: 30,
  }),
  duplicate: faulty('the town gauge says everything twice', {
    kind: 'duplicate',
    station: 'orvelle-town',
    fromH: 0,
    toH: 60,
    afterMin: 3,
  }),
  'clock-skew': faulty('the clock of the town gauge is 40 minutes fast', {
    kind: 'clock-skew',
    station: 'orvelle-town',
    fromH: 20,
    toH: 60,
    byMin: 40,
  }),
  'broker-loss': faulty('nothing arrives for two hours, then everything', { kind: 'broker-loss', fromH: 27, toH: 29 }),

  'aude-2020-01': {
    summary: 'the real flood of January 2020 (storm Gloria) on the Aude and the Orbieu',
    source: { recording: 'aude-2020-01' },
    faults: [],
    runUpH: audeH('2020-01-21T00:00:00Z'),
  },
  'aude-limoux-silent': {
    summary: 'the same, and the gauge of Limoux falls silent in the night of the rise',
    source: { recording: 'aude-2020-01' },
    faults: [
      {
        kind: 'silence',
        station: 'limoux',
        fromH: audeH('2020-01-22T00:00:00Z'),
        toH: audeH('2020-01-23T12:00:00Z'),
      },
    ],
    runUpH: audeH('2020-01-21T00:00:00Z'),
  },
};
