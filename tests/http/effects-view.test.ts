import { expect, it } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { viewEffects } from '../../src/http/views/effects-view.ts';
import { DAY_MS, HOUR_MS } from '../../src/lib/units.ts';
import type { Rule } from '../../src/policy/policy.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { ponton, ruleAt } from '../support/hindcasts.ts';
import { memoryStores } from '../support/memory-database.ts';
import { sightsOf } from '../support/sights-of.ts';
import { stageReading } from '../support/stage-reading.ts';

const START = Date.parse('2026-04-01T00:00:00Z');
const NOW = START + 60 * DAY_MS;
const rule = ruleAt('act');
const staff = { communes: ['bourg'] };
const entry = { at: START, actor: { person: 'staff' }, action: 'policy.changed', commune: 'bourg', detail: {} };

/** A rule of which a day after it came into force came a flood that it had warned of. */
async function warned() {
  const stores = memoryStores();
  const hours = Array.from({ length: 4 * 24 }, (_, index) => START + index * HOUR_MS);
  const passageAt = START + DAY_MS;
  const stageAt = (at: number) => (at >= passageAt && at < passageAt + 6 * HOUR_MS ? rule.markM + 1 : rule.markM - 1);
  await stores.readings.append(hours.map((at) => stageReading('ponton', at, stageAt(at))));
  const past = {
    floods: 9,
    hits: 9,
    misses: 0,
    falseAlarms: 1,
    falseAlarmsPerYear: 0.5,
    alertsPerYear: 2,
    medianLeadH: 1,
  };
  const predicted = { ...rule, from: 0, to: 1, before: past, after: past };
  stores.policies.append({ author: 'staff', reason: 'tuned', createdAt: START, rules: [rule] }, entry, predicted);
  const [sight] = sightsOf('bourg', { from: 0, number: 0, count: 1 });
  const alert = { ...sight!, alert: 'a', probability: 0.8, leadTimeH: 3, stageM: 1 };
  const events = [
    { ...alert, id: 'bourg:1', at: passageAt - 2 * HOUR_MS, kind: 'raised', level: 'act', from: 'normal' },
    { ...alert, id: 'bourg:2', at: passageAt + 10 * HOUR_MS, kind: 'closed', level: 'normal', from: 'act' },
  ] as const;
  stores.journal.commit({ state: newCommuneState('bourg'), events, outbox: [], record: [] });
  const doors = { ...stores, network: createNetwork([ponton]), clock: { now: () => NOW }, played: [] };
  return { stores, effects: () => viewEffects(doors, staff, [1]) };
}

it('a flood that was warned of stays a hit, however much has happened since', async () => {
  const { stores, effects } = await warned();
  expect((await effects()).get(1)?.observed).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
  const events = sightsOf('bourg', { from: START + 30 * DAY_MS, number: 3, count: 5000 });
  stores.journal.commit({ state: newCommuneState('bourg'), events, outbox: [], record: [] });
  expect((await effects()).get(1)?.observed).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
});

it('a rule is judged until a later version changed it, be that far from those that are looked at', async () => {
  const { stores, effects } = await warned();
  const append = (day: number, rules: readonly Rule[]) =>
    stores.policies.append({ author: 'staff', reason: 'later', createdAt: START + day * DAY_MS, rules }, entry);
  const sinceDays = async () => (await effects()).get(1)?.observed.sinceDays;
  append(3, [rule, ruleAt('danger')]);
  expect(await sinceDays()).toBe(60);
  append(7, [{ ...rule, raiseAt: 0.6 }]);
  append(9, [rule]);
  expect(await sinceDays()).toBe(7);
});
