import { err, ok, type Result } from '../../lib/result.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { Account } from '../../people/account.ts';
import type { GaugeRead, ReadOnRecord, ReadRefusal } from '../../reading/by-person/read-at-gauge.ts';
import type { Commune } from '../../territory/commune.ts';
import type { Doors } from '../doors.ts';
import { speeches } from '../speech.ts';
import { viewReads } from '../views/read-view.ts';
import { writeLog } from './write-log.ts';

/**
 * Takes in what a person read at the painted gauge and has confirmed, and writes it in the event log too, where reports find it with the
 * name; the same for pages and the API.
 */
export async function enterRead(
  doors: Doors,
  account: Account,
  { id, timeZone }: Commune,
  read: GaugeRead,
): Promise<Result<ReadOnRecord, ReadRefusal>> {
  const entered = await doors.gaugeReads.enter(read, { person: account.id, commune: id });
  if (!entered.ok) return entered;
  const { page, words } = speeches[account.language];
  const { stageM, observedAt } = entered.value;
  const text = page.read.logged(read.station.name, words.stage(stageM), words.clockTime(observedAt, timeZone));
  const logged = writeLog(doors, id, account.id, { kind: 'observation', text, follows: null, exercise: null });
  if (!logged.ok)
    throw new Error(`a reading at ${read.station.id} is stored and not in the event log: ${logged.error}`);
  return ok(entered.value);
}

/**
 * The same of what may come twice or late, in its turn: where it is entered already it stays as it is, and what was said of its minute since its
 * reader looked is the reason why it is not.
 */
export async function enterOnce(
  doors: Doors,
  account: Account,
  commune: Commune,
  read: GaugeRead,
  madeAt: number | null,
): Promise<Result<ReadOnRecord, ReadRefusal | ReadOnRecord>> {
  const entered = await alreadyEntered(doors, account, commune, read);
  if (entered) return ok(entered);
  const since = saidSince(doors, commune, read, madeAt);
  return since ? err(since) : enterRead(doors, account, commune, read);
}

/** Where it counts already, said by this same person and last of its minute: a form sent twice, or again after a lost connection, says nothing new. */
export async function alreadyEntered(
  doors: Doors,
  account: Account,
  commune: Commune,
  { station, stageM, observedAt }: GaugeRead,
): Promise<ReadOnRecord | null> {
  const said = await viewReads(doors, station, commune, doors.clock.now());
  const last = said.find(isOfMinute(observedAt));
  return last?.person === account.id && last.stageM === stageM && last.state === 'counts' ? last : null;
}

/**
 * What was said last of the same minute after a form was made: one that a phone sends late must not undo unseen what corrected it. Where it does not
 * say when it was made, or a time to come, anything said of that minute may be later.
 */
function saidSince(
  { gaugeReads, clock }: Pick<Doors, 'gaugeReads' | 'clock'>,
  { id }: Commune,
  { station, observedAt }: GaugeRead,
  madeAt: number | null,
): ReadOnRecord | undefined {
  const since = madeAt === null || madeAt > clock.now() ? Number.NEGATIVE_INFINITY : madeAt;
  return gaugeReads.lately(station.id, id).find((each) => each.at > since && isOfMinute(observedAt)(each));
}

function isOfMinute(at: number): (read: ReadOnRecord) => boolean {
  return ({ observedAt }) => Math.floor(observedAt / MINUTE_MS) === Math.floor(at / MINUTE_MS);
}
