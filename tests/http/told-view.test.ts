import { expect, it } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { deliveryText, whyNotSent } from '../../src/http/text/delivery-text.ts';
import { viewTold } from '../../src/http/views/told-view.ts';
import { createMailroom } from '../../src/notification/mailroom.ts';
import {
  ANSWERED_MEANWHILE,
  ASKED_NO_MORE,
  type Delivery,
  noChannel,
  noChannelHere,
  type OutboxRow,
  outboxId,
  REAL_FIRST,
  REPLACED_BY,
} from '../../src/notification/outbox.ts';
import { createWorld, flood, NOW, type World } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

const sent = { status: 'sent', attempts: 1, sentAt: NOW, providerId: null } as const;

/** The mayor tells residents, and what comes of it is for the test to say. */
async function released(): Promise<World & { event: AlertEvent }> {
  const world = createWorld();
  await flood(world);
  expect(world.doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan').ok).toBe(true);
  const [event] = world.doors.journal.events('coursan', { limit: 1 });
  return { ...world, event: event! };
}

function rowTo(
  recipient: OutboxRow['recipient'],
  event: string,
  createdAt = NOW,
  channel: OutboxRow['channel'] = 'email',
): OutboxRow {
  return {
    id: outboxId(event, recipient, channel),
    event,
    commune: 'coursan',
    recipient,
    channel,
    language: 'fr',
    subject: 'ALERTE',
    text: 'ALERTE',
    createdAt,
    about: 'level',
    notBefore: 0,
  };
}

it('counts residents by their newest message, not messages, and says that and why they do not go out', async () => {
  const { doors, event: first } = await released();
  const { journal } = doors;
  const write = (resident: string, event: string, createdAt: number) => {
    const row = rowTo({ kind: 'subscription', id: resident }, event, createdAt);
    journal.enqueue(row);
    journal.settle(row.id, sent);
    return row.id;
  };
  expect(doors.act('coursan', { kind: 'correct', level: 'act' }, 'mayor-coursan').ok).toBe(true);
  const second = journal.events('coursan', { limit: 1 })[0]!;
  write('anne', first.id, 1);
  write('anne', second.id, 2);
  write('paul', first.id, 1);
  const page = async () => (await (await logIn(createServer(doors), 'mayor-coursan')).get('/fr/mayor/coursan')).body;
  expect(await page()).toContain('dernier message&nbsp;: 2 remis, 0 en attente, 0 non remis.');
  expect(await page()).not.toContain('échoue');
  const late = rowTo({ kind: 'subscription', id: 'paul' }, second.id, 3);
  journal.enqueue(late);
  journal.settle(late.id, {
    status: 'pending',
    attempts: 2,
    nextAttemptAt: NOW,
    lastError: '451 <paul@example.org> try later',
  });
  expect(await page()).toContain('dernier message&nbsp;: 1 remis, 1 en attente, 0 non remis.');
  expect(await page()).toContain('L’envoi échoue pour 1 habitant (451 &lt;…@…&gt; try later).');
});

it('tells residents by text message apart from those by mail', async () => {
  const { doors, event } = await released();
  const texts = { country: '+33', prefixes: ['+33'], perMinute: 30, requestsPerDay: 100 };
  const both = { ...doors, ways: new Set(['log', 'email', 'sms'] as const), residentTexts: texts };
  for (const [id, way] of [
    ['anne', 'email'],
    ['paul', 'sms'],
    ['zoe', 'sms'],
  ] as const) {
    const row = rowTo({ kind: 'subscription', id }, event.id, NOW, way);
    doors.journal.enqueue(row);
    if (id !== 'zoe') doors.journal.settle(row.id, sent);
  }
  const mayor = await logIn(createServer(both), 'mayor-coursan');
  const page = (await mayor.get('/fr/mayor/coursan')).body;
  expect(page).toContain('Personnes inscrites par courriel, dernier message&nbsp;: 1 remis, 0 en attente');
  expect(page).toContain('Personnes inscrites par SMS, dernier message&nbsp;: 1 remis, 1 en attente');
  const api = (await mayor.get('/api/v1/communes/coursan/told')).json();
  expect(api.residents).toEqual({ pending: 1, sent: 2, dropped: 0 });
  expect(api.residentsBy.sms).toEqual({ pending: 1, sent: 1, dropped: 0 });
  const told = doors.told.toldOf(event.id)!;
  expect(told.residents.map(({ channel, status, count }) => [channel, status, count])).toEqual([
    ['email', 'sent', 1],
    ['sms', 'sent', 1],
    ['sms', 'pending', 1],
  ]);
  expect(told.toResidents.map(({ channel }) => channel)).toEqual(['email', 'sms']);

  const browser = rowTo({ kind: 'subscription', id: 'kim' }, event.id, NOW, 'push');
  doors.journal.enqueue(browser);
  doors.journal.settle(browser.id, sent);
  const withBrowser = (await mayor.get('/api/v1/communes/coursan/told')).json();
  expect(withBrowser.residents).toEqual({ pending: 1, sent: 3, dropped: 0 });
  expect(withBrowser.residentsBy.push).toEqual({ pending: 0, sent: 1, dropped: 0 });
});

it('however many residents were written to, each of them counts, and what those who decide were sent stays in sight', async () => {
  const { doors, event } = await released();
  const commune = doors.communes.get('coursan')!;
  const contact = commune.contacts[0]!;
  const row = rowTo({ kind: 'contact', id: contact.id }, event.id);
  doors.journal.enqueue({ ...row, subject: 'HABITANTS PRÉVENUS' });
  for (let number = 0; number < 2_500; number += 1) {
    const resident = rowTo({ kind: 'subscription', id: `r${number}` }, event.id);
    doors.journal.enqueue(resident);
    doors.journal.settle(resident.id, sent);
  }
  const told = viewTold(doors, commune);
  expect(told.residents.email).toEqual({ pending: 0, sent: 2_500, dropped: 0 });
  expect(told.contacts.find((each) => each.contact.id === contact.id)?.last?.subject).toBe('HABITANTS PRÉVENUS');
});

it('tells of mail and text message apart: what lies in a mailbox has woken nobody', async () => {
  const { doors, event } = await released();
  const { journal } = doors;
  const [mayor] = doors.communes.get('coursan')!.contacts;
  const to = { kind: 'contact', id: mayor!.id } as const;
  const [mail, text] = [rowTo(to, event.id), rowTo(to, event.id, NOW, 'sms')];
  for (const row of [mail, text]) journal.enqueue({ ...row, about: 'alert' });
  journal.settle(mail.id, sent);
  journal.settle(text.id, { status: 'pending', attempts: 2, nextAttemptAt: NOW, lastError: 'HTTP 503 from gsm' });
  const browser = await logIn(createServer(doors), 'mayor-coursan');
  const { body } = await browser.get('/fr/mayor/coursan');
  expect(body).toMatch(
    /courriel&nbsp;: ✓ remis [^<]*<br>SMS&nbsp;: ⚠ 2 échecs \(service en panne – HTTP 503 from gsm\)/,
  );
  const staff = await logIn(createServer(doors), 'staff-aude', 'en');
  expect((await staff.get('/en/staff')).body).toContain('<span lang="fr">ALERTE</span> (text message)');
});

it('says in the language of the page why a message was not sent, and of a phone number that was removed just that', async () => {
  const { doors, event } = await released();
  const { journal } = doors;
  const [mayor] = doors.communes.get('coursan')!.contacts;
  const to = { kind: 'contact', id: mayor!.id } as const;
  const communes = new Map([
    ['coursan', { ...doors.communes.get('coursan')!, contacts: [{ ...mayor!, phone: null }] }],
  ]);
  const { lookUp } = createMailroom({
    ...doors,
    communes,
    issuer: doors.instance,
    linkKey: doors.keys.link,
    replyNumber: null,
    ways: new Set(['log', 'email', 'sms'] as const),
    residentTexts: null,
    webhooks: [],
    atomically: (work) => work(),
    newToken: () => 'token',
  });
  const [mail, text] = [rowTo(to, event.id), rowTo(to, event.id, NOW, 'sms')];
  const refused = [
    [{ ...mail, recipient: { ...to, id: 'left' } }, /cette personne n’est plus un contact de la commune/],
    [text, /son numéro de téléphone a été retiré/],
  ] as const;
  for (const row of [mail, text]) journal.enqueue({ ...row, about: 'alert' });
  const browser = await logIn(createServer(doors), 'mayor-coursan');
  for (const [row, why] of refused) {
    const found = lookUp(row);
    if (found.ok) throw new Error('nobody is there');
    journal.settle(row.id, { status: 'dropped', attempts: 1, reason: found.error });
    expect((await browser.get('/fr/mayor/coursan')).body).toMatch(why);
  }
});

it('why a message was not sent is said in the language of the page where that is for this installation to say', () => {
  const said = (reason: string) => whyNotSent(speeches.fr.page, reason);
  expect(said('exercise instance: mail goes to this machine only, and mail.example.org is not this machine')).toBe(
    'un exercice ou une démonstration n’écrit à personne au-dehors',
  );
  expect(said('push.example.org is none of the push services of this installation')).toBe(
    'le service de notification de ce navigateur n’est pas accepté ici',
  );
  for (const reason of ['the mail server took too long', 'siren.example.org: it took too long'])
    expect(said(reason)).toBe('pas de réponse à temps');
  expect(said('no webhook channel is configured')).toBe('aucune machine à prévenir n’est configurée');
  expect(said(noChannelHere('email', 'exercise'))).toBe(said(noChannel('email')));
  expect(said('550 no such mailbox')).toBe('550 no such mailbox');
});

it.each([
  ['RCPT TO: 550 5.1.1 Empfänger unbekannt', 'boîte inconnue ou fermée – RCPT TO: 550 5.1.1 Empfänger unbekannt'],
  ['RCPT TO: 550-5.1.1 no\n550 5.1.1 such', 'boîte inconnue ou fermée – RCPT TO: 550-5.1.1 no\n550 5.1.1 such'],
  ['RCPT TO: 553 no', 'boîte inconnue ou fermée – RCPT TO: 553 no'],
  ['the mailbox is full: 552 5.2.2 voll', 'boîte pleine – 552 5.2.2 voll'],
  ['DATA: 554 5.7.1 Spam', 'refusé comme indésirable ou par une règle – DATA: 554 5.7.1 Spam'],
  ['RCPT TO: 451 4.7.1 Greylisted', 'le serveur demande d’attendre – RCPT TO: 451 4.7.1 Greylisted'],
  ['MAIL FROM: 550 5.1.8 no', 'notre adresse d’expédition est refusée – MAIL FROM: 550 5.1.8 no'],
  ['AUTH PLAIN: 535 5.7.8 no', 'notre clé ou notre mot de passe est refusé – AUTH PLAIN: 535 5.7.8 no'],
  ['AUTH LOGIN: 454 4.7.0 later', 'le serveur demande d’attendre – AUTH LOGIN: 454 4.7.0 later'],
  ['MAIL FROM: 552 5.3.4 too big', 'MAIL FROM: 552 5.3.4 too big'],
  ['MAIL FROM: 530 5.7.0 Must issue a STARTTLS first', 'MAIL FROM: 530 5.7.0 Must issue a STARTTLS first'],
  ['HTTP 400 from gsm: ERR 21', 'numéro ou message refusé – HTTP 400 from gsm: ERR 21'],
  ['HTTP 500 from gsm: ECONNREFUSED', 'service en panne – HTTP 500 from gsm: ECONNREFUSED'],
  [
    'gsm: certificate has expired (CERT_HAS_EXPIRED)',
    'certificat non valable – gsm: certificate has expired (CERT_HAS_EXPIRED)',
  ],
  ['gsm: connect ECONNREFUSED 127.0.0.1:1', 'service injoignable – gsm: connect ECONNREFUSED 127.0.0.1:1'],
  ['gsm: connect ETIMEDOUT 192.0.2.1:1', 'pas de réponse à temps – gsm: connect ETIMEDOUT 192.0.2.1:1'],
  ['DATA: 554 Transaction failed', 'DATA: 554 Transaction failed'],
  ['an error: mailbox 550 5.1.1', 'an error: mailbox 550 5.1.1'],
])('what a provider says in its own language (%s) has our words before it, by its codes', (reason, shown) => {
  expect(whyNotSent(speeches.fr.page, reason)).toBe(shown);
});

it('what was refused for good looks worse than what is tried again, and what nobody needed is no fault', () => {
  const signs = (delivery: Delivery) =>
    (['fr', 'en'] as const).map((l) => deliveryText(speeches[l], delivery, 'UTC')[0]);
  const dropped = (reason: string) => signs({ status: 'dropped', attempts: 1, reason });
  for (const reason of ['RCPT TO: 550 5.1.1 no such user', 'no sms channel is configured'])
    expect(dropped(reason)).toEqual(['✗', '✗']);
  for (const reason of [
    ANSWERED_MEANWHILE,
    ASKED_NO_MORE,
    REAL_FIRST,
    `${REPLACED_BY}coursan:2`,
    'mail goes to this machine only',
  ])
    expect(dropped(reason)).toEqual(['–', '–']);
  const failing = { status: 'pending', attempts: 2, nextAttemptAt: NOW, lastError: 'HTTP 503 from gsm' } as const;
  expect(signs(failing)).toEqual(['⚠', '⚠']);
  expect(signs({ ...failing, lastError: null })).toEqual(['…', '…']);
});

it('how many residents a commune has is counted: the page of the mayor reads no list of them', async () => {
  const { doors } = await released();
  const ask = (way: 'email' | 'push', id: string) => {
    const asked = {
      id,
      commune: 'coursan',
      way,
      address: `${id}@example.org`,
      language: 'fr',
      quietHours: null,
    } as const;
    doors.subscriptions.request({ ...asked, requestedAt: NOW, confirmedAt: null }, id);
  };
  const confirmed = ['a', 'b', 'c'];
  for (const id of [...confirmed, 'unconfirmed']) ask('email', id);
  ask('push', 'browser');
  const before = viewTold(doors, doors.communes.get('coursan')!).unreached;
  for (const id of [...confirmed, 'browser']) doors.subscriptions.confirm(id, NOW);
  const { email, push } = doors.subscriptions.countConfirmed('coursan');
  const listed = doors.subscriptions.confirmed('coursan').map(({ way }) => way);
  expect([email, push]).toEqual([listed.filter((way) => way === 'email').length, 1]);
  const counting = {
    ...doors.subscriptions,
    confirmed: () => {
      throw new Error('all of them were read');
    },
  };
  const told = viewTold({ ...doors, subscriptions: counting }, doors.communes.get('coursan')!);
  // This installation tells nobody by browser.
  expect(told.unreached).toBe(before + 1);
  const app = createServer({ ...doors, subscriptions: counting });
  const mayor = await logIn(app, 'mayor-coursan');
  expect((await mayor.get('/fr/mayor/coursan')).statusCode).toBe(200);
});

it('says nothing of the newest message to residents before there is one', async () => {
  const { doors } = createWorld();
  const mayor = await logIn(createServer(doors), 'mayor-coursan');
  const page = async () => (await mayor.get('/fr/mayor/coursan')).body;
  expect(await page()).not.toContain('dernier message');
  const { doors: told } = await released();
  const after = (await (await logIn(createServer(told), 'mayor-coursan')).get('/fr/mayor/coursan')).body;
  // There is one now, and that it reached nobody is to be known.
  expect(after).toContain('dernier message&nbsp;: 0 remis, 0 en attente, 0 non remis.');
});
