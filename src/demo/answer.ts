import { type AlertEvent, answerTo } from '../alert/alert.ts';
import type { Doors } from '../http/doors.ts';
import { MINUTE_MS } from '../lib/units.ts';
import { eventsOfAlert } from '../notification/words/event-history.ts';
import type { Attendance } from './attendance.ts';

/** Long enough for the ladder to be seen, short enough that not everybody is called at every level of every commune. */
const ANSWERS_AFTER_MS = 20 * MINUTE_MS;

const ASKS: ReadonlySet<AlertEvent['kind']> = new Set(['raised', 'escalated', 'handed-back']);

/** Where nobody plays the mayor, the demonstration's mayor answers for every alert, some time after it was raised or handed back. */
export function answerForAbsent(
  { journal, communes, accounts, clock, act }: Pick<Doors, 'journal' | 'communes' | 'accounts' | 'clock' | 'act'>,
  attendance: Attendance,
): void {
  const mayors = accounts.list().filter(({ role }) => role === 'mayor');
  for (const commune of communes.keys()) {
    const alert = journal.state(commune)?.alert;
    const mayor = mayors.find((each) => each.communes.includes(commune));
    if (!alert || !mayor || answerTo(alert) || attendance.isHere(mayor.id)) continue;
    const events = eventsOfAlert(journal, commune, alert.id);
    const asked = events.findLast(({ kind }) => ASKS.has(kind));
    if (asked && clock.now() - asked.at >= ANSWERS_AFTER_MS) {
      act(commune, { kind: 'acknowledge', level: alert.level }, mayor.id);
    }
  }
}
