import { describe, expect, test } from 'vitest';
import { levelOf } from '../../src/alert/alert.ts';
import { MIN, policyOf, T0 } from '../support/decisions.ts';
import { calm, play, sure } from '../support/one-gauge.ts';

describe('how often it was seen', () => {
  test('a second look at the same observation casts no second vote after a while in which nothing could be read', () => {
    const river = play();
    river.step(0.5, sure, { dataAt: T0 });
    river.step(null, null, { sight: { kind: 'not-seen', since: T0, why: 'unreadable' } });
    expect(river.step(0.5, sure, { dataAt: T0 })).toEqual(['sight-regained normal']);
    expect(river.step(0.5, sure, { dataAt: T0 + MIN })).toEqual(['raised act']);
  });

  test('but it takes the place of the first: what is known by the last look counts', () => {
    const third = (...chances: [number, number]) => {
      const river = play();
      for (const chance of chances) expect(river.step(0.5, [chance, 0, 0], { dataAt: T0 })).toEqual([]);
      return river.step(0.5, [0.9, 0, 0], { dataAt: T0 + MIN });
    };
    expect(third(0.4, 0.9)).toEqual(['raised prepare']);
    expect(third(0.9, 0.4)).toEqual([]);
  });
});

describe('a level is not lowered too soon', () => {
  test('it rises by more than the noise of its gauge since the lowest of the last hour, also where it stood higher before', () => {
    const lowered = (...stages: number[]) => {
      const river = play(policyOf({ minDwellMin: 0 }), 0.25);
      river.step(2.25, sure);
      river.step(1.25, [1, 1, 0]);
      // For more than an hour it has not stood higher than now.
      for (let step = 0; step < 8; step += 1) river.step(0.5, [1, 1, 0]);
      return stages.flatMap((stageM) => river.step(stageM, calm));
    };
    expect(lowered(0.75)).toEqual(['lowered prepare']);
    expect(lowered(0.875)).toEqual([]);
    const fell = play(policyOf({ minDwellMin: 0 }));
    fell.step(2.1, sure);
    fell.step(1.2, [1, 1, 0]);
    expect(fell.step(1.5, calm)).toEqual([]);
    expect(fell.step(1.4, calm)).toEqual([]);
    expect(fell.step(1.2, calm)).toEqual(['lowered prepare']);
  });

  test('three times the noise below its mark the water is clear of it', () => {
    const loweredAt = (stageM: number) => {
      const river = play(policyOf({ minDwellMin: 0 }), 0.25);
      river.step(2.5, sure);
      return river.step(stageM, calm);
    };
    // Of marks at 1 m and at 2 m.
    expect(loweredAt(1.375)).toEqual([]);
    expect(loweredAt(1.25)).toEqual(['lowered prepare']);
    expect(loweredAt(0.25)).toEqual(['closed normal']);
  });

  test('between the rise and the standing still there is no moment at which it is lowered, nor for what is half of the noise', () => {
    const risen = () => {
      const river = play(policyOf({ minDwellMin: 0 }));
      for (const stageM of [1.1, 1.4, 1.7]) river.step(stageM, sure);
      return river;
    };
    const still = risen();
    expect(Array.from({ length: 35 }, () => still.step(1.7, calm)).flat()).toEqual([]);
    expect(still.step(1.7, calm)).toEqual(['lowered prepare']);
    const [trembling, falling] = [risen(), risen()];
    for (const river of [trembling, falling]) for (let step = 0; step < 12; step += 1) river.step(1.7, calm);
    expect(trembling.step(1.692, calm)).toEqual([]);
    expect(falling.step(1.685, calm)).toEqual(['lowered prepare']);
  });
});

describe('what is heard late or again', () => {
  test('what the sensor showed before an alert was closed by hand, and is heard of only then, raises it anew', () => {
    const river = play();
    river.step(2.1, sure);
    river.step(null, calm);
    expect(river.act({ kind: 'close' })).toBe('closed staff');
    const late = { kind: 'seen', stageM: 2.4, observedAt: T0 + 15 * MIN } as const;
    expect(river.step(2.4, calm, { sight: late })).toEqual(['sight-regained normal', 'raised act']);
  });

  test('two alerts of one day are two', () => {
    const river = play();
    for (let alert = 0; alert < 2; alert += 1) {
      river.step(2.1, sure);
      for (let step = 0; step < 8; step += 1) river.step(0.5, calm);
    }
    expect(river.told.filter(({ kind }) => kind === 'raised').map(({ alert }) => alert)).toEqual([
      'coursan-20200122T121000Z',
      'coursan-20200122T134000Z',
    ]);
  });

  test('a gauge that was awaited and still is silent is told of then, and one that was told of is seen again, whatever restarts', () => {
    const silent = { kind: 'not-seen', since: T0, why: 'silent' } as const;
    const awaited = { sight: { ...silent, awaited: T0 } };
    const river = play();
    expect(river.step(null, calm, awaited)).toEqual([]);
    expect(river.step(null, calm, { sight: silent })).toEqual(['sight-lost unknown']);
    // The service is started anew: it awaits what staff know to be silent.
    expect(river.step(null, calm, awaited)).toEqual([]);
    expect(levelOf(river.state)).toBe('unknown');
    expect(river.step(0.5, calm)).toEqual(['sight-regained normal']);
  });
});
