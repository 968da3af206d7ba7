import { html } from 'hono/html';
import { FEW_FLOODS } from '../../../verification/intervals.ts';
import type { Candidate } from '../../../verification/tune/candidate.ts';
import type { Outcome } from '../../../verification/tune/outcome.ts';
import type { Speech } from '../../speech.ts';
import type { Html } from '../html.ts';
import { leadOf, sideways } from '../pieces.ts';
import { percent } from './policy-table.ts';

export interface TableLine {
  candidate: Candidate;
  outcome: Outcome;
  /** What the rule is, where it is more than one of the candidates. */
  name: string | null;
  isCurrent: boolean;
  /** Where it is looked at more closely. */
  href: string | null;
}

/** A longer one would stand in four to six lines, above a figure of two digits. */
const LONG_HEAD = 16;

/** Policies and what each would have done, one row a policy. */
export function outcomeTable(speech: Speech, caption: string, lines: readonly TableLine[]): Html {
  const { page, words, language } = speech;
  const { column, look, lookShort } = page.tuning;
  const share = (value: number | null, interval: readonly [number, number] | null) =>
    shareWithInterval({ language }, value, interval);
  return sideways(
    caption,
    html`<table class="outcomes"><caption>${caption}</caption>
<thead><tr>${Object.values(column).map((each) => html`<th scope="col"${each.length > LONG_HEAD && html` class="long"`}>${each}</th>`)}</tr></thead>
<tbody>${lines.map(
      ({ candidate, outcome, name, isCurrent, href }) => html`<tr${isCurrent && html` class="current"`}>
<th scope="row">${isCurrent && '▶ '}${name ?? ''} ${href !== null && html`<a class="row" href="${href}" aria-label="${lookShort} : ${look} – ${ruleText(speech, candidate)}">${lookShort}</a>`}</th>
<td class="figure">${candidate.raiseAt > 1 ? '–' : percent(speech, candidate.raiseAt)}</td><td class="figure">${candidate.raiseAt > 1 ? '–' : percent(speech, candidate.lowerAt)}</td><td>${candidate.raiseAt > 1 ? '–' : page.staff.votesOf(candidate.k, candidate.n)}</td><td class="figure">${words.hours(candidate.leadTimeH)}</td>
<td class="figure">${outcome.floods}</td><td class="figure">${outcome.hits}</td><td class="figure">${outcome.misses}</td><td class="figure">${outcome.falseAlarms}</td>
<td class="figure">${leadOf(words, outcome.medianLeadH)}</td><td class="figure">${leadOf(words, outcome.worstLeadH)}</td>
<td class="figure">${share(outcome.pod, outcome.intervals.pod)}</td><td class="figure">${share(outcome.far, outcome.intervals.far)}</td><td class="figure">${share(outcome.csi, null)}</td>
<td class="figure">${fixed(outcome.alertsPerYear, 1, language)}</td><td class="figure">${idleText({ language }, outcome)}</td></tr>`,
    )}</tbody></table>`,
  );
}

/** What another rule than the one in force would have come to, in one sentence: what is spared, and what is paid for it. */
export function comparison({ page: { trial }, words }: Speech, inForce: Outcome, other: Outcome): Html {
  const { falseAlarms, misses, medianLeadH, floods } = other;
  const [was, is] = [leadOf(words, inForce.medianLeadH), leadOf(words, medianLeadH)];
  const isOther = inForce.medianLeadH !== null && medianLeadH !== null && was !== is;
  return html`<strong>${trial.sum(falseAlarms - inForce.falseAlarms, misses - inForce.misses)}</strong>
${isOther && html`<strong>${trial.lead(was, is)}</strong>`} ${floods < FEW_FLOODS && trial.few(floods)}`;
}

/** What may still be missed where nothing was; of a run from before storms were counted nothing is said. */
export function unknownMisses({ page: { tuning } }: Speech, { unknown, storms }: Outcome): Html | null {
  if (unknown === null || storms === undefined) return null;
  return html`<p>${tuning.unknownMisses(storms, Math.round(unknown.exactly * 100))}</p>`;
}

/** How long a year an alert stood over water below the mark; of a run from before that was counted nobody knows. */
export function idleText({ language }: Pick<Speech, 'language'>, { idleHours, years }: Outcome): string {
  return fixed(idleHours === undefined || years === 0 ? null : idleHours / years, 0, language);
}

/** @example shareWithInterval({ language: 'en' }, 0.8, [0.6, 0.95]) // '0.80 [0.60 ; 0.95]'; of none '–' */
export function shareWithInterval(
  { language }: Pick<Speech, 'language'>,
  value: number | null,
  interval: readonly [number, number] | null,
): string {
  if (value === null) return '–';
  const [low, high] = interval?.map((each) => fixed(each, 2, language)) ?? [];
  return `${fixed(value, 2, language)}${interval === null ? '' : ` [${low} ; ${high}]`}`;
}

function fixed(value: number | null, digits: number, language: Speech['language']): string {
  if (value === null) return '–';
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** @example ruleText(…) // '70 %, 1 sur 1, 6 h' */
export function ruleText(speech: Speech, candidate: Candidate): string {
  const { page, words } = speech;
  const { raiseAt, k, n, leadTimeH } = candidate;
  return `${percent(speech, raiseAt)}, ${page.staff.votesOf(k, n)}, ${words.hours(leadTimeH)}`;
}
