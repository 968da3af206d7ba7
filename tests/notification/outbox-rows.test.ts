import { describe, expect, test } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import type { AnswerWays } from '../../src/notification/asked/answer-ways.ts';
import type { ChannelName } from '../../src/notification/outbox.ts';
import { confirmationRow, outboxRowsFor } from '../../src/notification/outbox-rows.ts';
import type { Subscription } from '../../src/people/subscription.ts';
import type { Commune, Contact } from '../../src/territory/commune.ts';
import { AT, contextOf, coursan, eventOf } from '../support/notices.ts';

const resident: Subscription = {
  id: 's1',
  commune: 'coursan',
  way: 'email',
  address: 'someone@example.org',
  language: 'en',
  requestedAt: AT,
  confirmedAt: AT,
  quietHours: null,
};
const context = {
  ...contextOf({ basis: eventOf() }),
  isDanger: () => false,
  inHandOf: null,
  asked: new Set(['duty-1']),
  answerWays: () => null,
  ways: new Set(['log', 'email'] as const),
  residentTexts: null,
  webhooks: [],
  replyNumber: null,
  leaveUrl: ({ id }: { id: string }, language: string) =>
    `https://amont.example.org/${language}/subscriptions/leave/${id}.sig`,
};

test('contacts by log and mail, residents by mail, each in their language, each row under its own id', () => {
  const rows = outboxRowsFor(eventOf({ kind: 'released', audience: 'public' }), coursan, [resident], context);
  expect(rows.map(({ id, language, createdAt }) => [id, language, createdAt])).toEqual([
    ['coursan:7/contact/mayor-1/log', 'fr', AT],
    ['coursan:7/contact/mayor-1/email', 'fr', AT],
    ['coursan:7/contact/duty-1/log', 'en', AT],
    ['coursan:7/contact/duty-1/email', 'en', AT],
    ['coursan:7/subscription/s1/email', 'en', AT],
  ]);
  expect(rows.at(-1)?.text).toContain('https://amont.example.org/en/subscriptions/leave/s1.sig');
  expect(rows.some(({ text, subject }) => `${subject}${text}`.includes('@'))).toBe(false);
  expect(outboxRowsFor(eventOf({ kind: 'released', audience: 'public' }), coursan, [resident], context)).toEqual(rows);
});

test('what is told of a gauge goes out with what is told of others, but to whoever answers an alert by itself, and a suspect value always', () => {
  const calm = { alert: null, level: 'normal' } as const;
  const lost = eventOf({ kind: 'sight-lost', reason: { because: 'not-seen', since: AT } });
  const suspect = eventOf({
    kind: 'suspect-passage',
    reason: { because: 'suspect', stageM: 9, observedAt: AT, tests: [] },
  });
  const aboutOf = (event: AlertEvent) =>
    Object.fromEntries(outboxRowsFor(event, coursan, [], context).map(({ recipient, about }) => [recipient.id, about]));
  // The duty officer has been asked; the agency, which keeps the gauges of many communes, has not.
  expect(aboutOf({ ...lost, ...calm })).toEqual({ 'duty-1': 'sight', 'agency-1': 'sight' });
  expect(aboutOf(lost)).toEqual({ 'mayor-1': 'gauge', 'duty-1': 'gauge', 'agency-1': 'sight' });
  const asked = { 'mayor-1': 'gauge', 'duty-1': 'gauge', 'agency-1': 'gauge' };
  expect([{ ...suspect, ...calm }, suspect].map(aboutOf)).toEqual([asked, asked]);
});

