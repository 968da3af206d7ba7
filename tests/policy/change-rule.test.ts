import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import { changeRule, type RuleChange } from '../../src/policy/change-rule.ts';
import { findRule, type Rule } from '../../src/policy/policy.ts';
import type { PredictedEffect } from '../../src/policy/predicted-effect.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { policyOf, T0 } from '../support/decisions.ts';
import { memoryStores } from '../support/memory-database.ts';
import { stationNamed } from '../support/station-named.ts';

const act = policyOf().rules[1]!;
function asked(rule: Rule, releaseAfterMin: number | null = null): RuleChange['rule'] {
  const { release: _signed, ...numbers } = rule;
  return { ...numbers, releaseAfterMin };
}
/** The same, written in another order. */
const turned = ({ commune, station, level, ...numbers }: RuleChange['rule']): RuleChange['rule'] => ({
  ...numbers,
  level,
  station,
  commune,
});

/** A town whose policy has one version; `usualM`: where the water stood for thirty days that ended so many days ago. */
async function town(rules = policyOf().rules, usualM: { stageM: number; endedDaysAgo: number } | null = null) {
  const { readings, policies, record } = memoryStores();
  const entry = { at: T0, actor: { service: true }, action: 'policy.seeded', commune: null, detail: {} } as const;
  policies.append({ ...policyOf(), rules }, entry);
  if (usualM !== null) {
    const end = T0 - usualM.endedDaysAgo * DAY_MS;
    const hours = Array.from({ length: 30 * 24 }, (_, hour) => end - hour * HOUR_MS);
    const of = { station: 'bridge', quantity: 'stage', value: usualM.stageM, quality: 'pass', tests: [] } as const;
    await readings.append(hours.map((observedAt) => ({ ...of, observedAt, receivedAt: observedAt })));
  }
  const network = createNetwork([stationNamed('bridge'), stationNamed('mill', { maxValue: 300 })]);
  const waited: string[] = [];
  const window: typeof readings.window = (...asked) => {
    waited.push('readings');
    return readings.window(...asked);
  };
  let isHeld = false;
  const parts = {
    clock: { now: () => T0 },
    network,
    policies,
    readings: { window },
    giveWay: async () => {},
    async turn() {
      waited.push('turn');
      if (isHeld) throw new Error('database is locked');
    },
  };
  return {
    waited,
    hold: () => void (isHeld = true),
    policies,
    record,
    change: (rule: RuleChange['rule'], more: Partial<RuleChange> = {}, person = 'anne') =>
      changeRule(parts, { base: 1, reason: 'Too many false alarms', meantM: null, rule, ...more }, person),
    ruleNow: () => findRule(policies.current()!, act),
  };
}

describe('a person changes a rule', () => {
  test('in its turn, which is awaited once the record has been read: an import may have begun meanwhile', async () => {
    const { change, hold, policies, waited } = await town();
    const rule = asked({ ...act, raiseAt: 0.7 });
    expect((await change(rule)).ok).toBe(true);
    expect([waited[0], waited.at(-1)]).toEqual(['readings', 'turn']);
    hold();
    await expect(change({ ...rule, raiseAt: 0.8 }, { base: 2 })).rejects.toThrow('database is locked');
    expect(policies.current()?.version).toBe(2);
  });

  test('the next version is theirs and differs in that rule alone; the record says from which version, to what, and what was promised', async () => {
    const { policies, record, change } = await town();
    await change(asked({ ...policyOf().rules[0]!, raiseAt: 0.5 }), {}, 'paul');
    const counts = { floods: 1, hits: 1, misses: 0, falseAlarms: 0, alertsPerYear: 1, medianLeadH: 2 };
    const [before, after] = [3, 1].map((falseAlarmsPerYear) => ({ ...counts, falseAlarmsPerYear }));
    const { commune, station, level, markM, leadTimeH } = act;
    const about = { commune, station, level, markM, leadTimeH, from: 0, to: T0 };
    const predicted: PredictedEffect = { ...about, before: before!, after: after! };
    const rule = { ...act, raiseAt: 0.7 };
    const done = await change(asked(rule), { predicted });
    const [prepare, , danger] = policies.at(2)!.rules;
    const next = { version: 3, author: 'anne', reason: 'Too many false alarms', createdAt: T0 };
    expect(done).toEqual({ ok: true, value: { ...next, rules: [prepare, rule, danger] } });
    expect(policies.current()).toEqual(done.ok && done.value);
    expect(policies.predictedEffect(3)).toEqual(predicted);
    expect(record.recent('coursan', 1)).toMatchObject([
      {
        at: T0,
        actor: { person: 'anne' },
        action: 'policy.changed',
        commune: 'coursan',
        detail: { station, level, before: act, after: rule, reason: next.reason, fromVersion: 2, predicted },
      },
    ]);
  });

  test('what somebody else made of this very rule meanwhile is not written over; what they made of another one is in nobody’s way', async () => {
    const { change, ruleNow, policies } = await town();
    await change(asked({ ...act, raiseAt: 0.7 }), {}, 'paul');
    const late = await change(asked({ ...act, markM: 2.5 }));
    expect(late).toEqual({ ok: false, error: { kind: 'changed-meanwhile', now: policies.current() } });
    expect(ruleNow()).toMatchObject({ raiseAt: 0.7, markM: 2 });
    expect(await change(asked({ ...policyOf().rules[0]!, raiseAt: 0.5 }))).toMatchObject({ ok: true });
    // Put back as it was, it is what whoever looks at the first version sees, in whatever order its numbers were written.
    expect(await change(turned(asked(act)), { base: 3 }, 'paul')).toMatchObject({ ok: true });
    expect(await change(asked({ ...act, markM: 2.5 }))).toMatchObject({ ok: true, value: { version: 5 } });
  });

  test('nor is a rule that was not there in the version that they were looking at, or in none that there is', async () => {
    const { change, policies } = await town([policyOf().rules[0]!]);
    const entry = { at: T0, actor: { service: true }, action: 'policy.extended', commune: null, detail: {} } as const;
    policies.append(policyOf(), entry);
    const refused = { ok: false, error: { kind: 'changed-meanwhile', now: policies.current() } };
    expect(await change(asked({ ...act, raiseAt: 0.7 }))).toEqual(refused);
    expect(await change(asked({ ...act, raiseAt: 0.7 }), { base: 9 })).toEqual(refused);
    expect(await change(asked({ ...act, raiseAt: 0.7 }), { base: 2 })).toMatchObject({ ok: true });
  });

  test('where nothing changes no version is written, in whatever order the numbers come', async () => {
    const { change, policies } = await town();
    for (const rule of [asked(act), turned(asked(act))])
      expect(await change(rule)).toEqual({ ok: false, error: { kind: 'unchanged' } });
    expect(policies.current()?.version).toBe(1);
  });

  test.each([
    ['of a gauge that is not there', { station: 'weir' }],
    ['of another commune', { commune: 'limoux' }],
  ])('there is no rule %s', async (_what, place) => {
    expect(await (await town()).change(asked({ ...act, ...place }))).toEqual({
      ok: false,
      error: { kind: 'no-such-rule' },
    });
  });
});

