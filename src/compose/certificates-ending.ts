import { certificateEnd } from '../config/certificate-end.ts';
import type { Config } from '../config/config.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';

/** `broker`: what sensors or their broker and we show each other. `cap`: what signs CAP documents. */
export interface CertificateEnd {
  of: 'broker' | 'cap';
  endsAt: Instant;
}

/** Those that renew themselves do so a month before. */
const SOON_MS = 14 * DAY_MS;

/** What ends within two weeks, or has ended. */
export function certificatesEnding(
  { capSignature }: Pick<Config, 'capSignature'>,
  broker: { cert(): string | null },
  clock: Clock,
): () => CertificateEnd[] {
  const endOf = (of: CertificateEnd['of'], pem: string | null): CertificateEnd[] => {
    const endsAt = pem === null ? null : certificateEnd(pem);
    return endsAt !== null && endsAt - clock.now() < SOON_MS ? [{ of, endsAt }] : [];
  };
  return () => [...endOf('broker', broker.cert()), ...endOf('cap', capSignature?.cert ?? null)];
}
