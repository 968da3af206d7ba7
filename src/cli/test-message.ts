import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { formatConfigErrors } from '../config/config-error.ts';
import { loadConfig } from '../config/load.ts';
import { machineClock } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { type ChannelName, type Delivery, noChannel } from '../notification/outbox.ts';
import { createTestMessages } from '../notification/test-messages.ts';
import { waysOf } from '../notification/ways.ts';
import { holdFolder } from '../store/sqlite/hold-folder.ts';
import { createSqliteStores } from '../store/sqlite/stores.ts';
import { inDatabase } from './in-database.ts';
import { signedBy } from './signed-by.ts';

export const usage = `usage: amont test-message CONTACT [--commune ID]

Sends one message marked TEST to one contact of communes.yaml, as the running service sends alerts: by mail, and by text message
where a gateway is set and the contact has a phone. Says whether the mail server and the gateway took it. Ask for one to yourself, or tell the person first.

  --by ACCOUNT  who asks: an account of the service; by default the user of this machine
  --config DIR  default config`;

/** A mail server may take its time: connecting, and thinking. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 200;

/** `amont test-message`: through the outbox of the running service, which alone knows the password of the mail server. */
export async function testMessageCommand(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { config: { type: 'string', default: 'config' }, commune: { type: 'string' }, by: { type: 'string' } },
  });
  const [contact, ...rest] = positionals;
  if (contact === undefined || rest.length > 0) {
    out(usage);
    return 2;
  }
  const config = loadConfig(values.config, null);
  if (!config.ok) {
    out(formatConfigErrors(config.error));
    return 1;
  }
  const commune = communeOf(config.value, contact, values.commune);
  if (!commune.ok) {
    out(commune.error);
    return 2;
  }
  const { dataFolder } = config.value;
  const free = holdFolder(dataFolder);
  if (free.ok) {
    free.value.close();
    out('Nothing was sent: the service does not run, and only the running service sends messages.');
    return 1;
  }
  return inDatabase(dataFolder, out, async (db) => {
    const stores = createSqliteStores(db);
    const by = signedBy(values.by, stores.accounts);
    if (!by.ok) {
      out(by.error);
      return 2;
    }
    const { communes, instance } = config.value;
    const own = { communes, issuer: instance, clock: machineClock, ways: waysOf(config.value) };
    const tests = createTestMessages({ ...stores, ...own, atomically: (work) => db.transaction(work)() });
    const event = tests.send(commune.value, contact, by.value);
    if (event === null) return 2;
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await setTimeout(LOOK_MS)) {
      const outcomes = tests.outcomes(event);
      if (outcomes.some(({ delivery }) => delivery.status === 'pending')) continue;
      for (const { channel, delivery } of outcomes) tell(channel, delivery, join(values.config, 'amont.yaml'), out);
      return outcomes.every(({ delivery }) => delivery.status === 'sent') ? 0 : 1;
    }
    out('No answer within a minute: the service still tries it, once. The staff page shows what becomes of it.');
    return 1;
  });
}

function tell(channel: ChannelName, delivery: Delivery, file: string, out: (line: string) => void): void {
  const isText = channel === 'sms';
  if (delivery.status === 'sent') {
    out(`The ${isText ? 'gateway for text messages' : 'mail server'} accepted it: ${delivery.providerId ?? 'yes'}`);
    out(
      isText ? 'Check that it has arrived on the phone.' : 'Check that it has arrived: it may be in the spam folder.',
    );
  }
  if (delivery.status !== 'dropped') return;
  out(`It was not sent${isText ? ' by text message' : ''}: ${delivery.reason}`);
  if (delivery.reason === noChannel('email'))
    out(
      `Set mail in ${file} (host, from), and AMONT_SMTP_PASSWORD where the server asks for one; then start the service again.`,
    );
}

/** The commune of the contact, where only one has a contact of that name. */
function communeOf({ communes }: Config, contact: string, asked: string | undefined): Result<string, string> {
  const having = [...communes.values()].filter(
    ({ id, contacts }) => (asked === undefined || id === asked) && contacts.some((each) => each.id === contact),
  );
  const [first, ...others] = having;
  if (first && others.length === 0) return ok(first.id);
  if (first) return err(`--commune: ${contact} is a contact of ${having.map(({ id }) => id).join(', ')}; name one`);
  const all = [...communes.values()].flatMap(({ id, contacts }) => contacts.map((each) => `${each.id} (${id})`));
  return err(
    `there is no contact ${contact}${asked === undefined ? '' : ` in ${asked}`}; the contacts are ${all.join(', ')}`,
  );
}
