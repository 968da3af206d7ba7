import { html } from 'hono/html';
import { findRule, type Policy, type Rule } from '../../../policy/policy.ts';
import type { PredictedEffect } from '../../../policy/predicted-effect.ts';
import { withMinus } from '../../../text/metres.ts';
import type { ObservedEffect } from '../../../verification/watch/observed-effect.ts';
import type { Speech } from '../../speech.ts';
import { changedFields, type RuleField, ruleToForm } from '../../typed/rule-change.ts';
import { areMany } from '../../views/own-communes.ts';
import type { Html } from '../html.ts';
import { olderLinks } from '../older-links.ts';
import { backToStaff, leadOf } from '../pieces.ts';
import { stackTable } from '../table.ts';
import { datedInstantOf } from '../time-tags.ts';

export interface PolicyHistory {
  /** So many rows at most. One version more is read, where there is one: what the last row changed is told beside it. */
  shown: number;
  isNewest: boolean;
  inForce: Policy | null;
  own: readonly string[];
  mayChange: (rule: Rule) => boolean;
  person: (id: string) => string;
  commune: (id: string) => string;
  station: (id: string) => string;
  timeZone: string;
  effects: ReadonlyMap<Policy['version'], VersionEffect>;
}

/** What was promised of a version, and what has happened. */
interface VersionEffect {
  predicted: PredictedEffect;
  observed: ObservedEffect;
}

/** Versions, newest first, with what each changed for the reader's communes. */
export function policyHistoryPage(speech: Speech, read: readonly Policy[], history: PolicyHistory): Html {
  const { staff } = speech.page;
  const { person, timeZone, effects, shown, isNewest } = history;
  const changed = (policy: Policy, index: number) =>
    html`${difference(speech, read[index + 1], policy, history)}${effectText(speech, effects.get(policy.version))}`;
  const table = stackTable(read.slice(0, shown), [
    [staff.version, ({ version }) => version],
    [staff.createdAt, ({ createdAt }) => datedInstantOf(speech, createdAt, timeZone)],
    [staff.author, ({ author }) => person(author)],
    [staff.reason, ({ reason }) => reason],
    [staff.difference, changed],
  ]);
  const before = read.length > shown ? read[shown - 1]!.version : undefined;
  const others = olderLinks(speech, '/staff/policies', { before, isNewest, older: staff.olderVersions });
  return html`<h1>${staff.policyHistory}</h1>${table}${others}${backToStaff(speech)}`;
}

/** @example changeText(speech, 'raiseAt', before, after) // 'Raise from 50 → 62.5 % chance', in French '… → 62,5 …' */
export function changeText(
  { page: { policy }, language }: Speech,
  field: RuleField,
  before: Rule | null,
  after: Rule,
): string {
  const told = (rule: Rule) => {
    const typed = ruleToForm(rule)[field];
    return typed === ''
      ? '–'
      : withMinus(Number(typed).toLocaleString(language, { maximumFractionDigits: 10, useGrouping: false }));
  };
  return `${policy.field[field]} ${before ? `${told(before)} → ` : ''}${told(after)} ${policy.unit[field]}`;
}

function difference(
  speech: Speech,
  before: Policy | undefined,
  after: Policy,
  { own, mayChange, inForce, commune, station }: PolicyHistory,
): Html {
  const { staff } = speech.page;
  if (!before) return html`${staff.firstVersion}`;
  const lines = after.rules
    .filter((rule) => own.includes(rule.commune))
    .flatMap((rule) => {
      const old = findRule(before, rule);
      const show = (field: RuleField) => changeText(speech, field, old, rule);
      const changes = old ? changedFields(old, rule).map(show) : [`${staff.ruleAdded} ; ${show('markM')}`];
      if (changes.length === 0) return [];
      const now = inForce && findRule(inForce, rule);
      const isOther = old && now && changedFields(old, now).length > 0 && mayChange(rule);
      return [
        html`${commune(rule.commune)} / ${station(rule.station)} / ${speech.words.level(rule.level).name} : ${changes.join(' ; ')}${isOther && takeAgain(speech, old, before.version)}`,
      ];
    });
  if (lines.length === 0) return html`–`;
  const list = html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
  return areMany(lines) ? html`<details><summary>${staff.changes(lines.length)}</summary>${list}</details>` : list;
}

/** What was saved by mistake is put right by a version that says the same as the one before, signed as any other. */
function takeAgain({ page: { policy }, words, language }: Speech, rule: Rule, version: number): Html {
  const { commune, station, level } = rule;
  return html`<br><a class="row" href="/${language}/staff/policy/${commune}/${station}/${level}?version=${version}" aria-label="${policy.takeAgain(version)} – ${words.level(level).name}">${policy.takeAgain(version)}</a>`;
}

function effectText(speech: Speech, effect: VersionEffect | undefined): Html | null {
  if (!effect) return null;
  const { tuning } = speech.page;
  const { after } = effect.predicted;
  const pod = `${after.hits}/${after.floods}`;
  const lead = leadOf(speech.words, after.medianLeadH);
  const { sinceDays, hits, misses, falseAlarms } = effect.observed;
  return html`<p><strong>${tuning.effectTitle}</strong><br>${after.falseAlarmsPerYear === null ? '–' : tuning.effect(after.falseAlarmsPerYear, pod, lead)}<br>${tuning.soFar(Math.floor(sinceDays), hits, misses, falseAlarms)}</p>`;
}
