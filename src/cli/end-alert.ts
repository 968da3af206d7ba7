import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { closeAbandoned } from '../alert/act.ts';
import { machineClock } from '../lib/clock.ts';
import { iso } from '../lib/units.ts';
import { abandonedAlerts } from '../notification/asked/abandoned-alerts.ts';
import { actorOf } from '../record/record.ts';
import { isReason } from '../record/signed-reason.ts';
import { inTown } from './open-town.ts';
import { signedBy } from './signed-by.ts';
import { mistyped } from './typed/mistyped.ts';

export const usage = `usage: amont end-alert COMMUNE --reason TEXT --yes

Ends the alert of a commune that is no longer in communes.yaml: nobody judges it, so nothing else would. What ends by a slip stands again:
put the commune back, and its page offers for six hours to put the alert in force again. Nobody is sent a message.

  --by ACCOUNT  who ends it: an account of the service; by default the user of this machine
  --config DIR  default config`;

export async function endAlert(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config' },
      reason: { type: 'string', default: '' },
      by: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
  const [id, ...rest] = positionals;
  if (id === undefined || rest.length > 0) {
    out(mistyped('COMMUNE', positionals, 'is the id of one that was taken out of communes.yaml', usage));
    return 2;
  }
  return inTown(values.config, out, (town) => {
    const { config, journal, policies, subscriptions } = town;
    const state = journal.state(id);
    const policy = policies.current();
    if (config.communes.has(id)) {
      out(
        `${id} is in ${join(town.folder, 'communes.yaml')}: its alert ends when the water falls, or by hand on ${config.instance.baseUrl}/en/mayor/${id}`,
      );
      return 1;
    }
    if (!state?.alert || !policy) {
      const others = abandonedAlerts(config.communes, policies, journal);
      out(
        `no alert stands in ${id}; of the communes that were taken out, one stands in: ${others.join(', ') || 'none'}; looked for in ${town.where}`,
      );
      return 1;
    }
    const who = signedBy(values.by, town);
    if (!who.ok || !isReason(values.reason)) {
      out(who.ok ? '--reason: say in some words why; it stays on record' : who.error);
      return 2;
    }
    const { level, raisedAt, telling } = state.alert;
    const subscribers = subscriptions.confirmed(id).length;
    // Also where they were told of a level that was taken back since.
    const known = telling.told === 'normal' ? 'no alert' : telling.told;
    out(`${id}: ${level} since ${iso(raisedAt)}; residents know of ${known}; subscribed: ${subscribers}`);
    if (!values.yes) {
      out('Nothing was changed. Add --yes to end it; residents are not told by Amont.');
      return 1;
    }
    const at = machineClock.now();
    const person = 'person' in who.value ? who.value.person : who.value.machineUser;
    const done = closeAbandoned(state, person, policy, at);
    const detail = { alert: state.alert.id, level, told: telling.told, reason: values.reason.trim(), by: who.value };
    const entry = { at, actor: actorOf(who.value), action: 'alert.abandoned-ended', commune: id, detail };
    journal.commit({ ...done, outbox: [], record: [entry] });
    out(
      `ended${telling.told === 'normal' ? '' : `. Tell residents yourself what holds now: they know of ${telling.told}`}`,
    );
    return 0;
  });
}
