import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFault, type Fault } from '../../sensors-sim/fault.ts';
import { HOUR_MS, MINUTE_MS, type TimedMessage } from '../../sensors-sim/message.ts';

const START = Date.UTC(2026, 0, 1);

/** Three days of two gauges, some readings missing. */
const streams = fc
  .array(
    fc.tuple(
      fc.constantFrom('mill', 'town'),
      fc.integer({ min: 0, max: 431 }),
      fc.integer({ max: 9_000, min: -1_000 }),
    ),
    { maxLength: 200 },
  )
  .map((rows) =>
    rows
      .map(([station, step, mm]): TimedMessage => {
        const at = START + step * 10 * MINUTE_MS;
        return { station, quantity: 'stage', observedAt: at, value: mm / 1_000, deliverAt: at };
      })
      .sort((a, b) => a.deliverAt - b.deliverAt),
  );
const periods = fc
  .tuple(fc.integer({ min: 0, max: 72 }), fc.integer({ min: 0, max: 72 }))
  .map(([a, b]) => ({ fromH: Math.min(a, b), toH: Math.max(a, b) }));
type Kind = Fault extends infer Each
  ? Each extends { station: string }
    ? Omit<Each, 'station' | 'fromH' | 'toH'>
    : never
  : never;
const kinds = fc.constantFrom<Kind[]>(
  { kind: 'spike', byValue: 3, share: 0.3 },
  { kind: 'stuck' },
  { kind: 'silence' },
  { kind: 'late-batch' },
  { kind: 'duplicate', afterMin: 3 },
  { kind: 'clock-skew', byMin: 40 },
);
const faults: fc.Arbitrary<Fault> = fc
  .tuple(periods, kinds)
  .map(([period, kind]) => ({ ...period, station: 'town', ...kind }));

const isMet =
  ({ fromH, toH }: { fromH: number; toH: number }) =>
  ({ station, deliverAt }: TimedMessage): boolean =>
    station === 'town' && deliverAt >= START + fromH * HOUR_MS && deliverAt < START + toH * HOUR_MS;

/** What the fault did to the messages that it met. */
function metAfter(stream: TimedMessage[], fault: Fault): { met: TimedMessage[]; after: TimedMessage[] } {
  const met = stream.filter(isMet(fault));
  const rest = new Set(stream.filter((message) => !isMet(fault)(message)));
  return { met, after: applyFault(stream, fault, START, 1).filter((message) => !rest.has(message)) };
}

describe('any fault', () => {
  test('leaves everything outside its station and period alone, in its order', () => {
    fc.assert(
      fc.property(streams, faults, (stream, fault) => {
        const rest = stream.filter((message) => !isMet(fault)(message));
        const after = new Set(applyFault(stream, fault, START, 1));
        expect([...after].filter((message) => rest.includes(message))).toEqual(rest);
      }),
    );
  });

  test('gives the same for the same seed, in the order of delivery', () => {
    fc.assert(
      fc.property(streams, faults, fc.integer(), (stream, fault, seed) => {
        const once = applyFault(stream, fault, START, seed);
        expect(applyFault(stream, fault, START, seed)).toEqual(once);
        expect(once.map(({ deliverAt }) => deliverAt)).toEqual(
          once.map(({ deliverAt }) => deliverAt).sort((a, b) => a - b),
        );
      }),
    );
  });
});

/** Checks, for every stream and period, what a fault makes of the messages that it meets. */
function check(kind: Kind, expected: (met: TimedMessage[], after: TimedMessage[], fault: Fault) => void) {
  fc.assert(
    fc.property(streams, periods, (stream, period) => {
      const fault: Fault = { station: 'town', ...period, ...kind };
      const { met, after } = metAfter(stream, fault);
      expected(met, after, fault);
    }),
  );
}

test('spike: changes values only, each by the same', () => {
  check({ kind: 'spike', byValue: 3, share: 1 }, (met, after) => {
    expect(after).toEqual(met.map((message) => ({ ...message, value: Number((message.value + 3).toFixed(3)) })));
  });
});

test('spike: meets about its share of the messages', () => {
  const stream = Array.from(
    { length: 1_000 },
    (_, i): TimedMessage => ({
      station: 'town',
      quantity: 'stage',
      observedAt: START + i,
      value: 1,
      deliverAt: START + i,
    }),
  );
  const spiked = applyFault(
    stream,
    { kind: 'spike', station: 'town', fromH: 0, toH: 1, byValue: 3, share: 0.1 },
    START,
    7,
  );
  const count = spiked.filter(({ value }) => value === 4).length;
  expect(count).toBeGreaterThan(60);
  expect(count).toBeLessThan(140);
});

test('stuck: says the first value of the period at every time', () => {
  check({ kind: 'stuck' }, (met, after) => {
    expect(after).toEqual(met.map((message) => ({ ...message, value: met[0]!.value })));
  });
});

test('silence: says nothing', () => {
  check({ kind: 'silence' }, (_, after) => expect(after).toEqual([]));
});

test('late-batch: sends all at the end of the period, unchanged', () => {
  check({ kind: 'late-batch' }, (met, after, { toH }) => {
    expect(after).toEqual(met.map((message) => ({ ...message, deliverAt: START + toH * HOUR_MS })));
  });
});

test('duplicate: sends each as it is, and a second time three minutes later', () => {
  check({ kind: 'duplicate', afterMin: 3 }, (met, after) => {
    const again = after.filter((message) => !met.includes(message));
    expect(after.filter((message) => met.includes(message))).toEqual(met);
    expect(again).toEqual(met.map((message) => ({ ...message, deliverAt: message.deliverAt + 3 * MINUTE_MS })));
  });
});

test('clock-skew: moves the sensor clock and not the sending', () => {
  check({ kind: 'clock-skew', byMin: 40 }, (met, after) => {
    expect(after).toEqual(met.map((message) => ({ ...message, observedAt: message.observedAt + 40 * MINUTE_MS })));
  });
});

test('broker-loss: holds back every station and loses nothing', () => {
  fc.assert(
    fc.property(streams, periods, (stream, period) => {
      const after = applyFault(stream, { kind: 'broker-loss', ...period }, START, 1);
      const from = START + period.fromH * HOUR_MS;
      const to = START + period.toH * HOUR_MS;
      expect(after.filter(({ deliverAt }) => deliverAt >= from && deliverAt < to)).toEqual([]);
      const readings = (list: TimedMessage[]): string[] =>
        list.map(({ station, observedAt, value }) => `${station} ${observedAt} ${value}`).sort();
      expect(readings(after)).toEqual(readings(stream));
    }),
  );
});
