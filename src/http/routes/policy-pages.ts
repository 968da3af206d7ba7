import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { ok } from '../../lib/result.ts';
import type { Account } from '../../people/account.ts';
import type { RuleChange, RuleRefusal } from '../../policy/change-rule.ts';
import { findRule, type Policy, type Rule } from '../../policy/policy.ts';
import { personsOf, stationsOf } from '../../text/names.ts';
import type { TypedRule } from '../../verification/tune/tuner.ts';
import { isOtherAlert, saveRule, tryTypedRule } from '../acts/try-rule.ts';
import { enterRule, notFound } from '../enter.ts';
import { type PolicyForm, policyForm, replayingPage } from '../pages/policy/policy-form.ts';
import { ruleTrial } from '../pages/policy/rule-trial.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { faultText, problemText } from '../text/problem-text.ts';
import { type RuleProblem, readRuleChange, readTypedRule, ruleFields, ruleToForm } from '../typed/rule-change.ts';
import type { PageRoutes } from './page-routes.ts';

const text = Type.String({ maxLength: 2000 });
const version = Type.Integer({ minimum: 1, maximum: 2 ** 40 });
const asTyped = {
  markM: text,
  raiseAt: text,
  lowerAt: text,
  leadTimeH: text,
  k: text,
  n: text,
  minDwellMin: text,
  releaseAfterMin: text,
  reason: text,
};
const ChangeForm = Type.Object({ version: Type.Integer(), try: Type.Optional(text), ...asTyped });

/** The version that this very form has made: it came a second time, after a second tap or a lost connection. */
function sentBefore(refusal: RuleRefusal, { rule, reason }: Omit<RuleChange, 'base'>, { id }: Account): Policy | null {
  if (refusal.kind !== 'changed-meanwhile') return null;
  const { now } = refusal;
  const inForce = findRule(now, rule);
  if (!inForce || now.author !== id || now.reason !== reason) return null;
  return isDeepStrictEqual(readTypedRule(inForce, ruleToForm(inForce)), ok(rule)) ? now : null;
}

interface OfRule {
  Params: { commune: string; station: string; level: string };
  Querystring: Static<typeof Query>;
}
const Query = Type.Object({
  /** An earlier version whose values the form shows. */
  version: Type.Optional(version),
  /** The version that whoever typed was looking at. */
  base: Type.Optional(version),
  still: Type.Optional(text),
  ...Type.Partial(Type.Object(asTyped)).properties,
});

const RELOAD_SEC = 5;

type Entered = ReturnType<typeof enterRule>;

/** What stands in the form, and the version that whoever typed it was looking at. */
interface Filled {
  values: PolicyForm['values'];
  base: number;
}

