import { validityOf } from '../config/certificate-end.ts';
import type { Doors } from '../http/doors.ts';
import type { Clock } from '../lib/clock.ts';
import { DAY_MS } from '../lib/units.ts';

type CertificateEnd = ReturnType<Doors['certificates']>[number];

/** Those that renew themselves do so a month before. */
const SOON_MS = 14 * DAY_MS;

/**
 * A mail server is looked after by others: most renew a month before, many a week or two, those that are valid for a few days at half their time. So it
 * is told, and has us unwell only where all of them would have renewed it, over a weekend before its end.
 */
const OF_MAIL = {
  told: { ms: SOON_MS, share: 1 / 6 },
  urgent: { ms: 5 * DAY_MS, share: 1 / 12 },
};

/** What ends within two weeks, or has ended. */
export function certificatesEnding(
  { broker, cap, mail }: Readonly<Record<CertificateEnd['of'], () => string | null>>,
  clock: Clock,
): Doors['certificates'] {
  const endOf = (of: CertificateEnd['of'], pem: string | null): CertificateEnd[] => {
    const validity = pem === null ? null : validityOf(pem);
    if (validity === null) return [];
    const { from, endsAt } = validity;
    const isWithin = ({ ms, share }: (typeof OF_MAIL)['told']) =>
      endsAt - clock.now() < (of === 'mail' ? Math.min(ms, share * (endsAt - from)) : SOON_MS);
    return isWithin(OF_MAIL.told) ? [{ of, endsAt, isUrgent: isWithin(OF_MAIL.urgent) }] : [];
  };
  return () => [...endOf('broker', broker()), ...endOf('cap', cap()), ...endOf('mail', mail())];
}
