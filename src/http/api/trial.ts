import { Type } from 'typebox';
import type { TrialState } from '../../verification/tune/tuner.ts';
import { tryTypedRule } from '../acts/try-rule.ts';
import { enterRule } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import { speeches } from '../speech.ts';
import { refusalOfChange } from '../text/refusal-of-change.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { closed, OfRule, Problem } from './schemas/common.ts';
import { typedRule } from './schemas/policy.ts';
import { Trial } from './schemas/trial.ts';

const { releaseAfterMin: _tellsResidents, ...numbers } = typedRule;
const Typed = closed(numbers);
const refusals = { 401: Problem, 404: Problem };

/** The same as the button of the page: what a rule would have done, before it is saved. */
export function trialRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  const path = '/communes/:commune/rules/:station/:level/trial';
  api.post(
    path,
    {
      ...withToken(api),
      schema: {
        summary: 'Replay a rule on the past of its gauge before it is saved, in the background (staff)',
        params: OfRule,
        body: Typed,
        response: { 202: Type.Null(), ...refusals, 403: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const entered = enterRule(routes, request);
      const tried = await tryTypedRule(doors, entered, { ...request.body, ...request.params });
      if (tried.ok) return reply.code(202).send(null);
      const { page } = speeches.en;
      if (tried.error.kind === 'busy') return sendProblem(reply, 409, page.tuning.busy);
      if (tried.error.kind === 'same') return sendProblem(reply, 422, page.trial.same);
      const { code, text } = refusalOfChange(speeches.en, tried.error, (id) => id);
      return sendProblem(reply, code, text, { refusal: tried.error.kind });
    },
  );

  api.get(
    path,
    {
      schema: {
        summary: 'What became of a replay of a rule (staff)',
        params: OfRule,
        querystring: Typed,
        response: { 200: Trial, ...refusals },
      },
    },
    async (request, reply) => {
      enterRule(routes, request);
      const state = doors.tuner.trialOf({ ...request.query, ...request.params });
      if (state === null) return sendProblem(reply, 404, 'These numbers were not replayed today.');
      return reply.send(trialToWire(state));
    },
  );
}

function trialToWire(state: TrialState) {
  const nothing = { kind: state.kind, share: null, because: null, trial: null };
  if (state.kind === 'running') return { ...nothing, share: state.run.share };
  if (state.kind === 'failed') return { ...nothing, because: state.because };
  return { ...nothing, trial: state.trial };
}
