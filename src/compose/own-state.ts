import type { Config } from '../config/config.ts';
import type { Doors } from '../http/doors.ts';
import { machineClock } from '../lib/clock.ts';
import { diskSpace } from '../store/disk-space.ts';
import { certificatesEnding } from './certificates-ending.ts';
import type { OpenStores } from './open-stores.ts';
import type { RecentFaults } from './recent-faults.ts';

interface OwnStateParts extends Pick<OpenStores, 'spooled'> {
  source: { cert(): string | null; connected(): boolean };
  faults: RecentFaults;
}

/** How the service itself is, for `/health` and the staff page. */
export function ownState(
  config: Config,
  { source, spooled, faults }: OwnStateParts,
): Pick<Doors, 'brokerConnected' | 'faults' | 'notStoredAt' | 'disk' | 'certificates' | 'spool'> {
  return {
    brokerConnected: () => source.connected(),
    faults: faults.recent,
    notStoredAt: () => faults.lastOf('storing'),
    disk: () => diskSpace(config.dataFolder),
    certificates: certificatesEnding(config, source, machineClock),
    spool: spooled?.status ?? null,
  };
}
