import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awaitRelease, nothingTold } from '../../src/alert/release.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { refusalOfChange } from '../../src/http/text/refusal-of-change.ts';
import { changedFields, readRuleChange, ruleToForm } from '../../src/http/typed/rule-change.ts';
import { changeRule } from '../../src/policy/change-rule.ts';
import { findRule } from '../../src/policy/policy.ts';
import { ruleBounds } from '../../src/policy/rule-bounds.ts';
import { giveWay } from '../../src/store/give-way.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { rules } from '../support/aude.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { asItStands } from '../support/rule-form.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn } from '../support/visitor.ts';

const url = '/fr/staff/policy/coursan/coursan/act';

async function staffed() {
  const world = createWorld();
  await flood(world);
  const app = createServer(world.doors);
  const staff = await logIn(app, 'staff-aude');
  const token = await staff.token(url);
  const change = (fields: Record<string, string>) =>
    staff.post(url, { version: '1', ...asItStands, reason: 'Trop de fausses alertes', ...fields }, { token });
  return { ...world, app, staff, change };
}

describe('a mark that may be a slip of the finger', () => {
  const danger = url.replace(/act$/, 'danger');
  async function typing(language: string) {
    const { doors, app, clock } = await staffed();
    await doors.readings.append([stageReading('coursan', clock.now(), 5.6)]);
    const staff = await logIn(app, 'staff-aude', language);
    const page = danger.replace('/fr/', `/${language}/`);
    const token = await staff.token(page);
    const save = (markM: string, meant = '', version = '1') =>
      staff.post(page, { version, ...asItStands, markM, meant, reason: 'Le repère change' }, { token });
    return { save, markNow: () => findRule(doors.policies.current()!, { ...place, level: 'danger' })?.markM };
  }
  const place = { commune: 'coursan', station: 'coursan' } as const;

  it.each([
    [
      'fr',
      '5.5',
      /L’eau est déjà au-dessus, à 5,60 m : ce niveau serait donné/,
      'C’est bien ce repère (puis enregistrer, plus bas)',
    ],
    [
      'en',
      '5.5',
      /stands above it already, at 5\.60 m: this level would be raised/,
      'This mark is what I mean (then save, below)',
    ],
    ['fr', '11.1', /Il passe de 6,10 m à 11,10 m\./, 'C’est bien ce repère (puis enregistrer, plus bas)'],
    ['en', '11.1', /It goes from 6\.10 m to 11\.10 m\./, 'This mark is what I mean (then save, below)'],
  ])('is asked about once, and not in force before (%s, %s m)', async (language, markM, doubt, meant) => {
    const { save, markNow } = await typing(language);
    const { statusCode, body } = await save(markM);
    expect([statusCode, markNow()]).toEqual([422, 6.1]);
    expect(body.replaceAll(/&nbsp;|\u00a0|\u202f/g, ' ')).toMatch(doubt);
    expect(body).toContain(`name="meant" value="${markM}"> <label for="meant">${meant}</label>`);
    expect(htmlFaults(body)).toEqual([]);
    // What Enter in a field presses.
    expect(/<form method="post" action="[^"]*danger">[^]*?<button ([^>]*)>/.exec(body)?.[1]).toContain('name="try"');
    // What was meant was another mark.
    expect([(await save(markM, '9')).statusCode, markNow()]).toEqual([422, 6.1]);
    // In a French form the mark stands with a comma by then.
    expect([(await save(markM.replace('.', ','), markM)).statusCode, markNow()]).toEqual([303, Number(markM)]);
  });

  it.each([
    ['fr', /L’eau est au-dessus du repère en vigueur, à 5,60 m, et serait au-dessous du nouveau/],
    ['en', /stands above the mark in force, at 5\.60 m, and would stand below the new one/],
  ])(
    'is asked about where it moves over the water: what people were told would be taken back (%s)',
    async (language, doubt) => {
      const { save, markNow } = await typing(language);
      await save('5.5', '5.5');
      const { statusCode, body } = await save('5.9', '', '2');
      expect([statusCode, markNow()]).toEqual([422, 5.5]);
      expect(body.replaceAll(/&nbsp;|\u00a0|\u202f/g, ' ')).toMatch(doubt);
      expect([(await save('5.9', '5.9', '2')).statusCode, markNow()]).toEqual([303, 5.9]);
    },
  );

  it('is not asked about where it moves by little and calls nobody', async () => {
    const { save, markNow } = await typing('fr');
    expect([(await save('6,3')).statusCode, markNow()]).toEqual([303, 6.3]);
  });
});

