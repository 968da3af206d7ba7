import { certificateEnd } from '../config/certificate-end.ts';
import type { Doors } from '../http/doors.ts';
import type { Clock } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';

type CertificateEnd = ReturnType<Doors['certificates']>[number];

/** Those that renew themselves do so a month before. */
const SOON_MS = 14 * DAY_MS;

/** What ends within two weeks, or has ended. */
export function certificatesEnding(
  { broker, cap }: Readonly<Record<CertificateEnd['of'], () => string | null>>,
  clock: Clock,
): Doors['certificates'] {
  const endOf = (of: CertificateEnd['of'], pem: string | null): CertificateEnd[] => {
    const endsAt = pem === null ? null : certificateEnd(pem);
    return endsAt !== null && endsAt - clock.now() < SOON_MS ? [{ of, endsAt }] : [];
  };
  return () => [...endOf('broker', broker()), ...endOf('cap', cap())];
}
