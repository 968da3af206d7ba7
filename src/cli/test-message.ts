import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { machineClock } from '../lib/clock.ts';
import { nearestOf } from '../lib/io/nearest-of.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { type ChannelName, type Delivery, NOT_ON_PHONE, noChannel } from '../notification/outbox.ts';
import { createTestMessages, type TestMessages } from '../notification/tried/test-messages.ts';
import { waysOf } from '../notification/ways.ts';
import { loadKeys } from '../store/keys.ts';
import { holdFolder } from '../store/sqlite/hold-folder.ts';
import { createSqliteStores } from '../store/sqlite/stores.ts';
import { configIn } from './config-in.ts';
import { inDatabase } from './in-database.ts';
import { dataOf } from './shown/data-of.ts';
import { signedBy } from './signed-by.ts';
import { mistyped } from './typed/mistyped.ts';

export const usage = `usage: amont test-message CONTACT [--commune ID]
       amont test-message --all --commune ID
       amont test-message --webhook NAME [--commune ID]

Sends one message marked TEST to one contact of communes.yaml, as the running service sends alerts: by mail, and by text message and
by call, whose phone rings, where a gateway is set and the contact has a phone. Says whether the mail server and the gateways took it. Ask for one
to yourself, or tell the person first.
The message has a link by which the person says that it came; the staff page "Send a test message" shows who did.

  --webhook     to a machine of amont.yaml in place of a contact
  --all         to every contact of the commune: one line for each, and exit status 1 where one was refused or is reported lost
  --by ACCOUNT  who asks: an account of the service; by default the user of this machine
  --config DIR  default config`;

type Outcomes = ReturnType<TestMessages['outcomes']>;

/** A mail server may take its time: connecting, and thinking. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 200;

/** `amont test-message`: through the outbox of the running service, which alone knows the password of the mail server. */
export async function testMessageCommand(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config' },
      commune: { type: 'string' },
      by: { type: 'string' },
      all: { type: 'boolean', default: false },
      webhook: { type: 'string' },
    },
  });
  const [contact, ...rest] = positionals;
  const { webhook } = values;
  const isAlone = values.all ? values.commune !== undefined && webhook === undefined : webhook !== undefined;
  const isComplete = (contact === undefined) === isAlone;
  if (!isComplete || rest.length > 0) {
    out(
      values.all && contact === undefined
        ? mistyped('--commune', values.commune, 'with --all is the id of one in communes.yaml', usage)
        : mistyped(
            'CONTACT',
            positionals,
            isAlone ? 'with --all or --webhook is none' : 'is the id of one in communes.yaml',
            usage,
          ),
    );
    return 2;
  }
  const config = configIn(values.config, out);
  if (config === null) return 1;
  const communesFile = join(values.config, 'communes.yaml');
  const commune =
    webhook !== undefined
      ? communeOfWebhook(config, webhook, values.commune, join(values.config, 'amont.yaml'))
      : contact === undefined
        ? knownCommune(config, values.commune ?? '', communesFile)
        : communeOf(config, contact, values.commune, communesFile);
  if (!commune.ok) {
    out(commune.error);
    return 2;
  }
  const { dataFolder } = config;
  const where = dataOf(values.config, config);
  const free = holdFolder(dataFolder);
  if (free.ok) {
    free.value.close();
    out(`Nothing was sent: the service does not run on ${where}, and only the running service sends messages.`);
    return 1;
  }
  return inDatabase(dataFolder, out, async (db) => {
    const stores = createSqliteStores(db);
    const by = signedBy(values.by, { ...stores, where });
    if (!by.ok) {
      out(by.error);
      return 2;
    }
    const { communes, instance, webhooks } = config;
    const own = {
      communes,
      webhooks,
      issuer: instance,
      clock: machineClock,
      linkKey: loadKeys(dataFolder).link,
      ways: waysOf(config),
    };
    const tests = createTestMessages({ ...stores, ...own, atomically: (work) => db.transaction(work)() });
    const known = commune.value;
    const askedAt = machineClock.now();
    const sent =
      webhook === undefined
        ? contact !== undefined && tests.send(known, contact, by.value)
        : tests.sendToWebhook(webhook, known, by.value);
    const events = values.all ? tests.sendAll(known, by.value) : sent ? [sent] : [];
    if (events.length === 0) return 2;
    const outcomes = await settled(() => events.map(tests.outcomes));
    if (outcomes.flat().some(({ createdAt }) => createdAt < askedAt))
      out(
        'The same was tried less than ten seconds ago, and is not sent twice: this is what became of it. Ask again in ten seconds.',
      );
    if (values.all) for (const ways of outcomes) out(lineOf(ways));
    else tellOne(outcomes.flat(), join(values.config, 'amont.yaml'), out);
    return outcomes.flat().every(({ delivery }) => delivery.status === 'sent') ? 0 : 1;
  });
}

