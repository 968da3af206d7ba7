import { describe, expect, it } from 'vitest';
import { newCommuneState } from '../../../src/alert/alert.ts';
import { keepFindings } from '../../../src/compose/keep-findings.ts';
import { DAY_MS, HOUR_MS } from '../../../src/lib/units.ts';
import type { Assessment } from '../../../src/policy/assessment.ts';
import { decide } from '../../../src/policy/decide.ts';
import type { PredictedEffect } from '../../../src/policy/predicted-effect.ts';
import { createNetwork } from '../../../src/territory/network.ts';
import { effectOf, watchRules } from '../../../src/verification/watch/watch-rules.ts';
import { ponton, ruleAt } from '../../support/hindcasts.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { sightsOf } from '../../support/sights-of.ts';
import { stageReading } from '../../support/stage-reading.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const START = NOW - 60 * DAY_MS;
const rule = ruleAt('act');
const town = {
  played: [],
  network: createNetwork([ponton]),
  communes: new Map([['bourg', { watches: [{ station: 'ponton', marks: { prepare: 1, act: 2, danger: 3 } }] }]]),
};
const effect = {
  floods: 9,
  hits: 9,
  misses: 0,
  falseAlarms: 1,
  falseAlarmsPerYear: 0.5,
  alertsPerYear: 2,
  medianLeadH: 1,
};
const entry = { at: START, actor: { person: 'staff' }, action: 'policy.changed', commune: 'bourg', detail: {} };
const predicted: PredictedEffect = {
  commune: 'bourg',
  station: 'ponton',
  level: 'act',
  markM: rule.markM,
  leadTimeH: rule.leadTimeH,
  from: 0,
  to: 1,
  before: effect,
  after: effect,
};

const stated80 = {
  level: 'act',
  markM: rule.markM,
  leadTimeH: rule.leadTimeH,
  probability: 0.8,
  passage: null,
} as const;

/** Sixty days on which the chance was stated at 80 % each noon, and the water never came; three alerts for nothing. */
async function dryDays(stated: Partial<Assessment['chances'][number]> = {}, isSeen = (_at: number) => true) {
  const stores = memoryStores();
  const policy = stores.policies.append(
    { author: 'staff', reason: 'tuned', createdAt: START, rules: [rule] },
    entry,
    predicted,
  );
  const hours = Array.from({ length: 60 * 24 }, (_, index) => START + index * HOUR_MS);
  const seen = hours.filter(isSeen);
  await stores.readings.append(seen.map((observedAt) => stageReading('ponton', observedAt, 0.5)));
  let state = newCommuneState('bourg');
  for (const at of hours.filter((each) => (each - START) % DAY_MS === DAY_MS / 2)) {
    const assessment: Assessment = {
      commune: 'bourg',
      station: 'ponton',
      issuedAt: at,
      dataAt: at,
      sight: { kind: 'seen', stageM: 0.5, observedAt: at },
      suspectPassage: null,
      chances: [{ ...stated80, ...stated }],
      degraded: [],
      outsideExperience: false,
      modelVersion: 'test',
    };
    const day = Math.floor((at - START) / DAY_MS);
    const isAlert = day % 20 === 3;
    const base = {
      commune: 'bourg',
      station: 'ponton',
      alert: `a${day}`,
      audience: 'staff' as const,
      reason: { because: 'no-rule' as const },
      probability: 0.8,
      leadTimeH: 3,
      passage: null,
      stageM: 0.5,
      policyVersion: policy.version,
      modelVersion: null,
    };
    const events = isAlert
      ? [
          {
            ...base,
            id: `bourg:${2 * day}`,
            at,
            kind: 'raised' as const,
            level: 'act' as const,
            from: 'normal' as const,
          },
          {
            ...base,
            id: `bourg:${2 * day + 1}`,
            at: at + HOUR_MS,
            kind: 'closed' as const,
            level: 'normal' as const,
            from: 'act' as const,
          },
        ]
      : [];
    state = { ...state, events: state.events + events.length };
    stores.journal.commit({ state, events, outbox: [], record: [] });
    stores.decisions.append(decide(policy, assessment));
  }
  return stores;
}

