import type { Config } from '../../config/config.ts';
import { nearestOf } from '../../lib/io/nearest-of.ts';
import { err, ok, type Result } from '../../lib/result.ts';

type Tested = Pick<Config, 'communes' | 'webhooks'>;

/** Which commune a test is about, by what was asked for; the files are those of the config folder. */
export function testedCommune(
  config: Tested,
  {
    contact,
    webhook,
    commune,
  }: { contact: string | undefined; webhook: string | undefined; commune: string | undefined },
  { communesFile, amontFile }: { communesFile: string; amontFile: string },
): Result<string, string> {
  if (webhook !== undefined) return communeOfWebhook(config, webhook, commune, amontFile);
  return contact === undefined
    ? knownCommune(config, commune ?? '', communesFile)
    : communeOf(config, contact, commune, communesFile);
}

function knownCommune({ communes }: Tested, asked: string, file: string): Result<string, string> {
  if (communes.has(asked)) return ok(asked);
  return err(`--commune: found ${asked}; the communes are ${nearestOf(asked, [...communes.keys()])} (${file})`);
}

/** The first commune that the machine hears of, or the one that is asked for. */
function communeOfWebhook(
  { webhooks }: Tested,
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
  { communes }: Tested,
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