const mailWords = {
  way: 'mail',
  by: '',
  taker: 'mail server',
  look: 'Check that it has arrived: it may be in the spam folder.',
};
const channelWords: Record<ChannelName, typeof mailWords> = {
  log: mailWords,
  email: mailWords,
  sms: {
    way: 'text message',
    by: ' by text message',
    taker: 'gateway for text messages',
    look: 'Check that it has arrived on the phone.',
  },
  push: mailWords,
  voice: {
    way: 'call',
    by: ' by call',
    taker: 'gateway for calls',
    look: 'Check that the phone rings, also at night, and that the voice can be understood.',
  },
  webhook: {
    way: 'webhook',
    by: ' by webhook',
    taker: 'machine',
    look: 'Check that it has done nothing but note it: it was no alert.',
  },
};

/** What became of them, once that is known of all, or when patience ends. */
async function settled(look: () => Outcomes[]): Promise<Outcomes[]> {
  for (const until = Date.now() + PATIENCE_MS; ; await setTimeout(LOOK_MS)) {
    const outcomes = look();
    if (Date.now() >= until || !outcomes.flat().some(isPending)) return outcomes;
  }
}

function isPending({ delivery }: Outcomes[number]): boolean {
  return delivery.status === 'pending';
}

/** Whether it was taken, and its taker reported afterwards that it did not arrive. */
function isLost(delivery: Delivery): boolean {
  return delivery.status === 'dropped' && delivery.reason.startsWith(NOT_ON_PHONE);
}

/** @example lineOf(…) // 'mayor: mail accepted; text message refused: no credit' */
function lineOf(ways: Outcomes): string {
  const said = ways.map(({ channel, delivery }) => {
    const way = channelWords[channel].way;
    if (delivery.status === 'dropped')
      return `${way} ${isLost(delivery) ? 'accepted, but' : 'refused:'} ${delivery.reason}`;
    return `${way} ${delivery.status === 'sent' ? 'accepted' : 'not answered within a minute'}`;
  });
  return `${ways[0]?.recipient.id}: ${said.join('; ')}`;
}

function tellOne(ways: Outcomes, file: string, out: (line: string) => void): void {
  if (ways.some(isPending))
    out('No answer within a minute: the service still tries it, once. The staff page shows what becomes of it.');
  else for (const { channel, delivery } of ways) tell(channel, delivery, file, out);
}

function tell(channel: ChannelName, delivery: Delivery, file: string, out: (line: string) => void): void {
  const { by, taker, look } = channelWords[channel];
  if (delivery.status === 'sent') {
    out(`The ${taker} accepted it: ${delivery.providerId ?? 'yes'}`);
    out(look);
  }
  if (delivery.status !== 'dropped') return;
  out(
    isLost(delivery) ? `The ${taker} accepted it, but ${delivery.reason}` : `It was not sent${by}: ${delivery.reason}`,
  );
  if (delivery.reason === noChannel('email'))
    out(
      `Set mail in ${file} (host, from), and AMONT_SMTP_PASSWORD where the server asks for one; then start the service again.`,
    );
}

function knownCommune({ communes }: Config, asked: string, file: string): Result<string, string> {
  if (communes.has(asked)) return ok(asked);
  return err(`--commune: found ${asked}; the communes are ${nearestOf(asked, [...communes.keys()])} (${file})`);
}

/** The first commune that the machine hears of, or the one that is asked for. */
function communeOfWebhook(
  { webhooks }: Config,
  asked: string,
  commune: string | undefined,
  file: string,
): Result<string, string> {
  const webhook = webhooks.find(({ id }) => id === asked);
  const known = webhooks.length === 0 ? 'there is none' : `they are ${webhooks.map(({ id }) => id).join(', ')}`;
  if (!webhook) return err(`there is no webhook ${asked} in ${file}: ${known}`);
  const found = webhook.communes.find((each) => commune === undefined || each === commune);
  return found === undefined
    ? err(`--commune: found ${commune}; ${asked} is told of ${webhook.communes.join(', ')} (${file})`)
    : ok(found);
}

/** The commune of the contact, where only one has a contact of that name. */
function communeOf(
  { communes }: Config,
  contact: string,
  asked: string | undefined,
  file: string,
): Result<string, string> {
  const having = [...communes.values()].filter(
    ({ id, contacts }) => (asked === undefined || id === asked) && contacts.some((each) => each.id === contact),
  );
  const [first, ...others] = having;
  if (first && others.length === 0) return ok(first.id);
  if (first) return err(`--commune: ${contact} is a contact of ${having.map(({ id }) => id).join(', ')}; name one`);
  const all = [...communes.values()].flatMap(({ id, contacts }) => contacts.map((each) => `${each.id} (${id})`));
  return err(
    `there is no contact ${contact}${asked === undefined ? '' : ` in ${asked}`}; the contacts are ${nearestOf(contact, all)} (${file})`,
  );
}