it('is not found where the commune was taken out of the configuration: its rules are kept', async () => {
  const { doors } = await staffed();
  const communes = new Map([...doors.communes].filter(([id]) => id !== 'coursan'));
  const staff = await logIn(createServer({ ...doors, communes }), 'staff-aude');
  expect((await staff.get(url)).statusCode).toBe(404);
});

it('is offered by no link in the history of the policy where its commune or gauge was taken out of the configuration', async () => {
  const { doors, change } = await staffed();
  await change({ raiseAt: '62,5' });
  const linked = async (config: Partial<typeof doors>) => {
    const staff = await logIn(createServer({ ...doors, ...config }), 'staff-aude');
    const { body } = await staff.get('/fr/staff/policies');
    expect(body).toContain('Monter à partir de 50 → 62,5');
    return body.includes('?version=1');
  };
  expect(await linked({})).toBe(true);
  expect(await linked({ communes: new Map([...doors.communes].filter(([id]) => id !== 'coursan')) })).toBe(false);
  const network = createNetwork([...doors.network.stations.values()].filter(({ id }) => id !== 'coursan'));
  const communes = new Map([...doors.communes].map(([id, commune]) => [id, { ...commune, watches: [] }]));
  expect(await linked({ communes, network })).toBe(false);
});

it('is not found where its gauge was taken out of the configuration, to be looked at or to be tried', async () => {
  const { doors } = await staffed();
  const network = createNetwork([...doors.network.stations.values()].filter(({ id }) => id !== 'coursan'));
  const communes = new Map(
    [...doors.communes].map(([id, commune]) => [
      id,
      { ...commune, watches: commune.watches.filter(({ station }) => station !== 'coursan') },
    ]),
  );
  const staff = await logIn(createServer({ ...doors, communes, network }), 'staff-aude');
  const token = await staff.token('/fr/staff/policy/trebes/trebes/act');
  const tried = await staff.post(url, { version: '1', ...asItStands, raiseAt: '30', reason: '', try: '1' }, { token });
  expect([tried.statusCode, (await staff.get(url)).statusCode]).toEqual([404, 404]);
});

it('is reached by links that are told apart by their names alone, as a screen reader lists them', async () => {
  const { staff } = await staffed();
  for (const path of ['/fr/staff', '/fr/staff/rules']) {
    const names = [...(await staff.get(path)).body.matchAll(/aria-label="(Modifier – [^"]*)"/g)].map(
      ([, name]) => name,
    );
    expect(names).toContain('Modifier – Agir, Coursan – L’Aude à Coursan [Village]');
    expect([path, names]).toEqual([path, [...new Set(names)]]);
  }
});

