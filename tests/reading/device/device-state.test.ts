import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '../../../src/lib/units.ts';
import { type DeviceState, lostFrames, noteSighting, type Sighting } from '../../../src/reading/device/device-state.ts';

const silent = { batteryV: null, batteryPercent: null, tiltDeg: null };

function seen(frameCounter: number | null, more: Partial<Sighting> = {}): Sighting {
  return { station: 'weir', receivedAt: 1000, health: silent, dedupId: null, frameCounter, ...more };
}
const after = (...sightings: Sighting[]) => sightings.reduce<DeviceState | null>(noteSighting, null);

test('a gap in the counter is lost frames, and a device started anew has lost none', () => {
  expect(after(seen(7), seen(10))).toMatchObject({ frames: 2, lostFrames: 2, frameCounter: 10 });
  expect(after(seen(7), seen(10), seen(0), seen(1))).toMatchObject({ frames: 4, lostFrames: 2, frameCounter: 1 });
  expect(after(seen(65_535), seen(1))).toMatchObject({ lostFrames: 1 });
});

test('what a frame does not tell stays as last told', () => {
  const state = after(
    seen(1, { health: { batteryV: 3.4, batteryPercent: null, tiltDeg: 2 } }),
    seen(null, { receivedAt: 2000, health: { ...silent, batteryPercent: 88 } }),
    seen(3, { receivedAt: 1500 }),
  );
  expect(state).toMatchObject({ batteryV: 3.4, batteryPercent: 88, tiltDeg: 2, lastSeenAt: 2000, frameCounter: 3 });
  expect(state?.lostFrames).toBe(1);
});

test('but for a week: a device that took the place of another may tell nothing of its battery', () => {
  const [day, health] = [DAY_MS, { batteryV: 3.4, batteryPercent: 4, tiltDeg: null }];
  const messages = [0, 1, 2, 3, 4, 5, 6].map((n) => seen(n, { receivedAt: n * day, ...(n === 0 && { health }) }));
  expect(after(...messages)).toMatchObject({ batteryV: 3.4, batteryPercent: 4 });
  const week = seen(7, { receivedAt: 7 * day });
  expect(after(...messages, week)).toMatchObject({ batteryV: null, batteryPercent: null });
  // Of what was stored before that was kept the week begins with the last message.
  const { toldAt: _, ...before } = after(...messages)!;
  expect(noteSighting(before, week)).toMatchObject({ batteryPercent: 4 });
  expect([12, 13].map((n) => seen(n, { receivedAt: n * day })).reduce(noteSighting, before)).toMatchObject({
    batteryPercent: null,
  });
});

test('a device that is on mains now has no empty battery any more, as it was told of it before', () => {
  const [empty, mains] = [0, 'mains' as const].map((batteryPercent) =>
    seen(null, { health: { ...silent, batteryPercent } }),
  );
  expect(after(empty!, mains!, seen(1))).toMatchObject({ batteryPercent: null });
});

test('the same transmission counts once, by its id or by its counter, and a restart with the same counter is another', () => {
  expect(after(seen(7), seen(7))).toMatchObject({ frames: 1 });
  const [first, second] = [seen(0, { dedupId: 'a/0' }), seen(0, { dedupId: 'b/0', receivedAt: 3000 })];
  expect(after(first, second, first)).toMatchObject({ frames: 2, lostFrames: 0, lastSeenAt: 3000 });
});

test('frames received and lost add up to the counter’s way, however many come twice', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(60_000), { minLength: 1, maxLength: 50 }),
      fc.array(fc.boolean()),
      (found, twice) => {
        const counters = found.toSorted((a, b) => a - b);
        const sightings = counters.flatMap((each, index) => {
          const one = seen(each, { dedupId: `x/${each}` });
          return twice[index] ? [one, one] : [one];
        });
        const state = after(...sightings);
        expect(state?.frames).toBe(counters.length);
        expect((state?.frames ?? 0) + (state?.lostFrames ?? 0)).toBe((counters.at(-1) ?? 0) - (counters[0] ?? 0) + 1);
      },
    ),
  );
});

test.each([
  [7, 8, 0],
  [7, 10, 2],
  [7, 7, 0],
  [65_535, 0, 0],
  [65_534, 2, 3],
  [500, 0, 0],
  [65_000, 5, 0],
  [70_000, 70_002, 1],
])('frames %i and then %i: %i lost', (previous, current, lost) => {
  expect(lostFrames(previous, current)).toBe(lost);
});
