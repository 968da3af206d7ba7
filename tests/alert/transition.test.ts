import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { act, releaseWhenDue } from '../../src/alert/act.ts';
import { answerTo, levelOf, newCommuneState, publicLevelOf } from '../../src/alert/alert.ts';
import { isFirstSight, isNotSeenYet } from '../../src/alert/sight-reasons.ts';
import { standingAt } from '../../src/alert/standing-at.ts';
import { transition } from '../../src/alert/transition.ts';
import type { Assessment } from '../../src/policy/assessment.ts';
import { decide } from '../../src/policy/decide.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { assessmentOf, MIN, policyOf, T0 } from '../support/decisions.ts';
import { calm, play, sure } from '../support/one-gauge.ts';

describe('transition', () => {
  test('what was seen by a clock that was years ahead holds no level up once it is set right', () => {
    const lowered = (aheadMs: number) => {
      const river = play();
      river.setClock(aheadMs);
      for (const stageM of [0.5, 0.6, 0.8, 1.2, 1.6]) river.step(stageM, sure);
      river.setClock(-aheadMs);
      return Array.from({ length: 40 }, () => river.step(0.7, calm)).flat();
    };
    expect(lowered(3 * 365 * 24 * 60 * MIN)).toEqual(lowered(0));
    expect(lowered(0)).toContain('closed normal');
  });
  test('by a clock that was set back an alert of the same second is another one, be it the second since', () => {
    const river = play();
    const raisedAnd = (setMin: number) => {
      river.step(2.1, calm);
      const { id, raisedAt } = river.state.alert!;
      river.step(null, null);
      expect(river.act({ kind: 'close' })).toBe('closed staff');
      river.setClock(setMin * MIN);
      return { id, at: (raisedAt - T0) / MIN };
    };
    const first = raisedAnd(-20);
    expect(raisedAnd(-30)).toEqual({ id: `${first.id}-5`, at: first.at });
    const earlier = raisedAnd(-10);
    expect(earlier.at).toBeLessThan(first.at);
    const again = raisedAnd(0);
    expect([again.at, again.id === first.id]).toEqual([first.at, false]);
  });

  test('a chance raises on two of three assessments, one alert a flood', () => {
    const river = play();
    expect(river.step(0.5, [0.9, 0.1, 0])).toEqual([]);
    expect(river.step(0.5, [0.2, 0.1, 0])).toEqual([]);
    expect(river.step(0.6, [0.9, 0.1, 0])).toEqual(['raised prepare']);
    expect(river.step(0.7, [1, 0.9, 0])).toEqual([]);
    expect(river.step(0.8, [1, 0.9, 0])).toEqual(['escalated act']);
    expect(new Set(river.told.map((event) => event.alert)).size).toBe(1);
  });

  test('a second look at the same observation casts no second vote', () => {
    const river = play();
    river.step(0.5, sure, { dataAt: T0 });
    expect(river.step(0.5, sure, { dataAt: T0 })).toEqual([]);
    expect(river.step(0.5, sure, { dataAt: T0 + MIN })).toEqual(['raised act']);
  });

  test('a chance that was high too long ago counts no more: one of the last three is not two', () => {
    const river = play();
    const high = [true, false, false, true, false, false, true];
    expect(high.flatMap((is) => river.step(0.5, is ? [0.9, 0, 0] : [0.4, 0, 0]))).toEqual([]);
    expect(river.step(0.5, [0.9, 0, 0])).toEqual(['raised prepare']);
  });

  test('each level asks for the votes of its own rule', () => {
    const river = play({ ...policyOf(), rules: policyOf().rules.map((rule, index) => ({ ...rule, k: 3 - index })) });
    expect(river.step(0.5, [0.9, 0.9, 0])).toEqual([]);
    expect(river.step(0.5, [0.9, 0.9, 0])).toEqual(['raised act']);
    expect(play({ ...policyOf(), rules: policyOf({ k: 1 }).rules }).step(0.5, [0.9, 0, 0])).toEqual(['raised prepare']);
  });

  test('looking again at the same observations, however often, raises neither sooner nor later', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 3 })), { maxLength: 12 }), (looks) => {
        const [once, again] = [play(), play()];
        const raised = (river: ReturnType<typeof play>, index: number, isHigh: boolean) =>
          river.step(0.5, isHigh ? sure : [0.4, 0.4, 0], { dataAt: T0 + index * MIN });
        looks.forEach(([isHigh, times], index) => {
          const events = raised(once, index, isHigh);
          const looked = Array.from({ length: times + 1 }, () => raised(again, index, isHigh)).flat();
          expect(looked).toEqual(events);
        });
      }),
    );
  });

  test('while nothing is seen, here or upstream, nothing votes: what was seen before a silence still counts', () => {
    const river = play();
    river.step(0.5, [0.9, 0, 0]);
    for (let step = 0; step < 5; step += 1) river.step(null, null);
    expect(river.step(0.5, [0.9, 0, 0])).toEqual(['sight-regained normal', 'raised prepare']);
  });

  test('an observed passage raises at once, to the level of the mark passed', () => {
    expect(play().step(2.1, calm)).toEqual(['raised act']);
  });

  test('an event says when its stage was observed, which is before it was judged', () => {
    const river = play();
    const observedAt = T0 + 3 * MIN;
    river.step(2.1, calm, { sight: { kind: 'seen', stageM: 2.1, observedAt } });
    river.act({ kind: 'acknowledge', level: 'act' });
    expect(river.told).toMatchObject([
      { kind: 'raised', at: T0 + 10 * MIN, stageM: 2.1, observedAt },
      { kind: 'acknowledged', stageM: null, observedAt: null },
    ]);
  });

  test('it stays while between the thresholds, while rising, and for its dwell time; then falls level by level', () => {
    const river = play();
    river.step(2.1, sure);
    expect(river.step(1.9, [0.9, 0.4, 0])).toEqual([]);
    for (let stageM = 1.5; stageM < 1.95; stageM += 0.1) expect(river.step(stageM, [0.9, 0, 0])).toEqual([]);
    const falling = [1.9, 1.8, 1.7, 1.6, 1.5].flatMap((stageM) => river.step(stageM, [0.9, 0, 0]));
    expect(falling).toEqual(['lowered prepare']);
    const gone = Array.from({ length: 7 }, () => river.step(0.6, calm)).flat();
    expect(gone).toEqual(['closed normal']);
    expect(river.state.alert).toBeNull();
  });

  test('it is not lowered while the water rises below its mark, however calm the forecast and however long the rise', () => {
    const river = play();
    river.step(2.1, calm);
    river.step(0, calm);
    const rising = Array.from({ length: 90 }, (_, step) => river.step(0.01 * step, calm)).flat();
    expect(rising).toEqual([]);
    expect([0.8, 0.7].flatMap((stageM) => river.step(stageM, calm))).toEqual(['closed normal']);
  });

  test('it has been calm for its dwell time only where it was calm all that time', () => {
    const river = play();
    river.step(2.1, calm);
    river.step(0.9, calm);
    const between = [0.4, 0, 0, 0, 0.4, 0, 0, 0, 0, 0, 0];
    expect(between.flatMap((chance) => river.step(0.5, [chance, 0, 0]))).toEqual(['lowered prepare']);
    expect(river.step(0.5, calm)).toEqual(['closed normal']);
  });

  test('an event says by what its own level was raised, and why the level that it leaves was left', () => {
    const passage = { p10At: T0, p50At: T0 + MIN, p90At: T0 + 2 * MIN };
    const river = play(policyOf({ k: 1 }));
    const chances = assessmentOf(T0, 1.2, [0.9, 0.8, 0.1]).chances.map((each) => ({ ...each, passage }));
    river.step(1.2, null, { chances });
    river.step(1.1, [0.9, 0.1, 0.05]);
    for (let step = 0; step < 7; step += 1) river.step(0.9, [0.5, 0.2, 0.05]);
    for (let step = 0; step < 7; step += 1) river.step(0.5, [0.15, 0.1, 0.05]);
    expect(river.told).toMatchObject([
      { kind: 'raised', level: 'act', reason: { because: 'chance-high' }, probability: 0.8, leadTimeH: 6, passage },
      { kind: 'lowered', level: 'prepare', reason: { because: 'chance-low' }, probability: 0.2, passage: null },
      { kind: 'closed', reason: { because: 'chance-low' }, probability: 0.15 },
    ]);
    river.step(2.1, calm);
    const observed = { because: 'observed-passage', markM: 2, stageM: 2.1 };
    expect(river.told.at(-1)).toMatchObject({ kind: 'raised', reason: observed, probability: null, passage: null });
  });

  test('what is remembered of a gauge does not grow with the months', () => {
    const river = play();
    river.step(null, null);
    for (let step = 0; step < 6 * 8; step += 1) river.step(0.5 + (step % 2) / 10, calm);
    const { length } = JSON.stringify(river.state);
    for (let step = 0; step < 6 * 24 * 7; step += 1) {
      const observedAt = T0 + (6 * 8 + 5 * Math.floor(step / 5)) * 10 * MIN;
      river.step(0.5, calm, { sight: { kind: 'seen', stageM: 0.5, observedAt } });
    }
    expect(JSON.stringify(river.state).length).toBeLessThan(length / 2);
  });

  test('it is not lowered while the water stands just below its mark, where the level would come and go', () => {
    const river = play();
    river.step(2.1, calm);
    const near = Array.from({ length: 20 }, (_, index) => river.step(index % 2 ? 1.96 : 1.98, calm)).flat();
    expect(near).toEqual([]);
    expect(river.step(1.93, calm)).toEqual(['lowered prepare']);
  });

  test('a gauge that stands still after a rise may be stuck: for six hours only a fall lowers it', () => {
    const rising = (river: ReturnType<typeof play>) => {
      for (const stageM of [1.1, 1.4, 1.7]) river.step(stageM, sure);
      const stood = Array.from({ length: 30 }, (_, step) => river.step(1.7 + (step % 2) * 0.008, calm)).flat();
      expect(stood).toEqual([]);
      return river;
    };
    const crest = rising(play());
    expect([1.6, 1.5].flatMap((stageM) => crest.step(stageM, calm))).toEqual(['lowered prepare']);
    const still = rising(play());
    expect(Array.from({ length: 6 }, () => still.step(1.7, calm)).flat()).toEqual(['lowered prepare']);
    // Where it was not rising, standing still says nothing.
    const flat = play();
    for (let step = 0; step < 3; step++) flat.step(0.5, sure);
    expect(Array.from({ length: 7 }, () => flat.step(0.5, calm)).flat()).toEqual(['closed normal']);
  });

  test('silence lowers nothing: staff are told, reminded after one, two, four hours, and may close by hand', () => {
    const river = play();
    river.step(2.1, sure);
    expect(river.act({ kind: 'close' })).toBe('still-on');
    const quiet = Array.from({ length: 25 }, () => river.step(null, calm)).flat();
    expect(quiet).toEqual(['sight-lost act', 'still-not-seen act', 'still-not-seen act', 'still-not-seen act']);
    expect(river.act({ kind: 'close' })).toBe('closed staff');
    expect(levelOf(river.state)).toBe('unknown');
    expect(river.step(0.5, calm)).toEqual(['sight-regained normal']);
  });

  test('a silence of weeks is told every twelve hours, and not less and less', () => {
    const river = play();
    river.step(2.1, sure);
    const hours = Array.from({ length: 6 * 24 * 4 }, (_, step) => (river.step(null, calm).length > 0 ? step / 6 : -1));
    expect(hours.filter((each) => each >= 0)).toEqual([0, 1, 2, 4, 8, 16, 28, 40, 52, 64, 76, 88]);
  });

  test('a clock that is set back by a day does not put off the reminders of a silent gauge by as long', () => {
    const river = play();
    river.step(2.1, sure);
    expect(river.step(null, calm)).toEqual(['sight-lost act']);
    const stepsBack = Array.from({ length: 13 }, (_, step) =>
      river.step(null, calm, { issuedAt: T0 - 24 * 60 * MIN + step * 10 * MIN }),
    );
    expect(stepsBack.map((events) => events.length)).toEqual([1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  });

  test('a clock that is set back by a day does not hold the alert up by as long', () => {
    const river = play();
    river.step(2.1, sure);
    river.step(1, calm);
    const back = Array.from({ length: 30 }, (_, step) => {
      const at = T0 - 24 * 60 * MIN + step * 10 * MIN;
      return river.step(0.5, calm, {
        issuedAt: at,
        dataAt: at,
        sight: { kind: 'seen', stageM: 0.5, observedAt: at },
      });
    });
    expect(back.flat()).toEqual(['closed normal']);
  });

  test('a gauge that is silent and one that says only what is doubtful are told apart', () => {
    const lostBy = (why: 'silent' | 'suspect') => {
      const river = play();
      river.step(0.5, calm);
      river.step(null, calm, { sight: { kind: 'not-seen', since: T0, why } });
      return river.told.at(-1)?.reason;
    };
    expect(isNotSeenYet({ reason: { because: 'not-seen', since: null } })).toBe(true);
    expect(isNotSeenYet({ reason: { because: 'suspect-only', since: null } })).toBe(true);
    expect(isNotSeenYet({ reason: lostBy('silent')! })).toBe(false);
    expect(lostBy('silent')).toEqual({ because: 'not-seen', since: T0 });
    expect(lostBy('suspect')).toEqual({ because: 'suspect-only', since: T0 });
  });

  test('a doubtful passage of a higher mark is told too, and the same one once', () => {
    const river = play();
    const doubtful = (level: 'act' | 'danger') => ({
      suspectPassage: { stageM: 4, observedAt: T0, level, tests: ['spike'] as const },
    });
    expect(river.step(0.5, calm, doubtful('act'))).toEqual(['suspect-passage normal']);
    expect(river.step(0.5, calm, doubtful('act'))).toEqual([]);
    expect(river.step(0.5, calm, doubtful('danger'))).toEqual(['suspect-passage normal']);
    expect(river.step(0.5, calm, doubtful('act'))).toEqual([]);
  });

  test('votes from before a maintenance say nothing of the river after it; those from before a silence do', () => {
    const raisedAfter = (sight: Assessment['sight']) => {
      const river = play();
      river.step(0.5, [0.9, 0, 0]);
      river.step(null, calm, { sight });
      return river.step(0.5, [0.9, 0, 0]);
    };
    const held = { until: T0, person: 'staff' };
    expect(raisedAfter({ kind: 'not-seen', since: T0, why: 'maintenance', ...held })).toEqual([
      'sight-regained normal',
    ]);
    for (const sight of [
      { kind: 'not-seen', since: T0, why: 'silenced', ...held },
      { kind: 'not-seen', since: T0, why: 'silent' },
    ] as const)
      expect(raisedAfter(sight)).toEqual(['sight-regained normal', 'raised prepare']);
  });

  test('that the level came down is for residents to hear where they were told of it, and else for staff', () => {
    const audienceOfFall = (isTold: boolean) => {
      const river = play();
      river.step(2.5, sure);
      if (isTold) river.act({ kind: 'release', level: 'act' });
      while (river.state.alert?.level === 'act') river.step(1.5, [1, 0, 0]);
      return river.told.at(-1);
    };
    expect(audienceOfFall(true)).toMatchObject({ kind: 'lowered', level: 'prepare', audience: 'public' });
    expect(audienceOfFall(false)).toMatchObject({ kind: 'lowered', level: 'prepare', audience: 'staff' });
  });

  test('a level whose rule is gone falls, and says why', () => {
    const policy = policyOf();
    const raised = transition(newCommuneState('coursan'), decide(policy, assessmentOf(T0, 2.5, calm)), policy, 0.02);
    const without = { ...policy, rules: [] };
    const later = assessmentOf(T0 + 10 * MIN, 2.5, null);
    const { state, events } = transition(raised.state, decide(without, later), without, 0.02);
    expect(state.alert).toBeNull();
    expect(events).toMatchObject([{ kind: 'closed', reason: { because: 'no-rule' } }]);
  });

  test('a level whose rule is gone stays where nobody sees the river', () => {
    const policy = policyOf();
    const raised = transition(newCommuneState('coursan'), decide(policy, assessmentOf(T0, 2.5, calm)), policy, 0.02);
    const without = { ...policy, rules: [] };
    const unseen = decide(without, assessmentOf(T0 + 10 * MIN, null, null));
    expect(transition(raised.state, unseen, without, 0.02).state.alert?.level).toBe('act');
  });

  test('what had voted for an alert that was closed by hand votes for no other', () => {
    const river = play();
    river.step(0.5, sure);
    river.step(0.5, sure);
    river.step(null, null);
    expect(river.act({ kind: 'close' })).toBe('closed staff');
    expect(river.step(0.5, sure)).toEqual(['sight-regained normal']);
    expect(river.step(0.5, sure)).toEqual(['raised act']);
  });

  test('unknown replaces only normal', () => {
    const river = play();
    expect(river.step(null, calm)).toEqual(['sight-lost unknown']);
    expect(river.step(null, calm)).toEqual([]);
    expect(publicLevelOf(river.state)).toBe('unknown');
    expect(river.step(2.5, calm)).toEqual(['sight-regained normal', 'raised act']);
  });

  test('a gauge that is seen for the first time is not told as seen again', () => {
    const river = play();
    river.step(null, calm, { sight: { kind: 'not-seen', since: null, why: 'silent' } });
    river.step(0.5, calm);
    river.step(null, calm);
    river.step(0.5, calm);
    const firsts = river.told.filter(({ kind }) => kind === 'sight-regained').map(isFirstSight);
    expect(firsts).toEqual([true, false]);
  });

  test('a suspect passage goes to staff once, and never raises', () => {
    const river = play();
    const suspectPassage = { stageM: 2.4, observedAt: T0, level: 'act', tests: ['spike'] } as const;
    expect(river.step(0.5, calm, { suspectPassage })).toEqual(['suspect-passage normal']);
    expect(river.step(0.5, calm, { suspectPassage })).toEqual([]);
    expect(river.told.every((event) => event.audience === 'staff')).toBe(true);
    river.step(0.5, calm);
    expect(river.step(0.5, calm, { suspectPassage })).toEqual(['suspect-passage normal']);
  });
});