describe('changing a threshold', () => {
  it('shows numbers with the reader’s decimal sign, and beside each what a change of it costs', async () => {
    const { staff, change } = await staffed();
    const french = (await staff.get(url)).body;
    expect(french).toContain('value="4,6"');
    expect((await staff.get(url.replace('/fr/', '/en/'))).body).toContain('value="4.6"');
    expect((await change({ markM: '4,6' })).body).toContain('Aucune valeur n’a changé');
    for (const field of [...Object.keys(asItStands), 'reason']) {
      expect(french).toMatch(new RegExp(`name="${field}"[^>]* aria-describedby="${field}-hint"`));
      expect(french).toMatch(new RegExp(`<p class="hint" id="${field}-hint">[^<]{20,}`));
    }
    const refused = (await change({ leadTimeH: '-1' })).body;
    expect(refused).toMatch(
      /name="leadTimeH"[^>]* aria-invalid="true" aria-describedby="leadTimeH-wrong leadTimeH-hint"/,
    );
    expect(refused).toMatch(/<p class="warning" id="leadTimeH-wrong">[^<]*permis&nbsp;: un nombre/);
  });

  it('writes a new version with author, reason and a line in the record', async () => {
    const { change, doors, staff } = await staffed();
    const response = await change({ raiseAt: '62,5' });
    expect(response.headers.location).toBe('/fr/staff?saved=2');
    const policy = doors.policies.current();
    expect(policy).toMatchObject({ version: 2, author: 'staff-aude', reason: 'Trop de fausses alertes' });
    const changed = policy?.rules.filter((rule, index) => !isDeepStrictEqual(rule, rules[index]));
    expect(changed).toHaveLength(1);
    expect(changed?.[0]).toMatchObject({ commune: 'coursan', level: 'act', raiseAt: 0.625, markM: 4.6 });
    const [entry] = doors.record.recent('coursan', 1);
    expect(entry).toMatchObject({ action: 'policy.changed', actor: { person: 'staff-aude' } });
    const history = (await staff.get('/fr/staff/policies')).body;
    expect(history).toContain('Monter à partir de 50 → 62,5');
    // What is kept for ever says of which year it is.
    expect(history).toContain('jeu. 23 janvier 2020, 3&nbsp;h&nbsp;00');
    expect((await staff.get('/en/staff/record')).body).toContain('Thu 23 January 2020, 03:00');
    expect((await staff.get('/fr/staff?saved=2')).body).toMatch(/Enregistré&nbsp;: version 2/);
    // The page goes on reloading by itself: of a version that is in force no more it says nothing.
    expect((await staff.get('/fr/staff?saved=1')).body).not.toContain('Enregistré');
  });

  it('is put right by the form with the numbers of an earlier version, which is signed as any other', async () => {
    const { change, doors, staff } = await staffed();
    await change({ raiseAt: '62,5', k: '3' });
    const back = `${url}?version=1`;
    const history = async () => (await staff.get('/fr/staff/policies')).body;
    expect(await history()).toContain(`href="${back}"`);
    const form = (await staff.get(back)).body;
    expect(form).toContain('Voici les valeurs de la version 1. Rien ne change avant l’enregistrement.');
    expect(form).toMatch(/name="version" value="2"[^]*name="raiseAt" [^>]*value="50"[^]*name="k" [^>]*value="2"/);
    expect(doors.policies.current()?.version).toBe(2);
    expect((await staff.get('/en/staff/policy/coursan/coursan/act?version=1')).body).toContain('values of version 1.');
    await change({ version: '2', reason: 'Enregistré par erreur' });
    expect(doors.policies.current()).toMatchObject({ version: 3, reason: 'Enregistré par erreur', rules });
    // Nothing is left to put right, but whoever wants the version in between can have it.
    expect(await history()).not.toContain(`href="${back}"`);
    expect(await history()).toContain(`href="${url}?version=2"`);
    for (const unknown of ['99', '3']) {
      const asItIs = await staff.get(`${url}?version=${unknown}`);
      expect([asItIs.statusCode, asItIs.body.includes('value="50"')]).toEqual([200, true]);
    }
    expect((await staff.get(`${url}?version=x`)).statusCode).toBe(400);
  });

  it('is told of every version, as far back as there are any: what it changed, and how to have that again', async () => {
    const { doors, staff } = await staffed();
    const first = doors.policies.current()!;
    const entry = {
      at: NOW,
      actor: { service: true },
      action: 'policy.changed',
      commune: 'coursan',
      detail: {},
    } as const;
    for (let step = 1; step < 250; step++) {
      const changed = first.rules.map((rule) => ({ ...rule, raiseAt: 0.5 + step / 1000 }));
      doors.policies.append({ ...first, rules: changed }, entry);
    }
    const pages: string[] = [];
    for (let next: string | undefined = '/en/staff/policies'; next !== undefined; ) {
      const { body } = await staff.get(next);
      pages.push(body);
      next = /href="([^"]*before=[^"]*)">Older versions/.exec(body)?.[1];
    }
    const rows = pages.flatMap((body) => [...body.matchAll(/<tr><th scope="row">(\d+)<[^]*?<\/tr>/g)]);
    expect(rows.map(([, version]) => Number(version))).toEqual(Array.from({ length: 250 }, (_, index) => 250 - index));
    const versionsOf = (isShown: (row: string) => boolean) =>
      rows.filter(([row]) => isShown(row)).map(([, version]) => version);
    expect(versionsOf((row) => row.includes('First known version.'))).toEqual(['1']);
    expect(versionsOf((row) => !row.includes('Raise from'))).toEqual(['1']);
    expect(versionsOf((row) => !row.includes('?version='))).toEqual(['1']);
    expect(pages.map((body) => body.includes('href="/en/staff/policies">Back to the newest'))).toEqual([
      false,
      ...pages.slice(1).map(() => true),
    ]);
    expect((await staff.get('/en/staff/policies?before=all')).body).toContain('<th scope="row">250<');
  });

  it('shows what a version took in of a gauge that is new, with its mark, in both languages', async () => {
    const { doors, staff } = await staffed();
    const now = doors.policies.current()!;
    const added = { ...now.rules.find(({ commune }) => commune === 'coursan')!, station: 'moussan', markM: 4.25 };
    const entry = {
      at: now.createdAt,
      actor: { service: true },
      action: 'policy.extended',
      commune: null,
      detail: {},
    } as const;
    doors.policies.append({ ...now, rules: [...now.rules, added] }, entry);
    const body = async (language: string) => (await staff.get(`/${language}/staff/policies`)).body;
    expect(await body('fr')).toContain('nouveau&nbsp;; Repère 4,25 mètres à l’échelle');
    expect(await body('en')).toMatch(
      /Coursan \/ L’Aude à Moussan \[écluse\] \/ Be prepared.*new.*Mark 4\.25 metres at the gauge/,
    );
  });

  it.each([
    [{ raiseAt: '100' }, 'Monter à partir de&nbsp;: trouvé «&nbsp;100&nbsp;», permis&nbsp;: un nombre de 1 à 99'],
    [{ lowerAt: '50' }, '«&nbsp;Redescendre sous&nbsp;» (50&nbsp;%) doit être plus bas que'],
    [{ k: '4' }, 'ne monterait jamais&nbsp;: 4 confirmations demandées sur 3 évaluations'],
    [{ markM: '12' }, 'le repère de 12,00&nbsp;m est hors de portée de l’échelle, qui s’arrête à 12,00&nbsp;m'],
    [
      { markM: '2,9' },
      'le repère de 2,90&nbsp;m doit être plus haut que celui de «&nbsp;Se préparer&nbsp;» (3,00&nbsp;m)',
    ],
    [{ releaseAfterMin: '0' }, 'permis&nbsp;: un nombre entier de 1 à 1440, ou rien'],
    [{ n: '2.5' }, 'un nombre entier de 1 à 12'],
    [{ leadTimeH: '-1' }, 'Délai&nbsp;: trouvé «&nbsp;-1&nbsp;»'],
    [{ minDwellMin: 'abc' }, 'trouvé «&nbsp;abc&nbsp;»'],
    [{ reason: '   ' }, 'Pourquoi ce changement&nbsp;: trouvé vide'],
    [{}, 'Aucune valeur n’a changé'],
  ])('refuses %j and says what is allowed', async (fields, said) => {
    const { change, doors } = await staffed();
    const response = await change(fields);
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(said);
    expect(doors.policies.current()?.version).toBe(1);
  });

  it('takes a mark at a gauge that counts from the sea, and every number that the files of a town may say', () => {
    const rule = rules[0]!;
    for (const markM of [231.45, -12]) {
      const read = readRuleChange(rule, { ...ruleToForm({ ...rule, markM }), reason: 'From the sea' });
      expect(read).toMatchObject({ ok: true, value: { rule: { markM } } });
    }
    const outermost = (end: 'low' | 'high') => ({
      ...rule,
      raiseAt: ruleBounds.raiseAt[end],
      lowerAt: ruleBounds.lowerAt[end],
      leadTimeH: ruleBounds.leadTimeH[end],
      k: ruleBounds.k[end],
      n: ruleBounds.n[end],
      minDwellMin: ruleBounds.minDwellMin[end],
    });
    for (const written of [outermost('low'), outermost('high')])
      expect(readRuleChange(rule, { ...ruleToForm(written), reason: 'As far as it goes' })).toMatchObject({ ok: true });
  });

  it('judges no longer ahead than the forecast reaches', async () => {
    const { change } = await staffed();
    expect((await change({ leadTimeH: '24' })).body).toContain('permis&nbsp;: un nombre de 0,5 à 12');
  });

  it('tells all problems at once and keeps what was typed', async () => {
    const { change } = await staffed();
    const { body } = await change({ raiseAt: '0', k: '9', n: '99', reason: '' });
    expect(body.match(/<div class="warning"[\s\S]*?<\/div>/)?.[0].match(/<li>/g)).toHaveLength(3);
    expect(body).toContain('id="n" name="n" required inputmode="decimal" maxlength="12" value="99"');
  });

  it('says the same where the form comes a second time: it is saved', async () => {
    const { change, doors } = await staffed();
    const fields = { raiseAt: '60', releaseAfterMin: '45' };
    const saved = [303, '/fr/staff?saved=2'];
    for (const { statusCode, headers } of [await change(fields), await change(fields)])
      expect([statusCode, headers.location]).toEqual(saved);
    expect(doors.policies.current()?.version).toBe(2);
    const others = await change({ ...fields, reason: 'Pour une autre raison' });
    expect(others.statusCode).toBe(409);
    // The same from somebody else was not saved in their name.
    const first = doors.accounts.find('staff-aude')!;
    doors.accounts.add({ ...first, id: 'staff-two', name: 'Maël Roc', createdAt: 0 });
    const other = await logIn(createServer(doors), 'staff-two');
    const sent = { version: '1', ...asItStands, ...fields, reason: 'Trop de fausses alertes' };
    const late = await other.post(url, sent, { token: await other.token(url) });
    expect([late.statusCode, late.body]).toEqual([409, expect.stringContaining('Alix Fabre a changé')]);
  });

  it('the second of two sees that the first has changed it', async () => {
    const { change, doors, staff } = await staffed();
    await change({ raiseAt: '60' });
    const late = await change({ raiseAt: '70' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Alix Fabre a changé les règles entre-temps');
    expect(late.body).toContain('name="version" value="2"');
    const filled = /href="([^"]+)">Reprendre ce que vous aviez saisi/.exec(late.body)![1]!.replaceAll('&amp;', '&');
    const again = (await staff.get(filled)).body;
    expect(again).toMatch(/name="raiseAt"[^>]* value="70"/);
    expect(again).toContain('name="version" value="2"');
    expect(doors.policies.current()?.version).toBe(2);
  });

  it('never reloads while it is being filled in', async () => {
    const { staff } = await staffed();
    expect((await staff.get(url)).body).not.toContain('http-equiv="refresh"');
    expect((await staff.get('/fr/staff')).body).toContain('http-equiv="refresh"');
    // … which itself can be stopped, and leads to the past floods first.
    expect((await staff.get('/fr/staff')).body).toContain('href="/fr/staff?still=1"');
    expect((await staff.get('/fr/staff?still=1')).body).not.toContain('http-equiv="refresh"');
    expect((await staff.get(url)).body).toContain('href="/fr/staff/tuning"');
  });

  it('needs the token', async () => {
    const { staff, doors } = await staffed();
    const response = await staff.post(url, { version: '1', ...asItStands, raiseAt: '60', reason: 'Trop de fausses' });
    expect(response.statusCode).toBe(403);
    expect(doors.policies.current()?.version).toBe(1);
  });
});

