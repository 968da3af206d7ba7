import { validityOf } from '../config/certificate-end.ts';
import type { Doors } from '../http/doors.ts';
import type { Clock } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';

type CertificateEnd = ReturnType<Doors['certificates']>[number];

/** Those that renew themselves do so a month before. */
const SOON_MS = 14 * DAY_MS;

/** A mail server that others look after may have one for a few days, which is renewed within the last sixth of its time and later than that by nobody. */
const LAST_SHARE = 1 / 6;

/** What ends within two weeks, or has ended. */
export function certificatesEnding(
  { broker, cap, mail }: Readonly<Record<CertificateEnd['of'], () => string | null>>,
  clock: Clock,
): Doors['certificates'] {
  const endOf = (of: CertificateEnd['of'], pem: string | null): CertificateEnd[] => {
    const validity = pem === null ? null : validityOf(pem);
    if (validity === null) return [];
    const { from, endsAt } = validity;
    const soonMs = of === 'mail' ? Math.min(SOON_MS, LAST_SHARE * (endsAt - from)) : SOON_MS;
    return endsAt - clock.now() < soonMs ? [{ of, endsAt }] : [];
  };
  return () => [...endOf('broker', broker()), ...endOf('cap', cap()), ...endOf('mail', mail())];
}
