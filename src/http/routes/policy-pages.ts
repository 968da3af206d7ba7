import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Account } from '../../people/account.ts';
import { may } from '../../people/rights.ts';
import type { RuleRefusal } from '../../policy/change-rule.ts';
import { findRule, type Policy, type Rule } from '../../policy/policy.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import { personsOf, stationsOf } from '../../text/names.ts';
import type { TypedRule } from '../../verification/tuner.ts';
import { sendErrorPage } from '../errors.ts';
import { type PolicyForm, policyForm, replayingPage } from '../pages/policy-form.ts';
import { ruleTrial } from '../pages/rule-trial.ts';
import { faultText, problemText } from '../problem-text.ts';
import { sendPage } from '../reply.ts';
import { type RuleProblem, readRuleChange, readTypedRule, ruleFields, ruleToForm } from '../rule-change.ts';
import { withToken } from '../security.ts';
import { saveRule, tryTypedRule } from '../try-rule.ts';
import { enterPage } from './enter-page.ts';
import type { PageRoutes } from './page-routes.ts';

const text = Type.String({ maxLength: 2000 });
const typedRule = {
  markM: text,
  raiseAt: text,
  lowerAt: text,
  leadTimeH: text,
  k: text,
  n: text,
  minDwellMin: text,
  releaseAfterMin: text,
};
const ChangeForm = Type.Object({ version: Type.Integer(), reason: text, try: Type.Optional(text), ...typedRule });

interface OfRule {
  Params: { commune: string; station: string; level: string };
  Querystring: Static<typeof Query>;
}
const Query = Type.Object({
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 40 })),
  ...Type.Partial(Type.Object(typedRule)).properties,
});

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
    typed: TypedRule | null = null,
  ) {
    const station = stationsOf(doors)(rule.station);
    const state = typed && doors.tuner.trialOf(typed);
    const commune = doors.communes.get(rule.commune)!;
    const isBusy = doors.tuner.running() !== null;
    const trial = typed && ruleTrial(speech, { inForce: rule, typed }, { state, isBusy }, commune);
    const isReplaying = trial !== null && state?.kind === 'running';
    const form = { valuesOf: null, ...given, rule, station, trial, version: policy.version };
    const body = isReplaying
      ? replayingPage(speech, form, trial)
      : policyForm(speech, { ...form, csrf: reply.generateCsrf() });
    const frame = {
      title: page.policy.changeTitle(speech.words.level(rule.level).name, station),
      path: `/staff/policy/${rule.commune}/${rule.station}/${rule.level}`,
      refreshSec: isReplaying ? 5 : null,
    };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  const url = '/staff/policy/:commune/:station/:level';

  app.get<OfRule>(url, { schema: { querystring: Query } }, (request, reply) => {
    const entered = enter(request, reply);
    if ('refused' in entered) return entered.refused;
    const { version, ...typed } = request.query;
    const earlier = version === undefined ? null : doors.policies.at(version);
    const rule = earlier && findRule(earlier, entered.rule);
    const values = { ...ruleToForm(rule ?? entered.rule), ...typed, reason: '' };
    const isTyped = ruleFields.some((field) => typed[field] !== undefined);
    const tried = isTyped ? readTypedRule(entered.rule, values) : null;
    const given = { values, problems: [], valuesOf: rule ? earlier.version : null };
    return show(reply, entered, given, tried?.ok ? tried.value : null);
  });

  app.post<OfRule & { Body: Static<typeof ChangeForm> }>(
    url,
    { schema: { body: ChangeForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enter(request, reply);
      if ('refused' in entered) return entered.refused;
      const { version, try: isTrial, ...typed } = request.body;
      if (isTrial !== undefined) return replay(reply, entered, typed);
      const read = readRuleChange(entered.rule, typed);
      if (!read.ok) return showProblems(reply, entered, typed, read.error);
      const done = await saveRule(doors, { ...read.value, base: version }, entered.account.id);
      if (done.ok) return reply.redirect(`/${language}/staff?saved=${done.value.version}`, 303);
      return refuse(reply, entered, typed, done.error);
    },
  );

  /** Replays the numbers as typed, and goes to the page that shows them with what came of it. */
  function replay(reply: FastifyReply, entered: Entered, typed: PolicyForm['values']) {
    const read = readTypedRule(entered.rule, typed);
    if (!read.ok) return showProblems(reply, entered, typed, read.error);
    const tried = tryTypedRule(doors, entered, read.value);
    if (!tried.ok && tried.error.kind !== 'busy') {
      return showFaults(reply, entered, typed, tried.error.kind === 'same' ? [page.trial.same] : faultsOf(tried.error));
    }
    const { commune, station, level } = entered.rule;
    const query = new URLSearchParams(ruleFields.map((field): [string, string] => [field, typed[field]])).toString();
    return reply.redirect(`/${language}/staff/policy/${commune}/${station}/${level}?${query}#trial`, 303);
  }

  function showProblems(
    reply: FastifyReply,
    entered: Entered,
    values: PolicyForm['values'],
    found: readonly RuleProblem[],
  ) {
    const problems = found.map((each) => ({ field: each.field, text: problemText(speech, each) }));
    return show(reply.code(422), entered, { values, problems });
  }

  function refuse(reply: FastifyReply, { account, rule }: Entered, typed: PolicyForm['values'], refusal: RuleRefusal) {
    const policy = doors.policies.current();
    if (refusal.kind === 'no-such-rule' || !policy) return sendErrorPage(doors, reply.request, reply, 404);
    if (refusal.kind === 'changed-meanwhile') {
      const problems = [{ field: 'reason' as const, text: page.policy.changedMeanwhile(person(refusal.now.author)) }];
      const inForce = findRule(refusal.now, rule) ?? rule;
      const values = { ...ruleToForm(inForce), reason: typed.reason };
      return show(reply.code(409), { account, policy: refusal.now, rule: inForce }, { values, problems });
    }
    const texts = refusal.kind === 'unchanged' ? [page.policy.unchanged] : faultsOf(refusal);
    return showFaults(reply, { account, policy, rule }, typed, texts);
  }

  function faultsOf({ faults }: Extract<RuleRefusal, { kind: 'faulty' }>): string[] {
    return faults.map((each) => faultText(speech, each));
  }

  function showFaults(reply: FastifyReply, entered: Entered, values: PolicyForm['values'], texts: readonly string[]) {
    const problems = texts.map((each) => ({ field: 'markM' as const, text: each }));
    return show(reply.code(422), entered, { values, problems });
  }
}
