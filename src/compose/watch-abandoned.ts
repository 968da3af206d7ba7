import type { Logger } from 'pino';
import { abandonedAlerts } from '../notification/asked/abandoned-alerts.ts';

/** The communes that left the files amid an alert, as of whenever it is asked. At the start the log names them. */
export function watchAbandoned(...[communes, policies, journal, log]: [...Parameters<typeof abandonedAlerts>, Logger]) {
  const abandoned = () => abandonedAlerts(communes, policies, journal);
  for (const commune of abandoned())
    log.error(
      { commune },
      'an alert stands in a commune that is no longer in communes.yaml: put it back until that ends, or end it (amont end-alert)',
    );
  return abandoned;
}
