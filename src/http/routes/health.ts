import type { FastifyInstance } from 'fastify';
import { wasForecast } from '../../forecast/was-forecast.ts';
import { DAY_MS, iso, isoOrNull } from '../../lib/units.ts';
import { beforePeople } from '../../reading/by-person/before-people.ts';
import { latestBySensor } from '../../reading/by-person/latest-by-sensor.ts';
import { hasSpoken } from '../../reading/has-spoken.ts';
import { sourceKey } from '../../territory/official-warning.ts';
import { Health } from '../api/schemas/health.ts';
import type { Doors } from '../doors.ts';
import { currentForecast, staleAfterMs } from '../views/gauge-view.ts';

/** For so long a machine that is not told is news. */
const WATCHED_MS = 3 * DAY_MS;

/** For the operator's own watch: is the river heard, are sensors connected, do messages go out. */
export function health(app: FastifyInstance, doors: Doors): void {
  app.get('/health', { schema: { response: { 200: Health, 503: Health } } }, async (_request, reply) => {
    const now = doors.clock.now();
    const ages = await Promise.all(
      [...doors.network.stations.values()].map(async (station) => {
        const series = { station: station.id, quantity: station.quantity };
        const latest = await latestBySensor(doors.seen, series, now);
        const ageMs = latest ? now - latest.observedAt : null;
        const isStale = ageMs === null || ageMs > staleAfterMs(station);
        const wasHeard = !isStale || (await hasSpoken(doors.seen, series, latest));
        const before = wasHeard ? now : await beforePeople(doors.seen, series, Number.MAX_SAFE_INTEGER);
        return { id: station.id, ageMs, wasHeard, before, stale: isStale };
      }),
    );
    const seen = ages.flatMap(({ ageMs }) => ageMs ?? []);
    const stale = ages.filter((each) => each.stale).map(({ id }) => id);
    const watched = new Set([...doors.communes.values()].flatMap(({ watches }) => watches.map((each) => each.station)));
    const unforecast = [...watched].filter((id) => {
      const isMaintained = doors.suppressions.of(id)?.kind === 'maintenance';
      return !isMaintained && !stale.includes(id) && currentForecast(doors, id, now) === null;
    });
    const failingFeeds = doors.feeds().flatMap(({ failure, station }) => (failure === null ? [] : station));
    const sources = [...doors.communes.values()].flatMap(({ officialWarnings }) => officialWarnings);
    const official = doors.officialWarnings(sources, now).filter(({ failure }) => failure !== null);
    const failingOfficialWarnings = [...new Set(official.map(sourceKey))];
    const connected = doors.brokerConnected();
    const spool = doors.spool?.() ?? null;
    // What failed may name an address inside the town's network: it is in the log.
    const failing = spool !== null && spool.lastError !== null;
    const failingDeliveries = doors.journal.failingDeliveries();
    const undeliverable = doors.journal.undeliverable(now - DAY_MS);
    const outbox = doors.journal.outboxCounts();
    const isExercise = doors.instance.kind === 'exercise';
    const untold = doors.webhooks.flatMap(({ id }) => doors.journal.untold(id) ?? []);
    // One that was scrapped and left in `webhooks` must not hide for ever what fails beside it: the staff page names it.
    const machinesFail = untold.some(({ since, failsSince = since }) => now - failsSince < WATCHED_MS);
    const unreadable = [failingDeliveries, undeliverable, outbox].includes(null) ? (['outbox'] as const) : [];
    const abandoned = [...doors.abandoned()];
    const disk = doors.disk();
    const fit = doors.fit();
    // A new installation, whose sensors are still to come, is in order; one that cannot read what they said knows of none either.
    const isUnheard = ages.every(({ id, wasHeard, before }) => !wasHeard && !wasForecast(doors.forecasts, id, before));
    // After all that was read: what cannot be is told there.
    const faults = doors.faults();
    const isWaiting = ages.length > 0 && isUnheard && !faults.includes('showing');
    const isWell =
      connected &&
      (stale.length === 0 || isWaiting) &&
      unforecast.length === 0 &&
      !failing &&
      failingFeeds.length === 0 &&
      failingOfficialWarnings.length === 0 &&
      failingDeliveries?.contacts === 0 &&
      failingDeliveries.residents === 0 &&
      (undeliverable?.contacts === 0 || isExercise) &&
      !machinesFail &&
      faults.length === 0 &&
      unreadable.length === 0 &&
      abandoned.length === 0 &&
      !disk.isLow &&
      !fit.isFailing;
    const body = {
      status: !isWell ? 'degraded' : isWaiting ? 'waiting' : 'ok',
      asOf: iso(now),
      broker: connected ? 'connected' : 'disconnected',
      oldestDataAgeMs: seen.length > 0 ? Math.max(...seen) : null,
      stale,
      unforecast,
      failingFeeds,
      failingOfficialWarnings,
      faults,
      abandoned,
      disk: { freeBytes: disk.freeBytes, low: disk.isLow },
      unreadable: [...unreadable],
      outbox,
      failingDeliveries,
      undeliverable,
      spool: spool && { waiting: spool.waiting, refused: spool.refused, failing },
      forecast: {
        fittedAt: isoOrNull(fit.fittedAt),
        failing: fit.isFailing,
        learning: fit.learning,
        outgrown: fit.outgrown.map(({ id }) => id),
      },
    };
    // Deaf altogether is a fault of the service; a single silent gauge is told, and is no reason to restart it.
    const deaf = !connected || (ages.length > 0 && stale.length === ages.length && !isWaiting);
    return reply
      .code(deaf ? 503 : 200)
      .header('cache-control', 'no-store')
      .send(body);
  });
}
