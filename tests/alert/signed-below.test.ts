import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { releaseWhenDue } from '../../src/alert/act.ts';
import type { CommuneState } from '../../src/alert/alert.ts';
import { sooner } from '../../src/alert/release.ts';
import { standingAt } from '../../src/alert/standing-at.ts';
import type { Policy, Release } from '../../src/policy/policy.ts';
import {
  higher,
  isRaisedLevel,
  type RaisedLevel,
  raisedLevels,
  rank,
  type StandingLevel,
} from '../../src/territory/alert-level.ts';
import { MIN, policyOf, T0 } from '../support/decisions.ts';
import { calm, play, sure } from '../support/one-gauge.ts';
import { live, story } from '../support/random-story.ts';

/** Minutes by level; `null`: a person alone. */
function signedFor(minutes: Partial<Record<RaisedLevel, number | null>>, version = 1): Policy {
  const policy = policyOf();
  const releaseOf = (afterMin: number | null | undefined): Release =>
    afterMin == null
      ? { by: 'person' }
      : { by: 'person-or-timeout', afterMin, signedBy: 'mayor-demo', signedIn: version };
  return {
    ...policy,
    version,
    rules: policy.rules.map((rule) => ({ ...rule, release: releaseOf(minutes[rule.level]) })),
  };
}

const allSure = [1, 1, 1] as const;
const only = [1, 0, 0] as const;

