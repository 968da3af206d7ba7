import type { Config } from '../config/config.ts';
import type { OwnState } from '../http/own-state.ts';
import { machineClock } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';
import type { FailingWay } from '../notification/failing-way.ts';
import { lostOf } from '../notification/words/trouble.ts';
import type { MessageSource } from '../reading/message-source.ts';
import { diskSpace } from '../store/disk-space.ts';
import { canWrite } from '../store/sqlite/can-write.ts';
import type { Database } from '../store/sqlite/database.ts';
import { lastMended } from '../store/sqlite/mend-database.ts';
import { certificatesEnding } from './certificates-ending.ts';
import type { KeptReadings } from './keep-readings.ts';
import type { OpenStores } from './open-stores.ts';
import type { RecentFaults } from './recent-faults.ts';

/** A disk that has spoiled something is to be replaced. */
const SHOWN_MS = 7 * DAY_MS;

interface OwnStateParts extends Pick<OpenStores, 'db' | 'spooled'> {
  turn(): Promise<void>;
  source: Pick<MessageSource, 'connected' | 'away'> & { cert(): string | null };
  signing: { cert(): string | null };
  mail: { failing(): FailingWay | null; cert(): string | null };
  faults: RecentFaults;
  kept: Pick<KeptReadings, 'clockBehind' | 'clockSetBack'>;
}

/** How the service itself is, for `/health` and the staff page. */
export function ownState(
  config: Config,
  { db, turn, source, signing, mail, spooled, faults, kept }: OwnStateParts,
): OwnState {
  return {
    brokerConnected: () => source.connected(),
    brokerAway: () => source.away(),
    faults: faults.recent,
    notStoredAt: () => faults.lastOf('storing'),
    // Whether a reading comes or not; where another process holds the database, after it had time to let go.
    stores: () =>
      turn().then(
        () => canWrite(db),
        () => false,
      ),
    failingWays: () => [mail.failing() ?? []].flat(),
    clockBehind: kept.clockBehind,
    clockSetBack: kept.clockSetBack,
    mended: mendedOfLate(db),
    disk: () => diskSpace(config.dataFolder),
    certificates: certificatesEnding({ broker: source.cert, cap: signing.cert, mail: mail.cert }, machineClock),
    spool: spooled?.status ?? null,
  };
}

/** It is mended between two starts alone. */
function mendedOfLate(db: Database): OwnState['mended'] {
  const last = lastMended(db);
  const mended = last && { at: last.at, lost: lostOf(last.lost) };
  return () => (mended && machineClock.now() - mended.at < SHOWN_MS ? mended : null);
}