test('what tells of the level takes the place of what waits to be told of it; who answered or decided takes none, nor a gauge that is seen or not', () => {
  const aboutOf = (kind: AlertEvent['kind'], change: Partial<AlertEvent> = {}) => {
    const rows = outboxRowsFor(eventOf({ kind, ...change }), coursan, [], context);
    return [...new Set(rows.flatMap(({ channel, about }) => (channel === 'email' ? [about] : [])))];
  };
  const by = { reason: { because: 'person', person: 'mayor-1' } } as const;
  for (const kind of ['raised', 'escalated', 'lowered', 'closed', 'reopened'] as const)
    expect([kind, aboutOf(kind)]).toEqual([kind, ['level']]);
  for (const kind of ['released', 'held-back', 'acknowledged', 'handed-back'] as const)
    expect([kind, aboutOf(kind, by)]).toEqual([kind, ['alert']]);
  const calm = { alert: null, level: 'normal', reason: { because: 'not-seen', since: AT } } as const;
  for (const kind of ['sight-lost', 'still-not-seen', 'sight-regained'] as const)
    expect([kind, aboutOf(kind, calm)]).toEqual([kind, ['sight']]);
});

describe('calls, where the town has a gateway', () => {
  const answer = { url: 'https://amont.example.org/a', until: AT, reply: null };
  const phones = { ...coursan, contacts: coursan.contacts.map((each) => ({ ...each, phone: '+33612345678' })) };
  const called = (event: AlertEvent, asks: AnswerWays | null = answer) =>
    outboxRowsFor(event, phones, [], { ...context, ways: new Set(['log', 'voice'] as const), answerWays: () => asks })
      .filter(({ channel }) => channel === 'voice')
      .map(({ recipient, about }) => [recipient.id, about]);

  test('each takes the place of one that is still waiting: nobody’s phone rings twice for one alert', () => {
    const noAnswer = { because: 'no-answer', since: AT, asked: ['mayor-1'], told: ['duty-1'], again: false } as const;
    expect(called(eventOf())).toEqual([
      ['mayor-1', 'level'],
      ['duty-1', 'level'],
    ]);
    expect(called(eventOf({ kind: 'passed-on', reason: noAnswer }))).toEqual([['duty-1', 'level']]);
  });

  test('nobody is woken by what asks nothing, as where the alert was answered meanwhile', () => {
    expect(called(eventOf(), null)).toEqual([]);
  });

  test('an exercise calls nobody, though it asks for an answer', () => {
    expect(called(eventOf({ kind: 'raised' }))).not.toEqual([]);
    expect(called(eventOf({ kind: 'raised', exercise: true }))).toEqual([]);
  });

  // By a link, and by an account of that name.
  test.each(['mayor-1', 'Anne Roux'])('whoever hands an alert back is not called about it (%s)', (person) => {
    const handedBack = eventOf({ kind: 'handed-back', reason: { because: 'person', person } });
    expect(called(handedBack)).toEqual([['duty-1', 'level']]);
  });
});

describe('who is called to decide while one of those who may has it in hand', () => {
  const both = ['mayor-1', 'deputy-1'];
  const [mayor, deputy] = coursan.contacts;
  const called = (inHandOf: string, second: Partial<Contact>) => {
    const contacts = [
      { ...mayor!, phone: '+33612345678' },
      { ...deputy!, phone: '+33687654321', ...second },
    ];
    const ways = new Set(['log', 'voice'] as const);
    const names = { ...context.names, person: (id: string) => contacts.find((each) => each.id === id)?.name ?? id };
    const event = eventOf({ kind: 'undecided', level: 'danger', reason: { because: 'no-decision', since: AT } });
    return outboxRowsFor(event, { ...coursan, contacts }, [], { ...context, ways, names, inHandOf })
      .filter(({ channel }) => channel === 'voice')
      .map(({ recipient }) => recipient.id);
  };

  test('the other, by a message or by an account of that name', () => {
    for (const person of ['mayor-1', 'Anne Roux']) expect(called(person, {})).toEqual(['deputy-1']);
    expect(called('somebody-else', {})).toEqual(both);
  });

  test('of two of one name the other where it was by a message; both where an account of that name may be of either', () => {
    const namesake = { name: 'Anne Roux' };
    expect(called('mayor-1', namesake)).toEqual(['deputy-1']);
    expect(called('deputy-1', namesake)).toEqual(['mayor-1']);
    expect(called('Anne Roux', namesake)).toEqual(both);
  });

  test('nobody where one person is both: it is the same phone', () => {
    const same = { name: 'Anne Roux', phone: '+33612345678' };
    for (const person of ['mayor-1', 'deputy-1', 'Anne Roux']) expect(called(person, same)).toEqual([]);
  });
});

