import type { FastifyInstance } from 'fastify';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS, iso, isoOrNull } from '../../lib/units.ts';
import { sourceKey } from '../../territory/official-warning.ts';
import { Health } from '../api/schemas/health.ts';
import type { Doors } from '../doors.ts';
import { keepPages } from '../limits/kept-pages.ts';
import { isLive } from '../reply.ts';
import { currentForecast } from '../views/gauge-view.ts';
import { heardGauge, noneHasSpoken } from '../views/heard-gauge.ts';

/** Of a thousand gauges each look costs what forty first pages do: one a second for all who watch, by whichever address. */
const KEPT_MS = 1_000;
/** For so long a machine that is not told is news. */
const WATCHED_MS = 3 * DAY_MS;

/** For the operator's own watch: is the river heard, are sensors connected, do messages go out. */
export function health(app: FastifyInstance, doors: Doors): void {
  const kept = keepPages<Awaited<ReturnType<typeof look>>>(doors.wallClock, KEPT_MS);
  app.get('/health', { schema: { response: { 200: Health, 503: Health } } }, async (_request, reply) => {
    const { code, body } = await (isLive(doors) ? kept.get('health', () => look(doors)) : look(doors));
    return reply.code(code).header('cache-control', 'no-store').send(body);
  });
}

async function look(doors: Doors) {
  const now = doors.clock.now();
  const stations = [...doors.network.stations.values()];
  const gauges = await Promise.all(stations.map((station) => heardGauge(doors, station, now)));
  const silent = gauges.filter((each) => each.stale).map(({ id }) => id);
  // Off for the winter, or known to be silent: a person has said so and answers for it, for thirty days at most.
  const stale = silent.filter((id) => doors.suppressions.of(id) === null);
  const unforecast = unforecastOf(doors, silent, now);
  const failingFeeds = doors.feeds().flatMap(({ failure, station }) => (failure === null ? [] : station));
  const failingOfficialWarnings = failingWarningsOf(doors, now);
  const failingWays = doors.failingWays().map(({ way }) => way);
  const connected = doors.brokerConnected();
  const spool = spoolOf(doors);
  const { areDelivered, ...messages } = messagesOf(doors, now);
  const abandoned = [...doors.abandoned()];
  const disk = doors.disk();
  const certificates = doors.certificates();
  const clockBehind = doors.clockBehind();
  const clockSetBack = doors.clockSetBack()?.at ?? null;
  const mended = doors.mended()?.at ?? null;
  const fit = doors.fit();
  const isUnheard = gauges.length > 0 && noneHasSpoken(doors, gauges);
  // After all that was read: what cannot be is told there.
  const faults = doors.faults();
  // One that cannot read what its gauges said knows of none either, and is no new one.
  const isWaiting = isUnheard && !faults.includes('showing');
  // Deaf altogether is a fault of the service; a single silent gauge is told, and is no reason to restart it.
  const isDeaf = !connected || (gauges.length > 0 && silent.length === gauges.length && !isWaiting);
  const isWell =
    !isDeaf &&
    (stale.length === 0 || isWaiting) &&
    unforecast.length === 0 &&
    !spool?.failing &&
    failingFeeds.length === 0 &&
    failingOfficialWarnings.length === 0 &&
    failingWays.length === 0 &&
    areDelivered &&
    faults.length === 0 &&
    abandoned.length === 0 &&
    !disk.isLow &&
    !certificates.some(({ isUrgent }) => isUrgent) &&
    clockBehind === null &&
    clockSetBack === null &&
    mended === null &&
    !fit.isFailing;
  const ages = gauges.flatMap(({ ageMs }) => ageMs ?? []);
  const body = {
    status: !isWell ? 'degraded' : isWaiting ? 'waiting' : 'ok',
    asOf: iso(now),
    broker: connected ? 'connected' : 'disconnected',
    oldestDataAgeMs: ages.length > 0 ? Math.max(...ages) : null,
    stale,
    unforecast,
    failingFeeds,
    failingOfficialWarnings,
    failingWays,
    faults,
    abandoned,
    disk: { freeBytes: disk.freeBytes, low: disk.isLow },
    certificates: certificates.map(({ of, endsAt, isUrgent: urgent }) => ({ of, endsAt: iso(endsAt), urgent })),
    clockBehind: isoOrNull(clockBehind),
    clockSetBack: isoOrNull(clockSetBack),
    mended: isoOrNull(mended),
    ...messages,
    spool,
    forecast: {
      fittedAt: isoOrNull(fit.fittedAt),
      failing: fit.isFailing,
      learning: fit.learning,
      outgrown: fit.outgrown.map(({ id }) => id),
    },
  };
  return { code: isDeaf ? 503 : 200, body } as const;
}

/** Watched gauges that report and of which there is no forecast. */
function unforecastOf(doors: Doors, silent: readonly string[], now: Instant): string[] {
  const watched = new Set([...doors.communes.values()].flatMap(({ watches }) => watches.map((each) => each.station)));
  return [...watched].filter((id) => {
    const isMaintained = doors.suppressions.of(id)?.kind === 'maintenance';
    return !isMaintained && !silent.includes(id) && currentForecast(doors, id, now) === null;
  });
}

function failingWarningsOf(doors: Doors, now: Instant): string[] {
  const sources = [...doors.communes.values()].flatMap(({ officialWarnings }) => officialWarnings);
  const failing = doors.officialWarnings(sources, now).filter(({ failure }) => failure !== null);
  return [...new Set(failing.map(sourceKey))];
}

/** What failed may name an address inside the town's network: it is in the log. */
function spoolOf(doors: Doors) {
  const spool = doors.spool?.() ?? null;
  return spool && { waiting: spool.waiting, refused: spool.refused, failing: spool.lastError !== null };
}

/** What became of messages, as far as it can be read, and whether all whom they are for are reached. */
function messagesOf({ journal, webhooks, instance }: Doors, now: Instant) {
  const failingDeliveries = journal.failingDeliveries();
  const undeliverable = journal.undeliverable(now - DAY_MS);
  const outbox = journal.outboxCounts();
  const unreadable = [failingDeliveries, undeliverable, outbox].includes(null) ? (['outbox'] as const) : [];
  const untold = webhooks.flatMap(({ id }) => journal.untold(id) ?? []);
  // One that was scrapped and left in `webhooks` must not hide for ever what fails beside it: the staff page names it.
  const machinesFail = untold.some(({ since, failsSince = since }) => now - failsSince < WATCHED_MS);
  const areDelivered =
    failingDeliveries?.contacts === 0 &&
    failingDeliveries.residents === 0 &&
    (undeliverable?.contacts === 0 || instance.kind === 'exercise') &&
    !machinesFail &&
    unreadable.length === 0;
  return { unreadable: [...unreadable], outbox, failingDeliveries, undeliverable, areDelivered };
}
