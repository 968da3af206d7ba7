import fc from 'fast-check';
import { expect, test } from 'vitest';
import { riverLanes } from '../../src/http/views/river-lanes.ts';

const river = [
  { id: 'mountain', upstream: [] },
  { id: 'gorge', upstream: ['mountain'] },
  { id: 'brook', upstream: [] },
  { id: 'town', upstream: ['gorge', 'brook'] },
];
const hours: Record<string, number> = { mountain: 5, brook: 3, gorge: 2, town: 0 };

test('gauges stand in the order of their time to the town, a tributary on a lane of its own until it joins', () => {
  expect(riverLanes(river, (id) => hours[id] ?? null)).toEqual([
    { id: 'mountain', lane: 0, from: [], to: [0], past: [] },
    { id: 'brook', lane: 1, from: [], to: [1], past: [0] },
    { id: 'gorge', lane: 0, from: [0], to: [0], past: [1] },
    { id: 'town', lane: 0, from: [0, 1], to: [], past: [] },
  ]);
});

test('time comes before the number of gauges, what is not known stands right above the next, and a lane that ended is used again', () => {
  const above = (id: string, upstream: readonly string[] = []) => ({ id, upstream });
  const gauges = [
    above('far'),
    above('late'),
    above('unknown'),
    above('mountain'),
    above('gorge', ['mountain', 'unknown']),
    above('town', ['far', 'gorge', 'late']),
  ];
  const known: Record<string, number> = { far: 10, mountain: 5, gorge: 2, late: 1, town: 0 };
  expect(riverLanes(gauges, (id) => known[id] ?? null)).toEqual([
    { id: 'far', lane: 0, from: [], to: [0], past: [] },
    { id: 'mountain', lane: 1, from: [], to: [1], past: [0] },
    { id: 'unknown', lane: 2, from: [], to: [2], past: [0, 1] },
    { id: 'gorge', lane: 1, from: [1, 2], to: [1], past: [0] },
    { id: 'late', lane: 2, from: [], to: [2], past: [0, 1] },
    { id: 'town', lane: 0, from: [0, 1, 2], to: [], past: [] },
  ]);
});

test('without any time learned the river still runs down the page', () => {
  const order = (gauges: typeof river) => riverLanes(gauges, () => null).map(({ id }) => id);
  expect(order(river)).toEqual(['mountain', 'brook', 'gorge', 'town']);
  // By how many gauges lie between.
  const longer = [{ id: 'glacier', upstream: [] }, { id: 'mountain', upstream: ['glacier'] }, ...river.slice(1, 2)];
  const fed = [{ id: 'spring', upstream: [] }, { id: 'brook', upstream: ['spring'] }, ...river.slice(3)];
  expect(order([...longer, ...fed])).toEqual(['glacier', 'spring', 'mountain', 'brook', 'gorge', 'town']);
});

/** Any river: each gauge lies above some that were named before it, which may be two. */
const anyRiver = fc
  .array(fc.tuple(fc.array(fc.nat(1000), { maxLength: 2 }), fc.option(fc.integer({ min: 0, max: 40 }))), {
    minLength: 1,
    maxLength: 40,
  })
  .map((drawn) => {
    const below = drawn.map(([next], index) => new Set(index === 0 ? [] : next.map((each) => each % index)));
    const idsAbove = (index: number) => below.flatMap((each, at) => (each.has(index) ? [`g${at}`] : []));
    return {
      gauges: drawn.map((_, index) => ({ id: `g${index}`, upstream: idsAbove(index) })),
      hoursOf: (id: string) => drawn[Number(id.slice(1))]![1],
    };
  });

test('every gauge of any river is drawn once, after all above it, and every lane that is opened leads to where it belongs', () => {
  fc.assert(
    fc.property(anyRiver, ({ gauges, hoursOf }) => {
      const stops = riverLanes(gauges, hoursOf);
      const order = stops.map(({ id }) => id);
      expect(order).toHaveLength(gauges.length);
      expect(new Set(order)).toEqual(new Set(gauges.map(({ id }) => id)));
      const upstreamOf = new Map(gauges.map(({ id, upstream }) => [id, upstream]));
      /** Which gauge's water is on which lane. */
      const water = new Map<number, string>();
      for (const { id, lane, from, to, past } of stops) {
        expect(new Set(from.map((each) => water.get(each)))).toEqual(new Set(upstreamOf.get(id)));
        expect(new Set([...from, ...past])).toEqual(new Set(water.keys()));
        expect(from.length + past.length).toBe(water.size);
        expect(past).not.toContain(lane);
        for (const each of from) water.delete(each);
        for (const each of to) {
          expect(water.has(each)).toBe(false);
          water.set(each, id);
        }
      }
      expect(water.size).toBe(0);
    }),
  );
});
