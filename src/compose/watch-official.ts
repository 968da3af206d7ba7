import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Clock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import { ENVIRONMENT_AGENCY_URL } from '../reading/io/environment-agency.ts';
import { userAgent } from '../reading/io/national-feeds.ts';
import { floodWarnings, type OfficialService, VIGICRUES_URL, vigicrues } from '../reading/io/official-service.ts';
import { type OfficialWatch, startOfficialWatch } from '../reading/io/official-watch.ts';
import type { OfficialStore } from '../reading/national/official-warning.ts';
import { differing, type OfficialSource } from '../territory/official-warning.ts';

const TIMEOUT_MS = 30_000;
const SPACING_MS = 1_000;

interface OfficialParts {
  store: OfficialStore;
  clock: Clock;
  metrics: Pick<Metrics, 'polls'>;
  log: Logger;
  /** A replay moves its own clock and asks nobody. */
  isReplay: boolean;
}

/** Asks for the State's own warnings, of the places that communes have set: one request serves all communes of a service. */
export function watchOfficial(
  { communes, instance, national, vigicruesUrl }: Config,
  parts: AsyncDisposableStack,
  { store, clock, metrics, log, isReplay }: OfficialParts,
): OfficialWatch {
  const set = [...communes].flatMap(([commune, { officialWarnings }]) =>
    officialWarnings.map(({ service, place }) => ({ commune, service, place })),
  );
  const sources = isReplay ? [] : differing(set);
  try {
    if (!isReplay) store.keepPlaces(set, clock.now());
  } catch (err) {
    log.error({ err }, 'which official warnings communes have set could not be stored');
  }
  const services: [OfficialSource['service'], () => OfficialService][] = [
    ['vigicrues', () => vigicrues(new URL(vigicruesUrl ?? VIGICRUES_URL))],
    ['environment-agency', () => floodWarnings(new URL(national.environmentAgencyUrl ?? ENVIRONMENT_AGENCY_URL))],
  ];
  const watched = services.flatMap(([service, make]) => {
    const own = sources.filter((source) => source.service === service);
    return own.length === 0 ? [] : [{ service: make(), sources: own }];
  });
  const watch = startOfficialWatch(
    watched,
    {
      clock,
      random: Math.random,
      store,
      userAgent: userAgent(instance.name, instance.baseUrl),
      timeoutMs: TIMEOUT_MS,
      spacingMs: SPACING_MS,
      polled: (service, outcome) => metrics.polls.inc({ service, outcome }),
    },
    log,
  );
  parts.defer(() => watch.close());
  return watch;
}
