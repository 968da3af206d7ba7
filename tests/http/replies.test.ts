import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { replyCode } from '../../src/notification/asked/question.ts';
import { createWorld, flood, NOW, REPLY_SECRET } from '../support/flood-world.ts';

const PHONE = '+33612345678';

async function town(secret: string | null = REPLY_SECRET) {
  const world = createWorld({}, { 'coursan-mayor': PHONE, 'coursan-deputy': '+33600000001' });
  await flood(world);
  const { journal, keys } = world.doors;
  const event = journal.events('coursan', { limit: 10 }).findLast(({ kind }) => kind === 'raised');
  if (!event) throw new Error('the flood raises an alert');
  const app = createServer({ ...world.doors, replySecret: secret });
  const say = (text: string, from = PHONE, authorization = `Bearer ${REPLY_SECRET}`) =>
    app.inject({ method: 'POST', url: '/api/v1/replies', headers: { authorization }, payload: { from, text } });
  const code = replyCode({ event: event.id, contact: 'coursan-mayor' }, keys.link);
  const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0');
  const state = () => journal.state('coursan');
  return { ...world, say, code, wrong, state, app, event };
}

describe('a reply by text message', () => {
  it('with the code, from the contact’s own phone, acknowledges as that contact and says so', async () => {
    const { say, code, state } = await town();
    const response = await say(`Oui ${code}`);
    expect(response.json()).toEqual({
      outcome: 'acknowledged',
      text: 'C\'est noté : vous vous occupez de l\'alerte "Agir" (Coursan).',
    });
    expect(state()?.alert?.acknowledgements).toEqual([{ level: 'act', person: 'coursan-mayor', at: NOW }]);
    expect((await say(`Oui ${code}`)).json()).toMatchObject({
      outcome: 'refused',
      text: expect.stringContaining('Vous avez déjà répondu'),
    });
  });

  it('answers once: handed in again by the gateway after the answer was handed back, it silences nobody', async () => {
    const { say, code, state, doors, clock } = await town();
    await say(`Oui ${code}`);
    const { journal } = doors;
    doors.act('coursan', { kind: 'hand-back', level: 'act', answeredAt: NOW }, 'mayor-coursan');
    const again = (await say(`Oui ${code}`)).json();
    expect(again.outcome).toBe('refused');
    expect(again.text).toContain("Votre réponse n'a plus cours");
    expect(again.text).toContain('dernier message');
    expect(state()?.alert?.acknowledgements).toEqual([]);
    clock.advanceTo(NOW + MINUTE_MS);
    const newest = journal.events('coursan', { limit: 10 }).findLast(({ kind }) => kind === 'handed-back')!;
    const newer = replyCode({ event: newest.id, contact: 'coursan-mayor' }, doors.keys.link);
    expect((await say(`Oui ${newer}`)).json().outcome).toBe('acknowledged');
  });

  it.each([
    ['another contact’s phone', '+33600000001', 'wrong-code'],
    ['a stranger’s phone', '+33699999999', 'unknown-number'],
    ['no number', 'AMONT', 'unknown-number'],
  ])('from %s changes nothing and says so', async (_, from, outcome) => {
    const { say, code, state } = await town();
    const before = state();
    const answer = (await say(`OUI ${code}`, from)).json();
    expect(answer.outcome).toBe(outcome);
    expect(answer.text).toContain("ien n'a été changé");
    expect(state()).toEqual(before);
  });

  it('that is no yes changes nothing', async () => {
    const { say, code, state } = await town();
    const before = state();
    for (const text of [`NON ${code}`, 'oui', '', 'je rappelle'])
      expect((await say(text)).json().outcome).toBe('not-understood');
    expect(state()).toEqual(before);
  });

  it('with five wrong codes waits an hour, the right one included; then it counts again', async () => {
    const { say, code, wrong, state, clock } = await town();
    for (let turn = 0; turn < 5; turn += 1) expect((await say(`OUI ${wrong}`)).json().outcome).toBe('wrong-code');
    expect((await say(`OUI ${code}`)).json()).toEqual({
      outcome: 'locked',
      text: 'Trop de codes faux. Réessayez dans 60 min, ou ouvrez le lien du courriel.',
    });
    clock.advanceTo(NOW + HOUR_MS - MINUTE_MS);
    expect((await say(`OUI ${code}`)).json().outcome).toBe('locked');
    expect(state()?.alert?.acknowledgements).toEqual([]);
    clock.advanceTo(NOW + HOUR_MS);
    expect((await say(`OUI ${code}`)).json().outcome).toBe('acknowledged');
  });

  it('after a day, or once the alert is over, changes nothing', async () => {
    const { say, code, state, clock, doors, event } = await town();
    clock.advanceTo(event.at + 24 * HOUR_MS);
    expect((await say(`OUI ${code}`)).json()).toMatchObject({
      outcome: 'refused',
      text: expect.stringContaining("jusqu'au"),
    });
    const before = state();
    if (!before) throw new Error('no state');
    doors.journal.commit({ state: { ...before, alert: null }, events: [], outbox: [], record: [] });
    expect((await say(`OUI ${code}`)).json().outcome).toBe('nothing-asked');
  });
});

