import { describe, expect, it } from 'vitest';
import { newGaugeState } from '../../src/alert/gauge-memory.ts';
import { createServer } from '../../src/http/server.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { decide } from '../../src/policy/decide.ts';
import { findRule } from '../../src/policy/policy.ts';
import { assessmentOf, policyOf } from '../support/decisions.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

async function town(to: 'act' | 'danger' = 'act') {
  const world = createWorld();
  await flood(world, to);
  const { decisions, policies, forecasts } = world.doors;
  const mayor = await logIn(createServer(world.doors), 'mayor-coursan');
  const page = async (query = '') => {
    const { body } = await mayor.get(`/fr/mayor/coursan${query}`);
    return body.replaceAll('&nbsp;', ' ');
  };
  /** Five minutes later the chance of every mark is another. */
  const later = (probability: number) => {
    const issuedAt = NOW + 5 * MINUTE_MS;
    world.clock.advanceTo(issuedAt);
    const { assessment } = decisions.last('coursan', 'coursan', NOW, NOW)!;
    const chances = assessment.chances.map((each) => ({ ...each, probability }));
    const decision = decide(policies.current()!, { ...assessment, issuedAt, chances });
    decisions.append(decision);
    const last = forecasts.latest('coursan', issuedAt)!;
    forecasts.append({ ...last, issuedAt, chances: last.chances.map((each) => ({ ...each, probability })) });
  };
  return { ...world, mayor, page, later };
}

it('says before residents are told that a message cannot be taken back, and that they hear of the end', async () => {
  const { page } = await town();
  expect(await page()).toMatch(
    /<button class="big alarm" aria-describedby="(fr-mayor-coursan-release-hint)">[^<]*<\/button>\s*<p class="hint" id="\1">Un message envoyé ne se reprend pas/,
  );
});

it.each(['fr', 'en'] as const)(
  'says in %s where no mail is sent that residents have the page alone',
  async (language) => {
    const world = createWorld();
    await flood(world);
    const { doors } = world;
    const ways = new Set(['log', 'sms'] as const);
    const mayor = await logIn(createServer({ ...doors, ways }), 'mayor-coursan');
    const page = async (query = '') => (await mayor.get(`/${language}/mayor/coursan${query}`)).body;
    const said = {
      fr: ['La page publique montrera', 'Aucun serveur de courriel n’est configuré', 'Aucun courriel ne part.'],
      en: ['The public page will show:', 'No mail server is set up', 'No e-mail is sent.'],
    }[language];
    expect(await page()).toContain(said[0]);
    expect(await page()).toContain(said[1]);
    doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    expect(await page('?done=release')).toContain(said[2]);
  },
);

