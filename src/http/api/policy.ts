import { Type } from 'typebox';
import type { RuleRefusal } from '../../policy/change-rule.ts';
import { saveRule } from '../acts/try-rule.ts';
import { enterCommune } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { withToken } from '../security.ts';
import { speeches } from '../speech.ts';
import { refusalOfChange } from '../text/refusal-of-change.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { closed, OfRule, Problem, Reason } from './schemas/common.ts';
import { PolicyVersion, typedRule } from './schemas/policy.ts';
import { policyToWire } from './to-wire.ts';

const Change = closed({
  base: Type.Integer({ minimum: 1, description: 'the version that the change starts from' }),
  reason: Reason,
  ...typedRule,
});

/** The same change as on the page, by the same rules. */
export function policyRoutes(api: Api, routes: ApiRoutes): void {
  const { doors } = routes;
  api.put(
    '/communes/:commune/rules/:station/:level',
    {
      ...withToken(api),
      schema: {
        summary: 'Change one rule: the next version of the policy (staff)',
        params: OfRule,
        body: Change,
        response: { 200: PolicyVersion, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { account } = enterCommune(routes, request, 'change-policy');
      const { commune, station, level } = request.params;
      const { base, reason, ...numbers } = request.body;
      const rule = { ...numbers, commune, station, level };
      // A program has no finger that slips.
      const change = { base, reason: reason.trim(), meantM: rule.markM, rule };
      const done = await saveRule(doors, change, account.id);
      if (done.ok) return reply.send(policyToWire(done.value, account.communes));
      if (done.error.kind === 'no-such-rule') return sendProblem(reply, 404, 'No such rule.');
      const { code, text } = refusalOfChange(speeches.en, done.error, (id) => id);
      return sendProblem(reply, code, text, particulars(done.error));
    },
  );
}

/** What a program needs to put the change right. */
function particulars(refusal: RuleRefusal) {
  const { kind } = refusal;
  if (kind === 'changed-meanwhile') return { refusal: kind, version: refusal.now.version };
  if (kind !== 'faulty') return { refusal: kind };
  return { refusal: kind, faults: refusal.faults.map(({ level, fault }) => ({ level, ...fault })) };
}
