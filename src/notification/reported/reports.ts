import type { Clock, Instant } from '../../lib/clock.ts';
import type { OutboxRow } from '../outbox.ts';
import { createPace } from '../pace.ts';
import { type DeliveryReport, type ReportForm, readReports } from './read-reports.ts';

/** Of which message a report is. */
export type Reported = Pick<OutboxRow, 'commune' | 'event' | 'recipient'>;

/**
 * What came of a report. `delivered`, `failed`: the message reads so from now on. `noted`: it is kept and changes nothing, on its way, said before or
 * overtaken. `early`: it is kept, and counts once the gateway's own yes is on record. `unknown`: it is kept, and of no message that is known.
 */
export type ReportOutcome = { kind: 'unknown' } | { kind: 'delivered' | 'failed' | 'noted' | 'early'; of: Reported };

/** PORT. */
export interface ReportStore {
  /** Keeps it and does what comes of it, both or neither. `at`: the machine's time. */
  take(report: DeliveryReport, at: Instant): ReportOutcome;
  /** Those that came before a moment; what came of them stands with the message. How many. */
  forget(before: Instant): number;
}

/** Several times what a gateway reports of all that is sent in a minute; it takes the service some seconds. */
const MOST_A_MINUTE = 10_000;

/** What a gateway tells of text messages that it took. */
export interface Reports {
  /** What it must show. */
  secret: string;
  /** Each report of what it hands in, by what came of it; `null` of one that cannot be read. `too-many`: none is taken, it may come again in a minute. */
  take(sent: { query: unknown; body: unknown }): (ReportOutcome['kind'] | null)[] | 'too-many';
  /** One that did not show it. */
  turnAway(): void;
}

/** `heard` is told of each, of one that cannot be read and of one that was turned away. */
export function createReports(
  { secret, ...form }: ReportForm & { secret: string },
  { store, wallClock, heard }: { store: Pick<ReportStore, 'take'>; wallClock: Clock; heard: Heard },
): Reports {
  const pace = createPace(MOST_A_MINUTE, wallClock, MOST_A_MINUTE);
  const turnAway = () => heard({ kind: 'refused' }, null);
  return {
    secret,
    take(sent) {
      if (!pace.isFree()) {
        turnAway();
        return 'too-many';
      }
      const reports = readReports(form, sent);
      pace.take(reports.length);
      return reports.map((report) => {
        const outcome = report && store.take(report, wallClock.now());
        heard(outcome ?? { kind: 'unreadable' }, report);
        return outcome && outcome.kind;
      });
    },
    turnAway,
  };
}

type Heard = (outcome: ReportOutcome | { kind: 'unreadable' | 'refused' }, report: DeliveryReport | null) => void;
