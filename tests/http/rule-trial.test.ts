import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { findRule } from '../../src/policy/policy.ts';
import { tryRule } from '../../src/verification/tune/try-rule.ts';
import type { TrialState, TypedRule } from '../../src/verification/tune/tuner.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { asItStands } from '../support/rule-form.ts';
import { pastFor } from '../support/tunings.ts';
import { logIn } from '../support/visitor.ts';

const url = '/fr/staff/policy/coursan/coursan/act';
const api = '/api/v1/communes/coursan/rules/coursan/act/trial';
const numbers = { markM: 4.6, leadTimeH: 6, raiseAt: 0.3, lowerAt: 0.2, k: 1, n: 1, minDwellMin: 60 };
const typed = { ...asItStands, raiseAt: '30', k: '1', n: '1' };
const addressOf = (fields: Record<string, string>) => `${url}?${new URLSearchParams(fields).toString()}`;
const address = addressOf({ ...typed, base: '1' });

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
      const tried = { ...findRule(policy, rule)!, ...rule };
      const asked = { ...policy, rules: [...policy.rules, tried] };
      const past = pastFor(asked, 'coursan', doors.network.stations.get('coursan')!);
      const trial = tryRule(past, policy, tried);
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
    expect(running).toContain(
      'http-equiv="refresh" content="10; url=/fr/staff/policy/coursan/coursan/act?markM=4.6&amp;',
    );
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
    expect(trial.tried.medianLeadH).not.toBe(trial.inForce.medianLeadH);
    expect(body).toMatch(/Préavis médian(?:&nbsp;| ): \d+&nbsp;h au lieu de \d+&nbsp;h\./);
    expect(body).toMatch(/<h1>Modifier la règle «&nbsp;Agir&nbsp;»&nbsp;: Coursan – /);
    expect([...cases.matchAll(/<tr><th scope="row">/g)]).toHaveLength(trial.cases.length);
    expect(cases).toMatch(/<td>✓ \d+&nbsp;h avant<\/td>/);
    expect(body).toMatch(/<li>Monter à partir de 50 → 30(?:&nbsp;| )%(?:&nbsp;| )de risque<\/li>/);
    expect(cases).toContain('! fausse alerte');
    // Asked once more, it is there already.
    await send();
    expect(asked).toHaveLength(1);
    const english = (await staff.get(address.replace('/fr/', '/en/'))).body;
    expect(english).toContain('Flood by flood, and every false alarm');
    expect(english).toMatch(/Compared with the rule in force: \d more false alarms, \d fewer missed floods?\./);
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
    expect([faulty.statusCode, faulty.body.includes('le niveau monterait et descendrait')]).toEqual([422, true]);
    const wild = await send({ raiseAt: '300' });
    expect([wild.statusCode, wild.body.includes('un nombre de 1 à 99')]).toEqual([422, true]);
    // Who may tell residents changes no alert of the past.
    const same = await send({ ...asItStands, releaseAfterMin: '30' });
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

  it('is refused of a mark above which the water always stands: it would be told that no flood reached it, and nothing was announced', async () => {
    const { app, staff, asked, doors } = await staffed();
    const mildest = url.replace('act', 'prepare');
    const now = doors.clock.now();
    const of = { station: 'coursan', quantity: 'stage', value: 2, quality: 'pass', tests: [] } as const;
    const hours = Array.from({ length: 31 * 24 }, (_, n) => now - (n + 100) * HOUR_MS);
    await doors.readings.append(hours.map((at) => ({ ...of, observedAt: at, receivedAt: at })));
    const token = await staff.token(mildest);
    const fields = { ...typed, markM: '2', raiseAt: '90' };
    const { statusCode, body } = await staff.post(
      mildest,
      { version: '1', ...fields, reason: '', try: '1' },
      { token },
    );
    expect([statusCode, /au-dessus du repère de 2,00(?:&nbsp;| )m/.test(body)]).toEqual([422, true]);
    const csrf = (await staff.get('/api/v1/session')).json().csrfToken;
    const headers = { cookie: staff.cookie(), 'csrf-token': csrf };
    const payload = { ...numbers, markM: 2, raiseAt: 0.9 };
    const answer = await app.inject({ method: 'POST', url: api.replace('act', 'prepare'), headers, payload });
    expect([answer.statusCode, answer.json().refusal]).toEqual([422, 'faulty']);
    expect(asked).toEqual([]);
  });

  it('loses nothing of what was typed: not the reason, not on a refusal, not in the other language', async () => {
    const { staff, state } = await staffed();
    const token = await staff.token(url);
    const reason = 'Prévenir *plus* tôt & <vite>';
    const kept = addressOf({ ...typed, reason, base: '1' });
    const sent = await staff.post(url, { version: '1', ...typed, reason, try: '1' }, { token });
    expect(sent.headers.location).toBe(`${kept}#trial`);
    state.is = 'done';
    const shown = (await staff.get(kept)).body;
    expect(htmlFaults(shown)).toEqual([]);
    expect(shown).toContain('Prévenir *plus* tôt &amp; &lt;vite&gt;</textarea>');

    const faulty = await staff.post(url, { version: '1', ...typed, lowerAt: 'x"', reason, try: '1' }, { token });
    const link = /href="(\/en\/[^"]*)" lang="en"/.exec(faulty.body)?.[1]?.replaceAll('&amp;', '&');
    expect(link).toBe(addressOf({ ...typed, lowerAt: 'x"', reason, base: '1' }).replace('/fr/', '/en/'));
    const english = (await staff.get(link!)).body;
    expect(english).toMatch(/name="lowerAt" [^>]*value="x&quot;" aria-invalid="true"/);
    expect(english).toMatch(/a number from [\d.]+ to \d+/);
    expect(english).toContain('&lt;vite&gt;</textarea>');
  }, 60_000);

  it('never lets a trial, nor a refusal, pass over what a colleague saved meanwhile', async () => {
    const { staff, state, doors } = await staffed();
    const token = await staff.token(url);
    const reason = 'Prévenir plus tôt';
    state.is = 'done';
    const rule = findRule(doors.policies.current()!, { commune: 'coursan', station: 'coursan', level: 'act' })!;
    const change = {
      base: 1,
      reason: 'Moins de bruit',
      meantM: null,
      rule: { ...rule, minDwellMin: 120, releaseAfterMin: null },
    };
    expect((await doors.changeRule(change, 'staff-lagrasse')).ok).toBe(true);
    const base = (body: string) => /name="version" value="(\d+)"/.exec(body)?.[1];
    expect(base((await staff.get(address)).body)).toBe('1');
    const unsaid = await staff.post(url, { version: '1', ...typed, reason: '' }, { token });
    expect([unsaid.statusCode, base(unsaid.body)]).toEqual([422, '1']);
    const late = await staff.post(url, { version: '1', ...typed, reason }, { token });
    expect([late.statusCode, base(late.body)]).toEqual([409, '2']);
    expect(doors.policies.current()?.version).toBe(2);
  }, 60_000);

  it('says at once that a colleague has changed the rule amid it, and goes on from theirs: it was told by the refusal alone, minutes later', async () => {
    const { staff, state, doors } = await staffed();
    state.is = 'done';
    const rule = findRule(doors.policies.current()!, { commune: 'coursan', station: 'coursan', level: 'act' })!;
    const change = (changed: object) => ({
      base: doors.policies.current()!.version,
      reason: 'Moins de bruit',
      meantM: null,
      rule: { ...rule, releaseAfterMin: null, ...changed },
    });
    const other = 'Lou Orbiel a changé cette règle entre-temps';
    // Of another rule it is no business.
    expect((await doors.changeRule(change({ level: 'danger', markM: 6.2 }), 'staff-lagrasse')).ok).toBe(true);
    expect((await staff.get(address)).body).not.toContain(other);
    expect((await doors.changeRule(change({ minDwellMin: 120 }), 'staff-lagrasse')).ok).toBe(true);
    const { body } = await staff.get(address);
    expect(htmlFaults(body)).toEqual([]);
    expect(body).toContain(other);
    const href = /href="([^"]+)">Reprendre ce que vous aviez saisi/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    expect(href).toBe(addressOf({ ...typed, base: '3' }));
    expect((await staff.get(href!)).body).not.toContain(other);
    const token = await staff.token(url);
    const reason = 'Prévenir plus tôt';
    const saved = await staff.post(url, { version: '3', ...typed, reason }, { token });
    expect(saved.headers.location).toBe('/fr/staff?saved=4');
  }, 60_000);

  it('says nothing of numbers that are those in force', async () => {
    const { staff } = await staffed();
    expect((await staff.get(addressOf(asItStands))).body).not.toContain('id="trial"');
  });

  it('can be stopped from reloading while it runs, and goes on where it was', async () => {
    const { staff, state } = await staffed();
    state.is = 'running';
    const follow = async (from: string, text: string) => {
      const { body } = await staff.get(from);
      const href = new RegExp(`href="([^"]+)">${text}`).exec(body)?.[1]?.replaceAll('&amp;', '&');
      return { reloads: body.includes('http-equiv="refresh"'), href: href ?? '' };
    };
    const live = await follow(address, 'Arrêter le suivi');
    const still = await follow(live.href, 'Suivre en direct');
    expect([live, still]).toEqual([
      { reloads: true, href: `${address}&still=1` },
      { reloads: false, href: address },
    ]);
  });

  it('is told in whole sentences, of none, one and many', () => {
    const { sum, lead, caption, few } = speeches.en.page.trial;
    expect([sum(0, 0), sum(0, -1), sum(1, 2), few(0), few(1)]).toEqual([
      'As many false alarms and as many missed floods as with the rule in force.',
      'Compared with the rule in force: as many false alarms, 1 fewer missed flood.',
      'Compared with the rule in force: 1 more false alarm, 2 more missed floods.',
      'No flood reached the mark: this says nothing about floods.',
      'With one flood this says little.',
    ]);
    expect(caption('a', 'b', 1)).toBe('From a to b: 1 year of forecasts');
    expect(lead('5 h', '1 h 30')).toBe('Median lead: 1 h 30 instead of 5 h.');
    const { atMark } = speeches.en.page.trial;
    expect([atMark('2 m', 0, 0, 0), atMark('2 m', 1, 0, 1), atMark('2 m', 4, 2, 3)]).toEqual([
      'At the mark of 2 m: no flood, and no false alarm.',
      'At the mark of 2 m: 1 flood, none missed, and 1 false alarm.',
      'At the mark of 2 m: 4 floods, 2 missed, and 3 false alarms.',
    ]);
    const fr = speeches.fr.page.trial;
    expect([fr.atMark('2 m', 0, 0, 0), fr.atMark('2 m', 1, 1, 1), fr.atMark('2 m', 4, 0, 3)]).toEqual([
      'Au repère de 2 m : aucune crue, et aucune fausse alerte.',
      'Au repère de 2 m : 1 crue, dont 1 manquée, et 1 fausse alerte.',
      'Au repère de 2 m : 4 crues, aucune manquée, et 3 fausses alertes.',
    ]);
    expect([fr.sum(-1, 0), fr.caption('a', 'b', 0.9), fr.caption('a', 'b', 2.5)]).toEqual([
      'Par rapport à la règle en vigueur : 1 fausse alerte de moins, autant de crues manquées.',
      'Du a au b : 0,9 an de prévisions',
      'Du a au b : 2,5 ans de prévisions',
    ]);
  });

  it('says that other marks are other floods', async () => {
    const { staff, state } = await staffed();
    state.is = 'done';
    const note = 'chaque règle est jugée sur les crues qui ont atteint le sien';
    const compared = 'Par rapport à la règle en vigueur';
    const same = (await staff.get(address)).body;
    expect([same.includes(note), same.includes(compared)]).toEqual([false, true]);
    const other = addressOf({ ...typed, markM: '4,4' });
    const { body } = await staff.get(other);
    expect(body).toContain(note);
    // That fewer floods were missed says nothing where fewer came.
    expect(body).not.toContain(compared);
    expect(body.replaceAll(/&nbsp;|\u00a0/g, ' ')).toMatch(
      /<strong>Au repère de 4,60 m : \d+ crues?, [^<]*\. Au repère de 4,40 m : \d+ crues?, [^<]*\.<\/strong>/,
    );
    expect(body).toContain('<li>Repère 4,6 → 4,4 mètres');
    expect((await staff.get(other.replace('/fr/', '/en/'))).body).toContain('<li>Mark 4.6 → 4.4 metres');
  }, 60_000);

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