describe('text messages, where the town has a gateway', () => {
  const phones: Commune = {
    ...coursan,
    contacts: coursan.contacts.map((each) => ({ ...each, phone: '+33612345678' })),
  };
  const mailAndText: readonly ChannelName[] = ['log', 'email', 'sms'];
  const texted = (event: AlertEvent, commune = phones, ways = mailAndText) =>
    outboxRowsFor(event, commune, [resident], { ...context, ways: new Set(ways) })
      .filter(({ channel }) => channel === 'sms')
      .map(({ id, about }) => [id, about]);

  test('go to contacts with a phone, beside mail and under an id of their own; never to residents who subscribed by mail', () => {
    expect(texted(eventOf())).toEqual([
      ['coursan:7/contact/mayor-1/sms', 'level'],
      ['coursan:7/contact/duty-1/sms', 'level'],
    ]);
    expect(texted(eventOf(), coursan)).toEqual([]);
    expect(texted(eventOf(), phones, ['log', 'email'])).toEqual([]);
    expect(texted(eventOf({ kind: 'raised', exercise: true }))[0]).toEqual(['coursan:7/contact/mayor-1/sms', 'alert']);
  });

  test('tell of a gauge out of sight only during an alert, and of no decision that others took', () => {
    const unseen = eventOf({ kind: 'sight-lost' });
    expect(texted(unseen)).not.toEqual([]);
    expect(texted({ ...unseen, alert: null })).toEqual([]);
    expect(texted(eventOf({ kind: 'released', audience: 'public' }))).toEqual([]);
    expect(texted(eventOf({ kind: 'suspect-passage', alert: null }))).not.toEqual([]);
  });

  test('tell of everything where the town has no mail; no mail is written but to whom nothing else reaches', () => {
    const channels = (event: AlertEvent, commune: Commune) =>
      outboxRowsFor(event, commune, [resident], { ...context, ways: new Set(['log', 'sms'] as const) }).map(({ id }) =>
        id.split('/').slice(1).join('/'),
      );
    const told = eventOf({ kind: 'released', audience: 'public' });
    const logAnd = (way: ChannelName) =>
      ['mayor-1', 'duty-1'].flatMap((id) => [`contact/${id}/log`, `contact/${id}/${way}`]);
    expect(channels(told, phones)).toEqual(logAnd('sms'));
    expect(channels(told, coursan)).toEqual(logAnd('email'));
    expect(channels({ ...eventOf({ kind: 'sight-lost' }), alert: null }, phones)).toContain('contact/duty-1/sms');
  });

  test('tell that residents were told where nobody decided it', () => {
    const reason = { because: 'policy-timeout', signedBy: 'mayor-1', signedIn: 1, afterMin: 15 } as const;
    expect(texted(eventOf({ kind: 'released', audience: 'public', reason }))).toEqual([
      ['coursan:7/contact/mayor-1/sms', 'alert'],
      ['coursan:7/contact/duty-1/sms', 'alert'],
    ]);
  });
});

test('a confirmation goes to the unconfirmed address; another token is another message', () => {
  const unconfirmed = { ...resident, confirmedAt: null };
  const first = confirmationRow(unconfirmed, coursan, { token: 'token-1', replyNumber: null }, context.issuer);
  expect(first).toMatchObject({
    recipient: { kind: 'unconfirmed', id: 's1' },
    channel: 'email',
    language: 'en',
    createdAt: AT,
  });
  expect(first.text).toContain('/en/subscriptions/confirm/token-1');
  expect(first.id).not.toContain('token-1');
  const second = confirmationRow(unconfirmed, coursan, { token: 'token-2', replyNumber: null }, context.issuer);
  expect(second.id).not.toBe(first.id);
});

