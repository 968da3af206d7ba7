import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { Environment } from '../config/beside/secrets.ts';
import { someOf } from '../config/check/some-of.ts';
import type { Config } from '../config/config.ts';
import { formatConfigErrors } from '../config/config-error.ts';
import { readConfig } from '../config/load.ts';
import type { Mistake } from '../lib/io/mistake.ts';
import { rungsOf } from '../notification/asked/escalation.ts';
import { databaseIn } from '../store/sqlite/database.ts';
import { type Peeked, peekDatabase } from '../store/sqlite/peek-database.ts';
import { raisedLevels } from '../territory/alert-level.ts';
import type { Commune } from '../territory/commune.ts';
import { forgottenBy } from './forgotten.ts';
import { whyUnseen } from './shown/why-unseen.ts';
import { mistyped } from './typed/mistyped.ts';

export const usage = `usage: amont check-config [DIR]   or --config DIR (config when none is given)
Says what is wrong in the config folder, or who is asked in turn and what stands there.`;

/** `amont check-config [DIR]`, or `--config DIR` as everywhere else: says what is wrong in the config folder, or what stands there. Gives the exit code. */
export async function checkConfig(
  args: readonly string[],
  out: (line: string) => void,
  env: Environment = process.env,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { config: { type: 'string', multiple: true, default: [] } },
  });
  const [folder = 'config', ...rest] = [...values.config, ...positionals];
  // An empty one is that of a shell's variable that was not set: another folder would be told to be in order.
  if (rest.length > 0 || folder === '') {
    out(mistyped('DIR', args, 'is one folder', usage));
    return 2;
  }
  const read = readConfig(folder, null);
  // Whoever checks the files has seldom the environment of the service.
  const asService = readConfig(folder, env);
  const told = read.ok ? [] : read.error;
  const missing = asService.ok ? [] : asService.error.filter((each) => !told.some(sameAs(each)));
  const tellMissing = (): void => {
    for (const { file, path, found, allowed } of missing)
      out(`warning: start needs more than this shell has: ${file}, ${path}: found ${found}; allowed: ${allowed}`);
  };
  if (!read.ok) {
    tellMissing();
    out(`${formatConfigErrors(told)}\n\n${counted(told.length, 'mistake')} in ${folder}`);
    return 1;
  }
  const { config, warnings } = read.value;
  const watched = new Set(
    [...config.communes.values()].flatMap(({ watches }) => watches.map(({ station }) => station)),
  );
  const counts = [
    counted(config.network.stations.size, 'station'),
    `${counted(config.communes.size, 'commune')} watching ${watched.size} of them`,
    counted(config.policySeed.rules.length, 'rule'),
    config.mqtt.broker === 'embedded' ? 'embedded broker' : `broker at ${config.mqtt.url}`,
    config.store.readings === 'sqlite' ? 'readings in SQLite' : `readings in InfluxDB at ${config.store.influx.url}`,
  ];
  out(`config OK: ${counts.join(', ')}`);
  for (const line of ladders(config.communes.values())) out(line);
  const unseen = whyUnseen(config.dataFolder);
  const known = unseen === null ? peekDatabase(databaseIn(config.dataFolder)) : null;
  const found = known === null ? [] : [...unknownAuthor(config, known), ...forgottenBy(config, known, folder)];
  if (unseen !== null) found.push(`alerts, residents and accounts were not compared with these files. ${unseen}`);
  for (const warning of [...warnings, ...found]) out(`warning: ${warning}`);
  tellMissing();
  return 0;
}

function sameAs(one: Mistake): (other: Mistake) => boolean {
  return (other) => isDeepStrictEqual(one, other);
}

/** Whoever releases an alert after minutes without an answer does so in the author's name: it should be somebody's. */
function unknownAuthor({ policySeed: { author } }: Config, { accounts }: Peeked): string[] {
  if (accounts.includes(author)) return [];
  const known = accounts.length === 0 ? 'there is none yet' : `there are ${accounts.join(', ')}`;
  return [`${author} is no account, and answers for the policy: ${known} (policy.yaml, author; amont user add)`];
}

/** Who is asked after whom, and after how long without an answer; communes that say the same share a line. */
function ladders(communes: Iterable<Commune>): string[] {
  const said = Map.groupBy(communes, ({ contacts, escalation }) => {
    const rungs = rungsOf(contacts).map(([first]) => first?.role);
    const delays = raisedLevels.map(
      (level) => `${level} ${escalation[level].nextAfterMin} min (again ${escalation[level].againAfterMin})`,
    );
    return `${rungs.join(' → ')}; ${delays.join(', ')}`;
  });
  return [...said].map(([ladder, own]) => `asked in turn in ${someOf(own.map(({ id }) => id))}: ${ladder}`);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
