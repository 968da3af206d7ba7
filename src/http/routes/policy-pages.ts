import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Account } from '../../people/account.ts';
import { may } from '../../people/rights.ts';
import type { Policy, Rule } from '../../policy/policy.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { sendToLogin } from '../auth.ts';
import { sendErrorPage } from '../errors.ts';
import { type PolicyForm, policyForm } from '../pages/policy-form.ts';
import { problemText } from '../problem-text.ts';
import { sendPage } from '../reply.ts';
import { changedFields, findRule, readRuleChange, ruleToForm } from '../rule-change.ts';
import { withToken } from '../security.ts';
import type { PageRoutes } from './page-routes.ts';

const text = Type.String({ maxLength: 2000 });
const ChangeForm = Type.Object({
  version: Type.Integer(),
  raiseAt: text,
  lowerAt: text,
  leadTimeH: text,
  k: text,
  n: text,
  minDwellMin: text,
  reason: text,
});

interface OfRule {
  Params: { commune: string; station: string; level: string };
}

/** Changing one rule of the policy: a new version of the whole, with its author and reason. */
export function policyPages(app: FastifyInstance, { doors, speech, auth }: PageRoutes): void {
  const { language, page } = speech;
  const person = (id: string) => doors.accounts.find(id)?.name ?? id;

  function enter(request: FastifyRequest<OfRule>, reply: FastifyReply) {
    const account = auth.whoIs(request);
    if (!account) return { refused: sendToLogin(request, reply, language) };
    const { commune, station } = request.params;
    const level = raisedLevels.find((each) => each === request.params.level);
    const policy = doors.policies.current();
    const rule = policy && level ? findRule(policy, { commune, station, level }) : null;
    if (!policy || !rule || !may(account, 'change-policy', commune))
      return { refused: sendErrorPage(doors, request, reply, 404) };
    return { account, policy, rule };
  }

  function show(
    reply: FastifyReply,
    account: Account,
    policy: Policy,
    rule: Rule,
    given: Pick<PolicyForm, 'values' | 'problems'>,
  ) {
    const station = doors.network.stations.get(rule.station)?.name ?? rule.station;
    const body = policyForm(speech, { ...given, rule, station, version: policy.version, csrf: reply.generateCsrf() });
    const frame = {
      title: page.staff.changeTitle(speech.words.level(rule.level).name, station),
      path: `/staff/policy/${rule.commune}/${rule.station}/${rule.level}`,
    };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  const url = '/staff/policy/:commune/:station/:level';

  app.get<OfRule>(url, (request, reply) => {
    const entered = enter(request, reply);
    if ('refused' in entered) return entered.refused;
    const { account, policy, rule } = entered;
    return show(reply, account, policy, rule, { values: { ...ruleToForm(rule), reason: '' }, problems: [] });
  });

  app.post<OfRule & { Body: Static<typeof ChangeForm> }>(
    url,
    { schema: { body: ChangeForm }, ...withToken(app) },
    (request, reply) => {
      const entered = enter(request, reply);
      if ('refused' in entered) return entered.refused;
      const { account, policy, rule } = entered;
      const { version, ...typed } = request.body;
      if (version !== policy.version) {
        const problems = [{ field: 'reason' as const, text: page.staff.changedMeanwhile(person(policy.author)) }];
        const values = { ...ruleToForm(rule), reason: typed.reason };
        return show(reply.code(409), account, policy, rule, { values, problems });
      }
      const change = readRuleChange(rule, typed);
      const problems = change.ok
        ? changedFields(rule, change.value.rule).length > 0
          ? []
          : [{ field: 'raiseAt' as const, text: page.staff.unchanged }]
        : change.error.map((each) => ({ field: each.field, text: problemText(speech, each) }));
      if (!change.ok || problems.length > 0)
        return show(reply.code(422), account, policy, rule, { values: typed, problems });
      const next = append(account, policy, rule, change.value);
      return reply.redirect(`/${language}/staff?saved=${next.version}`, 303);
    },
  );

  function append(account: Account, policy: Policy, before: Rule, change: { rule: Rule; reason: string }): Policy {
    const at = doors.clock.now();
    const rules = policy.rules.map((each) => (each === before ? change.rule : each));
    const detail: Record<string, unknown> = {
      station: before.station,
      level: before.level,
      before,
      after: change.rule,
    };
    return doors.policies.append(
      { author: account.id, reason: change.reason, createdAt: at, rules },
      {
        at,
        actor: { person: account.id },
        action: 'policy.changed',
        commune: before.commune,
        detail: { ...detail, reason: change.reason, fromVersion: policy.version },
      },
    );
  }
}