describe('the door for the gateway', () => {
  it.each(['', 'Bearer', 'Bearer wrong', `Basic ${REPLY_SECRET}`, REPLY_SECRET])(
    'stays shut to %j',
    async (authorization) => {
      const { say, code, state } = await town();
      const before = state();
      expect((await say(`OUI ${code}`, PHONE, authorization)).statusCode).toBe(401);
      expect(state()).toEqual(before);
    },
  );

  it('is not there where no replies are taken in', async () => {
    expect((await (await town(null)).say('OUI 1234')).statusCode).toBe(404);
  });

  it.each([
    ['nothing', {}],
    ['no text', { from: PHONE }],
    ['too long a text', { from: PHONE, text: 'x'.repeat(2_001) }],
    ['a sender that is no text', { from: { number: PHONE }, text: 'OUI' }],
  ])('refuses %s', async (_, payload) => {
    const { app } = await town();
    const headers = { authorization: `Bearer ${REPLY_SECRET}` };
    const response = await app.inject({ method: 'POST', url: '/api/v1/replies', headers, payload });
    expect(response.statusCode).toBe(400);
  });

  it('takes 120 a minute', async () => {
    const { say } = await town();
    for (let turn = 0; turn < 120; turn += 1) expect((await say('x', '+33699999999')).statusCode).toBe(200);
    expect((await say('x', '+33699999999')).statusCode).toBe(429);
  });

  it('takes the answer of a contact also while a crowd of residents confirms', async () => {
    const { say, code } = await town();
    for (let turn = 0; turn < 121; turn += 1) await say('OUI', `+33688${100_000 + turn}`);
    expect((await say('OUI', '+33688200000')).statusCode).toBe(429);
    expect((await say(`OUI ${code}`)).json().outcome).toBe('acknowledged');
  });
});

