import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Member, type PastGauge, similarEvents } from '../../../src/forecast/model/similar-events.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';

const ganges: PastGauge = { station: null, name: 'Ganges', river: 'Hérault' };
const agde: PastGauge = { station: null, name: 'Agde', river: 'Hérault' };
const town: PastGauge = { station: 'town', name: 'Town', river: 'Aude' };
const up: PastGauge = { station: 'up', name: 'Up', river: 'Orbieu' };

describe('the past events behind the paths', () => {
  it('one river within a day is one event, named after the gauge behind most paths; most paths first', () => {
    const at = 100 * DAY_MS;
    const told = similarEvents([
      { gauge: town, at: 7 * DAY_MS, weight: 0.1 },
      { gauge: agde, at: at + 20 * HOUR_MS, weight: 0.2 },
      { gauge: ganges, at, weight: 0.2 },
      { gauge: ganges, at: at + HOUR_MS, weight: 0.2 },
      { gauge: ganges, at: at + 40 * DAY_MS, weight: 0.3 },
    ]);
    expect(told.map(({ name, share }) => [name, Math.round(share * 10)])).toEqual([
      ['Ganges', 6],
      ['Ganges', 3],
      ['Town', 1],
    ]);
    expect(told[0]?.at).toBe(at + HOUR_MS);
  });

  it('the gauges of the own network share their storms, whatever their rivers are called', () => {
    const told = similarEvents([
      { gauge: town, at: 0, weight: 0.5 },
      { gauge: up, at: 3 * HOUR_MS, weight: 0.5 },
    ]);
    expect(told).toEqual([{ ...town, at: 0, share: 1 }]);
  });

  it('no more than five, each once, in falling order, and never more than all paths together', () => {
    const member = fc.record({
      gauge: fc.constantFrom(ganges, agde, town, up),
      at: fc.integer({ min: 0, max: 400 * 24 }).map((hour) => hour * HOUR_MS),
      weight: fc.constant(0.01),
    });
    fc.assert(
      fc.property(fc.array(member, { maxLength: 100 }), (members: Member[]) => {
        const told = similarEvents(members);
        expect(told.length).toBeLessThanOrEqual(5);
        expect(told.map(({ share }) => share)).toEqual(told.map(({ share }) => share).toSorted((a, b) => b - a));
        expect(told.reduce((sum, { share }) => sum + share, 0)).toBeLessThanOrEqual(0.01 * members.length + 1e-9);
        for (const each of told)
          expect(members.some(({ gauge, at }) => gauge.name === each.name && at === each.at)).toBe(true);
      }),
    );
  });
});
