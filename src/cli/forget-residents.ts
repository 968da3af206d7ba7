import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineClock } from '../lib/clock.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { iso } from '../lib/units.ts';
import { formatClock } from '../people/quiet-hours.ts';
import type { Subscription } from '../people/subscription.ts';
import { type AskedBy, actorOf } from '../record/record.ts';
import { inTown, type Town } from './open-town.ts';
import { signedBy } from './signed-by.ts';
import { mistyped } from './typed/mistyped.ts';
import { toPaste } from './typed/to-paste.ts';

export const usage = `usage: amont forget-residents COMMUNE --yes
       amont forget-residents --address ADDRESS --yes

Erases the residents who subscribed, confirmed or not, to a commune that is no longer in communes.yaml: their addresses are kept for nothing. Or, with --address, one
resident who asks for it, in whatever communes: a mail address, or a number as +33612345678. Without --yes it says what is held. How many were erased stands on record,
and not whom. Nobody is sent a message; of a commune that has left, whoever takes over tells residents where to subscribe.

  --by ACCOUNT  who erases them: an account of the service; by default the user of this machine
  --config DIR  default config`;

/** As subscriptions have addresses: numbers by E.164. */
const AS_KEPT = /^(.+@.+|\+[1-9]\d{6,14})$/;

export async function forgetResidents(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config' },
      address: { type: 'string' },
      by: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
  const [commune, ...rest] = positionals;
  // An empty address is that of a shell's variable that was not set.
  const address = values.address?.replaceAll(/\s/g, '');
  if (address !== undefined ? address === '' || positionals.length > 0 : commune === undefined || rest.length > 0) {
    const found = [positionals, address === undefined ? [] : `--address ${address}`].flat();
    out(
      mistyped(
        'COMMUNE or --address',
        found,
        'is one of them: the id of a commune that was taken out of communes.yaml, or a mail address or number',
        usage,
      ),
    );
    return 2;
  }
  if (address !== undefined && !AS_KEPT.test(address)) {
    // Looked for as it is, nothing would be found, and the resident told that nothing is held.
    out(mistyped('--address', address, 'are a mail address, or a number with its country, as +33612345678', usage));
    return 2;
  }
  return inTown(values.config, out, (town) => {
    const meant = address === undefined ? residentsOf(commune ?? '', town) : ofAddress(address, town);
    if (!meant.ok) {
      out(meant.error);
      return 1;
    }
    const who = signedBy(values.by, town);
    if (!who.ok) {
      out(who.error);
      return 2;
    }
    for (const line of meant.value.held) out(line);
    if (!values.yes) {
      out('Nothing was changed. Add --yes to erase them; it cannot be taken back.');
      return 1;
    }
    erase(meant.value.residents, who.value, town);
    out('erased');
    return 0;
  });
}

interface Meant {
  residents: readonly Subscription[];
  /** What is held of them. */
  held: readonly string[];
}

/** All of a commune that has left. */
function residentsOf(commune: string, town: Town): Result<Meant, string> {
  const { config, journal, subscriptions } = town;
  if (config.communes.has(commune))
    return err(
      `${commune} is in ${join(town.folder, 'communes.yaml')}: its residents end their subscriptions themselves, or one by one by --address`,
    );
  const residents = subscriptions.all(commune);
  if (residents.length === 0) return err(`nobody is subscribed to ${commune}; looked for in ${town.where}`);
  if (journal.state(commune)?.alert)
    return err(
      `an alert stands in ${commune}, of which its residents may know; first ${toPaste(`end-alert ${commune}`, town.folder)}`,
    );
  return ok({ residents, held: [`${commune}: residents subscribed: ${residents.length}`] });
}

/** One who asks, in whatever communes. */
function ofAddress(address: string, { subscriptions, where }: Town): Result<Meant, string> {
  const residents = subscriptions.ofAddress(address);
  if (residents.length === 0) return err(`nobody is subscribed as ${address}; looked for in ${where}`);
  const held = residents.map(({ commune, language, requestedAt, confirmedAt, quietHours }) =>
    [
      `${commune}: asked for at ${iso(requestedAt)}`,
      confirmedAt === null ? 'not confirmed' : `confirmed at ${iso(confirmedAt)}`,
      `language ${language}`,
      quietHours === null
        ? 'no quiet hours'
        : `quiet from ${formatClock(quietHours.fromMin)} to ${formatClock(quietHours.toMin)}`,
    ].join(', '),
  );
  return ok({ residents, held });
}

function erase(residents: readonly Subscription[], by: AskedBy, { db, record, subscriptions }: Town): void {
  db.transaction(() => {
    for (const [commune, own] of Map.groupBy(residents, (each) => each.commune)) {
      for (const { id } of own) subscriptions.remove(id);
      const detail = { residents: own.length, by };
      record.append({ at: machineClock.now(), actor: actorOf(by), action: 'residents.erased', commune, detail });
    }
  }).immediate();
}
