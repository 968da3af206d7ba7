import type { Instant } from '../lib/clock.ts';
import type { FailingWay } from '../notification/failing-way.ts';
import type { SettingBack } from '../reading/clock/clock-steps.ts';
import type { Away } from '../reading/message-source.ts';
import type { Losable } from '../text/trouble-words.ts';

/** Work of the service itself that a full disk, a database held by another process, a broker that forgets what waits for us or gives it to another, or a bug can end. */
export const works = ['receiving', 'storing', 'assessing', 'sending', 'showing'] as const;
export type Work = (typeof works)[number];

/** How the service itself is, for `/health` and the staff page. */
export interface OwnState {
  /** True while sensors can reach us. */
  brokerConnected(): boolean;
  /** Since when they cannot, and why. */
  brokerAway(): Away | null;
  /** Ways to people that are not only set up, and would take no message now. */
  failingWays(): readonly FailingWay[];
  /** What of the service's own work failed lately. */
  faults(): Work[];
  /** When readings that came in were last not stored, of the last quarter of an hour; `null` where all were. */
  notStoredAt(): Instant | null;
  /** Whether something can be stored now. */
  stores(): Promise<boolean>;
  /** What it is by sensors with clocks of their own at least, where the clock of this machine is behind. */
  clockBehind(): Instant | null;
  /** Where it was set back within a day, and nobody but a person knows whether it is behind now or was ahead before. */
  clockSetBack(): SettingBack | null;
  /** That the disk had spoiled the database within a week, and what was lost when it was written anew. */
  mended(): { at: Instant; lost: readonly Losable[] } | null;
  /** What the disk of the data folder has left. */
  disk(): { freeBytes: number; isLow: boolean };
  /** Certificates that end within two weeks, or have ended. `broker`: what sensors or their broker and we show each other. `cap`: what signs CAP documents. `mail`: what the mail server shows. Not urgent: others may be about to renew it. */
  certificates(): { of: 'broker' | 'cap' | 'mail'; endsAt: Instant; isUrgent: boolean }[];
  /** What InfluxDB has yet to be given; `null` where readings are kept in the database only. */
  spool: (() => { waiting: number; refused: number; lastError: string | null }) | null;
}