describe('quiet hours from 22:00 to 07:00', () => {
  const night = { ...resident, quietHours: { fromMin: 22 * 60, toMin: 7 * 60 } };
  const at = Date.parse('2020-01-23T01:00:00Z');
  const release = eventOf({ kind: 'released', audience: 'public', at });
  const residentRow = (event: typeof release, isDanger: boolean) =>
    outboxRowsFor(event, coursan, [night], { ...context, isDanger: () => isDanger }).at(-1);

  test('do not hold that a real alert ends an exercise, nor hasten that it ended by itself', () => {
    const ended = (why: 'real-alert' | 'over') =>
      residentRow(
        eventOf({
          kind: 'closed',
          level: 'normal',
          audience: 'public',
          exercise: true,
          at,
          reason: { because: 'exercise-over', why, person: 'anne' },
        }),
        false,
      )?.notBefore;
    expect([ended('real-alert'), ended('over')]).toEqual([0, Date.parse('2020-01-23T06:00:00Z')]);
  });

  test('hold what is told at two at night until seven; danger to life is not held; contacts have no such hours', () => {
    expect(residentRow(release, false)).toMatchObject({
      about: 'level',
      notBefore: Date.parse('2020-01-23T06:00:00Z'),
    });
    expect(residentRow(release, true)?.notBefore).toBe(0);
    const rows = outboxRowsFor(release, coursan, [night], context);
    expect(rows.filter(({ recipient }) => recipient.kind === 'contact').every(({ notBefore }) => notBefore === 0)).toBe(
      true,
    );
  });

  test('an exercise wakes nobody, and takes the place of nothing real', () => {
    const played = residentRow({ ...release, kind: 'raised', exercise: true }, true);
    expect(played).toMatchObject({ about: 'alert', notBefore: Date.parse('2020-01-23T06:00:00Z') });
    const rows = outboxRowsFor({ ...release, kind: 'raised', exercise: true }, coursan, [], context);
    expect(new Set(rows.map(({ about }) => about))).toEqual(new Set(['alert']));
  });
});

describe('a resident whose browser subscribed', () => {
  const address = 'https://push.example.org/secret-endpoint p256dh auth';
  const notified: Subscription = { ...resident, way: 'push', address };
  const town = { ...context, ways: new Set(['log', 'email', 'push'] as const) };
  const release = eventOf({ kind: 'released', audience: 'public' });
  const rowsOf = (event: AlertEvent, at: Parameters<typeof outboxRowsFor>[3] = town) =>
    outboxRowsFor(event, coursan, [notified], at).filter(({ recipient }) => recipient.kind === 'subscription');

  test('is told by notification alone, without the address, and what is new takes the place of what was', () => {
    const [row, ...more] = rowsOf(release);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ id: 'coursan:7/subscription/s1/push', channel: 'push', about: 'level', notBefore: 0 });
    expect(row?.text).toMatch(/^What to do now: /);
    expect(row?.text).not.toContain('http');
    expect(JSON.stringify(row)).not.toContain('secret-endpoint');
  });

  test('reads first of an exercise that it is one, and has quiet hours as others', () => {
    const [played] = rowsOf({ ...release, kind: 'raised', exercise: true });
    expect(played?.subject).toMatch(/^EXERCISE – /);
    expect(played?.about).toBe('alert');
    const night = { ...notified, quietHours: { fromMin: 22 * 60, toMin: 7 * 60 } };
    const at = Date.parse('2020-01-23T01:00:00Z');
    const [held] = outboxRowsFor({ ...release, at }, coursan, [night], town).slice(-1);
    expect(held?.notBefore).toBe(Date.parse('2020-01-23T06:00:00Z'));
  });

  test('is told nothing where the town has no notifications any more', () => {
    expect(rowsOf(release, { ...town, ways: new Set(['log', 'email'] as const) })).toEqual([]);
  });
});

