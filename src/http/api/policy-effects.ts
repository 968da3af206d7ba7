import { Type } from 'typebox';
import { enterCommune } from '../enter.ts';
import { viewEffects } from '../views/effects-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { Instant, nullable, OfCommune, Problem, Raised } from './schemas/common.ts';

const VERSIONS = 200;
const PastEffect = Type.Object({
  floods: Type.Integer(),
  hits: Type.Integer(),
  misses: Type.Integer(),
  falseAlarms: Type.Integer(),
  falseAlarmsPerYear: nullable(Type.Number()),
  alertsPerYear: nullable(Type.Number()),
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
export function policyEffectRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  api.get(
    '/communes/:commune/policy-effects',
    {
      schema: {
        summary: 'Predicted and observed effect of accepted proposals (staff)',
        params: OfCommune,
        response: { 200: Type.Array(Effect), 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { account, commune } = enterCommune(routes, request, 'change-policy');
      const here = { ...account, communes: [commune.id] };
      const newest = doors.policies.current()?.version ?? 0;
      const versions = Array.from({ length: Math.min(newest, VERSIONS) }, (_, back) => newest - back);
      const effects = await viewEffects(doors, here, versions);
      return reply.send(
        [...effects].map(([version, { predicted, observed }]) => ({ ...predicted, version, observed })),
      );
    },
  );
}
