import { html } from 'hono/html';
import { findRule, type Policy, type Rule } from '../../policy/policy.ts';
import type { PredictedEffect } from '../../policy/predicted-effect.ts';
import type { Rejection } from '../../reading/reading.ts';
import type { RecordEntry } from '../../record/record.ts';
import type { ObservedEffect } from '../../verification/observed-effect.ts';
import { changedFields, type RuleField, ruleToForm } from '../rule-change.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';
import { datedInstantOf, instantOf } from './pieces.ts';

/** Sensor messages that were refused, newest first, as they came. */
export function rejectionsPage(speech: Speech, rejections: readonly Rejection[], timeZone: string): Html {
  const { staff } = speech.page;
  return html`<h1>${staff.rejections}</h1>${rejections.length === 0 && html`<p>✓ ${staff.noRejection}</p>`}
<table class="stack"><thead><tr><th scope="col">${staff.receivedAt}</th><th scope="col">${staff.reason}</th><th scope="col">${staff.topic}</th><th scope="col">${staff.detail}</th><th scope="col">${staff.payload}</th></tr></thead>
<tbody>${rejections.map(
    (each) =>
      html`<tr><th scope="row">${instantOf(speech, each.receivedAt, timeZone)}</th><td data-label="${staff.reason}">${staff.rejectionReason[each.reason]}</td><td data-label="${staff.topic}"><code>${each.topic}</code></td><td data-label="${staff.detail}"><span lang="en">${each.detail}</span></td><td data-label="${staff.payload}"><code>${each.payload.slice(0, 300)}</code></td></tr>`,
  )}</tbody></table>${back(speech)}`;
}

export interface PolicyHistory {
  own: readonly string[];
  person: (id: string) => string;
  timeZone: string;
  /** By version: what was promised of it, and what has happened. */
  effects: ReadonlyMap<number, { predicted: PredictedEffect; observed: ObservedEffect }>;
}

function effectText({ page: { tuning }, words, language }: Speech, effect: EffectOf | undefined): Html | null {
  if (!effect) return null;
  const { after } = effect.predicted;
  const number = (value: number) => value.toLocaleString(language, { maximumFractionDigits: 1 });
  const falseAlarmsAYear = number(after.falseAlarmsPerYear);
  const pod = `${after.hits}/${after.floods}`;
  const lead = after.medianLeadH === null ? '–' : words.hours(Math.round(after.medianLeadH * 60) / 60);
  const { sinceDays, hits, misses, falseAlarms } = effect.observed;
  return html`<p><strong>${tuning.effectTitle}</strong><br>${tuning.effect(falseAlarmsAYear, pod, lead)}<br>${tuning.soFar(Math.floor(sinceDays), hits, misses, falseAlarms)}</p>`;
}
type EffectOf = PolicyHistory['effects'] extends ReadonlyMap<number, infer E> ? E : never;

/** Every version, newest first, with what it changed for the reader's communes. */
export function policiesPage(
  speech: Speech,
  history: readonly Policy[],
  { own, person, timeZone, effects }: PolicyHistory,
): Html {
  const { staff } = speech.page;
  return html`<h1>${staff.policyHistory}</h1><table class="stack">
<thead><tr><th scope="col">${staff.version}</th><th scope="col">${staff.createdAt}</th><th scope="col">${staff.author}</th><th scope="col">${staff.reason}</th><th scope="col">${staff.difference}</th></tr></thead>
<tbody>${history.map(
    (policy, index) =>
      html`<tr><th scope="row">${policy.version}</th><td data-label="${staff.createdAt}">${datedInstantOf(speech, policy.createdAt, timeZone)}</td><td data-label="${staff.author}">${person(policy.author)}</td><td data-label="${staff.reason}">${policy.reason}</td><td data-label="${staff.difference}">${difference(speech, history[index + 1], policy, { own, inForce: history[0] })}${effectText(speech, effects.get(policy.version))}</td></tr>`,
  )}</tbody></table>${back(speech)}`;
}