describe('a level that was signed for goes out in its minutes though the water rises on', () => {
  test('beside a higher one with minutes of its own, each in its time', () => {
    const river = play(signedFor({ prepare: 25, act: 25, danger: 25 }));
    expect(river.step(1.2, only)).toEqual(['raised prepare']);
    expect(river.step(2.1, sure)).toEqual(['escalated act']);
    expect(river.step(3.1, allSure)).toEqual(['escalated danger']);
    expect(river.state.alert?.telling.pending).toMatchObject({
      level: 'danger',
      dueAt: T0 + 55 * MIN,
      lower: [
        { level: 'prepare', dueAt: T0 + 35 * MIN },
        { level: 'act', dueAt: T0 + 45 * MIN },
      ],
    });
    expect(river.step(3.2, allSure)).toEqual(['released danger']);
    expect(river.told.at(-1)).toMatchObject({ audience: 'public', reason: { told: 'prepare', afterMin: 25 } });
    expect(river.state.alert?.telling).toMatchObject({ told: 'prepare', pending: { lower: [{ level: 'act' }] } });
    river.step(3.2, allSure);
    expect(river.state.alert?.telling).toMatchObject({ told: 'act', pending: { level: 'danger' } });
    expect(river.state.alert?.telling.pending?.lower).toBeUndefined();
    expect(river.step(3.2, allSure)).toEqual(['released danger']);
    expect(river.told.at(-1)?.reason).not.toHaveProperty('told');
    expect(river.state.alert?.telling).toMatchObject({ told: 'danger', pending: null });
  });

  test('where the higher one waits for a person, who is still asked', () => {
    const river = play(signedFor({ act: 20 }));
    river.step(2.1, sure);
    expect(river.step(3.1, allSure)).toEqual(['escalated danger']);
    expect(river.step(3.2, allSure)).toEqual(['released danger']);
    expect(river.state.alert?.telling).toMatchObject({ told: 'act', pending: { level: 'danger', dueAt: null } });
    for (let count = 0; count < 9; count++) expect(river.step(3.2, allSure)).toEqual([]);
    expect(river.act({ kind: 'release', level: 'danger' })).toBe('released public');
    expect(river.state.alert?.telling.told).toBe('danger');
  });

  test('where the water was at the higher one at once', () => {
    const river = play(signedFor({ act: 20 }));
    expect(river.step(3.1, allSure)).toEqual(['raised danger']);
    river.step(3.2, allSure);
    expect(river.step(3.2, allSure)).toEqual(['released danger']);
    expect(river.state.alert?.telling).toMatchObject({ told: 'act', pending: { level: 'danger' } });
  });

  test('after a standstill the highest that is due, and once', () => {
    const river = play(signedFor({ prepare: 15, act: 25 }));
    river.step(3.1, allSure);
    river.setClock(60 * MIN);
    expect(river.step(3.2, allSure)).toEqual(['released danger']);
    expect(river.state.alert?.telling).toMatchObject({ told: 'act', before: 'normal' });
    for (let count = 0; count < 6; count++) expect(river.step(3.2, allSure)).toEqual([]);
  });

  test('not where the higher one goes out before it, or with it', () => {
    for (const danger of [10, 20]) {
      const river = play(signedFor({ act: 20, danger }));
      river.step(3.1, allSure);
      expect(sooner(river.state.alert!.telling.pending!)).toEqual([]);
      river.step(3.1, allSure);
      river.step(3.1, allSure);
      expect(river.told.map(({ kind, reason }) => [kind, 'told' in reason])).toEqual([
        ['raised', false],
        ['released', false],
      ]);
    }
    const river = play(signedFor({ prepare: 40, act: 20 }));
    river.step(3.1, allSure);
    expect(sooner(river.state.alert!.telling.pending!)).toMatchObject([{ level: 'act' }]);
  });

  test('in its own minutes where the signature of a higher one that was due before it is taken back', () => {
    const river = play(signedFor({ act: 25, danger: 10 }));
    river.step(2.1, sure);
    river.step(3.1, allSure);
    const back = releaseWhenDue(river.state, signedFor({ act: 25 }), T0 + 29 * MIN);
    expect(back.state.alert?.telling.pending).toMatchObject({
      level: 'danger',
      dueAt: null,
      lower: [{ level: 'act', since: T0 + 10 * MIN, dueAt: T0 + 35 * MIN }],
    });
  });

  test('not where a person held it back, nor what lies above it', () => {
    const river = play(signedFor({ act: 20 }));
    river.step(2.1, sure);
    river.act({ kind: 'hold-back', level: 'act' });
    river.step(3.1, allSure);
    for (let count = 0; count < 6; count++) expect(river.step(3.2, allSure)).toEqual([]);
    const other = play(signedFor({ act: 30 }));
    other.step(3.1, allSure);
    other.act({ kind: 'hold-back', level: 'danger' });
    for (let count = 0; count < 6; count++) expect(other.step(3.2, allSure)).toEqual([]);
  });

  test('and what was pressed on a page that asked for it holds back nothing higher, before it goes out and after', () => {
    const river = play(signedFor({ act: 20 }));
    river.step(2.1, sure);
    river.step(3.1, allSure);
    expect(river.act({ kind: 'hold-back', level: 'act' })).toBe('level-changed');
    expect(river.step(3.2, allSure)).toEqual(['released danger']);
    expect(river.act({ kind: 'hold-back', level: 'act' })).toBe('level-changed');
    expect(river.act({ kind: 'release', level: 'act' })).toBe('level-changed');
    expect(river.state.alert?.telling).toMatchObject({ told: 'act', pending: { level: 'danger' }, heldBack: null });
  });

  test('not once the signature is taken back; signed anew, the minutes begin then', () => {
    const river = play(signedFor({ act: 20 }));
    river.step(3.1, allSure);
    const { state } = river;
    const at = (minutes: number) => T0 + (10 + minutes) * MIN;
    const back = releaseWhenDue(state, signedFor({}, 2), at(10));
    expect(back.state.alert?.telling.pending).toEqual({ level: 'danger', since: at(0), dueAt: null, signed: null });
    const anew = releaseWhenDue(back.state, signedFor({ act: 20 }, 3), at(30));
    expect(anew.events).toEqual([]);
    expect(releaseWhenDue(anew.state, signedFor({ act: 20 }, 3), at(49)).events).toEqual([]);
    expect(releaseWhenDue(anew.state, signedFor({ act: 20 }, 3), at(50)).events).toMatchObject([
      { kind: 'released', level: 'danger', reason: { told: 'act', signedIn: 3 } },
    ]);
  });

  test('runs on where the water falls to it', () => {
    const river = play({
      ...signedFor({ act: 90 }),
      rules: signedFor({ act: 90 }).rules.map((rule) => ({ ...rule, minDwellMin: 0 })),
    });
    river.step(3.1, allSure);
    let fallen: string[] = [];
    for (let count = 0; count < 7 && fallen.length === 0; count++) fallen = river.step(2.1 - count / 100, [1, 0.5, 0]);
    expect(fallen).toEqual(['lowered act']);
    expect(river.state.alert?.telling.pending).toMatchObject({ level: 'act', dueAt: T0 + 100 * MIN });
  });

  test('begins anew where the clock was set back', () => {
    const river = play(signedFor({ act: 20 }));
    river.step(3.1, allSure);
    const early = releaseWhenDue(river.state, signedFor({ act: 20 }), T0 - 120 * MIN);
    expect(early.state.alert?.telling.pending?.lower).toMatchObject([{ level: 'act', dueAt: T0 - 100 * MIN }]);
  });

  test('taken back as a mistake, it is held back, and what stands above still waits', () => {
    const river = play(signedFor({ prepare: 10, act: 20 }));
    river.step(3.1, allSure);
    river.step(3.1, allSure);
    expect(river.state.alert?.telling).toMatchObject({ told: 'prepare', before: 'normal' });
    expect(river.act({ kind: 'correct', level: 'prepare' })).toBe('corrected public');
    expect(river.step(3.2, allSure)).toEqual(['released danger']);
    expect(river.state.alert?.telling).toMatchObject({ told: 'act', pending: { level: 'danger' } });
  });
});

