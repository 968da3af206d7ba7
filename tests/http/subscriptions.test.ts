import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import { signId } from '../../src/people/signed-link.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { createVisitor } from '../support/visitor.ts';

function resident() {
  const world = createWorld();
  const app = createServer(world.doors);
  return { ...world, app, visitor: createVisitor(app), flood: () => flood(world) };
}

async function subscribed() {
  const all = resident();
  await all.visitor.post('/fr/communes/coursan/subscriptions', { email: 'ines@example.org' });
  all.doors.subscriptions.confirm('sub-1', 1);
  return { ...all, leave: `/fr/subscriptions/leave/${signId('leave', 'sub-1', all.doors.keys.link)}` };
}

describe('subscribing', () => {
  it('asks the service, in the language of the page', async () => {
    const { visitor, requested } = resident();
    const response = await visitor.post('/en/communes/coursan/subscriptions', { email: ' ines@example.org ' });
    expect(response.statusCode).toBe(200);
    expect(requested).toMatchObject([{ commune: 'coursan', email: 'ines@example.org', language: 'en' }]);
  });

  it('answers alike whether the address was known or not', async () => {
    const { visitor } = resident();
    const first = await visitor.post('/fr/communes/coursan/subscriptions', { email: 'ines@example.org' });
    const second = await visitor.post('/fr/communes/coursan/subscriptions', { email: 'ines@example.org' });
    expect(second.body).toBe(first.body);
    expect(second.statusCode).toBe(first.statusCode);
  });

  it.each([
    '',
    'ines',
    'ines@',
    'a@b',
    'a b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    'a\u0000@example.org',
    'a\u007f@example.org',
    'a@example.\u202egro',
    `${'x'.repeat(300)}@example.org`,
  ])('refuses %j kindly and asks for nothing', async (email) => {
    const { visitor, requested } = resident();
    const response = await visitor.post('/fr/communes/coursan/subscriptions', { email });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('aria-invalid="true"');
    expect(requested).toEqual([]);
  });

  it('is limited for one address of the network', async () => {
    const { visitor, requested } = resident();
    const codes: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      codes.push(
        (await visitor.post('/fr/communes/coursan/subscriptions', { email: `a${turn}@example.org` })).statusCode,
      );
    }
    expect(codes.slice(0, 10).every((code) => code === 200)).toBe(true);
    expect(codes.slice(10)).toEqual([429, 429]);
    expect(requested.length).toBe(10);
  });

  it('is limited for one network: nobody alone uses up what a whole town may ask for in a day', async () => {
    const { app } = resident();
    const ask = async (remoteAddress: string, n: number) => {
      const payload = { email: `a${n}@example.org`, language: 'fr' };
      const url = '/api/v1/communes/coursan/subscriptions';
      return (await app.inject({ method: 'POST', url, payload, remoteAddress })).statusCode;
    };
    const codes: number[] = [];
    for (let n = 0; n < 201; n += 1) codes.push(await ask(`2001:db8:1:${n}::1`, n));
    expect(codes.slice(0, 200).every((code) => code === 202)).toBe(true);
    expect(codes[200]).toBe(429);
    expect(await ask('2001:db8:2:1::1', 201)).toBe(202);
  });

  it('is limited over all languages and the API together', async () => {
    const { visitor, app, requested } = resident();
    for (let turn = 0; turn < 5; turn += 1) {
      await visitor.post('/fr/communes/coursan/subscriptions', { email: `a${turn}@example.org` });
      await visitor.post('/en/communes/coursan/subscriptions', { email: `b${turn}@example.org` });
    }
    const english = await visitor.post('/en/communes/trebes/subscriptions', { email: 'c@example.org' });
    expect(english.statusCode).toBe(429);
    expect(english.body).toContain('Too many requests');
    const payload = { email: 'd@example.org', language: 'fr' };
    const api = await app.inject({ method: 'POST', url: '/api/v1/communes/coursan/subscriptions', payload });
    expect(api.statusCode).toBe(429);
    expect(Number(api.headers['retry-after'])).toBeGreaterThan(0);
    expect(requested.length).toBe(10);
  });

  it('is refused politely once so many were asked for on one day', async () => {
    const { doors } = resident();
    const app = createServer({ ...doors, requestSubscription: () => false });
    const refused = await createVisitor(app).post('/fr/communes/coursan/subscriptions', { email: 'a@example.org' });
    expect(refused.statusCode).toBe(429);
    expect(refused.body).toContain('Revenez demain');
    const payload = { email: 'd@example.org', language: 'fr' };
    const api = await app.inject({ method: 'POST', url: '/api/v1/communes/coursan/subscriptions', payload });
    expect(api.statusCode).toBe(429);
    expect(api.json().detail).toContain('tomorrow');
  });

  it('knows no other commune', async () => {
    const { visitor, requested } = resident();
    expect((await visitor.post('/fr/communes/paris/subscriptions', { email: 'a@example.org' })).statusCode).toBe(404);
    expect(requested).toEqual([]);
  });
});

