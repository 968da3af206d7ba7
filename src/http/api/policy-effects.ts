import { Type } from 'typebox';
import { iso } from '../../lib/units.ts';
import { may } from '../../people/rights.ts';
import { sendProblem } from '../errors.ts';
import { viewEffects } from '../views/effects-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { Instant, nullable, Problem, Raised } from './schemas/common.ts';

const VERSIONS = 200;
const PastEffect = Type.Object({
  floods: Type.Integer(),
  hits: Type.Integer(),
  misses: Type.Integer(),
  falseAlarms: Type.Integer(),
  falseAlarmsPerYear: Type.Number(),
  alertsPerYear: Type.Number(),
  medianLeadH: nullable(Type.Number()),
});
const Effect = Type.Object({
  version: Type.Integer(),
  station: Type.String(),
  level: Raised,
  markM: Type.Number(),
  leadTimeH: Type.Number(),
  from: Instant,
  to: Instant,
  before: PastEffect,
  after: PastEffect,
  observed: Type.Object({
    sinceDays: Type.Number(),
    hits: Type.Integer(),
    misses: Type.Integer(),
    falseAlarms: Type.Integer(),
  }),
});

/** What was promised of the versions that came from tuning, and what has happened since. */
export function policyEffectRoutes(api: Api, { doors, auth }: ApiRoutes): void {
  api.get(
    '/communes/:commune/policy-effects',
    {
      schema: {
        summary: 'Predicted and observed effect of accepted proposals (staff)',
        params: Type.Object({ commune: Type.String({ maxLength: 100 }) }),
        response: { 200: Type.Array(Effect), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const account = auth.whoIs(request);
      if (!account) return sendProblem(reply, 401, 'Log in first.');
      const { commune } = request.params;
      if (!may(account, 'change-policy', commune)) return sendProblem(reply, 404, 'No such commune.');
      const effects = await viewEffects(doors, { ...account, communes: [commune] }, doors.policies.history(VERSIONS));
      const list = [...effects].map(([version, { predicted, observed }]) => {
        const { commune: _, ...effect } = predicted;
        const { sinceDays, hits, misses, falseAlarms } = observed;
        return {
          ...effect,
          version,
          from: iso(effect.from),
          to: iso(effect.to),
          observed: { sinceDays, hits, misses, falseAlarms },
        };
      });
      return reply.header('cache-control', 'no-store').send(list);
    },
  );
}
