import { type Instant, isAhead } from '../lib/clock.ts';
import { MINUTE_MS } from '../lib/units.ts';
import type { Station } from '../territory/station.ts';
import type { Assessment } from './assessment.ts';

/** A message on its way when the service began to listen. */
const GRACE_MIN = 1;

/**
 * What remains of an assessment where the service has only begun to listen: a gauge that was heard before the outage, and has not had
 * the time to report since, is awaited and not yet missed. Nor is one missed that the clock alone makes look silent: the first that it
 * says by the new time may be believed only once the next confirms it. So may the first after a maintenance.
 *
 * @example a 10-minute gauge, silent for three hours, by a service that has listened for 10 minutes → awaited; for 12 → as it was
 */
export function awaited(
  assessment: Assessment,
  { intervalMin, delayMin }: Pick<Station, 'intervalMin' | 'delayMin'>,
  {
    listeningSince,
    wasHeard,
    isByClock,
    isMaintained,
  }: {
    listeningSince: Instant;
    wasHeard: boolean;
    isByClock: boolean;
    /** It was under maintenance until `listeningSince`. */
    isMaintained: boolean;
  },
): Assessment {
  const { sight, issuedAt } = assessment;
  if (sight.kind === 'seen' || (sight.since === null && !wasHeard)) return assessment;
  if (sight.why !== 'silent' && !(sight.why === 'suspect' && (isByClock || isMaintained))) return assessment;
  const readings = isMaintained && sight.why === 'suspect' ? 2 : 1;
  const hasHadTime = issuedAt - listeningSince > (readings * intervalMin + delayMin + GRACE_MIN) * MINUTE_MS;
  if ((hasHadTime && !isByClock) || isAhead(listeningSince, issuedAt)) return assessment;
  return { ...assessment, sight: { ...sight, awaited: listeningSince } };
}