describe('a reply of a resident', () => {
  const INES = '+33611111111';
  async function asked(phone = INES) {
    const found = await town();
    const request = { way: 'sms', address: phone, language: 'fr', quietHours: null } as const;
    found.doors.requestSubscription('coursan', request);
    const { subscriptions } = found.doors;
    return { ...found, subscriptions, own: () => subscriptions.ofPhone(phone) };
  }

  it('confirms by a yes, once, and ends all by a stop, on record nowhere', async () => {
    const { say, own, doors } = await asked();
    expect((await say('Oui', INES)).json()).toEqual({
      outcome: 'subscribed',
      text: "C'est noté : vous recevrez par SMS les consignes d'inondation (Coursan). Pour arreter : STOP.",
    });
    expect(own()[0]?.confirmedAt).toBe(NOW);
    // As a gateway hands in again what it has handed in.
    expect((await say('oui', INES)).json().outcome).toBe('subscribed');
    expect((await say('bonjour', INES)).json().outcome).toBe('no-wish');
    doors.requestSubscription('trebes', { way: 'sms', address: INES, language: 'fr', quietHours: null });
    expect((await say('Arrêt', INES)).json().outcome).toBe('unsubscribed');
    expect(own()).toEqual([]);
    const again = (await say('STOP', INES)).json();
    expect([again.outcome, again.text]).toEqual(['unsubscribed', expect.stringContaining(' / ')]);
    expect(JSON.stringify(doors.record.recent(null, 100))).not.toContain('611111111');
  });

  it('who leaves does so also while a crowd of strangers writes', async () => {
    const { say, own } = await asked();
    await say('oui', INES);
    for (let turn = 0; turn < 121; turn += 1) await say('bonjour', `+33688${100_000 + turn}`);
    expect((await say('bonjour', '+33688200000')).statusCode).toBe(429);
    expect((await say('STOP', INES)).json().outcome).toBe('unsubscribed');
    expect(own()).toEqual([]);
  });

  it('is told apart from a stranger to the gateway alone, by how much may still be asked too', async () => {
    const { say } = await asked();
    const left = async (from: string) => (await say('x', from, 'Bearer wrong')).headers['x-ratelimit-remaining'];
    expect([await left('+33688100000'), await left(INES), await left(PHONE)]).toEqual(['119', '118', '117']);
  });

  it('of a week ago confirms nothing', async () => {
    const { say, own, clock } = await asked();
    clock.advanceTo(NOW + 7 * 24 * HOUR_MS + 1);
    expect((await say('oui', INES)).json().outcome).toBe('no-wish');
    expect(own()[0]?.confirmedAt).toBeNull();
  });

  it('who is a contact too is about the alert while that asks them: a yes without its code must not look like an answer', async () => {
    const { say, own, code, state, doors } = await asked(PHONE);
    expect((await say('oui')).json().outcome).toBe('not-understood');
    expect(own()[0]?.confirmedAt).toBeNull();
    expect((await say(`OUI ${code}`)).json().outcome).toBe('acknowledged');
    expect(state()?.alert?.acknowledgements).toHaveLength(1);
    doors.journal.commit({ state: { ...state()!, alert: null }, events: [], outbox: [], record: [] });
    expect((await say('oui')).json().outcome).toBe('subscribed');
    expect((await say('bonjour')).json().outcome).toBe('not-understood');
    expect((await say('stop')).json().outcome).toBe('unsubscribed');
    expect(own()).toEqual([]);
    expect((await say('stop')).json().outcome).toBe('not-understood');
  });
});

