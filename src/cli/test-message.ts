import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineClock } from '../lib/clock.ts';
import { createTestMessages } from '../notification/tried/test-messages.ts';
import { waysOf } from '../notification/ways.ts';
import { loadKeys } from '../store/keys.ts';
import { holdFolder } from '../store/sqlite/hold-folder.ts';
import { createSqliteStores } from '../store/sqlite/stores.ts';
import { configIn } from './config-in.ts';
import { inDatabase } from './in-database.ts';
import { dataOf } from './shown/data-of.ts';
import { settledOf } from './shown/settled-of.ts';
import { lineOf, tellOne } from './shown/test-outcome.ts';
import { signedBy } from './signed-by.ts';
import { mistyped } from './typed/mistyped.ts';
import { testedCommune } from './typed/tested-commune.ts';

export const usage = `usage: amont test-message CONTACT [--commune ID]
       amont test-message --all --commune ID
       amont test-message --webhook NAME [--commune ID]

Sends one message marked TEST to one contact of communes.yaml, as the running service sends alerts: by mail, and by text message and
by call, whose phone rings, where a gateway is set and the contact has a phone. Says whether the mail server and the gateways took it. Ask for one
to yourself, or tell the person first.
The message has a link by which the person says that it came; the staff page "Send a test message" shows who did.

  --webhook     to a machine of amont.yaml in place of a contact
  --all         to every contact of the commune: one line for each, and exit status 1 where one was refused or is reported lost;
                all contacts of all communes are tried on the staff page
  --by ACCOUNT  who asks: an account of the service; by default the user of this machine
  --config DIR  default config`;

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
  const amontFile = join(values.config, 'amont.yaml');
  const files = { communesFile: join(values.config, 'communes.yaml'), amontFile };
  const commune = testedCommune(config, { contact, webhook, commune: values.commune }, files);
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
    const outcomes = await settledOf(() => events.map(tests.outcomes));
    if (outcomes.flat().some(({ createdAt }) => createdAt < askedAt))
      out(
        'The same was tried less than ten seconds ago, and is not sent twice: this is what became of it. Ask again in ten seconds.',
      );
    if (values.all) for (const ways of outcomes) out(lineOf(ways));
    else tellOne(outcomes.flat(), amontFile, out);
    return outcomes.flat().every(({ delivery }) => delivery.status === 'sent') ? 0 : 1;
  });
}
