import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineClock } from '../lib/clock.ts';
import { nearestOf } from '../lib/io/nearest-of.ts';
import { err, ok } from '../lib/result.ts';
import { iso } from '../lib/units.ts';
import type { Import } from '../reading/imports/import-store.ts';
import {
  createTakeBackImports,
  type HistoryElsewhere,
  type TakeBackRefusal,
} from '../reading/imports/take-back-imports.ts';
import type { AskedBy } from '../record/record.ts';
import { isReason } from '../record/signed-reason.ts';
import { createThinned } from '../store/sqlite/thinned.ts';
import { letOthersWrite } from './let-others-write.ts';
import { inTown, type Town } from './open-town.ts';
import { signedBy } from './signed-by.ts';
import { toPaste } from './typed/to-paste.ts';

export const usage = `usage: amont imports [--station ID]                              what was imported, newest first
       amont imports take-back NUMBER --reason TEXT --yes        takes an import back

What an import wrote is as if it had never been: what it replaced stands again, what sensors or other imports say too stays, and
the forecast learns anew within the hour. Nothing is removed from the audit record, and who took it back is written there.

  --by ACCOUNT  who takes it back: an account of the service; by default the user of this machine
  --config DIR  default config`;

const SHOWN = 100;

export async function importsCommand(args: readonly string[], out: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', default: 'config' },
      station: { type: 'string' },
      reason: { type: 'string' },
      by: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
  const [verb, number, ...rest] = positionals;
  const isList = verb === undefined;
  const isTakeBack = verb === 'take-back' && /^\d{1,12}$/.test(number ?? '') && rest.length === 0;
  if (!isList && !isTakeBack) {
    out(
      `found ${positionals.join(' ')}; allowed is take-back and the number of an import, such as take-back 12\n\n${usage}`,
    );
    return 2;
  }
  return inTown(values.config, out, (town) => {
    if (isTakeBack) return takeBack(town, Number(number), values, out);
    const stations = [...town.config.network.stations.keys()];
    if (values.station !== undefined && !stations.includes(values.station)) {
      const known = nearestOf(values.station, stations);
      out(`--station: found ${values.station}; allowed are ${known} (${join(values.config, 'stations.yaml')})`);
      return 2;
    }
    const found = town.imports.recent(values.station ?? null, SHOWN);
    if (found.length === 0)
      out(`no import is known in ${town.where}; those of a version before imports had numbers are not listed`);
    for (const each of found) out(lineOf(each));
    return 0;
  });
}

async function takeBack(
  town: Town,
  number: number,
  { reason, by, yes }: { reason?: string | undefined; by?: string | undefined; yes: boolean },
  out: (line: string) => void,
): Promise<number> {
  const { config, db, imports, exclusions } = town;
  const who = signedBy(by, town);
  if (!who.ok) {
    out(who.error);
    return 2;
  }
  const found = imports.find(number);
  if (found) out(lineOf(found));
  if (found && !isReason(reason ?? '')) {
    out('--reason: say in some words why; it stays on record');
    return 2;
  }
  if (found && !yes) {
    out('Nothing was changed. Add --yes to take this import back.');
    return 1;
  }
  const thinnedBefore = createThinned(db).before();
  const elsewhere: HistoryElsewhere = async (_series, from) =>
    config.store.readings === 'influx' && from < thinnedBefore
      ? err('what was thinned out here stands in InfluxDB alone, which only the running service asks')
      : ok([]);
  const parts = {
    clock: machineClock,
    store: imports,
    elsewhere,
    excluding: exclusions.inForce,
    giveWay: letOthersWrite,
  };
  const recent = { add: () => {}, drop: () => {} };
  const taker = createTakeBackImports({ ...parts, recent, changed: () => {} });
  const taken = await taker.takeBack(number, { by: who.value, reason: reason?.trim() ?? '', commune: null });
  out(taken.ok ? doneText(taken.value) : refusalText(taken.error, found, town));
  return taken.ok ? 0 : 1;
}

function lineOf({ id, station, quantity, by, file, options, at, from, to, rows, takenBack }: Import): string {
  const said = [options.format, options.unit, options.timeZone].filter((each) => each !== null).join(', ');
  const counts = rows
    ? `${rows.new} new, ${rows.repeat} repeats, ${rows.revision} revisions, ${rows.refused} refused`
    : 'cut short, or not finished yet';
  const gone =
    takenBack === null ? '' : `; taken back ${iso(takenBack.at)} by ${nameOf(takenBack.by)}: ${takenBack.reason}`;
  return `${id}  ${iso(at)}  ${station} ${quantity}  ${file} (${said})  by ${nameOf(by)}  ${iso(from)} to ${iso(to)}  ${counts}${gone}`;
}

function doneText({ id, takenBack }: Import): string {
  return `import ${id} is taken back: ${takenBack?.removed ?? 0} readings are gone, ${takenBack?.restored ?? 0} stand again as before. The forecast learns anew within the hour.`;
}

function refusalText(refusal: TakeBackRefusal, found: Import | null, { folder, where }: Town): string {
  if (refusal.kind === 'no-such-import')
    return `there is no import of this number in ${where}: \`${toPaste('imports', folder)}\` lists them`;
  if (refusal.kind === 'taken-back-already') return 'it is taken back already';
  const done = refusal.begun ? 'It has begun, and goes on within the hour' : 'Nothing was changed';
  return `${done}: ${refusal.why}. Take it back on the page of the gauge: /en/staff/stations/${found?.station}/imports`;
}

function nameOf(by: AskedBy): string {
  return 'person' in by ? by.person : `${by.machineUser} (this machine)`;
}
