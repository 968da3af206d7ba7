import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RaisedLevel } from '../../src/territory/alert-level.ts';
import { episodesAt } from '../../src/verification/match-events.ts';
import { findQuietStretches } from '../../src/verification/quiet-stretches.ts';
import { missingFrom, type Replayed, replay as replayOver } from '../../src/verification/replay.ts';
import { policyWith } from '../../src/verification/tune/candidate.ts';
import { hindcastOf, hours, type Moment, policyOf, ponton, ruleAt } from '../support/hindcasts.ts';

const calm: Moment = { stageM: 0.5, chance: 0.02 };
const times = (n: number, moment: Moment) => Array.from({ length: n }, () => moment);
const replay = (replayed: Replayed, hindcast: ReturnType<typeof hindcastOf>, everyMoment = false) =>
  replayOver(replayed, hindcast, findQuietStretches(hindcast, ponton), everyMoment);
const place = { commune: 'bourg', station: ponton };

const stretch = fc.record({
  n: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 10, max: 60 })),
  stageM: fc.constantFrom(0.2, 0.5, 0.9, 1.1, 1.9, 2.1, 3.5),
  rise: fc.constantFrom(0, 0, 0.02, -0.02),
  chance: fc.constantFrom(0, 0.05, 0.19, 0.25, 0.45, 0.55, 0.7, 0.95),
  silent: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
const past = fc
  .array(stretch, { minLength: 1, maxLength: 14 })
  .map((stretches) =>
    hindcastOf(
      stretches.flatMap(({ n, stageM, rise, chance, silent }) =>
        Array.from({ length: n }, (_, index) => ({ stageM: stageM + index * rise, chance, silent })),
      ),
    ),
  );
const ruleOf = (level: RaisedLevel) =>
  fc
    .record({
      raiseAt: fc.constantFrom(0.3, 0.5, 0.6),
      lowerAt: fc.constantFrom(0.1, 0.2, 0.25),
      leadTimeH: fc.constantFrom(3, 6),
      k: fc.integer({ min: 1, max: 3 }),
      n: fc.integer({ min: 3, max: 5 }),
      minDwellMin: fc.constantFrom(0, 45, 60, 300),
    })
    .map((change) => ruleAt(level, change));
/** An alert that was raised by its chance, stands for hours while the water moves below its mark, and then finds nothing but calm. */
const standing = fc
  .array(
    fc.record({
      n: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 10, max: 30 })),
      stageM: fc.constantFrom(0.3, 0.5, 0.7),
      rise: fc.constantFrom(0, 0, 0.02, -0.02),
      silent: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((stretches) => {
    const moments = stretches.flatMap(({ n, stageM, rise, silent }) =>
      Array.from({ length: n }, (_, index) => ({ stageM: stageM + (index % 8) * rise, chance: 0.35, silent })),
    );
    return hindcastOf([
      ...times(4, { stageM: 0.4, chance: 0.7 }),
      ...moments,
      ...times(30, { stageM: moments.at(-1)!.stageM, chance: 0.05 }),
    ]);
  });
const threeRules = fc.tuple(ruleOf('prepare'), ruleOf('act'), ruleOf('danger'));

