import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Account } from '../../people/account.ts';
import { may } from '../../people/rights.ts';
import type { RuleRefusal } from '../../policy/change-rule.ts';
import { findRule, type Policy, type Rule } from '../../policy/policy.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { personsOf, stationsOf } from '../../text/names.ts';
import { sendErrorPage } from '../errors.ts';
import { type PolicyForm, policyForm } from '../pages/policy-form.ts';
import { faultText, problemText } from '../problem-text.ts';
import { sendPage } from '../reply.ts';
import { readRuleChange, ruleToForm } from '../rule-change.ts';
import { withToken } from '../security.ts';
import { enterPage } from './enter-page.ts';
import type { PageRoutes } from './page-routes.ts';

const text = Type.String({ maxLength: 2000 });
const ChangeForm = Type.Object({
  version: Type.Integer(),
  markM: text,
  raiseAt: text,
  lowerAt: text,
  leadTimeH: text,
  k: text,
  n: text,
  minDwellMin: text,
  releaseAfterMin: text,
  reason: text,
});

interface OfRule {
  Params: { commune: string; station: string; level: string };
  Querystring: Static<typeof Query>;
}
const Query = Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 40 })) });

/** Who came in, and the rule that is looked at in the policy in force. */
interface Entered {
  account: Account;
  policy: Policy;
  rule: Rule;
}

/** Changing one rule of the policy: a new version of the whole, with its author and reason. */
export function policyPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const person = personsOf(doors);

  function enter(request: FastifyRequest<OfRule>, reply: FastifyReply) {
    return enterPage(routes, request, reply, (account) => {
      const { commune, station } = request.params;
      const level = raisedLevels.find((each) => each === request.params.level);
      const policy = doors.policies.current();
      const rule = policy && level ? findRule(policy, { commune, station, level }) : null;
      return policy && rule && may(account, 'change-policy', commune) ? { policy, rule } : null;
    });
  }

  function show(
    reply: FastifyReply,
    { account, policy, rule }: Entered,
    given: Pick<PolicyForm, 'values' | 'problems'> & Partial<Pick<PolicyForm, 'valuesOf'>>,
  ) {
    const station = stationsOf(doors)(rule.station);
    const body = policyForm(speech, {
      valuesOf: null,
      ...given,
      rule,
      station,
      version: policy.version,
      csrf: reply.generateCsrf(),
    });
    const frame = {
      title: page.policy.changeTitle(speech.words.level(rule.level).name, station),
      path: `/staff/policy/${rule.commune}/${rule.station}/${rule.level}`,
    };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  const url = '/staff/policy/:commune/:station/:level';

  app.get<OfRule>(url, { schema: { querystring: Query } }, (request, reply) => {
    const entered = enter(request, reply);
    if ('refused' in entered) return entered.refused;
    const { version } = request.query;
    const earlier = version === undefined ? null : doors.policies.at(version);
    const rule = earlier && findRule(earlier, entered.rule);
    const values = { ...ruleToForm(rule ?? entered.rule), reason: '' };
    return show(reply, entered, { values, problems: [], valuesOf: rule ? earlier.version : null });
  });

  app.post<OfRule & { Body: Static<typeof ChangeForm> }>(
    url,
    { schema: { body: ChangeForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enter(request, reply);
      if ('refused' in entered) return entered.refused;
      const { version, ...typed } = request.body;
      const read = readRuleChange(entered.rule, typed);
      if (!read.ok) {
        const problems = read.error.map((each) => ({ field: each.field, text: problemText(speech, each) }));
        return show(reply.code(422), entered, { values: typed, problems });
      }
      const done = await doors.changeRule({ ...read.value, base: version }, entered.account.id);
      if (done.ok) return reply.redirect(`/${language}/staff?saved=${done.value.version}`, 303);
      return refuse(reply, entered, typed, done.error);
    },
  );

  function refuse(reply: FastifyReply, { account, rule }: Entered, typed: PolicyForm['values'], refusal: RuleRefusal) {
    const policy = doors.policies.current();
    if (refusal.kind === 'no-such-rule' || !policy) return sendErrorPage(doors, reply.request, reply, 404);
    if (refusal.kind === 'changed-meanwhile') {
      const problems = [{ field: 'reason' as const, text: page.policy.changedMeanwhile(person(refusal.now.author)) }];
      const inForce = findRule(refusal.now, rule) ?? rule;
      const values = { ...ruleToForm(inForce), reason: typed.reason };
      return show(reply.code(409), { account, policy: refusal.now, rule: inForce }, { values, problems });
    }
    const texts =
      refusal.kind === 'unchanged' ? [page.policy.unchanged] : refusal.faults.map((each) => faultText(speech, each));
    const problems = texts.map((each) => ({ field: 'markM' as const, text: each }));
    return show(reply.code(422), { account, policy, rule }, { values: typed, problems });
  }
}
