import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { findRule } from '../../src/policy/policy.ts';
import { tryRule } from '../../src/verification/try-rule.ts';
import type { TrialState, TypedRule } from '../../src/verification/tuner.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { pastFor } from '../support/tunings.ts';
import { logIn } from '../support/visitor.ts';

const url = '/fr/staff/policy/coursan/coursan/act';
const api = '/api/v1/communes/coursan/rules/coursan/act/trial';
const inForce = {
  markM: '4.6',
  leadTimeH: '6',
  raiseAt: '50',
  lowerAt: '20',
  k: '2',
  n: '3',
  minDwellMin: '60',
  releaseAfterMin: '',
};
const numbers = { markM: 4.6, leadTimeH: 6, raiseAt: 0.3, lowerAt: 0.2, k: 1, n: 1, minDwellMin: 60 };
const typed = { ...inForce, raiseAt: '30', k: '1', n: '1' };
const address = `${url}?${new URLSearchParams(typed).toString()}`;

/** A tuner that is asked by the real pages; what came of the rule is the real thing over a made-up past. */
async function staffed(account = 'staff-aude') {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const asked: TypedRule[] = [];
  const state: { is: TrialState['kind'] | null; isBusy: boolean } = { is: null, isBusy: false };
  const run = { commune: 'coursan', station: 'coursan', tries: 'act', share: 0.42 } as const;
  doors.tuner = {
    start: () => false,
    tryRule(rule) {
      if (state.isBusy) return false;
      asked.push(rule);
      state.is = 'running';
      return true;
    },
    trialOf(rule) {
      if (state.is === null || rule.raiseAt !== numbers.raiseAt) return null;
      if (state.is === 'running') return { kind: 'running', run };
      if (state.is === 'failed') return { kind: 'failed', because: 'record-too-short' };
      const policy = doors.policies.current()!;
      const past = pastFor(policy, 'coursan', doors.network.stations.get('coursan')!);
      const trial = tryRule(past, policy, { ...findRule(policy, rule)!, ...rule });
      return { kind: 'done', trial, doneAt: doors.clock.now() };
    },
    running: () => (state.isBusy || state.is === 'running' ? run : null),
  };
  const app = createServer(doors);
  const staff = await logIn(app, account);
  return { ...world, app, staff, state, asked };
}

