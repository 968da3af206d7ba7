import { describe, expect, test } from 'vitest';
import { newCommuneState } from '../../src/alert/alert.ts';
import { correspond } from '../../src/compose/correspond.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { createMetrics } from '../../src/lib/metrics.ts';
import { err, ok } from '../../src/lib/result.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { createMailroom, type Mailroom } from '../../src/notification/mailroom.ts';
import type { Subscription } from '../../src/people/subscription.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { eventually } from '../support/eventually.ts';
import { memoryStores } from '../support/memory-database.ts';
import { AT, contextOf, coursan } from '../support/notices.ts';

const by = { person: 'staff-aude' };
const asked = { way: 'email', address: 'a@example.org', language: 'fr', quietHours: null } as const;
const browser = { address: '{}', language: 'fr' } as const;
const siren = { id: 'siren', url: '', tells: 'residents', communes: ['coursan'], secrets: [] } as const;

/** A town, how often what waits is sent, and how much waited then. */
function town(own: Partial<Mailroom> = {}) {
  const stores = memoryStores();
  const communes = new Map([[coursan.id, coursan]]);
  const instance = { ...contextOf().issuer, languages: ['fr', 'en'] } as const;
  const clock = manualClock(AT);
  const webhooks = [siren];
  const ways = new Set(['log', 'email', 'sms'] as const);
  const known = { clock, ways, webhooks, linkKey: Buffer.alloc(32, 5), atomically: (work: () => void) => work() };
  const residentTexts = { country: '+33', prefixes: ['+33'], perMinute: 1, requestsPerDay: 9 };
  const mailroom = createMailroom({
    ...stores,
    ...known,
    communes,
    issuer: instance,
    officialWarnings: () => [],
    network: createNetwork([]),
    knownFloods: new Map(),
    replyNumber: null,
    residentTexts,
    newToken: () => 'token',
  });
  const metrics = createMetrics();
  const waited: number[] = [];
  const replies = { number: '+33600000000', secret: 'of the gateway' };
  const correspondence = correspond(
    { communes, instance, webhooks, replies },
    {
      ...known,
      stores,
      grounds: stores,
      mailroom: { ...mailroom, ...own },
      act: () => ok(null),
      deliver: () => void waited.push(stores.journal.outboxCounts().pending),
      pause: () => new Promise<void>(() => {}),
      failed: (error) => {
        throw error;
      },
      metrics,
    },
  );
  const refused = async () =>
    (await metrics.requestsRefused.get()).values.map(({ labels, value }) => [labels.limit, value]);
  return { ...correspondence, waited, stores, clock, refused };
}