describe('who signs that residents are told without a decision', () => {
  const dangerUrl = '/fr/staff/policy/coursan/coursan/danger';
  const danger = { ...asItStands, markM: '6.1', releaseAfterMin: '15' };

  it('is who asks for the minutes; who changes a threshold later signs nothing', async () => {
    const { staff, doors } = await staffed();
    const token = await staff.token(dangerUrl);
    const send = (fields: Record<string, string>) =>
      staff.post(dangerUrl, { ...danger, reason: 'Après la réunion', ...fields }, { token });
    const release = () =>
      findRule(doors.policies.current()!, { commune: 'coursan', station: 'coursan', level: 'danger' });
    await send({ version: '1', raiseAt: '60' });
    expect(release()?.release).toEqual({ by: 'person-or-timeout', afterMin: 15, signedBy: 'staff-aude', signedIn: 1 });
    await send({ version: '2', raiseAt: '60', releaseAfterMin: '20' });
    expect(release()?.release).toMatchObject({ afterMin: 20, signedBy: 'staff-aude', signedIn: 3 });
    expect((await staff.get('/fr/staff')).body).toContain('signé par Alix Fabre, version 3');
    await send({ version: '3', raiseAt: '60', releaseAfterMin: '' });
    expect(release()?.release).toEqual({ by: 'person' });
  });

  it('is in the message of the timeout, not the author of the version in force', () => {
    const signed = { by: 'person-or-timeout', afterMin: 15, signedBy: 'maire', signedIn: 3 } as const;
    const policy = { version: 7, author: 'staff-of-another-town', reason: '', createdAt: 0 };
    const rule = rules.find(({ commune, level }) => commune === 'coursan' && level === 'danger')!;
    const telling = awaitRelease(
      nothingTold,
      'danger',
      { ...policy, rules: [{ ...rule, release: signed }] },
      'coursan',
      0,
    );
    expect(telling.pending).toMatchObject({ dueAt: 15 * 60_000, signed: { by: 'maire', version: 3 } });
  });
});

