import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn, type Visitor } from '../support/visitor.ts';

const url = '/fr/mayor/coursan/gauges/coursan';
const api = '/api/v1/communes/coursan/gauges/coursan/reads';
const series = { station: 'coursan', quantity: 'stage' } as const;
/** In Paris it is 03:10; the sensor was last heard at 03:00, at 5.64 m; the mark of `danger` is 6.10 m. */
const LATER = NOW + 10 * MINUTE_MS + 20_000;
const typed = { stage: '6,40', at: '2020-01-23T03:05' };
const observedAt = NOW + 5 * MINUTE_MS + 1000;

async function town(person = 'mayor-coursan', language = 'fr') {
  const world = createWorld();
  await flood(world);
  world.clock.advanceTo(LATER);
  const app = createServer(world.doors);
  const visitor = await logIn(app, person, language);
  const { csrfToken: token } = (await visitor.get('/api/v1/session')).json();
  return { ...world, app, visitor, token };
}

const plain = (body: string) => body.replaceAll('&nbsp;', ' ');

/** One after the other. */
function expectInOrder(body: string, ...parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const at = plain(body).indexOf(part, from);
    expect([part, at]).not.toEqual([part, -1]);
    from = at + part.length;
  }
}

/** Sends the second form as it stands on the page of the first. */
async function confirm(visitor: Visitor, token: string, body: string, more: Record<string, string> = {}) {
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
  const fields = { stageM: field('stageM'), observedAt: field('observedAt'), madeAt: field('madeAt'), ...more };
  return visitor.post(`${url}/enter`, fields, { token });
}

const readsOf = async ({ doors, clock }: Pick<World, 'doors' | 'clock'>) =>
  (await doors.readings.window(series, NOW, LATER, clock.now())).filter(({ tests }) => tests.includes('by-person'));