describe('confirming', () => {
  it('changes nothing on GET, however often a mail scanner opens it', async () => {
    const { visitor, doors } = resident();
    await visitor.post('/fr/communes/coursan/subscriptions', { email: 'ines@example.org' });
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await visitor.get('/fr/subscriptions/confirm/token-1')).body).toContain('Oui, je confirme');
    }
    expect(doors.subscriptions.confirmed('coursan')).toEqual([]);
    const done = await visitor.post('/fr/subscriptions/confirm/token-1', {});
    expect(done.body).toContain('Inscription confirmée');
    expect(doors.subscriptions.confirmed('coursan').map((each) => each.id)).toEqual(['sub-1']);
  });

  it('says kindly that a link is dead, and changes nothing', async () => {
    const { visitor, doors } = resident();
    await visitor.post('/fr/communes/coursan/subscriptions', { email: 'ines@example.org' });
    expect((await visitor.get('/fr/subscriptions/confirm/forged')).statusCode).toBe(410);
    expect((await visitor.post('/fr/subscriptions/confirm/forged', {})).statusCode).toBe(410);
    expect(doors.subscriptions.confirmed('coursan')).toEqual([]);
  });
});

describe('leaving', () => {
  it('shows on GET and leaves in one POST', async () => {
    const { visitor, doors, leave } = await subscribed();
    expect((await visitor.get(leave)).body).toContain('Me désinscrire');
    expect(doors.subscriptions.find('sub-1')).not.toBeNull();
    expect((await visitor.post(leave, {})).body).toContain('Désinscription faite');
    expect(doors.subscriptions.find('sub-1')).toBeNull();
    expect((await visitor.post(leave, {})).statusCode).toBe(200);
  });

  it.each([
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
  ])('takes the one-click POST of RFC 8058 as %s', async (type, payload) => {
    const { app, doors, leave } = await subscribed();
    const response = await app.inject({ method: 'POST', url: leave, headers: { 'content-type': type }, payload });
    expect(response.statusCode).toBe(200);
    expect(doors.subscriptions.find('sub-1')).toBeNull();
  });

  it('changes nothing for a forged link', async () => {
    const { visitor, doors } = await subscribed();
    await visitor.post('/fr/subscriptions/leave/sub-1.AAAA', {});
    await visitor.post(`/fr/subscriptions/leave/${signId('leave', 'sub-1', Buffer.alloc(32, 9))}`, {});
    expect(doors.subscriptions.find('sub-1')).not.toBeNull();
  });
});

describe('a link of last week', () => {
  it('is dead', async () => {
    const { visitor, doors, clock } = resident();
    await visitor.post('/fr/communes/coursan/subscriptions', { email: 'ines@example.org' });
    clock.advanceTo(doors.clock.now() + 7 * DAY_MS);
    expect((await visitor.get('/fr/subscriptions/confirm/token-1')).statusCode).toBe(200);
    clock.advanceTo(doors.clock.now() + 1);
    expect((await visitor.get('/fr/subscriptions/confirm/token-1')).statusCode).toBe(410);
    expect((await visitor.post('/fr/subscriptions/confirm/token-1', {})).statusCode).toBe(410);
  });
});

describe('confirming in a flood', () => {
  it('shows what residents were told', async () => {
    const { visitor, doors, flood } = resident();
    await flood();
    doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    await visitor.post('/en/communes/coursan/subscriptions', { email: 'ines@example.org' });
    const { body } = await visitor.post('/en/subscriptions/confirm/token-1', {});
    expect(body).toContain('<section class="banner level-act"');
    expect(body).toContain('Go upstairs, switch off gas and electricity.');
  });
});

