import { html } from 'hono/html';
import type { Candidate } from '../../verification/candidate.ts';
import type { Outcome } from '../../verification/outcome.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';
import { leadOf, sideways } from './pieces.ts';
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

/** Policies and what each would have done, one row a policy. */
export function outcomeTable({ page, words, language }: Speech, caption: string, lines: readonly TableLine[]): Html {
  const { column, look, lookShort } = page.tuning;
  const number = (value: number | null, digits = 2) =>
    value === null
      ? '–'
      : value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const spread = (interval: readonly [number, number] | null) =>
    interval === null ? '' : `[${number(interval[0])} ; ${number(interval[1])}]`;
  return sideways(
    caption,
    html`<table class="outcomes"><caption>${caption}</caption>
<thead><tr>${Object.values(column).map((each) => html`<th scope="col">${each}</th>`)}</tr></thead>
<tbody>${lines.map(
      ({ candidate, outcome, name, isCurrent, href }) => html`<tr${isCurrent && html` class="current"`}>
<th scope="row">${isCurrent && '▶ '}${name ?? ''} ${href !== null && html`<a class="row" href="${href}" aria-label="${lookShort} : ${look} – ${ruleText({ page, words }, candidate)}">${lookShort}</a>`}</th>
<td class="figure">${candidate.raiseAt > 1 ? '–' : percent(candidate.raiseAt)}</td><td class="figure">${candidate.raiseAt > 1 ? '–' : percent(candidate.lowerAt)}</td><td>${candidate.raiseAt > 1 ? '–' : page.staff.votesOf(candidate.k, candidate.n)}</td><td class="figure">${words.hours(candidate.leadTimeH)}</td>
<td class="figure">${outcome.floods}</td><td class="figure">${outcome.hits}</td><td class="figure">${outcome.misses}</td><td class="figure">${outcome.falseAlarms}</td>
<td class="figure">${leadOf(words, outcome.medianLeadH)}</td><td class="figure">${leadOf(words, outcome.worstLeadH)}</td>
<td class="figure">${number(outcome.pod)} ${spread(outcome.intervals.pod)}</td><td class="figure">${number(outcome.far)} ${spread(outcome.intervals.far)}</td><td class="figure">${number(outcome.csi)}</td>
<td class="figure">${number(outcome.alertsPerYear, 1)}</td></tr>`,
    )}</tbody></table>`,
  );
}

/** @example ruleText(…) // '70 %, 1 sur 1, 6 h' */
export function ruleText({ page, words }: Pick<Speech, 'page' | 'words'>, candidate: Candidate): string {
  const { raiseAt, k, n, leadTimeH } = candidate;
  return `${percent(raiseAt)}, ${page.staff.votesOf(k, n)}, ${words.hours(leadTimeH)}`;
}