describe('the daily watch over the rules in force', () => {
  it('finds that chances no longer hold and that the promise is broken; tells the record once', async () => {
    const stores = await dryDays();
    const parts = { ...stores, ...town };
    const findings = await watchRules(parts, NOW, async () => {});
    expect(findings.map(({ finding }) => finding)).toMatchObject([
      { kind: 'drift', stated: expect.closeTo(0.8), cameTrue: 0, direction: 'too-sure' },
      { kind: 'budget-spent', falseAlarms: 3, promised: 0.5, sinceDays: 60 },
    ]);
    for (const at of [NOW, NOW + DAY_MS]) keepFindings(stores, findings, at);
    const told = stores.record.recent('bourg', 10).map(({ action }) => action);
    expect(told).toEqual(['watch.budget-spent', 'watch.drift', 'policy.changed']);
    expect(stores.tuningStore.findings('bourg')).toHaveLength(2);
    keepFindings(stores, [], NOW);
    expect(stores.tuningStore.findings('bourg')).toEqual([]);
  });

  it('holds a rule to its promise however much has happened since its alerts', async () => {
    const stores = await dryDays();
    const events = sightsOf('bourg', { from: NOW - 7 * DAY_MS, number: 1000, count: 5000 });
    stores.journal.commit({ state: newCommuneState('bourg'), events, outbox: [], record: [] });
    const findings = await watchRules({ ...stores, ...town }, NOW, async () => {});
    expect(findings.map(({ finding }) => finding)).toMatchObject([{ kind: 'drift' }, { falseAlarms: 3 }]);
  });

  it('counts no alert as false amid which the gauge was lost, as the replay of which it was promised does not', async () => {
    const lostWith = (days: readonly number[]) => (at: number) =>
      !days.some((day) => Math.abs(at - START - (day + 0.5) * DAY_MS) < 6 * HOUR_MS);
    const found = async (days: readonly number[]) => {
      const findings = await watchRules({ ...(await dryDays({}, lostWith(days))), ...town }, NOW, async () => {});
      return findings.map(({ finding }) => finding).filter(({ kind }) => kind === 'budget-spent');
    };
    expect(await found([10, 30, 50])).toMatchObject([{ falseAlarms: 3 }]);
    expect(await found([3, 23, 43])).toEqual([]);
    // Lost so often that each of its alarms would be hidden: they count all the same.
    expect(await found([3, 8, 13, 23, 28, 33, 43])).toMatchObject([{ falseAlarms: 3 }]);
  });

  it('an alert of the last hours before a rule was replaced is told of that rule, once it is over', async () => {
    const stores = await dryDays();
    const events = stores.journal.events('bourg', { limit: 10 });
    const [raised] = events;
    const to = raised!.at + 2 * HOUR_MS;
    const falseAlarms = async (now: number) =>
      (await effectOf({ ...stores, ...town }, { effect: predicted, events }, { from: START, to, now }, async () => {}))
        .falseAlarms;
    expect([await falseAlarms(to), await falseAlarms(NOW)]).toEqual([0, 1]);
  });

  it('holds a rule to nothing that it did while the installation was an exercise', async () => {
    const stores = await dryDays();
    const found = async (...played: { from: number; to: number }[]) =>
      (await watchRules({ ...stores, ...town, played }, NOW, async () => {})).map(({ finding }) => finding);
    const exercise = { from: START - DAY_MS, to: START + 30 * DAY_MS };
    expect(await found(exercise)).toMatchObject([{ kind: 'drift' }]);
    const effect = await effectOf(
      { ...stores, ...town, played: [exercise] },
      { effect: predicted, events: stores.journal.events('bourg', { limit: 99 }) },
      { from: START, to: NOW, now: NOW },
      async () => {},
    );
    expect(effect).toMatchObject({ falseAlarms: 1, sinceDays: 30 });
    // As long as it is one still, it is looked at as it is.
    expect(await found({ from: START, to: Number.POSITIVE_INFINITY })).toMatchObject([{}, { falseAlarms: 3 }]);
  });

  it('believes what people say came true, as the page of what came true does', async () => {
    const stores = await dryDays();
    for (const { alert, at } of stores.journal.events('bourg', { limit: 10 }).filter(({ kind }) => kind === 'raised')) {
      const said = { event: alert!, commune: 'bourg', from: at, to: at + HOUR_MS, person: 'staff', at: at + DAY_MS };
      const seen = { flooded: 'yes', reached: 'act', passedAt: at + HOUR_MS / 2, place: '', note: '' } as const;
      stores.truth.append({ ...said, ...seen }, entry);
    }
    const findings = await watchRules({ ...stores, ...town }, NOW, async () => {});
    expect(findings.map(({ finding }) => finding)).toMatchObject([{ kind: 'drift', cameTrue: 3 }]);
  });

  it.each([
    ['holds a rule to its promise while only other rules change', [rule, ruleAt('prepare')], ['drift', 'budget-spent']],
    ['holds a rule that people changed since to no promise', [{ ...rule, raiseAt: 0.4 }], ['drift']],
  ])('%s', async (_name, rules, kinds) => {
    const stores = await dryDays();
    const version = { author: 'staff', reason: 'later', createdAt: NOW - DAY_MS, rules };
    stores.policies.append(version, { ...entry, at: NOW - DAY_MS });
    const findings = await watchRules({ ...stores, ...town }, NOW, async () => {});
    expect(findings.map(({ finding }) => finding.kind)).toEqual(kinds);
  });

  it('holds a rule to its promise also when an agency has changed those of hundreds of other communes since', async () => {
    const stores = await dryDays();
    for (let other = 0; other < 250; other++) {
      const rules = [rule, ruleAt('act', { commune: 'hameau', raiseAt: 0.3 + other / 1000 })];
      stores.policies.append({ author: 'staff', reason: 'others', createdAt: NOW - DAY_MS, rules }, entry);
    }
    const findings = await watchRules({ ...stores, ...town }, NOW, async () => {});
    expect(findings.map(({ finding }) => finding.kind)).toEqual(['drift', 'budget-spent']);
  });

  it.each([
    ['another mark, as before it was moved', { markM: rule.markM + 0.5 }],
    ['another level', { level: 'prepare' }],
  ] as const)('holds against a rule no chance of %s', async (_what, stated) => {
    const findings = await watchRules({ ...(await dryDays(stated)), ...town }, NOW, async () => {});
    expect(findings.map(({ finding }) => finding.kind)).toEqual(['budget-spent']);
  });

  it.each([
    ['a gauge that the commune no longer watches', new Map([['bourg', { watches: [] }]])],
    ['a commune that is gone', new Map()],
  ])('finds nothing of rules of %s: they raise nothing any more', async (_what, communes) => {
    const stores = await dryDays();
    expect(await watchRules({ ...stores, ...town, communes }, NOW, async () => {})).toEqual([]);
  });

  it('reads the past of a promise a month at a time, as that of a year: with years of a gauge that speaks every minute it would hold others up', async () => {
    const stores = await dryDays();
    const spans: number[] = [];
    const readings = {
      window: (...asked: Parameters<typeof stores.readings.window>) => {
        spans.push(asked[2] - asked[1]);
        return stores.readings.window(...asked);
      },
    };
    await watchRules({ ...stores, ...town, readings }, NOW, async () => {});
    expect(spans).toHaveLength(12 + 2);
    expect(Math.max(...spans)).toBeLessThan(31 * DAY_MS);
  });

  it('reads the past of a gauge, and the versions of the policy, once for all of its rules', async () => {
    const stores = await dryDays();
    const rules = (['prepare', 'act', 'danger'] as const).map((level) => ({ ...ruleAt(level), raiseAt: 0.95 }));
    stores.policies.append({ author: 'staff', reason: 'three levels', createdAt: START, rules }, entry);
    const reads: string[] = [];
    const parts = {
      ...town,
      truth: stores.truth,
      journal: stores.journal,
      decisions: {
        between: (...asked: Parameters<typeof stores.decisions.between>) => {
          reads.push('decisions of a day');
          return stores.decisions.between(...asked);
        },
      },
      policies: {
        ...stores.policies,
        history: (limit: number) => {
          reads.push('versions');
          return stores.policies.history(limit);
        },
      },
      readings: {
        window: (...asked: Parameters<typeof stores.readings.window>) => {
          reads.push('readings');
          return stores.readings.window(...asked);
        },
      },
    };
    await watchRules(parts, NOW, async () => {});
    expect(
      Array.from(
        Map.groupBy(reads, (each) => each),
        ([what, times]) => [what, times.length],
      ),
    ).toEqual([
      ['versions', 1],
      // A year, a month at a time.
      ['readings', 12],
      ['decisions of a day', 365],
    ]);
  });
});