describe('what is sent back', () => {
  const DEPUTY = '+33600000001';
  /** The mayor's phone has answered by itself until it was answered no more. */
  async function spent() {
    const found = await town();
    for (let turn = 0; turn < 10; turn += 1) await found.say('I am driving');
    expect((await found.say('I am driving')).json().text).toBe('');
    const deputy = replyCode({ event: found.event.id, contact: 'coursan-deputy' }, found.doors.keys.link);
    return { ...found, deputy };
  }
  type PickCode = (of: { code: string; deputy: string; wrong: string }) => string;

  it('goes to a phone that answers by itself ten times an hour, and its yes is still confirmed', async () => {
    const { say, code, doors } = await town();
    const texts: string[] = [];
    for (let turn = 0; turn < 12; turn += 1) texts.push((await say('I am driving')).json().text);
    expect(texts.map((text) => text !== '')).toEqual([...Array<boolean>(10).fill(true), false, false]);
    expect((await say(`Oui ${code}`)).json()).toMatchObject({
      outcome: 'acknowledged',
      text: expect.stringContaining('vous vous occupez'),
    });
    expect(doors.journal.state('coursan')?.alert?.acknowledgements).toHaveLength(1);
  });

  it.each([
    ['comes after the deputy’s', 'refused', ({ deputy }) => deputy, ({ code }) => code],
    ['is handed in twice', 'refused', ({ code }) => code, ({ code }) => code],
    ['has a wrong code', 'wrong-code', null, ({ wrong }) => wrong],
  ] satisfies [string, string, PickCode | null, PickCode][])(
    'goes to a phone that has answered by itself ten times also where its yes %s',
    async (_, outcome, first, then) => {
      const found = await spent();
      const before = first?.(found);
      if (before) await found.say(`OUI ${before}`, before === found.deputy ? DEPUTY : PHONE);
      const { text, ...said } = (await found.say(`OUI ${then(found)}`)).json();
      expect(said).toEqual({ outcome });
      expect(text).not.toBe('');
    },
  );

  it('tells a phone that has answered by itself ten times that its answer was handed back', async () => {
    const { say, code, doors } = await spent();
    await say(`OUI ${code}`);
    doors.act('coursan', { kind: 'hand-back', level: 'act', answeredAt: NOW }, 'mayor-coursan');
    const again = (await say(`OUI ${code}`)).json();
    expect(again).toEqual({ outcome: 'refused', text: expect.stringContaining("Votre réponse n'a plus cours") });
  });

  it('tells a phone that has answered by itself ten times that it has to wait, and three times an hour only', async () => {
    const { say, code, wrong } = await spent();
    for (let turn = 0; turn < 5; turn += 1) expect((await say(`OUI ${wrong}`)).json().text).not.toBe('');
    const answers = [];
    for (const text of [`OUI ${code}`, 'I am driving', 'I am driving', 'I am driving']) answers.push(await say(text));
    expect(answers.map((answer) => answer.json().outcome)).toEqual(Array<string>(4).fill('locked'));
    expect(answers.map((answer) => answer.json().text !== '')).toEqual([true, true, true, false]);
  });

  it('tells a resident whose phone has answered by itself ten times that the yes has confirmed, and does not go on saying so', async () => {
    const { say, doors } = await town();
    const ines = '+33611111111';
    doors.requestSubscription('coursan', { way: 'sms', address: ines, language: 'fr', quietHours: null });
    for (let turn = 0; turn < 10; turn += 1) await say('bonjour', ines);
    expect((await say('bonjour', ines)).json().text).toBe('');
    const [first, again] = [(await say('oui', ines)).json(), (await say('oui', ines)).json()];
    expect(first).toEqual({ outcome: 'subscribed', text: expect.stringContaining('vous recevrez par SMS') });
    expect(again).toEqual({ outcome: 'subscribed', text: '' });
  });

  it('tells a resident whose phone has answered by itself ten times that the stop is obeyed, and then three times as any stranger', async () => {
    const { say, doors } = await town();
    const ines = '+33611111111';
    doors.requestSubscription('coursan', { way: 'sms', address: ines, language: 'fr', quietHours: null });
    await say('oui', ines);
    for (let turn = 0; turn < 10; turn += 1) await say('bonjour', ines);
    expect((await say('bonjour', ines)).json().text).toBe('');
    const texts: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) texts.push((await say('STOP', ines)).json().text);
    expect(texts[0]).toContain('sont effacés');
    expect(texts.map((text) => text !== '')).toEqual([true, true, true, true, false, false]);
  });

  it('goes to strangers three times each, and sixty times in all, so that who forges senders has few written to', async () => {
    const { say } = await town();
    const isAnswered = async (from: string, text: string) => (await say(text, from)).json().text !== '';
    const first = ['one', 'two', 'STOP', 'four'];
    const answered: boolean[] = [];
    for (const text of first) answered.push(await isAnswered('+33690000000', text));
    expect(answered).toEqual([true, true, true, false]);
    let others = 0;
    for (let phone = 1; phone <= 70; phone += 1) {
      if (await isAnswered(`+336900000${String(phone).padStart(2, '0')}`, 'STOP')) others += 1;
    }
    expect(others).toBe(57);
    expect(await isAnswered(PHONE, 'je rappelle')).toBe(true);
  });
});