describe('in five seconds', () => {
  it('stands first what waits for the reader, and nothing once nothing does', async () => {
    const { doors, page } = await town();
    const first = async () => (await page()).split('<section class="banner')[0];
    expect(await first()).toContain('<a class="button main" href="#decide">↓ Personne n’a encore répondu</a>');
    doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'mayor-coursan');
    expect(await first()).toContain('↓ Une décision est attendue pour les habitants');
    doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    expect(await first()).toContain('<a href="#decide">↓ Décider</a>');
  });

  it('stands where the water is and where it goes, before how sure', async () => {
    const { page } = await town();
    const facts = /<dl class="five">.*?<\/dl>/s.exec(await page())![0];
    expect(facts).toMatch(/<dt>L’eau<\/dt><dd><p><span class="number">5,64 m<\/span> .*monte de 0,35 m par heure/s);
    expect(facts.indexOf('L’eau')).toBeLessThan(facts.indexOf('Certitude'));
    expect(facts).toContain('L’eau est à 5,64 m : repère de 4,60 m atteint');
  });

  it.each(['act', 'danger'] as const)('stands at %s what to do and the decision before why', async (level) => {
    const { doors, page } = await town(level);
    doors.knownFloods = new Map([['coursan', [{ name: null, date: '2018-10-15', stageM: 6.4 }]]]);
    const state = doors.journal.state('coursan')!;
    const notSeen = { since: NOW - 30 * MINUTE_MS, why: 'silent', lostAt: NOW, toldAt: NOW } as const;
    const coursan = { ...state.gauges['coursan']!, notSeen };
    doors.journal.commit({ state: { ...state, gauges: { coursan } }, events: [], outbox: [], record: [] });
    const body = await page();
    const parts = [
      'aucune mesure fiable depuis jeudi 23 janvier, 2 h 30 (heure de Paris). Le silence',
      '>L’eau<',
      'la crue du 15 octobre 2018',
      '>Certitude<',
      '>Délai<',
      'À faire maintenant',
      'J’ai vu, je m’en occupe</button>',
      'Prévenir les habitants',
      '>Pourquoi<',
    ];
    expect(parts.toSorted((a, b) => body.indexOf(a) - body.indexOf(b))).toEqual(parts);
    for (const part of parts) expect(body).toContain(part);
  });

  it('calls itself an alert while one is in force alone, in its tab too', async () => {
    expect(await (await town()).page()).toMatch(/<title>[^<]*Coursan : alerte[\s\S]*<h1>Coursan : alerte<\/h1>/);
    const calm = await (await logIn(createServer(createWorld().doors), 'mayor-coursan')).get('/fr/mayor/coursan');
    const body = calm.body.replaceAll('&nbsp;', ' ');
    expect(body).toMatch(/<title>[^<]*Coursan : situation[\s\S]*<h1>Coursan : situation<\/h1>/);
    expect(body).not.toContain('Coursan : alerte');
  });

  it.each([
    ['the event log', '/fr/mayor/coursan/log'],
    ['what was read at a gauge', '/fr/mayor/coursan/gauges/coursan'],
  ])('so does the way back to it from %s', async (_, path) => {
    expect((await (await town()).mayor.get(path)).body).toContain('Retour à l’alerte');
    const calm = await logIn(createServer(createWorld().doors), 'mayor-coursan');
    expect((await calm.get(path)).body).toContain('Retour à la situation');
  });

  it('says since when the level is what it is, and what is judged of it now', async () => {
    const { page, later } = await town('danger');
    const before = await page();
    expect(before).toMatch(/Depuis jeudi 23 janvier, 2 h \d\d \(heure de Paris\) : Risque .* : 83 %/);
    expect(before).not.toContain('Maintenant : ');
    later(0.1);
    const after = await page();
    expect(after).toContain(' : 83 %. L’alerte monte à partir de');
    expect(after).toMatch(/Maintenant : Risque .* : 10 %\. Sous 20 %, l’alerte peut redescendre/);
    // When it comes down is said once, above the facts.
    expect(after.match(/redescendra/g)).toHaveLength(1);
  });

  it('says above the facts when a level that nothing holds any more comes down, and asks nobody to tell residents of it', async () => {
    const { page, later, doors, clock } = await town('danger');
    doors.act('coursan', { kind: 'acknowledge', level: 'danger' }, 'mayor-coursan');
    expect(await page()).toContain('↓ Une décision est attendue pour les habitants');
    expect(await page()).not.toContain('Le risque a baissé');
    later(0.1);
    const calmFrom = NOW + 5 * MINUTE_MS;
    const state = doors.journal.state('coursan')!;
    const gauge = { ...state.gauges['coursan']!, calmSince: { prepare: null, act: calmFrom, danger: calmFrom } };
    doors.journal.commit({ state: { ...state, gauges: { coursan: gauge } }, events: [], outbox: [], record: [] });
    const falling = await page();
    const { minDwellMin } = findRule(doors.policies.current()!, {
      commune: 'coursan',
      station: 'coursan',
      level: 'danger',
    })!;
    expect(minDwellMin).toBe(60);
    expect(falling).toContain(
      'Le risque a baissé. « Danger pour la vie » reste affiché par prudence et redescendra au plus tôt à 4 h 05, si l’eau reste basse.',
    );
    expect(falling.indexOf('Le risque a baissé')).toBeLessThan(falling.indexOf('>L’eau<'));
    expect(falling).not.toContain('Une décision est attendue');
    expect(falling).toContain('↓ Décider');
    clock.advanceTo(calmFrom + 60 * MINUTE_MS);
    doors.decisions.append({
      ...doors.decisions.last('coursan', 'coursan', NOW, calmFrom)!,
      assessment: { ...doors.decisions.last('coursan', 'coursan', NOW, calmFrom)!.assessment, issuedAt: clock.now() },
    });
    expect(await page()).toContain('reste affiché par prudence et redescendra quand l’eau sera nettement plus basse.');
  });

  it('says of a level that came down that it did, and what holds it now', async () => {
    const { page, doors } = await town('danger');
    const state = doors.journal.state('coursan')!;
    const raised = doors.journal.events('coursan', { limit: 99 }).findLast(({ level }) => level === 'danger')!;
    const reason = {
      because: 'chance-low',
      probability: 0.02,
      raiseAt: 0.5,
      lowerAt: 0.2,
      markM: 6.1,
      leadTimeH: 6,
      passage: null,
    } as const;
    const events = state.events + 1;
    const lowered = {
      ...raised,
      id: `coursan:${events}`,
      kind: 'lowered',
      level: 'act',
      from: 'danger',
      reason,
    } as const;
    const alert = { ...state.alert!, level: 'act' } as const;
    doors.journal.commit({
      state: { ...state, events, alert },
      events: [lowered],
      outbox: [],
      record: [],
    });
    const body = await page();
    expect(body).toMatch(/Abaissée le jeudi 23 janvier, .* : Risque que l’eau atteigne 6,10 m dans les 6 h : 2 %/);
    expect(body).not.toContain('Depuis jeudi');
    expect(body).toContain('<li>Gardez les mesures prises');
    for (const step of doors.communes.get('coursan')!.actionCards.act.fr.staff) expect(body).not.toContain(step);
    expect(body).toContain('Maintenant : L’eau a été mesurée à 5,64 m');
  });

  it('tells no time for a chance below which the level may fall', async () => {
    const { page, later } = await town('danger');
    expect(await page()).toContain(
      'Si l’eau atteint « Danger pour la vie », ce sera jeudi entre 4 h 30 et 7 h 00 (8 fois sur 10)',
    );
    later(0.1);
    const body = await page();
    expect(body).toContain('<dt>Délai</dt><dd>« Agir » en cours</dd>');
    expect(body).not.toContain('entre 4 h 30 et 7 h 00');
  });
});

