import { html } from 'hono/html';
import type { Rule } from '../../../policy/policy.ts';
import type { Commune } from '../../../territory/commune.ts';
import { FEW_FLOODS } from '../../../verification/intervals.ts';
import type { Outcome } from '../../../verification/tune/outcome.ts';
import type { RuleTrial, Told } from '../../../verification/tune/try-rule.ts';
import type { TrialState, TypedRule } from '../../../verification/tune/tuner.ts';
import type { Speech } from '../../speech.ts';
import { changedFields } from '../../typed/rule-change.ts';
import type { Html } from '../html.ts';
import { decimal, leadOf, list } from '../pieces.ts';
import { wideTable } from '../table.ts';
import { datedInstantOf } from '../time-tags.ts';
import { changeText } from './policy-history-page.ts';
import { comparison, idleText, shareWithInterval, unknownMisses } from './tuning-table.ts';

/** Who has changed the rule since the form was drawn, and where it stands as it was filled in, for the rule as it is now. */
export interface ChangedSince {
  author: string;
  filledAt: string;
}

/** A rule as it was typed, beside the one in force, on the past of the river. */
export function ruleTrial(
  speech: Speech,
  { inForce, typed }: { inForce: Rule; typed: TypedRule },
  { state, isBusy, changed }: { state: TrialState | null; isBusy: boolean; changed: ChangedSince | null },
  { timeZone }: Commune,
): Html {
  const { trial, tuning, policy } = speech.page;
  const tried = { ...inForce, ...typed };
  const changes = changedFields(inForce, tried).map((field) => changeText(speech, field, inForce, tried));
  return html`<section id="trial"><h2>${trial.title}</h2>${changed && html`<div class="warning" role="alert"><p>${trial.changedMeanwhile(changed.author)}</p><p><a class="row" href="${changed.filledAt}">${policy.asFilled}</a></p></div>`}${list(changes)}${
    state?.kind === 'done'
      ? outcome(speech, state.trial, { timeZone, marksM: { inForce: inForce.markM, typed: typed.markM } })
      : html`<p role="status">${state === null ? (isBusy ? tuning.busy : trial.notYet) : stateText(speech, state)}</p>`
  }</section>`;
}

function stateText({ page }: Speech, state: Exclude<TrialState, { kind: 'done' }>): Html {
  if (state.kind === 'failed') return html`! ${page.tuning.failure[state.because]}`;
  const percent = Math.round(state.run.share * 100);
  return html`<progress max="100" value="${percent}" aria-label="${page.trial.title}"></progress> ${page.trial.running(percent)}`;
}

function outcome(
  speech: Speech,
  made: RuleTrial,
  { timeZone, marksM }: { timeZone: string; marksM: Record<'inForce' | 'typed', number> },
): Html {
  const { trial, tuning } = speech.page;
  const { inForce, tried, cases } = made;
  const marksDiffer = marksM.inForce !== marksM.typed;
  return html`<p role="status">${marksDiffer ? eachAtItsMark(speech, made, marksM) : comparison(speech, inForce, tried)}</p>
${sumTable(speech, made)}
${unknownMisses(speech, tried)}
<p class="hint">${trial.honest} ${tuning.late} ${tuning.intervalNote}</p>
${
  cases.length === 0
    ? html`<p>${trial.noCase}</p>`
    : html`<details><summary>${trial.casesTitle(cases.length)}</summary>${caseTable(speech, made, timeZone)}</details>`
}`;
}

/** Of a higher mark fewer floods count: that fewer of them were missed is no merit of the rule. */
function eachAtItsMark(
  { page: { trial }, words }: Speech,
  { inForce, tried }: RuleTrial,
  marksM: Record<'inForce' | 'typed', number>,
): Html {
  const at = (markM: number, { floods, misses, falseAlarms }: Outcome) =>
    trial.atMark(words.metres(markM), floods, misses, falseAlarms);
  return html`<strong>${at(marksM.inForce, inForce)} ${at(marksM.typed, tried)}</strong> ${trial.marksDiffer}
${tried.floods < FEW_FLOODS && trial.few(tried.floods)}`;
}

function sumTable(speech: Speech, { from, to, inForce, tried }: RuleTrial): Html {
  const { words, page } = speech;
  const { trial, tuning } = page;
  const day = (at: number) => words.day(at, 'UTC');
  const { column } = tuning;
  const rows = [
    [column.floods, inForce.floods, tried.floods],
    [column.hits, inForce.hits, tried.hits],
    [column.misses, inForce.misses, tried.misses],
    [column.falseAlarms, inForce.falseAlarms, tried.falseAlarms],
    [trial.falseAlarmsAYear, decimal(speech, inForce.falseAlarmsPerYear), decimal(speech, tried.falseAlarmsPerYear)],
    [column.medianLead, leadOf(words, inForce.medianLeadH), leadOf(words, tried.medianLeadH)],
    [column.worstLead, leadOf(words, inForce.worstLeadH), leadOf(words, tried.worstLeadH)],
    [column.idlePerYear, idleText(speech, inForce), idleText(speech, tried)],
    [column.pod, ...[inForce, tried].map((each) => shareWithInterval(speech, each.pod, each.intervals.pod))],
    [column.far, ...[inForce, tried].map((each) => shareWithInterval(speech, each.far, each.intervals.far))],
  ];
  const caption = trial.caption(day(from), day(to), Number(tried.years.toFixed(1)));
  return html`<table class="narrow"><caption>${caption}</caption><thead><tr><td></td><th scope="col">${trial.inForce}</th><th scope="col">${trial.typed}</th></tr></thead>
<tbody>${rows.map(([what, was, is]) => html`<tr><th scope="row">${what}</th><td>${was}</td><td>${is}</td></tr>`)}</tbody></table>`;
}

/** The newest first: whoever reads remembers those. */
function caseTable(speech: Speech, { cases }: RuleTrial, timeZone: string): Html {
  const { trial } = speech.page;
  return wideTable(trial.casesTitle(cases.length), cases.toReversed(), [
    [trial.when, ({ at }) => datedInstantOf(speech, at, timeZone)],
    [trial.crest, ({ peakM }) => (peakM === null ? '–' : speech.words.metres(peakM)), 'figure'],
    [trial.inForce, ({ inForce }) => toldText(speech, inForce)],
    [trial.typed, ({ tried }) => toldText(speech, tried)],
  ]);
}

function toldText({ page: { trial }, words }: Speech, told: Told | null): string {
  if (told === null) return trial.nothing;
  if (told.kind === 'hit') return `✓ ${trial.hit(leadOf(words, told.leadTimeH))}`;
  return told.kind === 'miss' ? `✗ ${trial.miss}` : `! ${trial.falseAlarm}`;
}