describe('a level read at the painted gauge, on its page', () => {
  it('is shown beside what was known before it counts, then kept, on record and in the event log with its name', async () => {
    const { visitor, token, app, ...world } = await town();
    const form = (await visitor.get(url)).body;
    expect(form).toContain('value="2020-01-23T03:10"');
    expect(form).toContain('inputmode="decimal"');

    const asked = await visitor.post(url, typed, { token });
    expect(asked.statusCode).toBe(200);
    expect(htmlFaults(asked.body)).toEqual([]);
    const said = plain(asked.body);
    expect(said).toContain('6,40 m, lu à 3 h 05');
    expect(said).toContain('0,76 m de plus que le dernier niveau connu (5,64 m à 3 h 00)');
    expect(said).toContain('Repère « Danger pour la vie » (6,10 m) atteint');
    expect(await readsOf(world)).toEqual([]);

    const done = await confirm(visitor, token, asked.body);
    expect(done.headers.location).toBe(`${url}?done=entered`);
    expect(await readsOf(world)).toMatchObject([{ observedAt, value: 6.4, quality: 'pass', receivedAt: LATER }]);
    const page = (await visitor.get(`${url}?done=entered`)).body;
    expectInOrder(page, 'C’est enregistré', 'Retour à l’alerte', '3 h 05', '6,40 m', 'Camille Aubrac', '✓ compte');
    const [entry] = world.doors.logBook.recent('coursan', { limit: 1 });
    expect(entry).toMatchObject({ person: 'mayor-coursan', kind: 'observation' });
    expect(entry?.text).toMatch(/Lu à l’échelle, L’Aude à Coursan \[Village\] : 6,40\sm à 3\sh\s05/);
    const report = (await visitor.get(`/fr/staff/alerts/${world.doors.journal.state('coursan')?.alert?.id}/report`))
      .body;
    expectInOrder(report, 'Camille Aubrac', 'Lu à l’échelle');
    expect(plain(report)).toMatch(/3\sh\s05<\/time><\/th><td class="figure">6,40\sm \(lu par une personne\)/);
    const onRecord = (await (await logIn(app, 'staff-aude')).get('/fr/staff/record')).body;
    expectInOrder(onRecord, 'Camille Aubrac', 'Niveau lu à l’échelle', '<b>Niveau lu</b> 6,40 m');
  });

  it('promises no rise where the alert was closed by hand after the look', async () => {
    const { visitor, token, doors } = await town();
    const said = async () => plain((await visitor.post(url, { ...typed, at: '2020-01-23T02:35' }, { token })).body);
    expect(await said()).toContain('elle y monte');
    const state = doors.journal.state('coursan')!;
    const { alert, ...rest } = state;
    const closedByHand = { alert: alert!, levels: {}, at: NOW + 6 * MINUTE_MS };
    doors.journal.commit({ state: { ...rest, alert: null, closedByHand }, events: [], outbox: [], record: [] });
    const closed = await said();
    expect(closed).toContain(
      'Repère « Danger pour la vie » (6,10 m) atteint, mais l’alerte a été close après cette heure',
    );
    expect(closed).not.toContain('elle y monte');
    expect(plain((await visitor.post(url, typed, { token })).body)).toContain('elle y monte');
  });

  it('promises no rise where the sensor has measured less since, unless that was while it was being entered or under maintenance', async () => {
    const { visitor, token, doors } = await town();
    const said = async (at: string) => plain((await visitor.post(url, { ...typed, at }, { token })).body);
    expect(await said('2020-01-23T02:30')).toContain('elle y monte');
    const late = await said('2020-01-23T02:29');
    expect(late).toContain('atteint, mais le capteur a mesuré ensuite 5,64 m (à 3 h 00)');
    expect(late).not.toContain('elle y monte');
    const signed = { station: 'coursan', kind: 'maintenance', until: LATER + HOUR_MS, reason: 'figé' } as const;
    doors.suppressions.begin(signed, { person: 'staff-aude', commune: 'coursan' });
    expect(await said('2020-01-23T02:29')).toContain('elle y monte');
  });

  it('promises no rise where a person has read less since', async () => {
    for (const [language, rises, since] of [
      ['fr', 'elle y monte', 'atteint, mais une personne a lu ensuite 5,10 m (à 3 h 08) : c’est ce niveau qui compte'],
      ['en', 'it rises to it', 'but a person has read 5.10 m since (03:08): that is what counts'],
    ] as const) {
      const { visitor, token, doors } = await town('mayor-coursan', language);
      const said = async () => plain((await visitor.post(url.replace('/fr/', `/${language}/`), typed, { token })).body);
      expect(await said()).toContain(rises);
      const less = { station: doors.network.stations.get('coursan')!, stageM: 5.1, observedAt: NOW + 8 * MINUTE_MS };
      await doors.gaugeReads.enter(less, { person: 'staff-aude', commune: 'coursan' });
      const outweighed = await said();
      expect(outweighed).toContain(since);
      expect(outweighed).not.toContain(rises);
    }
  });

  it('is named as read by a person to everybody, and by whom to nobody outside', async () => {
    const { visitor, token, app } = await town();
    await confirm(visitor, token, (await visitor.post(url, typed, { token })).body);
    const guest = await app.inject('/fr/communes/coursan');
    expect(guest.body).toContain('lu à l’échelle par une personne');
    expect(guest.body).not.toContain('Aubrac');
    expect(guest.body).not.toContain('/gauges/');
    expect((await app.inject('/api/v1/communes/coursan')).json().gauges[0]).toMatchObject({
      stageM: 6.4,
      readByPerson: true,
      freshness: 'fresh',
    });
    const english = await app.inject('/en/communes/coursan');
    expect(english.body).toContain('read at the gauge by a person');
  });

  it.each([
    ['fr', '✎ 6,05 m, lu à l’échelle par une personne à 3 h 03 : c’est ce niveau qui compte'],
    ['en', '✎ 6.05 m, read at the gauge by a person at 03:03: this is the level that counts'],
  ])(
    'entered late is told to everybody below the lower figure of the sensor, until that shows as much (%s)',
    async (language, said) => {
      const { doors, clock, app } = await town();
      clock.advanceTo(NOW + 12 * MINUTE_MS);
      const sensed = (min: number, stageM: number) =>
        doors.readings.append([stageReading('coursan', NOW + min * MINUTE_MS, stageM)]);
      await sensed(10, 5.64);
      const station = doors.network.stations.get('coursan')!;
      const read = { station, stageM: 6.05, observedAt: NOW + 3 * MINUTE_MS };
      const page = async (path: string) => plain((await (await logIn(app, 'mayor-coursan')).get(path)).body);
      // Its own section, and the way of the water.
      const timesFor = async (path: string) => (await page(path)).split(said).length - 1;
      const told = async () => (await app.inject('/api/v1/communes/coursan')).json().gauges[0];
      const [residents, mayor] = [`/${language}/communes/coursan`, `/${language}/mayor/coursan`];
      expect([await timesFor(residents), await timesFor(mayor)]).toEqual([0, 0]);
      await doors.gaugeReads.enter(read, { person: 'mayor-coursan', commune: 'coursan' });
      expect(await page(residents)).toMatch(/5[.,]64 m/);
      expect([await timesFor(residents), await timesFor(mayor)]).toEqual([2, 3]);
      const counts = { stageM: 6.05, observedAt: iso(read.observedAt + 1_000) };
      expect(await told()).toMatchObject({ stageM: 5.64, readByPerson: false, read: counts });
      clock.advanceTo(NOW + 20 * MINUTE_MS);
      await sensed(20, 6.1);
      expect(await told()).toMatchObject({ stageM: 6.1, read: null });
      expect([await timesFor(residents), await timesFor(mayor)]).toEqual([0, 0]);
    },
  );

  it('is never told to be the level that counts where the sensor shows more since, though that is in doubt', async () => {
    const { doors, clock, app } = await town();
    clock.advanceTo(NOW + 12 * MINUTE_MS);
    const station = doors.network.stations.get('coursan')!;
    const read = { station, stageM: 5.7, observedAt: NOW + 3 * MINUTE_MS };
    doors.knownFloods = new Map([['coursan', [{ name: null, date: '1999-11-12', stageM: 6.9 }]]]);
    await doors.gaugeReads.enter(read, { person: 'mayor-coursan', commune: 'coursan' });
    const visitor = await logIn(app, 'mayor-coursan');
    const belowOf1999 = async () =>
      plain((await visitor.get('/fr/mayor/coursan')).body).includes('1,20 m sous la crue');
    expect(await belowOf1999()).toBe(true);
    await doors.readings.append([stageReading('coursan', NOW + 11 * MINUTE_MS, 7.2, 'suspect')]);
    expect(await belowOf1999()).toBe(false);
    for (const path of ['/fr/communes/coursan', '/fr/mayor/coursan']) {
      const said = plain((await visitor.get(path)).body);
      expect(said).toContain('7,20 m');
      expect(said).toContain('✎ 5,70 m, lu à 3 h 03');
      expect(said).not.toContain('c’est ce niveau qui compte');
    }
    // Of a sensor that somebody works at nothing counts.
    const until = NOW + HOUR_MS;
    const work = { station: 'coursan', kind: 'maintenance', until, reason: 'Nettoyage du capteur' } as const;
    expect(doors.suppressions.begin(work, { person: 'staff-aude', commune: 'coursan' }).ok).toBe(true);
    expect(plain((await visitor.get('/fr/communes/coursan')).body)).toContain(
      '5,70 m, lu à l’échelle par une personne',
    );
  });

  it.each(['mayor-coursan', 'staff-aude'])(
    'sent late by a phone that was in a tunnel undoes no correction unseen (by %s), nor once that is taken back',
    async (corrector) => {
      const { visitor, token, app, ...world } = await town();
      const held = (await visitor.post(url, { ...typed, stage: '8,40' }, { token })).body;
      await confirm(visitor, token, held);
      world.clock.advanceTo(LATER + MINUTE_MS);
      const other = await logIn(app, corrector);
      const { csrfToken } = (await other.get('/api/v1/session')).json();
      await confirm(other, csrfToken, (await other.post(url, typed, { token: csrfToken })).body);
      const late = await confirm(visitor, token, held);
      expect(late.statusCode).toBe(409);
      expectInOrder(late.body, 'Rien n’a été enregistré', 'a saisi 6,40 m pour cette minute', '8,40 m, lu à 3 h 05');
      expect(await readsOf(world)).toMatchObject([{ value: 6.4 }]);
      // Who has seen that, and is sure, says it again.
      await confirm(visitor, token, late.body);
      expect(await readsOf(world)).toMatchObject([{ value: 8.4 }]);
      const wanted = { station: 'coursan', from: observedAt - 1000, to: observedAt, reason: 'wrong gauge' };
      await world.doors.exclusions.exclude(wanted, { person: 'staff-aude', commune: 'coursan' });
      expect((await confirm(visitor, token, held)).statusCode).not.toBe(303);
    },
  );

  it.each([
    ['nothing, as a page that was open during an upgrade', undefined],
    ['a time to come', iso(LATER + HOUR_MS)],
    ['no time', 'x'],
  ])('from a form that says %s of when it was made is kept, and undoes nothing unseen', async (_, madeAt) => {
    const { visitor, token, ...world } = await town();
    const send = (stageM: string) =>
      visitor.post(`${url}/enter`, { stageM, observedAt: iso(observedAt), ...(madeAt && { madeAt }) }, { token });
    expect((await send('6.4')).statusCode).toBe(303);
    const other = await send('8.4');
    expect([other.statusCode, (await readsOf(world)).map(({ value }) => value)]).toEqual([409, [6.4]]);
    await confirm(visitor, token, other.body);
    expect(await readsOf(world)).toMatchObject([{ value: 8.4 }]);
  });

  it('said again of the same minute takes the place of what was said before; excluded it counts no more', async () => {
    const { visitor, token, ...world } = await town();
    for (const stage of ['8,40', '6.40']) {
      await confirm(visitor, token, (await visitor.post(url, { ...typed, stage }, { token })).body);
    }
    expect(await readsOf(world)).toMatchObject([{ value: 6.4, revision: 1 }]);
    expectInOrder((await visitor.get(url)).body, '6,40 m', '✓ compte', '8,40 m', '✗ remplacé');
    const wanted = { station: 'coursan', from: observedAt - 1000, to: observedAt, reason: 'wrong gauge' };
    await world.doors.exclusions.exclude(wanted, { person: 'staff-aude', commune: 'coursan' });
    expectInOrder((await visitor.get(url)).body, '6,40 m', '✗ écarté');
    const again = await visitor.post(url, typed, { token });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('ont été écartées');
  });

  it('is entered once, however often its form is sent; by somebody else, or after another level, once more', async () => {
    const { visitor, token, app, ...world } = await town();
    const asked = async (stage: string) => (await visitor.post(url, { ...typed, stage }, { token })).body;
    const first = await asked('6,40');
    const twoTaps = await Promise.all([confirm(visitor, token, first), confirm(visitor, token, first)]);
    const later = await confirm(visitor, token, first);
    for (const answer of [...twoTaps, later]) expect(answer.headers.location).toBe(`${url}?done=entered`);
    // Nor is it asked once more where the answer was lost.
    expect((await visitor.post(url, typed, { token })).headers.location).toBe(`${url}?done=entered`);
    const kept = () => [
      world.doors.record.ofAction('coursan', 'reading.read-at-gauge').length,
      world.doors.logBook.recent('coursan', { limit: 9 }).length,
    ];
    expect(kept()).toEqual([1, 1]);

    const deputy = await logIn(app, 'deputy-coursan');
    await confirm(deputy, await deputy.token(url), first);
    expect(kept()).toEqual([2, 2]);
    await confirm(visitor, token, await asked('6,50'));
    await confirm(visitor, token, await asked('6,40'));
    expect(kept()).toEqual([4, 4]);
    expect(await readsOf(world)).toMatchObject([{ value: 6.4 }]);
  });

  it('stands in the form again where it is to be corrected, in the other language too', async () => {
    const { visitor, token, clock } = await town();
    const asked = (await visitor.post(url, { ...typed, stage: '3 m 45' }, { token })).body;
    const back = /class="row" href="([^"]+)">Corriger/.exec(asked)?.[1]?.replaceAll('&amp;', '&');
    const form = (await visitor.get(back!)).body;
    expect(form).toContain('value="3,45"');
    expect(form).toContain(`value="${typed.at}"`);
    const english = /href="([^"]+)" lang="en"/.exec(asked)?.[1]?.replaceAll('&amp;', '&');
    expect((await visitor.get(english!)).body).toContain(`value="${typed.at}"`);
    clock.advanceTo(LATER + 3 * HOUR_MS);
    const late = await confirm(visitor, token, asked);
    expect(late.body).toContain('plus de trois heures');
    expect(late.body).toContain('value="3,45"');
    expect(late.body).toContain(`value="${typed.at}"`);
  });

  it('of the hour that came twice stands in the form again as that one of the two', async () => {
    const { visitor, token, clock } = await town();
    clock.advanceTo(Date.parse('2020-10-25T01:40:00Z'));
    const twice = { stage: '1,20', at: '2020-10-25T02:30', atWhich: 'second' };
    const asked = (await visitor.post(url, twice, { token })).body;
    const back = /class="row" href="([^"]+)">Corriger/.exec(asked)?.[1]?.replaceAll('&amp;', '&');
    const form = (await visitor.get(back!)).body;
    expect(form).toContain('name="atWhich" value="second" checked');
  });

  it('below the zero of the gauge can be typed where the water stands near it, and is shown with its sign', async () => {
    const { visitor, token, ...world } = await town();
    const observed = NOW + 5 * MINUTE_MS;
    await world.doors.readings.append([stageReading('coursan', observed, 0.2)]);
    expect((await visitor.get(url)).body).not.toContain('inputmode="decimal"');
    const asked = (await visitor.post(url, { ...typed, stage: '- 0,35' }, { token })).body;
    expect(asked).toContain('−0,35&nbsp;m, lu à');
    await confirm(visitor, token, asked);
    expect(await readsOf(world)).toMatchObject([{ value: -0.35 }]);
    expect((await visitor.get(url)).body).toContain('−0,35&nbsp;m');
    expect((await visitor.get('/fr/mayor/coursan')).body).toContain('−0,35&nbsp;m</span>');
    expect((await visitor.get('/en/mayor/coursan')).body).toContain('−0.35&nbsp;m</span>');
  });

  it('is excluded by the minute that the page shows of it', async () => {
    const { visitor, token, app, ...world } = await town();
    await confirm(visitor, token, (await visitor.post(url, typed, { token })).body);
    const staff = await logIn(app, 'staff-aude');
    const { csrfToken } = (await staff.get('/api/v1/session')).json();
    const minute = { from: typed.at, to: typed.at, reason: 'Lu à une autre échelle' };
    const page = '/fr/staff/stations/coursan/exclusions';
    expect((await staff.post(page, minute, { token: csrfToken })).statusCode).toBe(303);
    expect(await readsOf(world)).toMatchObject([{ value: 6.4, quality: 'fail', tests: ['excluded', 'by-person'] }]);
    // Nor is it read again of that minute.
    expect((await visitor.post(url, typed, { token })).statusCode).toBe(422);
  });

  it('does not make the sensor heard, to the operator’s own watch neither', async () => {
    const { visitor, token, app, clock } = await town();
    clock.advanceTo(NOW + HOUR_MS);
    const stale = async () => (await app.inject('/health')).json().stale;
    expect(await stale()).toContain('coursan');
    const late = { ...typed, at: '2020-01-23T04:00' };
    await confirm(visitor, token, (await visitor.post(url, late, { token })).body);
    expect(await stale()).toContain('coursan');
  });

  it('is refused where it cannot be, says why, and keeps what was typed, as text', async () => {
    const { visitor, token, ...world } = await town();
    for (const [wrong, why] of [
      [{ stage: 'trois' }, 'il faut un niveau en mètres'],
      [{ stage: '34' }, 'impossible à cette station'],
      [{ at: '2020-01-23T03:11' }, 'dans le futur'],
      [{ at: '2020-01-23T00:09' }, 'plus de trois heures'],
      [{ at: '' }, 'l’heure manque'],
    ] as const) {
      const values = { ...typed, ...wrong };
      const answer = await visitor.post(url, values, { token });
      expect(answer.statusCode).toBe(422);
      expect(answer.body).toContain(why);
      expect(htmlFaults(answer.body)).toEqual([]);
      for (const value of Object.values(values)) expect(answer.body).toContain(`value="${value}"`);
    }
    const evil = await visitor.post(url, { ...typed, stage: '"><script>alert(1)</' }, { token });
    expect(evil.body).not.toContain('<script>alert');
    expect(await readsOf(world)).toEqual([]);
  });

  it('asks which of the two where the hour came twice', async () => {
    const { visitor, token, clock } = await town();
    clock.advanceTo(Date.parse('2020-10-25T01:40:00Z'));
    const twice = { stage: '1,20', at: '2020-10-25T02:30' };
    const asked = await visitor.post(url, twice, { token });
    expect(asked.statusCode).toBe(422);
    expect(asked.body).toContain('name="atWhich"');
    const confirmed = await visitor.post(url, { ...twice, atWhich: 'first' }, { token });
    expect(confirmed.body).toContain(`value="${iso(Date.parse('2020-10-25T00:30:00Z'))}"`);
  });

  it('is no business of other communes, nor of a forged form, nor of who is not logged in', async () => {
    for (const person of ['mayor-trebes', 'staff-lagrasse']) {
      const { visitor, token, ...world } = await town(person);
      expect((await visitor.get(url)).statusCode).toBe(404);
      expect((await visitor.post(url, typed, { token })).statusCode).toBe(404);
      const enter = { stageM: '6.4', observedAt: iso(LATER), madeAt: iso(LATER) };
      expect((await visitor.post(`${url}/enter`, enter, { token })).statusCode).toBe(404);
      expect((await visitor.get(api)).statusCode).toBe(404);
      expect(await readsOf(world)).toEqual([]);
    }
    const { visitor, app, ...world } = await town();
    const enter = { stageM: '6.4', observedAt: iso(LATER), madeAt: iso(LATER) };
    for (const path of [url, `${url}/enter`]) {
      expect((await visitor.post(path, { ...typed, ...enter }, { token: 'forged' })).statusCode).toBe(403);
    }
    expect((await app.inject(url)).headers.location).toContain('/fr/login?next=');
    // Its neighbours of the same river belong to others, or are nobody's.
    expect((await visitor.get('/fr/mayor/coursan/gauges/trebes')).statusCode).toBe(404);
    expect((await visitor.get('/fr/mayor/coursan/gauges/cuxac')).statusCode).toBe(200);
    expect((await visitor.get('/fr/mayor/coursan/gauges/nowhere')).statusCode).toBe(404);
    // Nor may who has several communes sign it as one that does not see it.
    const staff = await logIn(app, 'staff-aude');
    expect((await staff.get('/fr/mayor/lagrasse/gauges/coursan')).statusCode).toBe(404);
    expect(await readsOf(world)).toEqual([]);
  });

  it('made up for an exercise is no reading: while one runs it must be said that it was really read', async () => {
    const { visitor, token, ...world } = await town();
    // An exercise runs only where nothing real does: as the store has it.
    world.doors.exercises = { ...world.doors.exercises, running: (commune) => playing(commune) };
    const asked = await visitor.post(url, typed, { token });
    expect(asked.body).toContain('Un niveau imaginé ne se saisit pas ici');
    const refused = await confirm(visitor, token, asked.body);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('un exercice est en cours. Cochez la case');
    const body = { stageM: 6.4, observedAt: iso(LATER), confirmed: true };
    expect((await post(visitor, world, token, body)).statusCode).toBe(409);
    expect(await readsOf(world)).toEqual([]);
    expect((await confirm(visitor, token, asked.body, { notPlayed: 'yes' })).statusCode).toBe(303);
    expect(await readsOf(world)).toHaveLength(1);
  });
});

