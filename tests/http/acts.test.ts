import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

async function town(to: 'act' | 'danger' = 'act') {
  const world = createWorld();
  await flood(world, to);
  const app = createServer(world.doors);
  const alert = () => world.doors.journal.state('coursan')?.alert ?? null;
  return { ...world, app, alert };
}

describe('the mayor acts', () => {
  it.each([
    ['fr', 'n’a peut-être pas été pris en compte'],
    ['en', 'may not have been taken'],
  ])('and reads that it may not have been taken where it cannot be saved (%s)', async (language, said) => {
    const { doors, alert } = await town();
    let isHeld = true;
    const act: typeof doors.act = (...asked) => {
      if (isHeld) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
      return doors.act(...asked);
    };
    const mayor = await logIn(createServer({ ...doors, act }), 'mayor-coursan', language);
    const page = `/${language}/mayor/coursan`;
    const token = await mayor.token(page);
    const refused = await mayor.post(`${page}/release`, { level: 'act' }, { token });
    expect([refused.statusCode, refused.body.includes(said), alert()?.telling.told]).toEqual([500, true, 'normal']);
    expect(refused.body).toContain(`href="${page}"`);
    isHeld = false;
    await mayor.post(`${page}/release`, { level: 'act' }, { token });
    expect(alert()?.telling.told).toBe('act');
  });

  it('and reads that nothing was done where the turn to write did not come; what strangers send meanwhile fills no log', async () => {
    const { doors, alert } = await town();
    const lines: string[] = [];
    const logger = pino({}, { write: (line) => void lines.push(line) });
    const turn = async () => {
      throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
    };
    const app = createServer({ ...doors, turn }, { trustProxy: false, logger });
    const stranger = await createVisitor(app).post('/fr/mayor/coursan/release', { level: 'act' });
    expect([stranger.statusCode, stranger.headers['retry-after']]).toEqual([503, '5']);
    expect(stranger.body).toContain('Rien n’a été fait');
    expect(stranger.body).toContain(
      '<a class="button" href="/fr/mayor/coursan">Revenir à la page pour recommencer</a>',
    );
    expect([alert()?.telling.told, lines]).toEqual(['normal', []]);
  });

  it.each([
    ['en/mayor/coursan/exercise/widen', 'en/mayor/coursan/exercise'],
    ['en/staff/test-message/round/stop', 'en/staff/test-message/round'],
    ['en/subscriptions/leave/a%2Fb', 'en/subscriptions/leave/a%2Fb'],
    // Its own page is not known by it.
    ['en/subscriptions/change/token', 'en/'],
  ])('and is led back to where it can be tried again: from %s to %s', async (deed, page) => {
    const { doors } = await town();
    const turn = () => Promise.reject(new Error('database is locked'));
    const { statusCode, body } = await createVisitor(createServer({ ...doors, turn })).post(`/${deed}`, {});
    expect([statusCode, /class="button" href="([^"]*)"/.exec(body)?.[1]]).toEqual([503, `/${page}`]);
  });

  it('acknowledges, and the page says who is on it', async () => {
    const { app, alert } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const token = await mayor.token('/fr/mayor/coursan');
    const response = await mayor.post('/fr/mayor/coursan/acknowledge', { level: 'act' }, { token });
    expect(response.headers.location).toBe('/fr/mayor/coursan?done=acknowledge');
    expect(alert()?.acknowledgements.map((each) => each.person)).toEqual(['mayor-coursan']);
    expect((await mayor.get('/fr/mayor/coursan')).body).toContain('Pris en charge par Camille Aubrac');
  });

  it('sees what residents would get before releasing, and releases', async () => {
    const { app, alert } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const page = (await mayor.get('/fr/mayor/coursan')).body;
    const preview = page.indexOf('Montez à l’étage');
    expect(preview).toBeGreaterThan(0);
    expect(page.indexOf('action="/fr/mayor/coursan/release"')).toBeGreaterThan(preview);
    expect(page).toContain('Les 3 personnes inscrites');
    const token = await mayor.token('/fr/mayor/coursan');
    await mayor.post('/fr/mayor/coursan/release', { level: 'act' }, { token });
    expect(alert()?.telling.told).toBe('act');
  });

  it('holds back, and may still release', async () => {
    const { app, alert } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const token = await mayor.token('/fr/mayor/coursan');
    await mayor.post('/fr/mayor/coursan/hold-back', { level: 'act' }, { token });
    expect(alert()?.telling).toMatchObject({ told: 'normal', heldBack: 'act', pending: null });
    const page = (await mayor.get('/fr/mayor/coursan')).body;
    expect(page).toContain('/mayor/coursan/release');
    expect(page).not.toContain('/mayor/coursan/hold-back');
    await mayor.post('/fr/mayor/coursan/release', { level: 'act' }, { token });
    expect(alert()?.telling.told).toBe('act');
  });

  it('has answered by deciding: the page says who is on it', async () => {
    const { app } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const token = await mayor.token('/fr/mayor/coursan');
    await mayor.post('/fr/mayor/coursan/release', { level: 'act' }, { token });
    expect((await mayor.get('/fr/mayor/coursan')).body).toContain('Pris en charge par Camille Aubrac');
  });

  it('with several communes sees which of them waits, and for what', async () => {
    const { app } = await town();
    const [staff, mayor] = [await logIn(app, 'staff-aude'), await logIn(app, 'mayor-coursan')];
    const row = async (): Promise<string> => {
      const page = (await staff.get('/fr/mayor')).body;
      return /<li><a href="\/fr\/mayor\/coursan">.*?<\/li>/s.exec(page)![0];
    };
    expect(await row()).toContain('! personne n’a répondu');
    // It reloads where that is asked for, as every page: focus and what is read aloud are not taken away.
    const choice = async (query: string) => (await staff.get(`/fr/mayor${query}`)).body;
    expect(await choice('')).not.toContain('http-equiv="refresh"');
    expect(await choice('?follow=1')).toContain('http-equiv="refresh"');
    const token = await staff.token('/fr/mayor/coursan');
    await staff.post('/fr/mayor/coursan/acknowledge', { level: 'act' }, { token });
    expect(await row()).toContain('! attend une décision');
    const itsToken = await mayor.token('/fr/mayor/coursan');
    await mayor.post('/fr/mayor/coursan/release', { level: 'act' }, { token: itsToken });
    expect(await row()).not.toContain('class="bad"');
  });

  it('is told when the policy would release by itself', async () => {
    const { app } = await town('danger');
    const page = (await (await logIn(app, 'mayor-coursan')).get('/fr/mayor/coursan')).body;
    expect(page).toMatch(/seront prévenus quand même à \d&nbsp;h&nbsp;\d\d \(règle signée par Alix Fabre\)/);
  });

  it.each(['acknowledge', 'release', 'hold-back'])(
    'reads the same when %s is sent twice: it has worked',
    async (deed) => {
      const { app, doors } = await town();
      const mayor = await logIn(app, 'mayor-coursan');
      const token = await mayor.token('/fr/mayor/coursan');
      const send = async () => {
        const { statusCode, headers } = await mayor.post(`/fr/mayor/coursan/${deed}`, { level: 'act' }, { token });
        return [statusCode, headers.location];
      };
      const done = [303, `/fr/mayor/coursan?done=${deed}`];
      expect(await send()).toEqual(done);
      const { length } = doors.journal.events('coursan', { limit: 50 });
      expect(await send()).toEqual(done);
      expect(doors.journal.events('coursan', { limit: 50 })).toHaveLength(length);
    },
  );

  it('who answered already is told of no other who did', async () => {
    const { app } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const token = await mayor.token('/fr/mayor/coursan');
    const send = async (deed: string) =>
      (await mayor.post(`/fr/mayor/coursan/${deed}`, { level: 'act' }, { token })).statusCode;
    expect([await send('release'), await send('acknowledge')]).toEqual([303, 303]);
  });

  it('is refused a deed sent twice once something else came after it', async () => {
    const { app } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const token = await mayor.token('/fr/mayor/coursan');
    const send = async (deed: string) =>
      (await mayor.post(`/fr/mayor/coursan/${deed}`, { level: 'act' }, { token })).statusCode;
    expect([await send('hold-back'), await send('release'), await send('hold-back')]).toEqual([303, 303, 409]);
  });

  it('the second of two people sees what the first decided', async () => {
    const { app } = await town();
    const [mayor, deputy] = [await logIn(app, 'mayor-coursan'), await logIn(app, 'deputy-coursan', 'en')];
    const mayorToken = await mayor.token('/fr/mayor/coursan');
    const deputyToken = await deputy.token('/en/mayor/coursan');
    await mayor.post('/fr/mayor/coursan/acknowledge', { level: 'act' }, { token: mayorToken });
    await mayor.post('/fr/mayor/coursan/hold-back', { level: 'act' }, { token: mayorToken });
    const late = await deputy.post('/en/mayor/coursan/acknowledge', { level: 'act' }, { token: deputyToken });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Camille Aubrac has been dealing with it since 03:00');
    const held = await deputy.post('/en/mayor/coursan/hold-back', { level: 'act' }, { token: deputyToken });
    expect(held.body).toContain('A decision has already been made');
  });

  it('a page that is gone back to says nothing of an answer that somebody else has given since, nor once the alert is over', async () => {
    const { app, alert, doors } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const said = async () =>
      (await mayor.get('/fr/mayor/coursan?done=acknowledge')).body.includes('vous vous en occupez');
    expect(doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'mayor-coursan').ok).toBe(true);
    expect(await said()).toBe(true);
    const answeredAt = alert()!.acknowledgements[0]!.at;
    expect(doors.act('coursan', { kind: 'hand-back', level: 'act', answeredAt }, 'mayor-coursan').ok).toBe(true);
    expect(doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'deputy-coursan').ok).toBe(true);
    expect(await said()).toBe(false);
    const again = await town();
    again.doors.act('coursan', { kind: 'acknowledge', level: 'act' }, 'mayor-coursan');
    const state = { ...again.doors.journal.state('coursan')!, alert: null };
    again.doors.journal.commit({ state, events: [], outbox: [], record: [] });
    const later = await logIn(again.app, 'mayor-coursan');
    expect((await later.get('/fr/mayor/coursan?done=acknowledge')).body).not.toContain('vous vous en occupez');
  });

  it('who looked at an older level is asked to look again', async () => {
    const { app, alert } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const token = await mayor.token('/fr/mayor/coursan');
    const response = await mayor.post('/fr/mayor/coursan/release', { level: 'prepare' }, { token });
    expect(response.statusCode).toBe(409);
    expect(response.body).toContain('La situation a changé');
    expect(alert()?.telling.told).toBe('normal');
  });

  it('cannot close by hand what is seen and still up, and is not offered to', async () => {
    const { app, alert } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    expect((await mayor.get('/fr/mayor/coursan')).body).not.toContain('/mayor/coursan/close');
    const token = await mayor.token('/fr/mayor/coursan');
    expect((await mayor.post('/fr/mayor/coursan/close', {}, { token })).statusCode).toBe(409);
    expect(alert()).not.toBeNull();
  });

  it('closes by hand what is no longer seen, and is told since when', async () => {
    const { app, alert, doors } = await town();
    const state = doors.journal.state('coursan');
    const gauge = state?.gauges['coursan'];
    if (!state || !gauge) throw new Error('the flood has a gauge');
    const notSeen = { since: Date.parse('2020-01-23T01:00:00Z'), why: 'silent' as const, lostAt: 0, toldAt: 0 };
    const blind = { ...state, gauges: { coursan: { ...gauge, notSeen } } };
    doors.journal.commit({ state: blind, events: [], outbox: [], record: [] });
    const mayor = await logIn(app, 'mayor-coursan');
    const page = (await mayor.get('/fr/mayor/coursan')).body;
    expect(page).toContain('depuis jeudi 23 janvier, 2&nbsp;h&nbsp;00');
    const token = await mayor.token('/fr/mayor/coursan');
    // A page that was drawn before the gauge came back with more, and was lost again.
    const stale = await mayor.post('/fr/mayor/coursan/close', { level: 'prepare' }, { token });
    expect([stale.statusCode, alert()?.level]).toEqual([409, 'act']);
    expect(stale.body).toContain('le niveau est maintenant «&nbsp;Agir&nbsp;»');
    expect(page).toMatch(/coursan\/close">[^<]*<[^>]*>[^<]*<input type="hidden" name="level" value="act">/);
    for (let press = 0; press < 2; press += 1) {
      const { headers } = await mayor.post('/fr/mayor/coursan/close', { level: 'act' }, { token });
      expect(headers.location).toBe('/fr/mayor/coursan?done=close');
    }
    expect(alert()).toBeNull();
    const closed = doors.journal.events('coursan', { limit: 50 }).filter(({ kind }) => kind === 'closed');
    expect(closed).toHaveLength(1);
    // Somebody else hears that there is nothing left to close.
    const deputy = await logIn(app, 'deputy-coursan');
    const csrf = await deputy.token('/fr/mayor/coursan');
    expect((await deputy.post('/fr/mayor/coursan/close', { level: 'act' }, { token: csrf })).statusCode).toBe(409);
  });
});