describe('seeing what a rule would have done before it is saved', () => {
  it('is one button of the form: it starts, tells how far it is, and shows both rules on every past flood', async () => {
    const { staff, state, asked, doors } = await staffed();
    const token = await staff.token(url);
    const send = () => staff.post(url, { version: '1', ...typed, reason: '', try: '1' }, { token });
    const response = await send();
    expect([response.statusCode, response.headers.location]).toEqual([303, `${address}#trial`]);
    expect(asked).toEqual([
      { commune: 'coursan', station: 'coursan', level: 'act', ...numbers, releaseAfterMin: null },
    ]);

    const running = (await staff.get(address)).body;
    expect(running).toMatch(/<progress max="100" value="42"/);
    expect(running).toContain('http-equiv="refresh" content="5"');
    expect(running).not.toContain('name="raiseAt"');

    state.is = 'done';
    const { body } = await staff.get(address);
    expect(htmlFaults(body)).toEqual([]);
    expect(body).not.toContain('http-equiv="refresh"');
    expect(body).toMatch(/name="raiseAt" [^>]*value="30"/);
    const [sums = '', cases = ''] = [...body.matchAll(/<table[^]*?<\/table>/g)].map(([table]) => table);
    const policy = doors.policies.current()!;
    const known = doors.tuner.trialOf({
      ...findRule(policy, { commune: 'coursan', station: 'coursan', level: 'act' })!,
      ...numbers,
    });
    if (known?.kind !== 'done') throw new Error('nothing came of it');
    const { trial } = known;
    expect(trial.tried.falseAlarms).toBeGreaterThan(trial.inForce.falseAlarms);
    expect(sums).toMatch(
      new RegExp(`Fausses alertes</th><td>${trial.inForce.falseAlarms}</td><td>${trial.tried.falseAlarms}<`),
    );
    expect(body).toContain(`${trial.tried.falseAlarms - trial.inForce.falseAlarms} fausses alertes de plus`);
    expect([...cases.matchAll(/<tr><th scope="row">/g)]).toHaveLength(trial.cases.length);
    expect(cases).toMatch(/<td>✓ \d+&nbsp;h avant<\/td>/);
    expect(body).toMatch(/<li>Monter à partir de 50 → 30(?:&nbsp;| )%(?:&nbsp;| )de chance<\/li>/);
    expect(cases).toContain('! fausse alerte');
    // Asked once more, it is there already.
    await send();
    expect(asked).toHaveLength(1);
    const english = (await staff.get(address.replace('/fr/', '/en/'))).body;
    expect(english).toContain('Flood by flood, and every false alarm');
    expect(english).toContain('compared with the rule in force');
  }, 60_000);

  it('is kept with the version that is saved after it, as what was promised', async () => {
    const { staff, state, doors } = await staffed();
    state.is = 'done';
    const token = await staff.token(url);
    await staff.post(url, { version: '1', ...typed, reason: 'Prévenir plus tôt' }, { token });
    expect(doors.policies.current()).toMatchObject({ version: 2, reason: 'Prévenir plus tôt' });
    expect(doors.policies.predictedEffect(2)).toMatchObject({ level: 'act', markM: 4.6, leadTimeH: 6 });
  }, 60_000);

  it('is refused for numbers that would not be saved, or that change no alert, and waits for another run', async () => {
    const { staff, state, asked } = await staffed();
    const token = await staff.token(url);
    const send = (fields: Record<string, string>) =>
      staff.post(url, { version: '1', ...typed, reason: '', try: '1', ...fields }, { token });
    const faulty = await send({ lowerAt: '40' });
    expect([faulty.statusCode, faulty.body.includes('le niveau clignoterait')]).toEqual([422, true]);
    const wild = await send({ raiseAt: '300' });
    expect([wild.statusCode, wild.body.includes('un nombre de 1 à 99')]).toEqual([422, true]);
    // Who may tell residents changes no alert of the past.
    const same = await send({ ...inForce, releaseAfterMin: '30' });
    expect([same.statusCode, same.body.includes('il n’y a rien à comparer')]).toEqual([422, true]);
    expect(asked).toEqual([]);
    state.isBusy = true;
    const busy = await send({});
    expect(busy.headers.location).toBe(`${address}#trial`);
    expect((await staff.get(address)).body).toContain('Un calcul est déjà en cours');
    Object.assign(state, { isBusy: false, is: 'failed' });
    expect((await staff.get(address)).body).toContain('au moins deux mois de mesures');
    // A failure is no answer: it can be asked for again.
    await send({});
    expect(asked).toHaveLength(1);
  });

  it('is for those who may change the rule', async () => {
    const { app } = await staffed();
    const mayor = await logIn(app, 'mayor-coursan');
    expect((await mayor.get(address)).statusCode).toBe(404);
  });

  it('is the same by the API', async () => {
    const { app, staff, state, asked } = await staffed();
    const token = await staff.token(url);
    const headers = { cookie: staff.cookie(), 'csrf-token': token };
    const query = new URLSearchParams(
      Object.entries(numbers).map(([key, value]): [string, string] => [key, String(value)]),
    ).toString();
    expect((await staff.get(`${api}?${query}`)).statusCode).toBe(404);
    const started = await app.inject({ method: 'POST', url: api, headers, payload: numbers });
    expect([started.statusCode, asked.length]).toEqual([202, 1]);
    expect((await staff.get(`${api}?${query}`)).json()).toEqual({
      kind: 'running',
      share: 0.42,
      because: null,
      trial: null,
    });
    state.is = 'done';
    const done = (await staff.get(`${api}?${query}`)).json<{
      kind: string;
      trial: { cases: unknown[]; tried: { floods: number } };
    }>();
    expect(done.kind).toBe('done');
    expect(done.trial.cases.length).toBeGreaterThan(0);
    expect(done.trial.tried.floods).toBeGreaterThan(0);
  }, 60_000);
});