describe('where a mayor finds it', () => {
  it('beside the warning that the gauge is not seen, and in the section of each gauge', async () => {
    const { visitor, doors, clock, token } = await town();
    const state = doors.journal.state('coursan')!;
    const gauge = state.gauges['coursan']!;
    const notSeen = { since: NOW, why: 'silent', lostAt: LATER, toldAt: LATER } as const;
    doors.journal.commit({
      state: { ...state, gauges: { coursan: { ...gauge, notSeen } } },
      events: [],
      outbox: [],
      record: [],
    });
    const before = plain((await visitor.get('/fr/mayor/coursan')).body);
    expect(before).toMatch(new RegExp(`Le silence ne veut pas dire[^<]* <a class="row no-print" href="${url}"`));
    expect(before.split(`href="${url}"`)).toHaveLength(3);

    await confirm(visitor, token, (await visitor.post(url, { ...typed, at: '2020-01-23T03:10' }, { token })).body);
    clock.advanceTo(NOW + HOUR_MS);
    const after = plain((await visitor.get('/fr/mayor/coursan')).body);
    expect(after).toContain('6,40 m</span> <strong class="bad">✎ lu par une personne, capteur sans nouvelles');
    expect(after).toContain('aucune mesure fiable depuis');
    const residents = plain((await visitor.get('/fr/communes/coursan')).body);
    expect(residents).toContain('ne donne plus de nouvelles. Dernière mesure : 3 h 00');
  });
});

