import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { DAY_MS, HOUR_MS, MINUTE_MS, parseInstant } from '../../lib/units.ts';
import { pieceByPiece, type Span } from '../../reading/long-window.ts';
import { takeTurns } from '../../reading/take-turns.ts';
import type { Station } from '../../territory/station.ts';
import { orNotFound } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { PAST_H } from '../views/gauge-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { readingsText } from './readings-text.ts';
import { OfStation, Problem, TypedInstant } from './schemas/common.ts';
import { Forecast, Paths, Reach } from './schemas/forecast.ts';
import { Readings } from './schemas/station.ts';
import { forecastToWire, pathsToWire } from './to-wire.ts';

const instantText = Type.Optional(TypedInstant);
const LONGEST_D = 31;
/** Per address and minute: each answer may hold a month of readings. */
const QUERIES_A_MINUTE = 120;

/** So many of its intervals: of a gauge that reports each minute six hours, of one that reports each hour two weeks. */
const PIECE = 360;

export function stationRoutes(api: Api, { doors }: ApiRoutes): void {
  const inTurn = takeTurns();
  /** However many ask at once, one piece of one answer is made before readings and others have their turn. */
  const oneATurn = () => inTurn(() => setImmediate());

  function sendReadings(reply: FastifyReply, station: Station, span: Span): FastifyReply {
    const series = { station: station.id, quantity: station.quantity };
    const pieceMs = PIECE * station.intervalMin * MINUTE_MS;
    const pieces = pieceByPiece(doors.readings, series, span, oneATurn, pieceMs);
    return reply
      .header('cache-control', 'public, max-age=10')
      .type('application/json; charset=utf-8')
      .send(
        Readable.from(readingsText(station, pieces, { pieceMs, spanMs: span.to - span.from }), { highWaterMark: 1 }),
      );
  }

  api.get(
    '/stations/:station/readings',
    {
      config: { rateLimit: { max: QUERIES_A_MINUTE, timeWindow: 60_000 } },
      schema: {
        summary:
          'Readings of a gauge, oldest first, suspect ones included and marked; the last 48 h by default, 31 days at most. Of a gauge that reports more often than each minute a span may hold more than 10,000 readings and one for each of its minutes: then it is `thinned`, and a shorter span gives each of them',
        params: OfStation,
        querystring: Type.Object({ from: instantText, to: instantText }),
        response: { 200: Readings, 404: Problem },
      },
    },
    async (request, reply) => {
      const station = orNotFound(doors.network.stations.get(request.params.station), 'No such station.');
      const now = doors.clock.now();
      const to = request.query.to === undefined ? now : parseInstant(request.query.to);
      const from = request.query.from === undefined ? (to ?? now) - PAST_H * HOUR_MS : parseInstant(request.query.from);
      if (from === null || to === null) {
        return sendProblem(
          reply,
          400,
          'from and to: ISO 8601 instants that name their offset, such as 2020-01-22T12:00:00Z.',
        );
      }
      if (to < from || to - from > LONGEST_D * DAY_MS) {
        return sendProblem(reply, 400, `from must lie before to, and at most ${LONGEST_D} days before it.`);
      }
      return sendReadings(reply, station, { from, to, receivedBy: now });
    },
  );

  api.get(
    '/stations/:station/forecast',
    {
      schema: {
        summary:
          'The newest forecast of a gauge: quantiles of the stage, chances of passing each mark, and why it says so',
        params: OfStation,
        response: { 200: Forecast, 404: Problem },
      },
    },
    async (request, reply) => {
      const { station } = request.params;
      const forecast = doors.network.stations.has(station) ? doors.forecasts.latest(station, doors.clock.now()) : null;
      if (!forecast) return sendProblem(reply, 404, 'No such station, or no forecast for it.');
      return reply.header('cache-control', 'public, max-age=10').send(forecastToWire(forecast));
    },
  );

  api.get(
    '/stations/:station/forecast/paths',
    {
      config: { rateLimit: { max: QUERIES_A_MINUTE, timeWindow: 60_000 } },
      schema: {
        summary:
          'The whole paths of a forecast, from which the chance of any mark can be read: the newest issued by `by`, now by default; kept for two days, and of alerts for ever',
        params: OfStation,
        querystring: Type.Object({ by: instantText }),
        response: { 200: Paths, 404: Problem },
      },
    },
    async (request, reply) => {
      const { station } = request.params;
      const by = request.query.by === undefined ? doors.clock.now() : parseInstant(request.query.by);
      if (by === null) {
        return sendProblem(reply, 400, 'by: an ISO 8601 instant that names its offset, such as 2020-01-22T12:00:00Z.');
      }
      const paths = doors.network.stations.has(station) ? doors.forecasts.paths(station, by) : null;
      if (!paths) return sendProblem(reply, 404, 'No such station, or no paths are kept of a forecast for it.');
      return reply.header('cache-control', 'public, max-age=10').send(pathsToWire(paths));
    },
  );

  api.get(
    '/reaches',
    {
      schema: {
        summary: 'How long the water takes between neighbouring gauges, learned from the rises recorded here',
        response: { 200: Type.Array(Reach) },
      },
    },
    async (_request, reply) => reply.header('cache-control', 'public, max-age=60').send(doors.reaches()),
  );
}
