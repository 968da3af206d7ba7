import type { Config } from '../config/config.ts';
import type { Doors } from '../http/doors.ts';
import { machineClock } from '../lib/clock.ts';
import type { FailingWay } from '../notification/failing-way.ts';
import type { MessageSource } from '../reading/message-source.ts';
import { diskSpace } from '../store/disk-space.ts';
import { certificatesEnding } from './certificates-ending.ts';
import type { KeptReadings } from './keep-readings.ts';
import type { OpenStores } from './open-stores.ts';
import type { RecentFaults } from './recent-faults.ts';

interface OwnStateParts extends Pick<OpenStores, 'spooled'> {
  source: Pick<MessageSource, 'connected' | 'away'> & { cert(): string | null };
  signing: { cert(): string | null };
  mail: { failing(): FailingWay | null; cert(): string | null };
  faults: RecentFaults;
  kept: Pick<KeptReadings, 'clockBehind' | 'clockSetBack'>;
}

/** How the service itself is, for `/health` and the staff page. */
export function ownState(
  config: Config,
  { source, signing, mail, spooled, faults, kept }: OwnStateParts,
): Pick<
  Doors,
  | 'brokerConnected'
  | 'brokerAway'
  | 'failingWays'
  | 'faults'
  | 'notStoredAt'
  | 'clockBehind'
  | 'clockSetBack'
  | 'disk'
  | 'certificates'
  | 'spool'
> {
  return {
    brokerConnected: () => source.connected(),
    brokerAway: () => source.away(),
    faults: faults.recent,
    notStoredAt: () => faults.lastOf('storing'),
    failingWays: () => [mail.failing() ?? []].flat(),
    clockBehind: kept.clockBehind,
    clockSetBack: kept.clockSetBack,
    disk: () => diskSpace(config.dataFolder),
    certificates: certificatesEnding({ broker: source.cert, cap: signing.cert, mail: mail.cert }, machineClock),
    spool: spooled?.status ?? null,
  };
}