describe('a resident who subscribed by text message', () => {
  const texted: Subscription = { ...resident, way: 'sms', address: '+33611111111' };
  const residentTexts = { country: '+33', prefixes: ['+33'], perMinute: 30, requestsPerDay: 100 };
  const town = {
    ...context,
    ways: new Set(['log', 'email', 'sms'] as const),
    residentTexts,
    replyNumber: '+33700000000',
  };
  const release = eventOf({ kind: 'released', audience: 'public' });
  const toResidents = (event: AlertEvent, all: readonly Subscription[], at = town) =>
    outboxRowsFor(event, coursan, all, at).filter(({ recipient }) => recipient.kind === 'subscription');

  test('is told by text message alone, beside others by mail, each row under an id of its own and without the number', () => {
    const rows = toResidents(release, [resident, { ...texted, id: 's2' }]);
    expect(rows.map(({ id, channel, about }) => [id, channel, about])).toEqual([
      ['coursan:7/subscription/s1/email', 'email', 'level'],
      ['coursan:7/subscription/s2/sms', 'sms', 'level'],
    ]);
    expect(rows[1]?.text).toContain('STOP to +33700000000 or https://');
    expect(JSON.stringify(rows)).not.toContain('611111111');
  });

  test('has the same quiet hours, and hears of the same events', () => {
    const at = Date.parse('2020-01-23T01:00:00Z');
    const night = { ...texted, quietHours: { fromMin: 22 * 60, toMin: 7 * 60 } };
    expect(toResidents({ ...release, at }, [night])[0]?.notBefore).toBe(Date.parse('2020-01-23T06:00:00Z'));
    expect(toResidents(eventOf(), [texted])).toEqual([]);
    expect(toResidents({ ...release, kind: 'raised', exercise: true }, [texted])[0]?.about).toBe('alert');
  });

  test('is told nothing where the town does not text residents, or has no gateway', () => {
    expect(toResidents(release, [texted], { ...town, residentTexts: null! })).toEqual([]);
    expect(outboxRowsFor(release, coursan, [texted], { ...context, residentTexts })).toHaveLength(4);
  });
});

test('of thousands of residents the words are found once a way and language, and each gets them with a link of their own', () => {
  // Beside a link so long fewer lines have room in a text message.
  const ids = ['a1', 'a2', 'a3', 'longer'.repeat(55)];
  const residents = (['email', 'sms', 'push'] as const).flatMap((way) =>
    (['fr', 'en'] as const).flatMap((language) =>
      ids.map((id): Subscription => ({ ...resident, id: `${way}-${language}-${id}`, way, language })),
    ),
  );
  let looked = 0;
  const told = {
    ...context,
    ways: new Set(['log', 'email', 'sms', 'push'] as const),
    residentTexts: { country: '+33', prefixes: ['+336'], perMinute: 30, requestsPerDay: 100 },
    names: {
      ...context.names,
      station: (id: string) => {
        looked += 1;
        return context.names.station(id);
      },
    },
  };
  const released = eventOf({ kind: 'released', audience: 'public' });
  const toResidents = (subscribed: readonly Subscription[]) => {
    looked = 0;
    const rows = outboxRowsFor(released, coursan, subscribed, told);
    return { rows: rows.filter(({ recipient }) => recipient.kind === 'subscription'), looked };
  };
  const all = toResidents(residents);
  expect(all.rows).toEqual(residents.flatMap((each) => toResidents([each]).rows));
  expect(all.rows.find(({ id }) => id.includes('email-fr-a3'))?.text).toContain('/leave/email-fr-a3.sig');
  const aFew = residents.filter(({ id }) => !id.includes('a2') && !id.includes('a3'));
  expect(all.looked).toBe(toResidents(aFew).looked);
  expect(all.looked).toBeGreaterThan(toResidents([]).looked);
});