describe('replay of a policy', () => {
  it('raises on two of three chances, and lowers after an hour of calm', () => {
    const moments = [...times(4, calm), ...times(4, { stageM: 0.6, chance: 0.7 }), ...times(12, calm)];
    const events = replay({ policy: policyOf([ruleAt('prepare')]), ...place }, hindcastOf(moments));
    expect(events.map(({ kind, at, level }) => [kind, hours(at), level])).toEqual([
      ['raised', 1.25, 'prepare'],
      ['closed', 3, 'normal'],
    ]);
  });

  it('raises at an observed passage whatever the chance', () => {
    const never = ruleAt('prepare', { raiseAt: 2, lowerAt: 1.5 });
    const moments = [...times(4, { stageM: 0.9, chance: 0.99 }), ...times(2, { stageM: 1.2, chance: 1 })];
    const events = replay({ policy: policyOf([never]), ...place }, hindcastOf(moments));
    expect(events.map(({ at, reason }) => [hours(at), reason.because])).toEqual([[1, 'observed-passage']]);
  });

  it('raises at an observed passage after hours of which no chance is known, and at it', () => {
    const hindcast = hindcastOf([...times(8, { stageM: 0.9, chance: 0 }), ...times(20, { stageM: 1.2, chance: 0 })]);
    const unforecast = { ...hindcast, chances: hindcast.chances.map((each) => each.map(() => Number.NaN)) };
    const events = replay({ policy: policyOf([ruleAt('prepare')]), ...place }, unforecast);
    expect(events.map(({ at, reason }) => [hours(at), reason.because])).toEqual([[2, 'observed-passage']]);
  });

  it('is not lowered by moments of which no chance is known, however long the water is seen', () => {
    const unknown: Moment = { stageM: 0.5, chance: Number.NaN };
    const moments = [...times(4, { stageM: 0.6, chance: 0.7 }), ...times(40, unknown)];
    const of = (more: readonly Moment[]) =>
      replay({ policy: policyOf([ruleAt('prepare')]), ...place }, hindcastOf([...moments, ...more]));
    expect(of([]).map(({ kind }) => kind)).toEqual(['raised']);
    expect(of(times(12, calm)).map(({ kind, at }) => [kind, hours(at)])).toEqual([
      ['raised', 0.25],
      ['closed', 12],
    ]);
  });

  it('sees a gauge while its newest reading is as old as its interval and twenty minutes, and no longer', () => {
    const station = { ...ponton, intervalMin: 10 };
    const silent = { ...calm, silent: true };
    const policy = policyOf([ruleAt('prepare')]);
    const [first] = replay({ policy, ...place, station }, hindcastOf([calm, ...times(6, silent)]));
    expect(first).toMatchObject({ kind: 'sight-lost', reason: { because: 'not-seen', since: 0 } });
    expect(hours(first!.at)).toBe(0.75);
  });

  it('passing over a quiet stretch forgets the votes from before it, as many as the most patient rule wants', () => {
    const rules = [ruleAt('prepare', { k: 3, n: 12 }), ruleAt('act', { k: 1, n: 1 })];
    const high = { stageM: 0.6, chance: 0.55 };
    const two = [...times(4, calm), ...times(2, high)];
    const late = hindcastOf([...two, ...times(100, calm), high, ...times(20, calm)]);
    expect(replay({ policy: policyOf(rules), ...place }, late)).toEqual([]);
    const soon = hindcastOf([...two, ...times(9, calm), high]);
    expect(replay({ policy: policyOf(rules), ...place }, soon).map(({ kind, at }) => [kind, hours(at)])).toEqual([
      ['raised', 3.75],
    ]);
  });

  it('passes over nothing where a rule lowers only below what is quiet', () => {
    const moments = [...times(4, calm), ...times(4, { stageM: 0.6, chance: 0.7 }), ...times(12, calm)];
    const events = replay({ policy: policyOf([ruleAt('prepare', { lowerAt: 0.01 })]), ...place }, hindcastOf(moments));
    expect(events.map(({ kind, at }) => [kind, hours(at)])).toEqual([['raised', 1.25]]);
  });

  it('counts no vote where there are no data to vote on', () => {
    const rule = ruleAt('prepare', { k: 1, n: 1 });
    const unseen = times(8, { stageM: 0.6, chance: 0.9, silent: true });
    const events = replay({ policy: policyOf([rule]), ...place }, hindcastOf(unseen), true);
    expect(events.map(({ kind }) => kind)).not.toContain('raised');
  });

  it('says which mark or lead time the hindcast does not hold', () => {
    expect(missingFrom(hindcastOf([calm]), [ruleAt('act')])).toBeNull();
    expect(missingFrom(hindcastOf([calm]), [ruleAt('act', { leadTimeH: 4 })])).toMatchObject({ leadTimeH: 4 });
  });

  it('passing over quiet stretches gives the very same events', () => {
    fc.assert(
      fc.property(past, threeRules, fc.integer({ min: 1, max: 3 }), (hindcast, rules, some) => {
        const replayed = { policy: policyOf(rules.slice(0, some)), ...place };
        expect(replay(replayed, hindcast)).toEqual(replay(replayed, hindcast, true));
      }),
      { numRuns: 1500 },
    );
  });

  it('nor does it forget how the water moved meanwhile, by which an alert is lowered later', () => {
    fc.assert(
      fc.property(standing, fc.constantFrom(0, 45), (hindcast, minDwellMin) => {
        const replayed = { policy: policyOf([ruleAt('prepare', { raiseAt: 0.6, minDwellMin })]), ...place };
        const events = replay(replayed, hindcast);
        expect(events.length).toBeGreaterThan(0);
        expect(events).toEqual(replay(replayed, hindcast, true));
      }),
      { numRuns: 500 },
    );
  });

  it('passing over a stretch, it remembers a slow rise as long as live: seven hours, in the last of which it began', () => {
    // Raised by its chance; ten hours later a rise of 6 mm a quarter of an hour for two hours, then the water stands still.
    const rule = ruleAt('prepare', { k: 1, n: 1, minDwellMin: 0 });
    const hold = (stageM: number) => ({ stageM, chance: 0.35 });
    const closedAfter = (quartersStill: number) => {
      const moments = [
        ...times(4, { stageM: 0.4, chance: 0.7 }),
        ...times(40, hold(0.4)),
        ...Array.from({ length: 8 }, (_, step) => hold(0.4 + 0.006 * (step + 1))),
        ...times(quartersStill, hold(0.448)),
        ...times(40, { stageM: 0.448, chance: 0.05 }),
      ];
      const events = replay({ policy: policyOf([rule]), ...place }, hindcastOf(moments));
      expect(events).toEqual(replay({ policy: policyOf([rule]), ...place }, hindcastOf(moments), true));
      expect(events.map(({ kind }) => kind)).toEqual(['raised', 'closed']);
      const stillFrom = hours(hindcastOf(moments).issuedAt[50]!);
      return hours(events[1]!.at) - stillFrom;
    };
    // It may be stuck until it has stood still for six hours, whenever within them the chance falls.
    expect([16, 20, 21, 22].map(closedAfter)).toEqual([6, 6, 6, 6]);
    expect(closedAfter(28)).toBeGreaterThan(6);
  });

  it('of a gauge that was known to tremble lowers further below the mark, as live', () => {
    const moments = [
      ...times(4, { stageM: 1.2, chance: 1 }),
      ...times(8, { stageM: 0.88, chance: 0 }),
      ...times(2, { stageM: 0.8, chance: 0 }),
    ];
    const closed = (trembleM: number) => {
      const events = replay({ policy: policyOf([ruleAt('prepare')]), ...place }, hindcastOf(moments, [3, 6], trembleM));
      return hours(events.find(({ kind }) => kind === 'closed')!.at);
    };
    expect(closed(0)).toBe(2);
    expect(closed(0.06)).toBe(3);
  });

  it('begins with the first moment, of which a gauge may have said nothing yet', () => {
    const policy = policyOf([ruleAt('prepare')]);
    const [high] = replay({ policy, ...place }, hindcastOf([{ stageM: 1.2, chance: 1 }]));
    expect([high!.kind, high!.at]).toEqual(['raised', 0]);
    const [unseen] = replay({ policy, ...place }, hindcastOf([{ ...calm, silent: true }, calm]));
    expect(unseen).toMatchObject({ kind: 'sight-lost', at: 0, reason: { because: 'not-seen', since: null } });
  });

  it('when a level stands does not depend on what milder rules say', () => {
    fc.assert(
      fc.property(
        past,
        threeRules,
        fc.constantFrom('prepare' as const, 'act' as const, 'danger' as const),
        (hindcast, rules, level) => {
          const policy = policyOf(rules);
          const rule = rules.find((each) => each.level === level)!;
          const whole = episodesAt(level, replay({ policy, ...place }, hindcast));
          const alone = episodesAt(level, replay({ policy: policyWith(policy, rule, rule), ...place }, hindcast));
          expect(alone).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });
});
