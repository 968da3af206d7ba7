import { Type } from 'typebox';
import { goalKinds, type Proposal as ProposalValue } from '../../verification/tune/propose.ts';
import type { TuningRow as Row } from '../../verification/tune/tune.ts';
import type { GaugeTuning as Tuning } from '../../verification/tune/tune-gauge.ts';
import { acceptTuning } from '../acts/accept-tuning.ts';
import { enterTunedGauge, orNotFound } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import { speeches } from '../speech.ts';
import { findingText } from '../text/finding-text.ts';
import { refusalOfChange } from '../text/refusal-of-change.ts';
import { goalOf, type TunedGauge, viewTuning } from '../views/tuning-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { closed, OfGauge, OfRule, Problem, Reason } from './schemas/common.ts';
import { PolicyVersion } from './schemas/policy.ts';
import { Proposal, TuningState } from './schemas/tuning.ts';
import { policyToWire } from './to-wire.ts';

const goal = Type.Object({
  goal: Type.Optional(Type.Enum([...goalKinds])),
  perYear: Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: 'false alarms a year, at most' })),
  costLoss: Type.Optional(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1, description: 'p* = C/L' })),
});
const refusals = { 401: Problem, 404: Problem };

/** The same as the tuning pages: replay the past, look at candidates, adopt one with a name and a reason. */
export function tuningRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  const path = '/communes/:commune/stations/:station/tuning';

  api.get(
    path,
    {
      schema: {
        summary: 'What every candidate policy would have done on the past of this gauge (staff)',
        params: OfGauge,
        response: { 200: TuningState, ...refusals },
      },
    },
    async (request, reply) => {
      const { gauge } = enterTunedGauge(routes, request);
      return reply.send(stateToWire(gauge));
    },
  );

  api.post(
    path,
    {
      ...withToken(api),
      schema: {
        summary: 'Replay the past of this gauge, in the background (staff)',
        params: OfGauge,
        response: { 202: Type.Null(), ...refusals, 403: Problem, 409: Problem },
      },
    },
    async (request, reply) => {
      const { account } = enterTunedGauge(routes, request);
      const { commune, station } = request.params;
      if (!doors.tuner.start(commune, station, account.id))
        return sendProblem(reply, 409, speeches.en.page.tuning.busy);
      return reply.code(202).send(null);
    },
  );

  api.get(
    `${path}/:level/proposal`,
    {
      schema: {
        summary: 'The candidate that fits a goal best, or why none can be recommended (staff)',
        params: OfRule,
        querystring: goal,
        response: { 200: Proposal, ...refusals },
      },
    },
    async (request, reply) => {
      const { gauge } = enterTunedGauge(routes, request);
      const asked = { level: request.params.level, goal: goalOf(request.query), candidate: null };
      const view = orNotFound(viewTuning(doors, gauge, asked), 'This gauge has not been tuned yet.');
      return reply.send(proposalToWire(view.proposal, view.tuning));
    },
  );

  api.post(
    `${path}/:level/acceptance`,
    {
      ...withToken(api),
      schema: {
        summary: 'Make a candidate the rule: the next version of the policy, with its predicted effect (staff)',
        params: OfRule,
        body: closed({
          base: Type.Integer({ minimum: 1 }),
          candidate: Type.Integer({ minimum: 0, description: 'its id' }),
          reason: Reason,
        }),
        response: { 200: PolicyVersion, ...refusals, 403: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { account, gauge } = enterTunedGauge(routes, request);
      const { base, candidate, reason } = request.body;
      const view = viewTuning(doors, gauge, { level: request.params.level, goal: goalOf({}), candidate });
      if (!view?.chosen) return sendProblem(reply, 404, 'No such candidate.');
      if (view.outdated) return sendProblem(reply, 409, speeches.en.page.tuning.outdated[view.outdated]);
      const change = { base, reason: reason.trim(), person: account.id };
      const done = await acceptTuning(doors, { ...view, chosen: view.chosen }, change);
      if (done.ok) return reply.send(policyToWire(done.value, account.communes));
      const { code, text } = refusalOfChange(speeches.en, done.error, (id) => id);
      return sendProblem(reply, code, text, { refusal: done.error.kind });
    },
  );
}

function stateToWire({ commune, station, run, share, findings }: TunedGauge) {
  return {
    commune: commune.id,
    station,
    running: share === null ? null : { share },
    run,
    tunings: (run?.tunings ?? []).map(tuningToWire),
    findings: findings.map((each) => ({ ...each, text: findingText(speeches.en, each.finding) })),
  };
}

function tuningToWire({ rows, current, references, ...tuning }: Tuning) {
  return {
    ...tuning,
    current: rowToWire(current, null),
    references: { fixed: rowToWire(references.fixed, null), observed: rowToWire(references.observed, null) },
    candidates: rows.map(rowToWire),
  };
}

function proposalToWire(proposal: ProposalValue, { rows }: Tuning) {
  return proposal.kind === 'change'
    ? { kind: proposal.kind, because: null, row: rowToWire(proposal.row, rows.indexOf(proposal.row)) }
    : { ...proposal, row: null };
}

function rowToWire(row: Row, id: number | null) {
  return { ...row, id };
}
