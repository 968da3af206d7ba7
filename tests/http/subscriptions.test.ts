import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import type { ChannelName } from '../../src/notification/outbox.ts';
import { signId } from '../../src/people/signed-link.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

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

  it('asks nobody again who has confirmed and opens the link once more, in another browser', async () => {
    const { visitor, app } = resident();
    await visitor.post('/fr/communes/coursan/subscriptions', { email: 'ines@example.org' });
    await visitor.post('/fr/subscriptions/confirm/token-1', {});
    const { body } = await app.inject('/fr/subscriptions/confirm/token-1');
    expect(body).toContain('<h1>Inscription confirmée</h1>');
    expect(body).not.toContain('Oui, je confirme');
  });

  it('leads whoever asked twice, the first mail being late, to the link of the newest', async () => {
    const { visitor, doors } = resident();
    const ask = () => visitor.post('/fr/communes/coursan/subscriptions', { email: 'ines@example.org' });
    await ask();
    await ask();
    const first = await visitor.get('/fr/subscriptions/confirm/token-1');
    expect([first.statusCode, first.body]).toEqual([
      410,
      expect.stringContaining('ouvrez le lien du message le plus récent'),
    ]);
    await visitor.post('/fr/subscriptions/confirm/token-2', {});
    expect(doors.subscriptions.confirmed('coursan')).toHaveLength(1);
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

  it('keep the language that was chosen while they are wrong', async () => {
    const { visitor, leave } = await subscribed();
    const half = { language: 'en', quietFrom: '22:00', quietTo: '' };
    const { statusCode, body } = await visitor.post(leave.replace('/leave/', '/change/'), half);
    expect([statusCode, body]).toEqual([422, expect.stringContaining('<option value="en" lang="en" selected>')]);
    expect(body).toContain('value="22:00"');
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

describe('subscribing by text message', () => {
  const texts = { country: '+33', prefixes: ['+336'], perMinute: 30, requestsPerDay: 20 };
  const town = (ways: readonly ChannelName[] = ['log', 'email', 'sms'], residentTexts: typeof texts | null = texts) => {
    const world = createWorld({}, {}, residentTexts);
    const doors = { ...world.doors, ways: new Set(ways) };
    const app = createServer(doors);
    return { ...world, doors, app, visitor: createVisitor(app) };
  };
  const at = '/fr/communes/coursan/subscriptions';

  it('is offered where the town says so, beside mail or alone, and else the page is as it was', async () => {
    const fieldsOf = async (ways: readonly ChannelName[], residentTexts: typeof texts | null) => {
      const { body } = await town(ways, residentTexts).visitor.get('/fr/communes/coursan');
      return ['name="email"', 'name="phone"', 'required'].map((each) => body.includes(each));
    };
    expect(await fieldsOf(['log', 'email', 'sms'], texts)).toEqual([true, true, false]);
    expect(await fieldsOf(['log', 'sms'], texts)).toEqual([false, true, true]);
    expect(await fieldsOf(['log', 'email'], texts)).toEqual([true, false, true]);
    expect(await fieldsOf(['log', 'email', 'sms'], null)).toEqual([true, false, true]);
    expect(await fieldsOf(['log', 'sms'], null)).toEqual([false, false, false]);
  });

  it('asks the service with the number in full, for both where both are typed, and answers alike whether it is known', async () => {
    const { visitor, requested, doors } = town();
    const first = await visitor.post(at, { email: '', phone: '06 11 11 11 11' });
    doors.subscriptions.confirm('sub-1', 1);
    const again = await visitor.post(at, { email: '', phone: '+33 6 11 11 11 11' });
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    expect(again.body).toContain('Regardez vos SMS');
    const both = await visitor.post(at, { email: 'ines@example.org', phone: '0611111112' });
    expect(both.body).toContain('Regardez votre boîte de courriel et vos SMS');
    expect(requested.map(({ email, phone }) => email ?? phone)).toEqual([
      '+33611111111',
      '+33611111111',
      'ines@example.org',
      '+33611111112',
    ]);
  });

  it('refuses kindly a number of elsewhere or none at all, keeps what was typed, and asks for nothing', async () => {
    const { visitor, requested } = town();
    for (const phone of ['04 68 00 00 00', '+44 7911 123456', '0611', '"><script>']) {
      const { statusCode, body } = await visitor.post(at, { email: 'ines@example.org', phone });
      expect([statusCode, body]).toEqual([422, expect.stringContaining('id="wrong">Ce numéro')]);
      expect(body).toContain('value="ines@example.org"');
      expect(body).not.toContain('<script>');
    }
    const nothing = await visitor.post(at, { email: '', phone: '' });
    expect([nothing.statusCode, nothing.body]).toEqual([422, expect.stringContaining('ou un numéro de téléphone.')]);
    expect(requested).toEqual([]);
  });

  it('is limited to a fifth of the day for one network, by whatever door, and that is told to staff', async () => {
    const { app, requested, doors } = town();
    const ask = async (phone: string, remoteAddress: string) => {
      const payload = { phone, language: 'fr' };
      const url = '/api/v1/communes/coursan/subscriptions';
      return (await app.inject({ method: 'POST', url, payload, remoteAddress })).statusCode;
    };
    const codes: number[] = [];
    for (let n = 0; n < 5; n += 1) codes.push(await ask(`+3361111111${n}`, `2001:db8:1:${n}::1`));
    expect(codes).toEqual([202, 202, 202, 202, 429]);
    expect(await ask('+33611111119', '2001:db8:2::1')).toBe(202);
    expect(requested).toHaveLength(5);
    expect(doors.refusals.lately()).toEqual({ visitor: 1, address: 0, day: 0 });
    const staff = await logIn(app, 'staff-aude');
    expect((await staff.get('/fr/staff')).body).toContain(
      'trop d’un même visiteur&nbsp;: 1&nbsp;; trop vers un même destinataire&nbsp;: 0',
    );
  });

  it('says where one of two was taken that the other was not', async () => {
    const { doors } = town();
    const isMail = (_: string, { way }: { way: string }) => way === 'email';
    const visitor = createVisitor(createServer({ ...doors, requestSubscription: isMail }));
    const half = await visitor.post(at, { email: 'ines@example.org', phone: '0611111111' });
    expect([half.statusCode, half.body]).toEqual([200, expect.stringContaining('Par l’autre moyen, trop')]);
    const none = await visitor.post(at, { email: '', phone: '0611111111' });
    expect([none.statusCode, none.body]).toEqual([429, expect.stringContaining('Revenez demain')]);
  });

  it('leaves by the short link, which shows on GET; a forged one says kindly that there is nothing', async () => {
    const { visitor, doors } = town();
    await visitor.post('/en/communes/coursan/subscriptions', { email: '', phone: '0611111111' });
    expect((await visitor.get('/en/subscriptions/confirm/token-1')).body).toContain('by text message?');
    await visitor.post('/en/subscriptions/confirm/token-1', {});
    const short = await visitor.get(`/s/${signId('stop', 'sub-1', doors.keys.link)}`);
    const leave = `/en/subscriptions/leave/${signId('leave', 'sub-1', doors.keys.link)}`;
    expect([short.statusCode, short.headers.location]).toEqual([302, leave]);
    const { body, headers } = await visitor.get(leave);
    expect(body).toContain('Your number will be erased');
    // Whoever has the address of the page may leave: no search engine keeps it.
    expect(headers['x-robots-tag']).toBe('noindex');
    expect(doors.subscriptions.find('sub-1')).not.toBeNull();
    expect((await visitor.post(leave, {})).body).toContain('Your number is erased');
    expect(doors.subscriptions.find('sub-1')).toBeNull();
    for (const forged of ['x', 'sub-1.AAAAAAAAAAAAAAAA', signId('leave', 'sub-1', doors.keys.link)]) {
      const { location } = (await visitor.get(`/s/${forged}`)).headers;
      expect((await visitor.get(String(location))).body).toContain('Aucune inscription ici');
    }
  });

  it('promises nothing to whoever left, came back and has the link of before: messages still come', async () => {
    const { visitor, doors } = town();
    for (const n of [1, 2]) {
      await visitor.post(at, { email: '', phone: '0611111111' });
      await visitor.post(`/fr/subscriptions/confirm/token-${n}`, {});
      if (n === 1) await visitor.post(`/fr/subscriptions/leave/${signId('leave', 'sub-1', doors.keys.link)}`, {});
    }
    const { body } = await visitor.post(`/fr/subscriptions/leave/${signId('leave', 'sub-1', doors.keys.link)}`, {});
    expect(doors.subscriptions.find('sub-2')).not.toBeNull();
    expect(body).toContain('utilisez le lien du plus récent');
    expect(body).not.toContain('Vous ne recevrez');
  });

  it('confirms and changes nothing where the town has given it up; whoever subscribed can still leave', async () => {
    const before = town();
    await before.visitor.post(at, { email: '', phone: '0611111111' });
    const doors = { ...before.doors, residentTexts: null };
    const visitor = createVisitor(createServer(doors));
    const dead = await visitor.post('/fr/subscriptions/confirm/token-1', {});
    expect([dead.statusCode, dead.body]).toEqual([410, expect.stringContaining('Pas d’alerte par SMS ici')]);
    doors.subscriptions.confirm('sub-1', 1);
    const leave = `/fr/subscriptions/leave/${signId('leave', 'sub-1', doors.keys.link)}`;
    expect((await visitor.get(leave)).body).toContain('Ce site n’envoie pas de SMS aux habitants');
    const mayor = await logIn(createServer(doors), 'mayor-coursan');
    expect((await mayor.get('/fr/mayor/coursan')).body).toContain('Une personne inscrite par un moyen qui n’est plus');
  });

  it('by the API takes phone, email or both, and none of them is a mistake', async () => {
    const { app, requested } = town();
    const ask = async (payload: object) =>
      (await app.inject({ method: 'POST', url: '/api/v1/communes/coursan/subscriptions', payload })).statusCode;
    expect(await ask({ phone: '+33611111111', language: 'fr' })).toBe(202);
    expect(await ask({ phone: '+447911123456', language: 'fr' })).toBe(422);
    expect(await ask({ language: 'fr' })).toBe(422);
    expect(await ask({ phone: '0611111111', email: 'ines@example.org', language: 'fr' })).toBe(202);
    expect(requested).toHaveLength(3);
  });
});
