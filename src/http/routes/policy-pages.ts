import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { machinesToldWith } from '../../notification/machines/webhook.ts';
import { isAsAt, type RuleRefusal } from '../../policy/change-rule.ts';
import { findRule, type Policy, type Rule } from '../../policy/policy.ts';
import { personsOf, stationsOf } from '../../text/names.ts';
import type { TrialState, TypedRule } from '../../verification/tune/tuner.ts';
import { sentBefore } from '../acts/sent-before.ts';
import { isOtherAlert, saveRule, tryTypedRule } from '../acts/try-rule.ts';
import { enterRule, notFound, type OfRule } from '../enter.ts';
import type { Html } from '../pages/html.ts';
import { liveBy, WAITING_SEC } from '../pages/live-link.ts';
import { type PolicyForm, policyForm, replayingPage } from '../pages/policy/policy-form.ts';
import { type ChangedSince, ruleTrial } from '../pages/policy/rule-trial.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { doubtText, faultText, problemText } from '../text/problem-text.ts';
import { asPlainNumber } from '../typed/plain-number.ts';
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
const ChangeForm = Type.Object({
  version: Type.Integer(),
  try: Type.Optional(text),
  /** The mark about which it was asked whether it is meant. */
  meant: Type.Optional(text),
  ...asTyped,
});

type AskedRule = OfRule & { Querystring: Static<typeof Query> };
const Query = Type.Object({
  /** An earlier version whose values the form shows. */
  version: Type.Optional(version),
  /** The version that whoever typed was looking at. */
  base: Type.Optional(version),
  still: Type.Optional(text),
  ...Type.Partial(Type.Object(asTyped)).properties,
});

type Entered = ReturnType<typeof enterRule>;
type AtRule = Pick<Entered, 'account' | 'rule'>;
type Filled = Pick<PolicyForm, 'values' | 'base'>;

