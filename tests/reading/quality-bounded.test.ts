import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { assessQuality } from '../../src/reading/quality/quality.ts';
import type { Neighbour } from '../../src/reading/quality/quality-neighbours.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { insertReading } from '../../src/reading/recent-readings.ts';
import type * as Since from '../../src/reading/since.ts';
import { stageReading } from '../support/stage-reading.ts';
import { stationNamed } from '../support/station-named.ts';

vi.resetModules();
vi.doMock(
  '../../src/reading/since.ts',
  async (load: () => Promise<typeof Since>): Promise<typeof Since> => ({
    ...(await load()),
    between: (readings, from, to) => readings.filter((each) => each.observedAt >= from && each.observedAt < to),
  }),
);
const { assessQuality: assessByAll } = await import('../../src/reading/quality/quality.ts');

const station = stationNamed('trebes');
const stage = (observedAt: number, value: number): Reading => stageReading('trebes', observedAt, value);

/** What a gauge does for a while: it stands still, moves by so much with each reading, or jumps about. */
const spell = fc.record({
  readings: fc.integer({ min: 1, max: 300 }),
  stepM: fc.constantFrom(0, 0, 0.004, 0.3, -0.2),
  jumpM: fc.constantFrom(0, 0, 0, 0.9, 2.5, 30),
});
const movement = fc.constantFrom(0, 0.002, 0.01);

test.each([
  ['dense', 0.5],
  ['of every ten minutes', 10],
  ['sparse', 150],
])('a series %s is judged as by all of its readings, late ones too', (_, stepMin) => {
  fc.assert(
    fc.property(fc.array(spell, { minLength: 1, maxLength: 6 }), movement, fc.nat(20), (spells, movesM, lateBy) => {
      const own: Reading[] = [];
      const near: Neighbour[] = (['upstream', 'downstream'] as const).map((side) => {
        const readings = Array.from({ length: 1_400 }, (_each, index) =>
          stage(index * stepMin * MINUTE_MS, index * movesM),
        );
        return { side, bankfullRiseM: 2, readings };
      });
      let [count, level] = [0, 1];
      for (const { readings, stepM, jumpM } of spells) {
        for (let index = 0; index < readings && count < 1_400; index += 1) {
          count += 1;
          level = Math.max(-1, Math.min(9, level + stepM));
          const late = index % 7 === 6 ? lateBy + 0.5 : 0;
          const found = stage((count - late) * stepMin * MINUTE_MS, level + (index % 3 === 2 ? jumpM : 0));
          const context = { station, receivedAt: count * stepMin * MINUTE_MS, own, neighbours: near };
          const verdict = assessQuality(found, context);
          expect(verdict).toEqual(assessByAll(found, context));
          insertReading(own, { ...found, ...verdict });
        }
      }
    }),
    { numRuns: 15 },
  );
});