test('whatever happens under whatever signatures, the events alone tell what residents know, and never more than stands', () => {
  const minutes = fc.option(fc.integer({ min: 1, max: 90 }));
  let lower = 0;
  fc.assert(
    fc.property(story, fc.record({ prepare: minutes, act: minutes, danger: minutes }), (steps, signed) => {
      const { told } = live(steps, signedFor(signed));
      const events = told.map(({ event }) => event);
      told.forEach(({ event, before, after }, index) => {
        if (event.kind === 'released' && event.reason.because === 'policy-timeout') {
          const level = event.reason.told ?? event.level;
          if (!isRaisedLevel(level)) throw new Error(level);
          if (event.reason.told) lower += 1;
          expect(signed[level]).toBe(event.reason.afterMin);
          expect(rank(level)).toBeGreaterThan(rank(before.alert?.telling.told ?? 'normal'));
          expect(rank(level)).toBeGreaterThan(rank(before.alert?.telling.heldBack ?? 'normal'));
          expect(higher(level, before.alert?.level ?? 'normal')).toBe(before.alert?.level);
        }
        if (event.at === events[index + 1]?.at) return;
        const knows = knownIn(after);
        expect(standingAt(events, event.at).told).toBe(knows);
        expect(higher(after.alert?.level ?? 'normal', knows)).toBe(after.alert?.level ?? 'normal');
        const due = after.alert?.telling.pending?.lower ?? [];
        expect(due.map(({ level }) => level)).toEqual(raisedLevels.filter((each) => due.some((x) => x.level === each)));
        for (const each of due) expect(rank(each.level)).toBeGreaterThan(rank(knows));
      });
    }),
  );
  expect(lower).toBeGreaterThan(0);
});

function knownIn({ alert }: CommuneState): StandingLevel {
  return alert?.telling.told ?? 'normal';
}

test('calm water tells nobody anything', () => {
  const river = play(signedFor({ prepare: 1, act: 1, danger: 1 }));
  for (let count = 0; count < 5; count++) expect(river.step(0.5, calm)).toEqual([]);
});

test('what fell due long before the service began to listen has its minutes anew, once; after a short outage it goes out at once', () => {
  const policy = signedFor({ danger: 30 });
  const river = play(policy);
  river.step(3.1, allSure);
  const { dueAt } = river.state.alert!.telling.pending!;
  const releasedAt = (backAfter: number) => {
    const back = dueAt! + backAfter * MIN;
    let state = river.state;
    return [0, 1, 29, 30, 31].filter((minute) => {
      const next = releaseWhenDue(state, policy, back + minute * MIN, back);
      state = next.state;
      return next.events.length > 0;
    });
  };
  expect(releasedAt(20)).toEqual([0]);
  expect(releasedAt(60)).toEqual([0]);
  expect(releasedAt(61)).toEqual([30]);
  expect(releasedAt(3 * 24 * 60)).toEqual([30]);
});