describe('quiet hours', () => {
  it('are asked for with the subscription, or left empty', async () => {
    const { visitor, doors } = resident();
    const night = { quietFrom: '22:00', quietTo: '07:00' };
    await visitor.post('/fr/communes/coursan/subscriptions', { email: 'ines@example.org', ...night });
    expect(doors.subscriptions.find('sub-1')?.quietHours).toEqual({ fromMin: 1_320, toMin: 420 });
    await visitor.post('/fr/communes/coursan/subscriptions', { email: 'a@example.org', quietFrom: '', quietTo: '' });
    expect(doors.subscriptions.find('sub-2')?.quietHours).toBeNull();
  });

  it.each([
    ['22:00', ''],
    ['07:00', '07:00'],
    ['25:00', '07:00'],
  ])('from %j to %j are refused kindly, and the address typed is kept', async (quietFrom, quietTo) => {
    const { visitor, requested } = resident();
    const fields = { email: 'ines@example.org', quietFrom, quietTo };
    const response = await visitor.post('/fr/communes/coursan/subscriptions', fields);
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('Il faut deux heures différentes');
    expect(response.body).toContain('value="ines@example.org"');
    expect(requested).toEqual([]);
  });

  it('are changed by the link in a message: GET shows, POST acts', async () => {
    const { visitor, doors, leave } = await subscribed();
    const act = leave.replace('/leave/', '/change/');
    // Under a heading of its own: below the button that leaves, nobody looks for it.
    expect((await visitor.get(leave)).body).toContain(
      `<h2>Changer vos messages</h2>\n<form method="post" action="${act}"`,
    );
    expect((await visitor.get(act)).statusCode).toBe(404);
    const done = await visitor.post(act, { quietFrom: '21:30', quietTo: '06:00' });
    expect(done.body).toContain('Rien ne vous sera envoyé entre 21:30 et 06:00');
    expect(doors.subscriptions.find('sub-1')?.quietHours).toEqual({ fromMin: 1_290, toMin: 360 });
    expect((await visitor.get(leave)).body).toContain('value="21:30"');
    const halfTyped = await visitor.post(act, { quietFrom: '20:15', quietTo: '' });
    expect(halfTyped.statusCode).toBe(422);
    expect(halfTyped.body).toContain('value="20:15"');
    await visitor.post(act.replace(/.{5}$/, 'AAAAA'), { quietFrom: '01:00', quietTo: '02:00' });
    expect(doors.subscriptions.find('sub-1')?.quietHours?.fromMin).toBe(1_290);
    expect((await visitor.post(act, { quietFrom: '', quietTo: '' })).body).toContain('à toute heure');
    expect(doors.subscriptions.find('sub-1')?.quietHours).toBeNull();
  });

  it('so is the language, to one that the town has', async () => {
    const { visitor, doors, leave } = await subscribed();
    const act = leave.replace('/leave/', '/change/');
    expect((await visitor.get(leave)).body).toContain('<option value="fr" lang="fr" selected>Français</option>');
    await visitor.post(act, { language: 'en', quietFrom: '', quietTo: '' });
    expect(doors.subscriptions.find('sub-1')?.language).toBe('en');
    await visitor.post(act, { language: 'xx', quietFrom: '', quietTo: '' });
    expect(doors.subscriptions.find('sub-1')?.language).toBe('en');
  });

  it('are kept in the form while another field is wrong', async () => {
    const { visitor } = resident();
    const fields = { email: 'ines@', quietFrom: '22:00', quietTo: '07:00' };
    const { body } = await visitor.post('/fr/communes/coursan/subscriptions', fields);
    expect(body).toContain('value="22:00"');
    expect(body).toContain('value="07:00"');
  });
});

describe('the API of a subscription', () => {
  it('asks, shows, sets quiet hours, leaves', async () => {
    const { app, doors } = resident();
    const inject = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
      app.inject({ method, url: `/api/v1${url}`, ...(payload && { payload }) });
    const quietHours = { from: '22:00', to: '07:00' };
    const asked = { email: 'ines@example.org', language: 'fr', quietHours };
    expect((await inject('POST', '/communes/coursan/subscriptions', asked)).statusCode).toBe(202);
    expect((await inject('POST', '/communes/paris/subscriptions', asked)).statusCode).toBe(404);
    expect((await inject('POST', '/communes/coursan/subscriptions', { ...asked, email: 'x' })).statusCode).toBe(422);
    expect((await inject('POST', '/communes/coursan/subscriptions', { email: 'a@b.fr' })).statusCode).toBe(400);

    const own = `/subscriptions/${signId('leave', 'sub-1', doors.keys.link)}`;
    expect((await inject('GET', own)).statusCode).toBe(404);
    doors.subscriptions.confirm('sub-1', 1);
    expect((await inject('GET', own)).json()).toEqual({ commune: 'coursan', language: 'fr', quietHours });
    expect((await inject('PUT', `${own}/quiet-hours`, { quietHours: null })).statusCode).toBe(204);
    expect((await inject('GET', own)).json().quietHours).toBeNull();
    const wrong = { quietHours: { from: '07:00', to: '07:00' } };
    expect((await inject('PUT', `${own}/quiet-hours`, wrong)).statusCode).toBe(422);
    expect((await inject('DELETE', '/subscriptions/sub-1.forged')).statusCode).toBe(404);
    expect((await inject('DELETE', own)).statusCode).toBe(204);
    expect(doors.subscriptions.find('sub-1')).toBeNull();
  });
});