describe('the same by the API', () => {
  it('takes a level that a person has confirmed, and lists it', async () => {
    const { visitor, token, ...world } = await town('staff-aude', 'en');
    const body = { stageM: 6.4, observedAt: '2020-01-23T03:05:30+01:00', confirmed: true };
    const answer = await post(visitor, world, token, body);
    expect(answer.statusCode).toBe(201);
    const line = { stageM: 6.4, observedAt: iso(observedAt), person: 'staff-aude', at: iso(LATER), state: 'counts' };
    expect(answer.json()).toEqual(line);
    expect((await visitor.get(api)).json()).toEqual([line]);
    expect(await readsOf(world)).toHaveLength(1);
    const described = (await visitor.get('/api/openapi.json')).json();
    expect(Object.keys(described.paths)).toContain('/api/v1/communes/{commune}/gauges/{station}/reads');
  });

  it('sent late by an app replaces nothing that was entered since its reader looked', async () => {
    const { visitor, token, ...world } = await town();
    const send = (stageM: number, madeAt?: string) =>
      post(visitor, world, token, { stageM, observedAt: iso(observedAt), confirmed: true, ...(madeAt && { madeAt }) });
    expect((await send(6.4, iso(LATER))).statusCode).toBe(201);
    const late = await send(8.4, iso(LATER - MINUTE_MS));
    expect([late.statusCode, late.json()]).toMatchObject([
      409,
      { refusal: 'said-since', stageM: 6.4, person: 'mayor-coursan' },
    ]);
    expect(await readsOf(world)).toMatchObject([{ value: 6.4 }]);
    // The same again says nothing new; who has seen it, or says nothing of when, means it.
    const again = await send(6.4, iso(LATER - MINUTE_MS));
    expect([again.statusCode, again.json()]).toEqual([201, (await visitor.get(api)).json()[0]]);
    expect((await visitor.get(api)).json()).toHaveLength(1);
    expect(world.doors.logBook.recent('coursan', { limit: 9 })).toHaveLength(1);
    expect((await send(8.4, 'x')).statusCode).toBe(400);
    world.clock.advanceTo(LATER + 1);
    expect((await send(8.4, iso(LATER + 1))).statusCode).toBe(201);
    expect((await send(8.6)).statusCode).toBe(201);
    expect(await readsOf(world)).toMatchObject([{ value: 8.6 }]);
  });

  it('sent on a page and by an app at once is entered once', async () => {
    const { visitor, token, ...world } = await town();
    const read = { observedAt: iso(observedAt), madeAt: iso(LATER - 1) };
    const answers = await Promise.all([
      visitor.post(`${url}/enter`, { ...read, stageM: '6.4' }, { token }),
      visitor.post(`${url.replace('fr', 'en')}/enter`, { ...read, stageM: '6.4' }, { token }),
      post(visitor, world, token, { ...read, stageM: 6.4, confirmed: true }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 201]);
    expect((await visitor.get(api)).json()).toHaveLength(1);
  });

  it('refuses what is not confirmed, or cannot be', async () => {
    const { visitor, token, ...world } = await town();
    for (const [wrong, status, refusal] of [
      [{ confirmed: false }, 400, undefined],
      [{ confirmed: undefined }, 400, undefined],
      [{ observedAt: '2020-01-23T03:05' }, 400, undefined],
      [{ stageM: '6.4' }, 400, undefined],
      [{ stageM: 34 }, 422, 'out-of-range'],
      [{ observedAt: iso(LATER + 1000) }, 422, 'in-the-future'],
      [{ observedAt: iso(LATER - 4 * HOUR_MS) }, 422, 'too-old'],
    ] as const) {
      const body = { stageM: 6.4, observedAt: iso(LATER), confirmed: true, ...wrong };
      const answer = await post(visitor, world, token, body);
      expect([wrong, answer.statusCode, answer.json().refusal]).toEqual([wrong, status, refusal]);
    }
    expect(await readsOf(world)).toEqual([]);
  });

  it('takes no forged request, and thirty an hour at most', async () => {
    const { visitor, token, ...world } = await town();
    const body = { stageM: 6.4, observedAt: iso(LATER), confirmed: true };
    expect((await post(visitor, world, 'forged', body)).statusCode).toBe(403);
    for (let count = 0; count < 30; count++) await post(visitor, world, token, body);
    expect((await post(visitor, world, token, body)).json()).toMatchObject({ status: 422, refusal: 'too-many' });
  });
});

function post(visitor: Visitor, world: { app: ReturnType<typeof createServer> }, token: string, body: object) {
  const headers = { cookie: visitor.cookie(), 'csrf-token': token, 'content-type': 'application/json' };
  return world.app.inject({ method: 'POST', url: api, headers, payload: JSON.stringify(body) });
}

function playing(commune: string) {
  const plan = { steps: [], lastsMin: 60, reason: 'Essai', residentsBy: null, level: 'normal', events: 0 } as const;
  return { ...plan, id: 'x', commune, person: 'mayor-coursan', startedAt: NOW, ended: null };
}