describe('the same through the API', () => {
  const api = '/api/v1/communes/coursan/rules/coursan/act';
  const body = {
    base: 1,
    reason: 'Trop de fausses alertes',
    markM: 4.6,
    leadTimeH: 6,
    raiseAt: 0.6,
    lowerAt: 0.2,
    k: 2,
    n: 3,
    minDwellMin: 60,
    releaseAfterMin: null,
  };

  async function calling() {
    const { app, staff, doors } = await staffed();
    const session = (await staff.get('/api/v1/session')).json();
    const put = (change: object, url = api) =>
      app.inject({
        method: 'PUT',
        url,
        payload: { ...body, ...change },
        headers: { cookie: staff.cookie(), 'csrf-token': session.csrfToken },
      });
    return { put, doors, app };
  }

  it('gives the new version, and the second of two is told of the first', async () => {
    const { put, doors } = await calling();
    const first = await put({});
    expect(first.statusCode).toBe(200);
    expect(first.json()).toMatchObject({ version: 2, author: 'staff-aude', reason: 'Trop de fausses alertes' });
    const second = await put({ raiseAt: 0.7 });
    expect(second.statusCode).toBe(409);
    expect(second.json()).toMatchObject({ refusal: 'changed-meanwhile', version: 2 });
    expect(doors.policies.current()?.version).toBe(2);
  });

  it("is in nobody else's way: from the same version on two people may change two rules, one after the other", async () => {
    const { put, doors } = await calling();
    expect((await put({})).statusCode).toBe(200);
    const other = await put({ markM: 3.1 }, '/api/v1/communes/trebes/rules/trebes/act');
    expect([other.statusCode, other.json()]).toMatchObject([200, { version: 3 }]);
    expect(doors.policies.current()?.rules.filter(({ raiseAt }) => raiseAt === 0.6)).toHaveLength(2);
  });

  it('lets marks be mended one after the other where the gauge shows less than it did', async () => {
    const { put, doors } = await calling();
    const stations = [...doors.network.stations.values()].map((each) => ({ ...each, maxValue: 4.5 }));
    const network = createNetwork(stations);
    doors.changeRule = (change, person) => changeRule({ ...doors, network, giveWay }, change, person);
    const refused = await put({});
    expect(refused.json()).toMatchObject({
      faults: [{ level: 'act', kind: 'mark-above-gauge', markM: 4.6, maxM: 4.5 }],
    });
    expect((await put({ markM: 4 })).statusCode).toBe(200);
  });

  it('refuses with the reason and the offending numbers', async () => {
    const { put } = await calling();
    const refused = await put({ k: 4, markM: 2.5 });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      refusal: 'faulty',
      faults: [
        { level: 'act', kind: 'k-above-n', k: 4, n: 3 },
        { level: 'act', kind: 'marks-out-of-order', markM: 2.5, milder: 'prepare', milderM: 3 },
      ],
    });
    expect((await put({ raiseAt: 1.2 })).statusCode).toBe(400);
    expect((await put({ leadTimeH: 24 })).statusCode).toBe(400);
    // A reason is as long as on the page: five spaces are none, nor is a letter among them.
    for (const reason of ['     ', '    a ', 'abcd ']) expect((await put({ reason })).statusCode).toBe(400);
    expect((await put({ reason: ' Too\nmany ' })).statusCode).toBe(200);
    expect((await put({}, '/api/v1/communes/limoux/rules/coursan/act')).statusCode).toBe(404);
  });

  it('is for staff who are logged in, with their token', async () => {
    const { app } = await calling();
    expect((await app.inject({ method: 'PUT', url: api, payload: body })).statusCode).toBe(403);
  });
});

