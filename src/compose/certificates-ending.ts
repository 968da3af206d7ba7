import { certificateEnd } from '../config/certificate-end.ts';
import type { Config } from '../config/config.ts';
import type { Doors } from '../http/doors.ts';
import type { Clock } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';

type CertificateEnd = ReturnType<Doors['certificates']>[number];

/** Those that renew themselves do so a month before. */
const SOON_MS = 14 * DAY_MS;

/** What ends within two weeks, or has ended. */
export function certificatesEnding(
  { capSignature }: Pick<Config, 'capSignature'>,
  broker: { cert(): string | null },
  clock: Clock,
): Doors['certificates'] {
  const endOf = (of: CertificateEnd['of'], pem: string | null): CertificateEnd[] => {
    const endsAt = pem === null ? null : certificateEnd(pem);
    return endsAt !== null && endsAt - clock.now() < SOON_MS ? [{ of, endsAt }] : [];
  };
  return () => [...endOf('broker', broker.cert()), ...endOf('cap', capSignature?.cert ?? null)];
}