function difference(
  speech: Speech,
  before: Policy | undefined,
  after: Policy,
  { own, inForce }: { own: readonly string[]; inForce: Policy | undefined },
): Html {
  const { staff, policy } = speech.page;
  if (!before) return html`${staff.firstVersion}`;
  const lines = after.rules
    .filter((rule) => own.includes(rule.commune))
    .flatMap((rule) => {
      const old = findRule(before, rule);
      const told = (field: RuleField, of: Rule) => ruleToForm(of)[field] || '–';
      const show = (field: RuleField) =>
        `${policy.field[field]} ${old ? `${told(field, old)} → ` : ''}${told(field, rule)} ${policy.unit[field]}`;
      const changes = old ? changedFields(old, rule).map(show) : [`${staff.ruleAdded} ; ${show('markM')}`];
      if (changes.length === 0) return [];
      const now = inForce && findRule(inForce, rule);
      const isOther = old && now && changedFields(old, now).length > 0;
      return [
        html`${rule.commune} / ${rule.station} / ${speech.words.level(rule.level).name} : ${changes.join(' ; ')}${isOther && takeAgain(speech, old, before.version)}`,
      ];
    });
  return html`${lines.length === 0 ? '–' : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}`;
}

/** What was saved by mistake is put right by a version that says the same as the one before, signed as any other. */
function takeAgain({ page: { policy }, words, language }: Speech, rule: Rule, version: number): Html {
  const { commune, station, level } = rule;
  return html`<br><a class="row" href="/${language}/staff/policy/${commune}/${station}/${level}?version=${version}" aria-label="${policy.takeAgain(version)} – ${words.level(level).name}">${policy.takeAgain(version)}</a>`;
}

/** The record of the reader's communes, newest first. */
export function recordPage(
  speech: Speech,
  entries: readonly (RecordEntry & { id: number })[],
  { person, timeZone }: { person: (id: string) => string; timeZone: string },
): Html {
  const { staff } = speech.page;
  const who = ({ actor }: RecordEntry) => ('person' in actor ? person(actor.person) : staff.service);
  return html`<h1>${staff.record}</h1><p>${staff.recordNote}</p><table class="stack">
<thead><tr><th scope="col">${staff.createdAt}</th><th scope="col">${staff.who}</th><th scope="col">${staff.commune}</th><th scope="col">${staff.action}</th><th scope="col">${staff.detail}</th></tr></thead>
<tbody>${entries.map(
    (entry) =>
      html`<tr><th scope="row">${datedInstantOf(speech, entry.at, timeZone)}</th><td data-label="${staff.who}">${who(entry)}</td><td data-label="${staff.commune}">${entry.commune ?? '–'}</td><td data-label="${staff.action}"><code>${entry.action}</code></td><td data-label="${staff.detail}">${details(speech, entry, timeZone)}</td></tr>`,
  )}</tbody></table>${back(speech)}`;
}

/** Each fact on a line of its own, under the name that it has on record; instants as people tell them. */
function details(speech: Speech, { detail }: RecordEntry, timeZone: string): Html {
  const facts = Object.entries(detail).filter(([, value]) => value !== undefined);
  const told = (value: unknown) => {
    if (typeof value === 'string') return value;
    return isInstant(value) ? datedInstantOf(speech, value, timeZone) : JSON.stringify(value);
  };
  return facts.length === 0
    ? html`–`
    : html`<ul class="facts">${facts.map(([name, value]) => html`<li><code lang="en">${name}</code> ${told(value)}</li>`)}</ul>`;
}

/** Epoch milliseconds since 2001: no other number on record is that large. */
function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 1e12;
}

function back({ page, language }: Speech): Html {
  return html`<p><a class="row" href="/${language}/staff">${page.staff.back}</a></p>`;
}
