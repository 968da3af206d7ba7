import type { Logger } from 'pino';
import { abandonedAlerts } from '../notification/asked/abandoned-alerts.ts';
import type { Journal } from '../notification/journal.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import type { Commune } from '../territory/commune.ts';

/** The communes that left the files amid an alert, as of whenever it is asked. At the start the log names them. */
export function watchAbandoned(
  communes: ReadonlyMap<string, Commune>,
  policies: Pick<PolicyStore, 'current'>,
  journal: Pick<Journal, 'state'>,
  log: Pick<Logger, 'error'>,
): () => string[] {
  const abandoned = () => abandonedAlerts(communes, policies, journal);
  for (const commune of abandoned())
    log.error(
      { commune },
      'an alert stands in a commune that is no longer in communes.yaml: put it back until that ends, or end it (amont end-alert)',
    );
  return abandoned;
}