describe('what the reader has just done', () => {
  it('is said, but not over a level that was raised after it', async () => {
    const { mayor, page, doors } = await town();
    const told = 'le message part aux habitants';
    const token = await mayor.token('/fr/mayor/coursan');
    await mayor.post('/fr/mayor/coursan/release', { level: 'act' }, { token });
    expect(await page('?done=release')).toContain(told);
    expect(await page('?done=hold-back')).not.toContain('Message retenu');
    const state = doors.journal.state('coursan')!;
    const raised = doors.journal.events('coursan', { limit: 99 }).find(({ kind }) => kind === 'raised')!;
    const escalated = {
      ...raised,
      id: `coursan:${state.events + 1}`,
      kind: 'escalated',
      level: 'danger',
      from: 'act',
      at: NOW,
    } as const;
    doors.journal.commit({ state, events: [escalated], outbox: [], record: [] });
    expect(await page('?done=release')).not.toContain(told);
  });

  it('is never wiped away by a reload that nobody asked for', async () => {
    const { page } = await town();
    const still = await page();
    expect(still).not.toContain('http-equiv="refresh"');
    expect(still).toContain('<a href="/fr/mayor/coursan">Actualiser</a>');
    expect(still).toContain('<a href="/fr/mayor/coursan?follow=1">Suivre en direct');
    const live = await page('?follow=1');
    expect(live).toContain('http-equiv="refresh"');
    expect(live).toContain('<a href="/fr/mayor/coursan">Arrêter le suivi en direct</a>');
  });
});

it('asks for somebody to look where the river is not seen, and does not say that all is quiet', async () => {
  const world = createWorld();
  const page = async () =>
    (await (await logIn(createServer(world.doors), 'mayor-coursan')).get('/fr/mayor/coursan')).body;
  const state = { commune: 'coursan', alert: null, events: 0 };
  const commit = (notSeen: { since: number; why: 'suspect'; lostAt: number; toldAt: number } | null) =>
    world.doors.journal.commit({
      state: { ...state, gauges: { coursan: { ...newGaugeState(), notSeen } } },
      events: [],
      outbox: [],
      record: [],
    });
  world.doors.decisions.append(decide(policyOf(), assessmentOf(NOW, 0.5, [0, 0, 0], { station: 'coursan' })));
  commit(null);
  expect(await page()).toContain('Rien à décider');
  commit({ since: NOW - 30 * MINUTE_MS, why: 'suspect', lostAt: NOW, toldAt: NOW });
  const blind = await page();
  expect(blind).not.toContain('Rien à décider');
  expect(blind).toContain('L’Aude à Coursan [Village]&nbsp;: aucune mesure fiable depuis');
  expect(blind).toMatch(/<h2>À faire maintenant<\/h2>.*Envoyez quelqu’un voir la rivière/s);
});

