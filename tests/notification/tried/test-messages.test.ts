import { describe, expect, test } from 'vitest';
import { manualClock } from '../../../src/lib/clock.ts';
import type { ChannelName } from '../../../src/notification/outbox.ts';
import { createTestMessages } from '../../../src/notification/tried/test-messages.ts';
import { testMessage } from '../../../src/notification/words/letters.ts';
import { rowOf } from '../../support/commits.ts';
import { deliverDue } from '../../support/deliver-due.ts';
import { linkKey } from '../../support/flood-world.ts';
import { addressOf, testMailChannels } from '../../support/mail-channel.ts';
import { memoryStores } from '../../support/memory-database.ts';
import { AT, coursan } from '../../support/notices.ts';

const issuer = { name: 'Amont Aude', kind: 'operational', baseUrl: 'https://amont.example.org' } as const;
const mailTo = testMailChannels();
const [mayor] = coursan.contacts;
if (!mayor) throw new Error('no contact');

function tests(commune = coursan, ways: readonly ChannelName[] = ['log', 'email']) {
  const stores = memoryStores();
  const clock = manualClock(AT);
  const own = { communes: new Map([[commune.id, commune]]), issuer, clock, linkKey, ways: new Set(ways), webhooks: [] };
  const messages = createTestMessages({ ...stores, ...own, atomically: (work) => work() });
  const send = () => messages.send('coursan', mayor!.id, { machineUser: 'root' });
  return { ...stores, clock, messages, send };
}