/** Changing one rule of the policy: a new version of the whole, with its author and reason. */
export function policyPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const person = personsOf(doors);

  const url = '/staff/policy/:commune/:station/:level';

  app.get<AskedRule>(url, { schema: { querystring: Query } }, (request, reply) => {
    const entered = enterRule(routes, request);
    const { version: asked, base = entered.policy.version, still, ...typed } = request.query;
    const earlier = asked === undefined ? null : doors.policies.at(asked);
    const rule = earlier && findRule(earlier, entered.rule);
    const values = { ...ruleToForm(rule ?? entered.rule), reason: '', ...typed };
    const form = { values, base, valuesOf: rule ? earlier.version : null };
    const isTyped = ruleFields.some((field) => typed[field] !== undefined);
    const read = isTyped ? readTypedRule(entered.rule, values) : null;
    if (read && !read.ok) return showForm(reply, entered, { ...form, problems: problemsOf(read.error) });
    if (!read || !isOtherAlert(entered.rule, read.value)) return showForm(reply, entered, form);
    const state = doors.tuner.trialOf(read.value);
    const isSame = isAsAt(doors.policies.at(base), entered.rule);
    const filledAt = addressOf(entered.rule, { values, base: entered.policy.version });
    const changed = isSame ? null : { author: person(entered.policy.author), filledAt };
    const trial = trialOf(entered.rule, read.value, state, changed);
    return state?.kind === 'running'
      ? showReplaying(reply, entered, form, { trial, isStill: still !== undefined })
      : showForm(reply, entered, { ...form, trial });
  });

  app.post<AskedRule & { Body: Static<typeof ChangeForm> }>(
    url,
    { schema: { body: ChangeForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enterRule(routes, request);
      const { version: base, try: isTrial, meant, ...values } = request.body;
      const filled = { values, base };
      if (isTrial !== undefined) return replay(reply, entered, filled);
      const read = readRuleChange(entered.rule, values);
      if (!read.ok) return showWrong(reply, entered, filled, problemsOf(read.error));
      const meantM = meant === undefined ? null : Number(asPlainNumber(meant));
      const change = { ...read.value, base, meantM };
      const done = await saveRule(doors, change, entered.account.id);
      const saved = ({ version: number }: Policy) => reply.redirect(`/${language}/staff?saved=${number}`, 303);
      if (done.ok) return saved(done.value);
      const before = sentBefore(doors.policies.current(), change, entered.account.id);
      return before ? saved(before) : refuse(reply, entered, filled, done.error);
    },
  );

  const pathOf = ({ commune, station, level }: Rule) => `/staff/policy/${commune}/${station}/${level}`;
  const addressOf = (rule: Rule, filled: Filled) => `/${language}${pathOf(rule)}${filledQuery(filled)}`;

  function titleOf({ commune, station, level }: Rule): string {
    const { name } = doors.communes.get(commune)!;
    return page.policy.changeTitle(speech.words.level(level).name, name, stationsOf(doors)(station));
  }

  function trialOf(inForce: Rule, typed: TypedRule, state: TrialState | null, changed: ChangedSince | null): Html {
    const isBusy = doors.tuner.running() !== null;
    return ruleTrial(speech, { inForce, typed }, { state, isBusy, changed }, doors.communes.get(inForce.commune)!);
  }

  function showForm(
    reply: FastifyReply,
    { account, rule }: AtRule,
    given: Filled & Partial<Pick<PolicyForm, 'problems' | 'doubts' | 'valuesOf' | 'filledAt' | 'trial'>>,
  ) {
    const title = titleOf(rule);
    const beside = { problems: [], doubts: [], valuesOf: null, filledAt: null, trial: null };
    const machines = machinesToldWith('residents', doors.webhooks, rule.commune);
    const body = policyForm(speech, { ...beside, ...given, title, rule, machines, csrf: reply.generateCsrf() });
    // What was sent stands in no address: whoever changes the language has it still.
    const query = reply.request.method === 'POST' && { query: filledQuery(given) };
    return sendPage(reply, { doors, speech }, { title, path: pathOf(rule), ...query }, body, account);
  }

  function showReplaying(
    reply: FastifyReply,
    { account, rule }: AtRule,
    filled: Filled,
    { trial, isStill }: { trial: Html; isStill: boolean },
  ) {
    const title = titleOf(rule);
    const live = liveBy('still', isStill, addressOf(rule, filled), WAITING_SEC);
    const frame = { title, path: pathOf(rule), live };
    return sendPage(reply, { doors, speech }, frame, replayingPage(speech, { title, trial, live }), account);
  }

  /** Replays the numbers as typed, and goes to the page that shows them with what came of it. */
  async function replay(reply: FastifyReply, entered: Entered, filled: Filled) {
    const read = readTypedRule(entered.rule, filled.values);
    if (!read.ok) return showWrong(reply, entered, filled, problemsOf(read.error));
    const tried = await tryTypedRule(doors, entered, read.value);
    if (tried.ok || tried.error.kind === 'busy') {
      return reply.redirect(`${addressOf(entered.rule, filled)}#trial`, 303);
    }
    return showWrong(
      reply,
      entered,
      filled,
      tried.error.kind === 'same' ? [atMark(page.trial.same)] : faultsOf(tried.error),
    );
  }

  function refuse(reply: FastifyReply, { account, rule }: AtRule, filled: Filled, refusal: RuleRefusal) {
    if (refusal.kind === 'no-such-rule') throw notFound();
    if (refusal.kind === 'doubtful') {
      const doubts = refusal.doubts.map((each) => doubtText(speech, each));
      return showForm(reply.code(422), { account, rule }, { ...filled, doubts });
    }
    if (refusal.kind !== 'changed-meanwhile') {
      const problems = refusal.kind === 'unchanged' ? [atMark(page.policy.unchanged)] : faultsOf(refusal);
      return showWrong(reply, { account, rule }, filled, problems);
    }
    const { now } = refusal;
    const problems = [{ field: 'reason' as const, text: page.policy.changedMeanwhile(person(now.author)) }];
    const inForce = findRule(now, rule) ?? rule;
    const values = { ...ruleToForm(inForce), reason: filled.values.reason };
    const filledAt = addressOf(rule, { ...filled, base: now.version });
    return showForm(reply.code(409), { account, rule: inForce }, { values, base: now.version, problems, filledAt });
  }

  function showWrong(reply: FastifyReply, at: AtRule, filled: Filled, problems: PolicyForm['problems']) {
    return showForm(reply.code(422), at, { ...filled, problems });
  }

  function problemsOf(found: readonly RuleProblem[]): PolicyForm['problems'] {
    return found.map((each) => ({ field: each.field, text: problemText(speech, each) }));
  }

  function faultsOf({ faults }: Extract<RuleRefusal, { kind: 'faulty' }>): PolicyForm['problems'] {
    return faults.map((each) => atMark(faultText(speech, each)));
  }
}

/** What is wrong with the rule as a whole is told at its first field. */
function atMark(text: string): PolicyForm['problems'][number] {
  return { field: 'markM', text };
}

/** An address that shows the form as it was filled in. */
function filledQuery({ values, base }: Filled): string {
  const fields = ruleFields.map((field): [string, string] => [field, values[field]]);
  const reason: [string, string][] = values.reason === '' ? [] : [['reason', values.reason]];
  return `?${new URLSearchParams([...fields, ...reason, ['base', String(base)]]).toString()}`;
}