it('tells no trend of a gauge in doubt', async () => {
  const { page, doors, clock } = await town();
  const observedAt = NOW + MINUTE_MS;
  clock.advanceTo(observedAt);
  const [last] = (await doors.readings.window({ station: 'coursan', quantity: 'stage' }, NOW, NOW, NOW)).slice(-1);
  const doubtful = { ...last!, observedAt, receivedAt: observedAt, value: 0.1, quality: 'suspect' } as const;
  await doors.readings.append([{ ...doubtful, tests: ['spike'] }]);
  const facts = /<dl class="five">.*?<\/dl>/s.exec(await page())![0];
  expect(facts).toContain('<span class="number">0,10 m</span> <strong class="bad">! mesure douteuse</strong>');
  expect(facts).not.toContain('par heure');
});

it('says of a gauge whose first reading is not taken for true yet that none is reliable, not that none came', async () => {
  const { doors, page, mayor } = await town();
  const notSeen = { since: null, why: 'silent' as const, lostAt: NOW, toldAt: NOW };
  const state = { ...doors.journal.state('coursan')!, gauges: { coursan: { ...newGaugeState(), notSeen } } };
  doors.journal.commit({ state, events: [], outbox: [], record: [] });
  expect(await page()).toContain('L’Aude à Coursan [Village] : aucune mesure fiable pour l’instant.');
  const { body } = await mayor.get('/en/mayor/coursan');
  expect(body).toContain('No reliable reading from L’Aude à Coursan [Village] yet.');
  // A sensor that was put in a minute ago is not broken.
  expect(body).toContain('If the gauge is new, wait for its second reading');
  expect(body).not.toContain('<li>Have the sensor checked.');
  const lost = { ...notSeen, since: NOW };
  const gone = { ...state, gauges: { coursan: { ...newGaugeState(), notSeen: lost } } };
  doors.journal.commit({ state: gone, events: [], outbox: [], record: [] });
  expect((await mayor.get('/en/mayor/coursan')).body).toContain('<li>Have the sensor checked.');
});

it.each([
  [
    'fr',
    'prévenus du niveau « Agir » quand même à 3 h 15 (règle signée par ',
    'Sans décision, rien ne leur est dit du niveau « Danger pour la vie »',
    'Rien ne partira non plus pour un niveau inférieur. Vous pourrez encore',
  ],
  [
    'en',
    'told of “Act now” at 03:15 all the same (rule signed by ',
    'Of “Danger to life” they are told nothing',
    'Nothing goes out for a lower level either. You can still',
  ],
] as const)(
  'says when a level goes out that was signed for below the one that stands, and that holding that back holds back both (%s)',
  async (language, act, danger, both) => {
    const { doors, mayor } = await town('danger');
    const state = doors.journal.state('coursan')!;
    const signed = { by: 'mayor-demo', version: 1 };
    const since = NOW - 5 * MINUTE_MS;
    const lower = [{ level: 'act' as const, since, dueAt: since + 20 * MINUTE_MS, signed }];
    const pending = { level: 'danger' as const, since, dueAt: null, signed: null, lower };
    const alert = { ...state.alert!, telling: { told: 'normal' as const, pending, heldBack: null } };
    const page = async () => (await mayor.get(`/${language}/mayor/coursan`)).body.replaceAll('&nbsp;', ' ');
    expect(await page()).not.toContain(both.slice(0, 30));
    doors.journal.commit({ state: { ...state, alert }, events: [], outbox: [], record: [] });
    const body = await page();
    expect(body).toContain(act);
    expect(body).toContain(danger);
    expect(body).toContain(both);
  },
);
