import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { MOST_AT_ONCE } from '../../notification/reported/read-reports.ts';
import type { ReportOutcome } from '../../notification/reported/reports.ts';
import { sendProblem } from '../errors.ts';
import { countedBy } from '../security.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { bearerOf, isSecret } from './bearer-secret.ts';
import { Problem } from './schemas/common.ts';

/** Of whoever does not show the secret as many as of replies; a gateway reports several times of each text message to a resident. */
const UNKNOWN_A_MINUTE = 120;
const REPORTS_A_MINUTE = 3_000;
/** A provider gathers a hundred reports. */
const LONGEST_BODY = 262_144;

/** What a gateway reports of text messages, in its own form: by GET with all in the address, or by POST as a form or as JSON. */
export function reportRoutes(api: Api, { doors: { reports } }: ApiRoutes): void {
  if (reports === null) return;
  const isKnown = (request: FastifyRequest) => shownBy(request).some((each) => isSecret(each, reports.secret));
  const counted = countedBy(64);
  const config = {
    rateLimit: {
      max: (request: FastifyRequest) => (isKnown(request) ? REPORTS_A_MINUTE : UNKNOWN_A_MINUTE),
      timeWindow: 60_000,
      // What others send through the same proxy takes nothing from the gateway.
      keyGenerator: (request: FastifyRequest) => `${isKnown(request)} ${counted(request)}`,
    },
  };
  const schema = {
    summary:
      'What became of text messages, reported by the gateway with the secret of reports; the fields are those of `sms.reports`',
    response: { 200: Type.Object({ outcomes: Type.Array(Outcome) }), 401: Problem },
  };
  const take = async (request: FastifyRequest, reply: FastifyReply) => {
    if (!isKnown(request)) {
      reports.turnAway();
      return sendProblem(
        reply,
        401,
        'The secret of reports: as Bearer, as password (Basic), or as secret in the address.',
      );
    }
    const { query, body } = request;
    const taken = reports.take({ query, body });
    if (taken === 'too-many')
      return sendProblem(
        reply.header('retry-after', 60),
        429,
        'More reports than there is time for: again in a minute.',
      );
    const outcomes = taken.map((each) => each ?? 'unreadable');
    if (outcomes.some((each) => each !== 'unreadable')) return reply.send({ outcomes });
    const most = MOST_AT_ONCE.toLocaleString('en-GB');
    return sendProblem(
      reply,
      400,
      `No id and state where sms.reports says that they stand, or more than ${most} reports at once.`,
    );
  };
  api.get('/reports', { config, schema, exposeHeadRoute: false }, take);
  api.post('/reports', { config, schema, bodyLimit: LONGEST_BODY }, take);
}

const kinds: Record<ReportOutcome['kind'], true> = {
  delivered: true,
  failed: true,
  noted: true,
  early: true,
  unknown: true,
};
const Outcome = Type.Enum([...Object.keys(kinds), 'unreadable']);

/** Gateways show what they can: few set a header of one's own choice. */
function shownBy({ headers, query }: FastifyRequest): string[] {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  const password = Buffer.from(basic, 'base64')
    .toString()
    .replace(/^[^:]*:?/, '');
  const inAddress = typeof query === 'object' && query !== null && 'secret' in query ? query.secret : '';
  return [bearerOf(headers), password, ...(typeof inAddress === 'string' ? [inAddress] : [])];
}
