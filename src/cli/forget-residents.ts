import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineClock } from '../lib/clock.ts';
import { actorOf } from '../record/record.ts';
import { inTown } from './open-town.ts';
import { signedBy } from './signed-by.ts';
import { mistyped } from './typed/mistyped.ts';
import { toPaste } from './typed/to-paste.ts';

export const usage = `usage: amont forget-residents COMMUNE --yes

Erases the residents who subscribed, confirmed or not, to a commune that is no longer in communes.yaml: their addresses are kept for nothing. How many stands on
record. Nobody is sent a message; whoever takes over tells them where to subscribe.

  --by ACCOUNT  who erases them: an account of the service; by default the user of this machine
  --config DIR  default config`;

export async function forgetResidents(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config' },
      by: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
  const [commune, ...rest] = positionals;
  if (commune === undefined || rest.length > 0) {
    out(mistyped('COMMUNE', positionals, 'is the id of one that was taken out of communes.yaml', usage));
    return 2;
  }
  return inTown(values.config, out, (town) => {
    const { config, db, journal, record, subscriptions } = town;
    if (config.communes.has(commune)) {
      out(`${commune} is in ${join(town.folder, 'communes.yaml')}: its residents end their subscriptions themselves`);
      return 1;
    }
    const residents = subscriptions.all(commune);
    if (residents.length === 0) {
      out(`nobody is subscribed to ${commune}; looked for in ${town.where}`);
      return 1;
    }
    if (journal.state(commune)?.alert) {
      const first = toPaste(`end-alert ${commune}`, town.folder);
      out(`an alert stands in ${commune}, of which its residents may know; first ${first}`);
      return 1;
    }
    const who = signedBy(values.by, town);
    if (!who.ok) {
      out(who.error);
      return 2;
    }
    out(`${commune}: residents subscribed: ${residents.length}`);
    if (!values.yes) {
      out('Nothing was changed. Add --yes to erase them; it cannot be taken back.');
      return 1;
    }
    db.transaction(() => {
      for (const { id } of residents) subscriptions.remove(id);
      const detail = { residents: residents.length, by: who.value };
      const at = machineClock.now();
      record.append({ at, actor: actorOf(who.value), action: 'residents.erased', commune, detail });
    }).immediate();
    out('erased');
    return 0;
  });
}
