import { expect, test } from 'vitest';
import { manualClock } from '../../src/lib/clock.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import type { Lane } from '../../src/notification/outbox.ts';
import { createPace } from '../../src/notification/pace.ts';
import { takingTurns } from '../../src/notification/taking-turns.ts';

/** A gateway that takes so many a minute, and what waits in both lanes. Each second each lane is looked at, strangers first, residents so many milliseconds later. */
function gateway(perMinute: number, waiting: Partial<Record<Lane, number>>, laterMs = 0) {
  const clock = manualClock(0);
  const inTurn = takingTurns(createPace(perMinute, clock));
  const sent: string[] = [];
  const looks = (['requestTexts', 'residentTexts'] as const).map((lane) =>
    inTurn(lane, () => {
      const left = waiting[lane] ?? 0;
      if (left === 0) return null;
      waiting[lane] = left - 1;
      sent.push(lane);
      return Promise.resolve();
    }),
  );
  return {
    sent,
    pass(seconds: number) {
      for (let second = 0; second < seconds; second += 1) {
        const now = clock.now();
        for (const [index, look] of looks.entries()) {
          clock.advanceTo(now + index * laterMs);
          while (look());
        }
        clock.advanceTo(now + MINUTE_MS / 60);
      }
    },
  };
}
const [stranger, resident] = ['requestTexts', 'residentTexts'];

test('residents are told first, and strangers asked back in turn with them', () => {
  const { sent, pass } = gateway(60, { requestTexts: 2, residentTexts: 9 });
  pass(6);
  expect(sent).toEqual([resident, stranger, resident, stranger, resident, resident]);
});

test.each([60, 6])(
  'whoever is looked at some milliseconds later does not have each turn, at %s a minute',
  (perMinute) => {
    const { sent, pass } = gateway(perMinute, { requestTexts: 9, residentTexts: 9 }, 10);
    pass(4 * (60 / perMinute));
    expect(sent).toEqual([resident, stranger, resident, stranger]);
  },
);

test('no stranger goes while the gateway takes none', () => {
  const { sent, pass } = gateway(6, { requestTexts: 9, residentTexts: 9 });
  // Looks at 0 s to 9 s; one message more is taken at 10 s.
  pass(10);
  expect(sent).toEqual([resident]);
  pass(1);
  expect(sent).toEqual([resident, stranger]);
});

test('where nobody asks residents are told as fast as the gateway takes', () => {
  const { sent, pass } = gateway(60, { residentTexts: 9 });
  pass(6);
  expect(sent).toEqual(Array.from({ length: 6 }, () => resident));
});

test('where no resident waits strangers are asked back, each at a look of its own', () => {
  const { sent, pass } = gateway(600, { requestTexts: 5 });
  pass(4);
  // At the first look residents had no turn before.
  expect(sent).toEqual([stranger, stranger, stranger]);
});