describe('readRuleChange', () => {
  const [rule] = rules;
  if (!rule) throw new Error('there is a rule');

  it('a form as it stands changes nothing', () => {
    const read = readRuleChange(rule, { ...ruleToForm(rule), reason: 'as it stands' });
    const { release: _signed, ...numbers } = rule;
    expect(read.ok && read.value.rule).toEqual({ ...numbers, releaseAfterMin: null });
  });

  it('nor does one of a rule that was written with more decimals than its form shows; what is typed is what is read', () => {
    const { release: _signed, ...numbers } = rule;
    const chance = fc.oneof(
      fc.double({ min: 0.01, max: 0.98, noNaN: true }),
      fc.integer({ min: 10, max: 980 }).map((each) => each / 1000),
    );
    fc.assert(
      fc.property(chance, chance, (raiseAt, lowerAt) => {
        const written = { ...rule, raiseAt, lowerAt };
        const read = readRuleChange(written, { ...ruleToForm(written), reason: 'as it stands' });
        expect(read.ok && read.value.rule).toEqual({ ...numbers, raiseAt, lowerAt, releaseAfterMin: null });
      }),
    );
    const typed = readRuleChange(rule, { ...ruleToForm(rule), raiseAt: '28.9', lowerAt: '1,4', reason: 'typed' });
    expect(typed.ok && typed.value.rule).toMatchObject({ raiseAt: 0.289, lowerAt: 0.014 });
  });

  it('what it lets through is always within the limits of each field', () => {
    const typed = fc.oneof(fc.integer({ min: -5, max: 120 }).map(String), fc.double().map(String), fc.string());
    const form = fc.record({
      markM: typed,
      releaseAfterMin: fc.oneof(typed, fc.constant('')),
      raiseAt: typed,
      lowerAt: typed,
      leadTimeH: typed,
      k: typed,
      n: typed,
      minDwellMin: typed,
      reason: fc.string(),
    });
    fc.assert(
      fc.property(form, (given) => {
        const read = readRuleChange(rule, given);
        if (!read.ok) return;
        const { raiseAt, lowerAt, k, n, leadTimeH, minDwellMin, markM, releaseAfterMin } = read.value.rule;
        expect(0 < lowerAt && lowerAt < 1 && 0 < raiseAt && raiseAt < 1).toBe(true);
        expect(1 <= k && 1 <= n && leadTimeH > 0 && minDwellMin >= 0 && Number.isFinite(markM)).toBe(true);
        expect(releaseAfterMin === null || releaseAfterMin >= 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('lets every sound rule through unharmed', () => {
    const sound = fc
      .record({
        low: fc.integer({ min: 1, max: 97 }),
        gap: fc.integer({ min: 1, max: 90 }),
        k: fc.integer({ min: 1, max: 12 }),
        more: fc.nat(11),
      })
      .filter(({ low, gap, k, more }) => low + gap <= 99 && k + more <= 12);
    fc.assert(
      fc.property(sound, ({ low, gap, k, more }) => {
        const next = { ...rule, lowerAt: low / 100, raiseAt: (low + gap) / 100, k, n: k + more };
        const read = readRuleChange(rule, { ...ruleToForm(next), reason: 'a sound change' });
        expect(read.ok && changedFields(next, { ...read.value.rule, release: next.release })).toEqual([]);
      }),
    );
  });
});

it('says of a rule that is there no longer that it is not found, and not that nothing has changed', () => {
  const said = (['en', 'fr'] as const).map((each) =>
    refusalOfChange(speeches[each], { kind: 'no-such-rule' }, (id) => id),
  );
  expect(said.map(({ code }) => code)).toEqual([404, 404]);
  expect(said[0]?.text).toBe('This page does not exist, or is not for you.');
});