/** Changing one rule of the policy: a new version of the whole, with its author and reason. */
export function policyPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const person = personsOf(doors);

  function show(
    reply: FastifyReply,
    { account, rule }: Pick<Entered, 'account' | 'rule'>,
    given: Filled & Pick<PolicyForm, 'problems'> & Partial<Pick<PolicyForm, 'valuesOf' | 'filledAt'>>,
    { typed, isStill }: { typed: TypedRule | null; isStill: boolean } = { typed: null, isStill: false },
  ) {
    const { values, base, problems, valuesOf = null, filledAt = null } = given;
    const path = `/staff/policy/${rule.commune}/${rule.station}/${rule.level}`;
    const query = filledQuery(given);
    const state = typed && doors.tuner.trialOf(typed);
    const commune = doors.communes.get(rule.commune)!;
    const level = speech.words.level(rule.level).name;
    const title = page.policy.changeTitle(level, commune.name, stationsOf(doors)(rule.station));
    const isBusy = doors.tuner.running() !== null;
    const trial = typed && ruleTrial(speech, { inForce: rule, typed }, { state, isBusy }, commune);
    const form = { title, values, problems, valuesOf, filledAt, rule, trial, version: base };
    const isReplaying = trial !== null && state?.kind === 'running';
    const live = {
      isLive: !isStill,
      href: `/${language}${path}${query}${isStill ? '' : '&still=1'}`,
      everySec: RELOAD_SEC,
    };
    const body = isReplaying
      ? replayingPage(speech, { title, trial, live })
      : policyForm(speech, { ...form, csrf: reply.generateCsrf() });
    const frame = {
      title,
      path,
      // What was sent stands in no address: whoever changes the language has it still.
      ...(reply.request.method === 'POST' && { query }),
      refreshSec: isReplaying && live.isLive ? RELOAD_SEC : null,
    };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  const url = '/staff/policy/:commune/:station/:level';

  app.get<OfRule>(url, { schema: { querystring: Query } }, (request, reply) => {
    const entered = enterRule(routes, request);
    const { version: asked, base = entered.policy.version, still, ...typed } = request.query;
    const earlier = asked === undefined ? null : doors.policies.at(asked);
    const rule = earlier && findRule(earlier, entered.rule);
    const values = { ...ruleToForm(rule ?? entered.rule), reason: '', ...typed };
    const isTyped = ruleFields.some((field) => typed[field] !== undefined);
    const read = isTyped ? readTypedRule(entered.rule, values) : null;
    const problems = read === null || read.ok ? [] : problemsOf(read.error);
    const isOther = read?.ok && isOtherAlert(entered.rule, read.value);
    const tried = { typed: isOther ? read.value : null, isStill: still !== undefined };
    return show(reply, entered, { values, base, problems, valuesOf: rule ? earlier.version : null }, tried);
  });

  app.post<OfRule & { Body: Static<typeof ChangeForm> }>(
    url,
    { schema: { body: ChangeForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enterRule(routes, request);
      const { version: base, try: isTrial, ...values } = request.body;
      const filled = { values, base };
      if (isTrial !== undefined) return replay(reply, entered, filled);
      const read = readRuleChange(entered.rule, values);
      if (!read.ok) return showProblems(reply, entered, filled, read.error);
      const done = await saveRule(doors, { ...read.value, base }, entered.account.id);
      const saved = ({ version: number }: Policy) => reply.redirect(`/${language}/staff?saved=${number}`, 303);
      if (done.ok) return saved(done.value);
      const before = sentBefore(done.error, read.value, entered.account);
      return before ? saved(before) : refuse(reply, entered, filled, done.error);
    },
  );

  /** Replays the numbers as typed, and goes to the page that shows them with what came of it. */
  function replay(reply: FastifyReply, entered: Entered, filled: Filled) {
    const read = readTypedRule(entered.rule, filled.values);
    if (!read.ok) return showProblems(reply, entered, filled, read.error);
    const tried = tryTypedRule(doors, entered, read.value);
    if (!tried.ok && tried.error.kind !== 'busy') {
      const texts = tried.error.kind === 'same' ? [page.trial.same] : faultsOf(tried.error);
      return showFaults(reply, entered, filled, texts);
    }
    return reply.redirect(`${addressOf(entered.rule, filled)}#trial`, 303);
  }

  function addressOf({ commune, station, level }: Rule, filled: Filled): string {
    return `/${language}/staff/policy/${commune}/${station}/${level}${filledQuery(filled)}`;
  }

  function problemsOf(found: readonly RuleProblem[]): PolicyForm['problems'] {
    return found.map((each) => ({ field: each.field, text: problemText(speech, each) }));
  }

  function showProblems(reply: FastifyReply, entered: Entered, filled: Filled, found: readonly RuleProblem[]) {
    return show(reply.code(422), entered, { ...filled, problems: problemsOf(found) });
  }

  function refuse(reply: FastifyReply, { account, rule }: Entered, filled: Filled, refusal: RuleRefusal) {
    const policy = doors.policies.current();
    if (refusal.kind === 'no-such-rule' || !policy) throw notFound();
    if (refusal.kind === 'changed-meanwhile') {
      const { now } = refusal;
      const problems = [{ field: 'reason' as const, text: page.policy.changedMeanwhile(person(now.author)) }];
      const inForce = findRule(now, rule) ?? rule;
      const values = { ...ruleToForm(inForce), reason: filled.values.reason };
      const filledAt = addressOf(rule, { ...filled, base: now.version });
      return show(reply.code(409), { account, rule: inForce }, { values, base: now.version, problems, filledAt });
    }
    const texts = refusal.kind === 'unchanged' ? [page.policy.unchanged] : faultsOf(refusal);
    return showFaults(reply, { account, policy, rule }, filled, texts);
  }

  function faultsOf({ faults }: Extract<RuleRefusal, { kind: 'faulty' }>): string[] {
    return faults.map((each) => faultText(speech, each));
  }

  function showFaults(reply: FastifyReply, entered: Entered, filled: Filled, texts: readonly string[]) {
    const problems = texts.map((each) => ({ field: 'markM' as const, text: each }));
    return show(reply.code(422), entered, { ...filled, problems });
  }
}

/** An address that shows the form as it was filled in. */
function filledQuery({ values, base }: Filled): string {
  const fields = ruleFields.map((field): [string, string] => [field, values[field]]);
  const reason: [string, string][] = values.reason === '' ? [] : [['reason', values.reason]];
  return `?${new URLSearchParams([...fields, ...reason, ['base', String(base)]]).toString()}`;
}