describe('what is to be written goes out at once, once it waits', () => {
  test('to whoever asks to be told, and says that it was they by the link', () => {
    const { requestSubscription, confirmSubscription, waited, stores } = town();
    expect(requestSubscription('coursan', asked)).toBe(true);
    expect(waited).toEqual([1]);
    expect(confirmSubscription('token')).toMatchObject({ address: 'a@example.org' });
    expect(waited).toEqual([1, 1]);
    expect(stores.subscriptions.confirmed('coursan')).toHaveLength(1);
  });

  test('once to whoever presses twice, so that the link in the message is good', () => {
    const { requestSubscription, stores, clock } = town();
    const sent = () => stores.subscriptions.requestsSince('email', 0);
    for (let press = 0; press < 2; press += 1) expect(requestSubscription('coursan', asked)).toBe(true);
    expect(sent()).toBe(1);
    // Something else is asked for, or the message did not come.
    requestSubscription('coursan', { ...asked, language: 'en' });
    expect(sent()).toBe(2);
    clock.advanceTo(AT + MINUTE_MS);
    requestSubscription('coursan', asked);
    expect(sent()).toBe(3);
  });

  test('again to whoever has left and comes back at once', () => {
    const { requestSubscription, stores } = town();
    requestSubscription('coursan', asked);
    stores.subscriptions.remove(stores.subscriptions.findByAddress('coursan', asked.address)!.id);
    requestSubscription('coursan', asked);
    expect(stores.subscriptions.findByAddress('coursan', asked.address)).not.toBeNull();
  });

  test('again to whoever has said yes and asks once more, once', () => {
    const { requestSubscription, confirmSubscription, stores } = town();
    requestSubscription('coursan', asked);
    confirmSubscription('token');
    for (let press = 0; press < 2; press += 1) requestSubscription('coursan', asked);
    expect(stores.subscriptions.requestsSince('email', 0)).toBe(2);
  });

  test('or by a text message from their phone', () => {
    const { requestSubscription, answers, waited } = town();
    requestSubscription('coursan', { ...asked, way: 'sms', address: '+33612345678' });
    expect(answers.byReply('+33612345678', 'OUI').kind).toBe('subscribed');
    expect(waited).toEqual([1, 1]);
  });

  test('to a browser that subscribes', () => {
    const { subscribeBrowser, waited } = town();
    expect(subscribeBrowser('coursan', browser).ok).toBe(true);
    expect(waited).toEqual([1]);
  });

  test('to whom a person tries to reach: one contact, all of a commune, a machine', () => {
    const { tests, waited } = town();
    expect(tests.send('coursan', 'mayor-1', by)).not.toBeNull();
    expect(waited).toEqual([1]);
    expect(tests.sendAll('coursan', by)).toHaveLength(4);
    // The mayor was written to just now.
    expect(waited).toEqual([1, 4]);
    expect(tests.sendToWebhook('siren', 'coursan', by)).not.toBeNull();
    expect(waited).toEqual([1, 4, 5]);
  });

  test('to all of many communes, one after the other', async () => {
    const { testRounds, waited } = town();
    expect(testRounds.start(['coursan'], by, 0)).toBe(true);
    await eventually(() => waited.length > 0, 'it is sent');
    expect(waited).toEqual([4]);
  });
});

describe('a request that is one too many', () => {
  const subscription: Subscription = { ...asked, id: 's', commune: 'coursan', requestedAt: AT, confirmedAt: null };

  test.each([
    ['day', false],
    ['address', true],
  ] as const)(
    'for the limit of the %s is counted, and whoever asked reads no more than that it was taken: %s',
    async (limit, isTaken) => {
      const { requestSubscription, refusals, refused } = town({ requestSubscription: () => limit });
      // Who reads of a limit of an address knows that somebody else has typed it in.
      expect(requestSubscription('coursan', asked)).toBe(isTaken);
      expect(refusals.lately()).toEqual({ visitor: 0, address: 0, day: 0, [limit]: 1 });
      expect(await refused()).toEqual([[limit, 1]]);
    },
  );

  test('of a browser is counted too, and what was taken is not', () => {
    const full = town({ subscribeBrowser: () => err('day') });
    expect(full.subscribeBrowser('coursan', browser)).toEqual(err('day'));
    expect(full.refusals.lately()).toMatchObject({ day: 1 });
    const free = town({ subscribeBrowser: () => ok(subscription), requestSubscription: () => null });
    free.subscribeBrowser('coursan', browser);
    free.requestSubscription('coursan', asked);
    expect(free.refusals.lately()).toEqual({ visitor: 0, address: 0, day: 0 });
  });
});

test('a test of many communes leaves out one in which an alert stands', async () => {
  const { testRounds, stores, waited } = town();
  const telling = { told: 'normal', pending: null, heldBack: null } as const;
  const alert = { id: 'a', raisedAt: AT, level: 'act', highest: 'act', acknowledgements: [], telling } as const;
  const state = { ...newCommuneState('coursan'), alert };
  stores.journal.commit({ state, events: [], outbox: [], record: [] });
  testRounds.start(['coursan'], by, 0);
  await eventually(() => testRounds.last()?.ended === 'over', 'it is over');
  expect([testRounds.last()?.leftOut, waited]).toEqual([['coursan'], []]);
});

test('the gateway that hands on what phones answer is known by its secret', () => {
  expect(town().replySecret).toBe('of the gateway');
});
