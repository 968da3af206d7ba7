import { setImmediate } from 'node:timers/promises';
import type { AlertEvent } from '../../alert/alert.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { alertNamedBy, capMessages } from '../../notification/cap/cap-chain.ts';
import type { FedMessage } from '../../notification/cap/cap-feed.ts';
import { eventsOfAlert, eventsSince } from '../../notification/words/event-history.ts';
import type { Commune } from '../../territory/commune.ts';
import { namesOf } from '../../text/names.ts';
import type { Doors } from '../doors.ts';

type Sources = Pick<
  Doors,
  'journal' | 'decisions' | 'exercises' | 'instance' | 'played' | 'clock' | 'network' | 'accounts' | 'communes'
>;

/** Whoever looks once a day, and the day after, misses nothing. */
const IN_FEED_MS = 48 * HOUR_MS;

/** What residents were told lately, and all of what is in force; newest first. */
export async function viewCap(doors: Sources, communes: readonly Commune[]): Promise<FedMessage[]> {
  const found: FedMessage[] = [];
  for (const commune of communes) {
    found.push(...recentOf(doors, commune));
    // Of hundreds of communes: others have their turn.
    await setImmediate();
  }
  return found.toSorted((a, b) => b.message.sent - a.message.sent);
}

/** One document; `null` where residents were told nothing by that name. */
export function findCap(doors: Sources, identifier: string): FedMessage | null {
  const alert = alertNamedBy(identifier);
  for (const commune of doors.communes.values()) {
    if (!alert.startsWith(`${commune.id}-`)) continue;
    const found = messagesOf(doors, commune, alert).find(({ message }) => message.identifier === identifier);
    if (found) return found;
  }
  return null;
}

function recentOf(doors: Sources, commune: Commune): FedMessage[] {
  const { journal, exercises, clock } = doors;
  const since = clock.now() - IN_FEED_MS;
  const inForce = [journal.state(commune.id)?.alert?.id, exercises.running(commune.id)?.id];
  const recent = [
    ...eventsSince((limit) => journal.events(commune.id, { limit }), since),
    ...eventsSince((limit) => exercises.events(commune.id, limit), since),
  ];
  const alerts = new Set([...inForce, ...recent.filter(isPublic).map(({ alert }) => alert)]);
  return [...alerts].flatMap((alert) =>
    alert
      ? messagesOf(doors, commune, alert).filter(({ message }) => inForce.includes(alert) || message.sent >= since)
      : [],
  );
}

/** Newest first. What an exercise of the installation told is told by none that is operational, nor by an exercise what was real: either would say that it was the other. */
function messagesOf(doors: Sources, commune: Commune, alert: string): FedMessage[] {
  const { journal, exercises, instance, played } = doors;
  const real = eventsOfAlert(journal, commune.id, alert);
  const story = real.length > 0 ? real : eventsSince((limit) => exercises.events(commune.id, limit), 0);
  const context = { issuer: instance, names: namesOf(doors, commune) };
  const isExercise = instance.kind === 'exercise';
  return capMessages(
    story.filter((each) => each.alert === alert),
    doors.decisions,
    doors.clock.now(),
  )
    .filter(({ event: { at } }) => played.some(({ from, to }) => at >= from && at <= to) === isExercise)
    .map((message) => ({ commune, message, context }))
    .toReversed();
}

function isPublic({ audience }: AlertEvent): boolean {
  return audience === 'public';
}
