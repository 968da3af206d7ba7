import type { Config } from '../config/config.ts';
import type { OutboxRow } from '../notification/outbox.ts';
import { en } from '../text/en.ts';
import { type NameSources, namesOf } from '../text/names.ts';
import type { DemoWatcher } from './watcher.ts';

/** A running timeline that a person can read: what rises, who is told what, and why. */
export function printTimeline(out: (line: string) => void, config: Config, stop: AbortSignal): DemoWatcher {
  const { communes, network } = config;
  let url = '';
  const told = new Map<string, { subject: string; people: Map<string, number> }>();
  let shown = -1;
  /** Those who have an account, once the service runs. */
  let accounts: NameSources['accounts'] = { find: () => null };

  const at = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Paris',
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format;

  let reachedDay = '';
  const dayOf = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Paris',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format;

  /** The people told of one event stand in one line, once the next thing happens. */
  const flush = () => {
    for (const { subject, people } of told.values()) {
      const list = [...people].map(([who, count]) => (count > 1 ? `${count} ${who}s` : who));
      out(`${' '.repeat(24)}told: ${list.join(', ')}  «${subject}»`);
    }
    told.clear();
  };
  const roleOf = ({ commune, recipient }: OutboxRow) =>
    recipient.kind === 'contact'
      ? (communes.get(commune)?.contacts.find((each) => each.id === recipient.id)?.role ?? recipient.id)
      : recipient.kind === 'webhook'
        ? `webhook ${recipient.id}`
        : 'resident';

  return {
    ready(app) {
      url = app.url;
      accounts = app.doors.accounts;
      out(`\n  Amont, demonstration: storm Gloria on the Aude. Marks, contacts and action cards are invented.\n`);
      out(`  pages     ${app.url}`);
      out(`  mail      ${app.url}/demo/mail   (caught here, nothing leaves this machine)`);
      for (const { id, password, role } of app.doors.demoAccounts) out(`  log in    ${id}  ${password}   (${role})`);
      out('');
    },
    loading(share) {
      const percent = Math.floor(share * 10) * 10;
      if (percent <= shown) return;
      shown = percent;
      out(`  loading the weeks before the flood  ${percent} %`);
    },
    replaying: (from, to) => out(`\n  replaying ${at(from)} to ${at(to)}, local time\n`),
    reached(instant) {
      // A quiet day is not silent: learning alone takes half a minute of it.
      const day = dayOf(instant);
      if (day === reachedDay) return;
      reachedDay = day;
      flush();
      out(`  ${day}`);
    },
    event(event) {
      flush();
      const { name: commune = event.commune, timeZone = 'UTC' } = communes.get(event.commune) ?? {};
      const names = namesOf({ network, communes, accounts }, { timeZone });
      out(`${at(event.at).padEnd(22)}${en.level(event.level).symbol} ${en.event(event, commune, names)}`);
      out(`${' '.repeat(24)}why: ${en.reason(event.reason, names)}`);
    },
    told(row) {
      if (row.channel === 'log') return;
      const entry = told.get(row.event) ?? { subject: row.subject, people: new Map<string, number>() };
      entry.people.set(roleOf(row), (entry.people.get(roleOf(row)) ?? 0) + 1);
      told.set(row.event, entry);
    },
    waiting(undecided) {
      flush();
      out('\n  the river waits for the decision of the mayor who is logged in:');
      for (const id of undecided)
        out(`  ${communes.get(id)?.name ?? id}  ${url}/${config.instance.languages[0]}/mayor/${id}`);
      out('');
    },
    failed: (error) => out(`  ! ${String(error)}`),
    async finished() {
      flush();
      out('\n  The recording is over. The pages stay open until you press Ctrl-C.\n');
      await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
    },
  };
}