describe('what residents are told', () => {
  test('waits for a person; the second person to decide sees that it is decided', () => {
    const river = play();
    river.step(2.1, sure);
    expect(publicLevelOf(river.state)).toBe('normal');
    expect(river.act({ kind: 'release', level: 'prepare' })).toBe('level-changed');
    expect(river.act({ kind: 'release', level: 'act' })).toBe('released public');
    expect(publicLevelOf(river.state)).toBe('act');
    expect(river.act({ kind: 'hold-back', level: 'act' }, 'deputy')).toBe('already-decided');
  });

  test.each(['release', 'hold-back'] as const)(
    'who decides (%s) has answered, and nobody else is asked; a higher level asks anew',
    (kind) => {
      const river = play();
      river.step(2.1, sure);
      expect(answerTo(river.state.alert!)).toBeNull();
      river.act({ kind, level: 'act' });
      expect(answerTo(river.state.alert!)).toMatchObject({ level: 'act', person: 'mayor' });
      // Told from its events alone it is the same.
      const { acknowledged } = standingAt(river.told, river.told.at(-1)!.at);
      expect(acknowledged).toEqual(river.state.alert!.acknowledgements);
      expect(river.act({ kind: 'acknowledge', level: 'act' }, 'deputy')).toBe('already-acknowledged');
      river.step(3.1, sure);
      expect(answerTo(river.state.alert!)).toBeNull();
    },
  );

  test('what nobody has decided is still asked when the water comes down to it, be it that a lower level was held back', () => {
    for (const isHeldBack of [false, true]) {
      const river = play();
      river.step(1.1, calm);
      if (isHeldBack) river.act({ kind: 'hold-back', level: 'prepare' });
      river.step(3.1, sure);
      while (river.state.alert?.level === 'danger') river.step(2.5, [1, 1, 0]);
      expect(river.state.alert?.telling).toMatchObject({ pending: { level: 'act' }, told: 'normal' });
      expect(river.act({ kind: 'release', level: 'act' })).toBe('released public');
    }
  });

  test('is decided once: the same decision again is refused, and told to nobody twice', () => {
    for (const kind of ['release', 'hold-back'] as const) {
      const river = play();
      river.step(2.1, sure);
      river.act({ kind, level: 'act' });
      expect(river.act({ kind, level: 'act' }, 'deputy')).toBe('already-decided');
    }
  });

  test('what a person held back is not asked again when the water comes down to it from above', () => {
    const river = play();
    river.step(2.1, sure);
    river.act({ kind: 'hold-back', level: 'act' });
    river.step(3.1, [1, 1, 1]);
    expect(river.state.alert?.telling.pending).toMatchObject({ level: 'danger' });
    while (river.state.alert?.level === 'danger') river.step(2.5, [1, 1, 0]);
    expect(river.state.alert).toMatchObject({ level: 'act', telling: { pending: null, heldBack: 'act' } });
  });

  test('whoever answered for a higher level takes care of it still when the water comes down, and nobody of the level that it comes down to', () => {
    const river = play();
    river.step(2.5, sure);
    river.act({ kind: 'acknowledge', level: 'act' }, 'deputy');
    river.step(3.1, sure);
    river.act({ kind: 'acknowledge', level: 'danger' });
    while (river.state.alert?.level === 'danger') river.step(2.5, sure);
    expect(answerTo(river.state.alert!)).toMatchObject({ level: 'danger', person: 'mayor' });
    expect(river.act({ kind: 'acknowledge', level: 'act' }, 'deputy')).toBe('already-acknowledged');
  });

  test('residents who were told of no level read that nobody can say, once the gauge in alert is not seen', () => {
    const river = play();
    river.step(2.5, sure);
    expect(publicLevelOf(river.state)).toBe('normal');
    river.step(null, null);
    expect([levelOf(river.state), publicLevelOf(river.state)]).toEqual(['act', 'unknown']);
  });

  test('an answer given before a decision stays the answer', () => {
    const river = play();
    river.step(2.1, sure);
    river.act({ kind: 'acknowledge', level: 'act' }, 'deputy');
    river.act({ kind: 'release', level: 'act' });
    expect(river.state.alert!.acknowledgements.map(({ person }) => person)).toEqual(['deputy']);
  });

  test('nor where they held back what stood above it too: a signed rule must not tell of a river that falls what a person kept', () => {
    const release = { by: 'person-or-timeout', afterMin: 15, signedBy: 'mayor-demo', signedIn: 1 } as const;
    const river = play(policyOf({ release }));
    river.step(2.5, sure);
    river.act({ kind: 'hold-back', level: 'act' });
    river.step(3.5, sure);
    river.act({ kind: 'hold-back', level: 'danger' });
    for (let step = 0; step < 30; step += 1) river.step(2.5, calm);
    expect(river.state.alert).toMatchObject({
      level: 'act',
      telling: { told: 'normal', pending: null, heldBack: 'act' },
    });
    expect(river.act({ kind: 'release', level: 'act' })).toBe('released public');
    for (let step = 0; step < 30; step += 1) river.step(0.5, calm);
    expect(river.state.alert).toBeNull();
  });

  test('what was held back is no more once the water came down to what residents know: nothing is left to tell, and nothing is told twice', () => {
    const river = play();
    river.step(2.1, sure);
    river.act({ kind: 'release', level: 'act' });
    river.step(3.1, [1, 1, 1]);
    river.act({ kind: 'hold-back', level: 'danger' });
    while (river.state.alert?.level === 'danger') river.step(2.5, [1, 1, 0]);
    expect(river.state.alert).toMatchObject({ level: 'act', telling: { told: 'act', pending: null, heldBack: null } });
    expect(river.act({ kind: 'release', level: 'act' })).toBe('already-decided');
    expect(river.act({ kind: 'correct', level: 'act' })).toBe('corrected public');
    expect(publicLevelOf(river.state)).toBe('normal');
  });

  test('what residents know already is told to them by no release, be it written down as held back', () => {
    const river = play();
    river.step(2.1, sure);
    river.act({ kind: 'release', level: 'act' });
    const { alert } = river.state;
    const stored = { ...river.state, alert: { ...alert!, telling: { ...alert!.telling, heldBack: 'act' as const } } };
    const again = act(stored, { kind: 'release', level: 'act' }, 'mayor-1', policyOf(), T0 + 60 * MIN);
    expect(again).toMatchObject({ ok: false, error: { kind: 'already-decided' } });
  });

  test('held back: nothing goes out, the next level asks again, and it may still be released', () => {
    const river = play();
    river.step(2.1, sure);
    expect(river.act({ kind: 'hold-back', level: 'act' })).toBe('held-back staff');
    expect(river.act({ kind: 'release', level: 'act' })).toBe('released public');
    expect(river.step(3.1, sure)).toEqual(['escalated danger']);
    expect(river.state.alert?.telling.pending?.level).toBe('danger');
    expect(publicLevelOf(river.state)).toBe('act');
  });

  test('the minutes that a signed policy gives begin anew where the clock is set back by an hour', () => {
    const policy = policyOf({
      release: { by: 'person-or-timeout', afterMin: 15, signedBy: 'mayor-demo', signedIn: 1 },
    });
    const raise = decide(policy, assessmentOf(T0 + 60 * MIN, 2.1, sure));
    let { state } = transition(newCommuneState('coursan'), raise, policy, 0.02);
    const releasedAt = [0, 5, 10, 15, 20].filter((minute) => {
      const released = releaseWhenDue(state, policy, T0 + minute * MIN);
      state = released.state;
      return released.events.length > 0;
    });
    expect(releasedAt).toEqual([15]);
  });

  test('does not go out by itself once whoever may sign has taken that back, and by other minutes once they are signed', () => {
    const signedFor = (afterMin: number, signedIn: number) =>
      policyOf({ release: { by: 'person-or-timeout', afterMin, signedBy: 'mayor-demo', signedIn } });
    const raise = decide(signedFor(15, 1), assessmentOf(T0, 2.1, sure));
    const { state } = transition(newCommuneState('coursan'), raise, signedFor(15, 1), 0.02);
    const waits = releaseWhenDue(state, policyOf(), T0 + 10 * MIN);
    expect(waits.state.alert?.telling.pending).toMatchObject({ level: 'act', dueAt: null, signed: null });
    expect(releaseWhenDue(waits.state, policyOf(), T0 + 60 * MIN)).toEqual({ state: waits.state, events: [] });

    // What is signed while the level waits counts from then on: nobody is told at the stroke of a pen.
    const anew = releaseWhenDue(waits.state, signedFor(20, 3), T0 + 60 * MIN);
    expect(anew.events).toEqual([]);
    expect(releaseWhenDue(anew.state, signedFor(20, 3), T0 + 79 * MIN).events).toEqual([]);
    expect(releaseWhenDue(anew.state, signedFor(20, 3), T0 + 80 * MIN).events).toMatchObject([
      { kind: 'released', reason: { because: 'policy-timeout', signedIn: 3, afterMin: 20 } },
    ]);
  });

  test('waits for a person where only another level, or another commune, has signed minutes: the soonest of its own', () => {
    const signed = (afterMin: number) =>
      ({ by: 'person-or-timeout', afterMin, signedBy: 'mayor-demo', signedIn: 1 }) as const;
    const dueWith = (...others: Policy['rules']) => {
      const policy = { ...policyOf(), rules: [...policyOf().rules, ...others] };
      const raise = decide(policy, assessmentOf(T0, 2.1, sure));
      return transition(newCommuneState('coursan'), raise, policy, 0.02).state.alert?.telling.pending?.dueAt;
    };
    const own = policyOf({ station: 'mill' }).rules;
    const [, act, danger] = own;
    expect(dueWith({ ...danger!, release: signed(5) })).toBeNull();
    expect(dueWith({ ...act!, commune: 'elsewhere', release: signed(5) })).toBeNull();
    expect(dueWith({ ...act!, release: signed(20) }, { ...act!, station: 'quay', release: signed(5) })).toBe(
      T0 + 5 * MIN,
    );
  });

  test('the same minutes signed by another begin when they were signed', () => {
    const by = (signedBy: string, signedIn: number) =>
      policyOf({ release: { by: 'person-or-timeout', afterMin: 15, signedBy, signedIn } });
    const raise = decide(by('anne', 1), assessmentOf(T0, 2.1, sure));
    const { state } = transition(newCommuneState('coursan'), raise, by('anne', 1), 0.02);
    for (const other of [by('paul', 1), by('anne', 2)])
      expect(releaseWhenDue(state, other, T0 + 10 * MIN).state.alert?.telling.pending?.dueAt).toBe(T0 + 25 * MIN);
    expect(releaseWhenDue(state, by('anne', 1), T0 + 10 * MIN)).toEqual({ state, events: [] });
  });

  test('does not go out after the minutes of one gauge that were taken back, where others of another gauge were signed with them', () => {
    const signed = (afterMin: number) =>
      ({ by: 'person-or-timeout', afterMin, signedBy: 'mayor-demo', signedIn: 1 }) as const;
    const quay = policyOf({ station: 'quay', release: signed(60) }).rules;
    const both = (release: Policy['rules'][number]['release']) => ({
      ...policyOf(),
      rules: [...policyOf({ release }).rules, ...quay],
    });
    const raise = decide(both(signed(10)), assessmentOf(T0, 2.1, sure));
    const { state } = transition(newCommuneState('coursan'), raise, both(signed(10)), 0.02);
    expect(state.alert?.telling.pending?.dueAt).toBe(T0 + 10 * MIN);
    const later = releaseWhenDue(state, both({ by: 'person' }), T0 + 10 * MIN);
    expect(later.events).toEqual([]);
    expect(later.state.alert?.telling.pending?.dueAt).toBe(T0 + 70 * MIN);
  });

  test('goes out by itself only after the minutes that a signed policy gives', () => {
    const river = play(
      policyOf({
        release: { by: 'person-or-timeout', afterMin: 15, signedBy: 'mayor-demo', signedIn: 1 },
      }),
    );
    river.step(2.1, sure);
    expect(river.step(2.2, sure)).toEqual([]);
    expect(river.step(2.3, sure)).toEqual(['released act']);
    expect(river.told.at(-1)?.reason).toEqual({
      because: 'policy-timeout',
      signedBy: 'mayor-demo',
      signedIn: 1,
      afterMin: 15,
    });
  });

  test('those who were told hear the all-clear', () => {
    const river = play();
    river.step(1.2, calm);
    river.act({ kind: 'release', level: 'prepare' });
    for (let count = 0; count < 8; count++) river.step(0.5, calm);
    expect(river.told.at(-1)).toMatchObject({ kind: 'closed', audience: 'public', level: 'normal', from: 'prepare' });
  });

  test('an acknowledgement is one a level, and names who was first', () => {
    const river = play();
    river.step(2.1, sure);
    expect(river.act({ kind: 'acknowledge', level: 'danger' })).toBe('level-changed');
    expect(river.act({ kind: 'acknowledge', level: 'act' })).toBe('acknowledged staff');
    expect(river.act({ kind: 'acknowledge', level: 'act' }, 'deputy')).toBe('already-acknowledged');
    expect(river.act({ kind: 'acknowledge', level: 'act' }, 'deputy')).toBe('already-acknowledged');
  });
});