describe('without a word from the person', () => {
  const deeds = ['acknowledge', 'hand-back', 'release', 'hold-back', 'close'];
  const seen = { level: 'act', answeredAt: '2020-01-23T02:00:00.000Z' };

  it.each(deeds)('%s needs the form’s token', async (deed) => {
    const { app, doors } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const before = doors.journal.state('coursan');
    for (const token of ['', 'forged']) {
      const response = await mayor.post(`/fr/mayor/coursan/${deed}`, seen, { token });
      expect(response.statusCode).toBe(403);
      expect(response.body).toContain('La page a expiré');
    }
    const other = await logIn(app, 'deputy-coursan');
    const stolen = await other.token('/fr/mayor/coursan');
    expect((await mayor.post(`/fr/mayor/coursan/${deed}`, seen, { token: stolen })).statusCode).toBe(403);
    expect(doors.journal.state('coursan')).toEqual(before);
  });

  it.each(deeds)('%s does nothing on GET', async (deed) => {
    const { app, doors } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const before = doors.journal.state('coursan');
    const { statusCode, headers } = await mayor.get(`/fr/mayor/coursan/${deed}`);
    expect([statusCode, headers.location]).toEqual([302, '/fr/mayor/coursan']);
    expect(doors.journal.state('coursan')).toEqual(before);
  });

  it.each(deeds)('%s is nothing for nobody', async (deed) => {
    const { app, doors } = await town();
    const before = doors.journal.state('coursan');
    const nobody = createVisitor(app);
    const token = await nobody.token('/fr/login');
    expect((await nobody.post(`/fr/mayor/coursan/${deed}`, seen, { token })).statusCode).toBe(302);
    expect(doors.journal.state('coursan')).toEqual(before);
  });

  it.each(['normal', 'unknown', 'x', ''])('level %j is no level to act on', async (level) => {
    const { app } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const token = await mayor.token('/fr/mayor/coursan');
    expect((await mayor.post('/fr/mayor/coursan/release', { level }, { token })).statusCode).toBe(400);
  });
});