describe('a test message', () => {
  test('says in its first word and twice more that it is none', () => {
    const asked = { by: 'Alix Fabre', at: AT, urlBy: (way: string) => `https://amont.example.org/fr/received/${way}` };
    const heard =
      "Test des messages d'alerte (Coursan). Ceci n'est pas une alerte. Message d'essai demandé par Alix Fabre, pour vérifier que les alertes de crue (Coursan) arrivent jusqu'à vous. Rien ne vous est demandé. Les vraies alertes appellent du même numéro.";
    expect(testMessage('fr', coursan, asked, issuer)).toEqual({
      subject: "TEST des messages d'alerte (Coursan)",
      text: `TEST. Ceci n'est pas une alerte.

Message d'essai demandé par Alix Fabre, pour vérifier que les alertes de crue (Coursan) arrivent jusqu'à vous.

Dites seulement que vous l'avez reçu : https://amont.example.org/fr/received/email
Le lien ouvre une page avec un bouton. Il sert une fois, jusqu'au mercredi 29 janvier, 13 h 05 (heure de Paris).

Les vraies alertes viennent de la même adresse. Si ce message était parmi les indésirables, dites à votre messagerie qu'il n'en est pas un.

Écrit mercredi 22 janvier, 13 h 05 (heure de Paris) par Amont Aude.
`,
      short: `TEST des messages d'alerte (Coursan). Ceci n'est pas une alerte.
Dites seulement que vous l'avez reçu : https://amont.example.org/fr/received/sms`,
      spoken: `${heard} Je répète. ${heard}`,
    });
    const { subject, text } = testMessage('en', coursan, asked, { ...issuer, kind: 'exercise' });
    expect(subject).toBe('EXERCISE – TEST of the alert messages (Coursan)');
    expect(text).toMatch(/^TEST\. This is not an alert\.\n\nAlix Fabre asked for this message/);
  });

  test('goes to one contact by mail, on record, once within ten seconds', async () => {
    const { messages, send, journal, record, clock } = tests();
    const { server, channels } = await mailTo();
    const event = send()!;
    expect(send()).toBe(event);
    expect(messages.outcomes(event).map(({ delivery }) => delivery.status)).toEqual(['pending']);
    expect(await deliverDue(journal, channels, addressOf, AT, AT)).toEqual({ sent: 1, pending: 0, dropped: 0 });
    expect(server.mails.map(({ to, parsed }) => [to, parsed.subject])).toEqual([
      [[`${mayor.id}@example.org`], expect.stringMatching(/^TEST /)],
    ]);
    expect(messages.outcomes(event)[0]?.delivery).toMatchObject({
      status: 'sent',
      providerId: expect.stringContaining('250'),
    });
    expect(record.recent('coursan', 9)).toMatchObject([
      {
        action: 'message.tested',
        actor: { service: true },
        detail: { contact: mayor.id, by: { machineUser: 'root' } },
      },
    ]);
    clock.advanceTo(AT + 10_000);
    expect(send()).not.toBe(event);
    expect(messages.send('coursan', 'nobody', { person: 'anne' })).toBeNull();
    expect(messages.send('nowhere', mayor.id, { person: 'anne' })).toBeNull();
    expect(messages.outcomes('coursan:7')).toEqual([]);
  });

  test('calls too where there is a gateway for calls, and brings no link that way', () => {
    const phoned = { ...coursan, contacts: [{ ...mayor, phone: '+33612345678' }] };
    const { messages, send } = tests(phoned, ['log', 'email', 'sms', 'voice']);
    const outcomes = messages.outcomes(send()!);
    expect(outcomes.map(({ channel, text }) => [channel, text.includes('/received/')])).toEqual([
      ['email', true],
      ['sms', true],
      ['voice', false],
    ]);
  });

  test.each([9_999, 1, 5_000])(
    'is one where it is asked for twice within ten seconds, %i ms after the whole ten',
    (after) => {
      const { send, clock } = tests();
      const asked = Math.floor(AT / 10_000) * 10_000 + 10_000 + after;
      clock.advanceTo(asked);
      const event = send();
      clock.advanceTo(asked + 9_999);
      expect(send()).toBe(event);
      clock.advanceTo(asked + 10_000);
      expect(send()).not.toBe(event);
    },
  );

  test('goes by text message too where there is a gateway and a phone', () => {
    const phoned = { ...coursan, contacts: coursan.contacts.map((each) => ({ ...each, phone: '+33612345678' })) };
    const { messages, send } = tests(phoned, ['log', 'email', 'sms']);
    const [mail, text, ...others] = messages.outcomes(send()!);
    expect([mail?.channel, text?.channel, others]).toEqual(['email', 'sms', []]);
    expect(text?.text).toMatch(
      /^TEST des messages d'alerte \(Coursan\)\. Ceci n'est pas une alerte\.\nDites seulement que vous l'avez re.u : https:\/\/amont\.example\.org\/fr\/received\/coursan\.mayor-1\.sms\.[\w.-]+$/,
    );
    const without = tests(coursan, ['log', 'email', 'sms']);
    expect(without.messages.outcomes(without.send()!).map(({ channel }) => channel)).toEqual(['email']);
  });

  test('is tried once: the mail server’s reason is the answer', async () => {
    const { messages, send, journal } = tests();
    const { channels } = await mailTo(() => ({ code: 451, text: 'come back later' }));
    const event = send()!;
    expect(await deliverDue(journal, channels, addressOf, AT, AT)).toEqual({ sent: 0, pending: 0, dropped: 1 });
    expect(messages.outcomes(event)[0]?.delivery).toEqual({
      status: 'dropped',
      attempts: 1,
      reason: expect.stringContaining('come back later'),
    });
    expect(journal.failingDeliveries()).toEqual({ contacts: 0, residents: 0, machines: 0 });
  });

  test('waits for no message to the same person, holds up none, and none takes its place', () => {
    const { send, journal } = tests();
    const to = { kind: 'contact', id: mayor.id } as const;
    const due = () =>
      (['contacts', 'tests'] as const).map((lane) =>
        journal.due(lane, AT, AT, 9).map(({ event }) => event.split(':')[0]),
      );
    journal.enqueue({ ...rowOf('first:1', to), about: 'gauge' });
    journal.settle(`first:1/contact/${mayor.id}/email`, {
      status: 'pending',
      attempts: 1,
      nextAttemptAt: AT + 60_000,
      lastError: 'down',
    });
    send();
    expect(due()).toEqual([[], ['test']]);
    journal.enqueue({ ...rowOf('second:2', to), about: 'level' });
    expect(due()).toEqual([['second'], ['test']]);
  });
});