describe('a change that would raise always or never', () => {
  test('is refused for one fault of its numbers, and nothing is written', async () => {
    const { change, policies } = await town();
    expect(await change(asked({ ...act, k: 4 }))).toEqual({
      ok: false,
      error: {
        kind: 'faulty',
        faults: [{ commune: 'coursan', station: 'bridge', level: 'act', fault: { kind: 'k-above-n', k: 4, n: 3 } }],
      },
    });
    expect(policies.current()?.version).toBe(1);
  });

  test('is known by what the gauge showed in the last year and a month: a mark at which the water stands most days', async () => {
    const lowest = asked({ ...policyOf().rules[0]!, markM: 0.6 });
    for (const endedDaysAgo of [0, 365]) {
      const { change } = await town(policyOf().rules, { stageM: 0.6, endedDaysAgo });
      expect(await change(lowest)).toMatchObject({
        ok: false,
        error: { faults: [{ level: 'prepare', fault: { kind: 'mark-below-normal', markM: 0.6, normalM: 0.6 } }] },
      });
    }
    const { change } = await town(policyOf().rules, { stageM: 0.6, endedDaysAgo: 400 });
    expect(await change(lowest)).toMatchObject({ ok: true });
  });

  test('is not looked for at another gauge, whose marks count from another zero', async () => {
    const mill = policyOf({ station: 'mill' }).rules.map((rule) => ({ ...rule, markM: rule.markM + 200 }));
    const { change } = await town([...mill, ...policyOf().rules]);
    expect(await change(asked({ ...act, markM: 2.5 }))).toMatchObject({ ok: true });
    expect(await change(asked({ ...act, markM: 1 }), { base: 2 })).toMatchObject({
      error: { faults: [{ fault: { kind: 'marks-out-of-order', milderM: 1 } }] },
    });
  });
});

test('minutes after which residents are told are signed by whoever asks for them, as long as they stand', async () => {
  const { change, ruleNow } = await town();
  const signed = (afterMin: number, signedBy: string, signedIn: number) =>
    ({ by: 'person-or-timeout', afterMin, signedBy, signedIn }) as const;
  await change(asked(act, 30));
  expect(ruleNow()?.release).toEqual(signed(30, 'anne', 2));
  await change(asked({ ...act, raiseAt: 0.7 }, 30), { base: 2 }, 'paul');
  expect(ruleNow()).toEqual({ ...act, raiseAt: 0.7, release: signed(30, 'anne', 2) });
  await change(asked({ ...act, raiseAt: 0.7 }, 20), { base: 3 }, 'paul');
  expect(ruleNow()?.release).toEqual(signed(20, 'paul', 4));
  await change(asked({ ...act, raiseAt: 0.7 }), { base: 4 });
  expect(ruleNow()?.release).toEqual({ by: 'person' });
});