describe('a page of an alert that is over, and another stands at the same level', () => {
  /** All that was seen of the first one and is still sent. */
  async function anotherAlert() {
    const { doors, app, alert } = await town();
    const mayor = await logIn(app, 'mayor-coursan');
    const { body } = await mayor.get('/fr/mayor/coursan');
    const first = alert()!.id;
    const state = doors.journal.state('coursan')!;
    const next = { ...state, alert: { ...state.alert!, id: 'coursan-20200124T090000Z' } };
    doors.journal.commit({ state: next, events: [], outbox: [], record: [] });
    return { doors, app, mayor, body, first, next };
  }

  it.each(['acknowledge', 'release', 'hold-back'])('%s is refused, and the page says to look again', async (deed) => {
    const { doors, mayor, body, first, next } = await anotherAlert();
    const form = body.split('<form ').find((each) => each.includes(`action="/fr/mayor/coursan/${deed}"`)) ?? '';
    const fields = Object.fromEntries(
      [...form.split('</form>')[0]!.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    expect(fields).toMatchObject({ level: 'act', alert: first });
    const sent = await mayor.post(`/fr/mayor/coursan/${deed}`, fields);
    expect([sent.statusCode, sent.body]).toEqual([409, expect.stringContaining('Regardez à nouveau')]);
    expect(doors.journal.state('coursan')).toEqual(next);
    const looked = await mayor.post(`/fr/mayor/coursan/${deed}`, { ...fields, alert: next.alert.id });
    expect(looked.statusCode).toBe(303);
  });

  it.each(['close', 'correct', 'hand-back'])('%s too', async (deed) => {
    const { doors, mayor, first, next } = await anotherAlert();
    const token = await mayor.token('/fr/mayor/coursan');
    const seen = { level: 'act', answeredAt: '2020-01-23T02:00:00.000Z', alert: first };
    const sent = await mayor.post(`/fr/mayor/coursan/${deed}`, seen, { token });
    expect([sent.statusCode, sent.body]).toEqual([409, expect.stringContaining('Regardez à nouveau')]);
    expect(doors.journal.state('coursan')).toEqual(next);
  });

  const throughApi = ['acknowledge', 'release', 'hold-back', 'correct', 'hand-back', 'close'];
  it.each(throughApi)('%s through the API too', async (deed) => {
    const { doors, app, mayor, first, next } = await anotherAlert();
    const { csrfToken } = (await mayor.get('/api/v1/session')).json();
    const answeredAt = deed === 'hand-back' ? { answeredAt: '2020-01-23T02:00:00.000Z' } : {};
    const sent = await app.inject({
      method: 'POST',
      url: `/api/v1/communes/coursan/${deed}`,
      headers: { cookie: mayor.cookie(), 'csrf-token': csrfToken },
      payload: { level: 'act', alert: first, ...answeredAt },
    });
    expect([sent.statusCode, sent.json().refusal]).toEqual([409, 'level-changed']);
    expect(doors.journal.state('coursan')).toEqual(next);
  });
});

describe('closing by hand through the API', () => {
  const close = async (app: Awaited<ReturnType<typeof town>>['app'], account: string, language = 'fr') => {
    const person = await logIn(app, account, language);
    const session = await person.get('/api/v1/session');
    const headers = { cookie: person.cookie(), 'csrf-token': session.json().csrfToken };
    return app.inject({ method: 'POST', url: '/api/v1/communes/coursan/close', headers });
  };

  it('refuses what is seen and still up, and whoever has no right to it', async () => {
    const { app, alert } = await town();
    const refused = await close(app, 'mayor-coursan');
    expect([refused.statusCode, refused.json().refusal]).toEqual([409, 'still-on']);
    expect((await close(app, 'mayor-trebes')).statusCode).toBe(404);
    expect(alert()).not.toBeNull();
  });

  const goBlind = ({ journal }: Awaited<ReturnType<typeof town>>['doors']) => {
    const state = journal.state('coursan')!;
    const notSeen = { since: null, why: 'silent' as const, lostAt: 0, toldAt: 0 };
    const gauges = { coursan: { ...state.gauges['coursan']!, notSeen } };
    journal.commit({ state: { ...state, gauges }, events: [], outbox: [], record: [] });
  };

  it('closes what is no longer seen', async () => {
    const { app, alert, doors } = await town();
    goBlind(doors);
    expect((await close(app, 'staff-aude')).statusCode).toBe(204);
    expect(alert()).toBeNull();
  });

  it('is for who may release once residents were told of the alert, as on the page: they hear of its end', async () => {
    const { app, alert, doors } = await town();
    expect(doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan').ok).toBe(true);
    goBlind(doors);
    expect((await close(app, 'staff-aude')).statusCode).toBe(404);
    const staff = await logIn(app, 'staff-aude');
    const token = await staff.token('/fr/mayor/coursan');
    expect((await staff.post('/fr/mayor/coursan/close', {}, { token })).statusCode).toBe(404);
    expect(alert()).not.toBeNull();
    expect((await close(app, 'mayor-coursan')).statusCode).toBe(204);
    expect(alert()).toBeNull();
  });
});
