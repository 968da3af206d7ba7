import { html } from 'hono/html';
import { sameCandidate } from '../../../verification/tune/candidate.ts';
import { goalKinds } from '../../../verification/tune/propose.ts';
import type { TuningRow } from '../../../verification/tune/tune.ts';
import type { Speech } from '../../speech.ts';
import type { TuningView } from '../../views/tuning-view.ts';
import { describedBy, problemNotice, token } from '../form.ts';
import type { Html } from '../html.ts';
import { leadOf } from '../pieces.ts';
import { reliabilityFigure, valueFigure } from './tuning-charts.ts';
import { findingList } from './tuning-list.ts';
import { comparison, idleText, outcomeTable, ruleText, type TableLine, unknownMisses } from './tuning-table.ts';

export interface TuningPage {
  view: TuningView;
  csrf: string;
  /** Every candidate, not only the best. */
  all: boolean;
  reason: string;
  problem: string | null;
}

const SHOWN = 15;

/** One rule on the river's own past: what is proposed, what it would have cost, and every other candidate. */
export function tuningPage(speech: Speech, model: TuningPage): Html {
  const { page, words, language } = speech;
  const { view } = model;
  const { tuning, gauge, proposal } = view;
  const day = (at: number) => words.day(at, 'UTC');
  const { fitUntil, chooseUntil, until } = tuning.split;
  const { storms } = tuning.current.choose.pooled;
  return html`<h1>${page.tuning.pageTitle(words.level(tuning.level).name, gauge.commune.name, gauge.stationName)}</h1>
<p>${page.gauge.mark} : <strong>${words.metres(tuning.markM)}</strong>. ${page.tuning.split(day(fitUntil), day(chooseUntil), day(until))}</p>
${view.outdated && html`<p class="warning">! ${page.tuning.outdated[view.outdated]}</p>`}
${findingList(speech, gauge)}
${
  tuning.lowerMarksM.length > 0 &&
  html`<p>${page.tuning.borrowed(tuning.lowerMarksM.map(words.metres).join(', '), tuning.current.choose.pooled.floods)} ${storms !== undefined && page.tuning.ofStorms(storms)}</p>`
}
${goalForm(speech, view)}
<section><h2>${page.tuning.proposed}</h2>
<p role="status">${proposal.kind === 'change' ? html`<strong>✓ ${ruleText(speech, proposal.row.candidate)}</strong>` : html`<strong>– ${page.tuning.noChange[proposal.because]}</strong>`}</p></section>
${view.chosen && chosenSection(speech, model, view.chosen)}
<section><h2>${page.tuning.candidatesTitle}</h2>
${outcomeTable(speech, captionOf(speech, 'chooseCaption', tuning.current.choose.pooled), chooseLines(speech, model))}
<p class="hint">${page.tuning.intervalNote}</p>
<p><a class="row" href="${addressOf(speech, view, { all: !model.all })}">${model.all ? page.tuning.bestCandidates : page.tuning.allCandidates}</a></p></section>
${reliabilityFigure(speech, tuning.reliability)}
${valueFigure(speech, tuning.value)}
<p><a class="row" href="/${language}/staff/tuning">${page.tuning.title}</a></p>`;
}

function goalForm({ page }: Speech, { goal }: TuningView): Html {
  const { tuning } = page;
  const perYear = goal.kind === 'false-alarm-budget' ? goal.perYear : 1;
  const costLoss = goal.kind === 'cost-loss' ? goal.costLoss : 0.2;
  return html`<form method="get"><fieldset><legend>${tuning.goalLegend}</legend>
${goalKinds.map((kind) => html`<div class="choice"><input type="radio" id="goal-${kind}" name="goal" value="${kind}"${kind === goal.kind && html` checked`}><label for="goal-${kind}">${tuning.goal[kind]}</label></div>`)}
<label for="perYear">${tuning.perYear}</label><input class="short" id="perYear" name="perYear" type="number" min="0" max="100" step="0.5" value="${perYear}">
<label for="costLoss">${tuning.costLoss}</label><input class="short" id="costLoss" name="costLoss" type="number" min="0.01" max="0.99" step="0.01" value="${costLoss}">
<button class="plain">${tuning.apply}</button></fieldset></form>`;
}

/** What it would have cost, on floods that were not used to choose it; then the form to adopt it. */
function chosenSection(speech: Speech, model: TuningPage, { row, index }: NonNullable<TuningView['chosen']>): Html {
  const { page } = speech;
  const { view, csrf, problem } = model;
  const { tuning, proposal } = view;
  const { own } = row.report;
  const isProposed = proposal.kind === 'change' && proposal.row === row;
  const name = isProposed ? page.tuning.row.proposed : page.tuning.row.chosen;
  const lines = (of: 'own' | 'pooled') => [
    line(row, row.report[of], name),
    { ...line(tuning.current, tuning.current.report[of], page.tuning.row.current), isCurrent: true },
    line(tuning.references.fixed, tuning.references.fixed.report[of], page.tuning.row.fixed),
    line(tuning.references.observed, tuning.references.observed.report[of], page.tuning.row.observed),
  ];
  const isCurrent = sameCandidate(row.candidate, view.rule);
  return html`<section><h2>${page.tuning.costTitle} : ${ruleText(speech, row.candidate)}</h2>
<p>${comparison(speech, tuning.current.report.own, own)}</p>
${costTable(speech, view, row)}
<p class="hint">${page.tuning.late} ${!isProposed && !isCurrent && page.tuning.lookedAt}</p>
<details><summary>${page.tuning.table} – ${page.tuning.costTitle}</summary>${outcomeTable(speech, captionOf(speech, 'reportCaption', own), lines('own'))}
${tuning.lowerMarksM.length > 0 && outcomeTable(speech, captionOf(speech, 'pooledCaption', row.report.pooled), lines('pooled'))}</details>
${unknownMisses(speech, own)}
<h3>${page.tuning.acceptTitle}</h3>
${problemNotice(problem)}
${
  isCurrent
    ? html`<p>${page.tuning.unchanged}</p>`
    : html`<form method="post">${token(csrf)}<input type="hidden" name="version" value="${view.policy.version}"><input type="hidden" name="candidate" value="${index}">
<label for="reason">${page.policy.why}</label><textarea id="reason" name="reason" required minlength="5" rows="3" maxlength="1000"${describedBy(problem)}>${model.reason}</textarea>
<p class="hint">${page.tuning.acceptHint}</p><button class="main">${page.tuning.accept}</button></form>`
}</section>`;
}

function captionOf(
  { page }: Speech,
  which: 'chooseCaption' | 'reportCaption' | 'pooledCaption',
  { floods, years }: TableLine['outcome'],
): string {
  return page.tuning[which](floods, Number(years.toFixed(1)));
}

function costTable(speech: Speech, { tuning }: TuningView, row: TuningRow): Html {
  const { page, words } = speech;
  const { cost, before, after, column } = page.tuning;
  const [was, is] = [tuning.current.report.own, row.report.own];
  const rows = [
    [cost.falseAlarms, was.falseAlarms, is.falseAlarms],
    [cost.misses, was.misses, is.misses],
    [cost.lead, leadOf(words, was.medianLeadH), leadOf(words, is.medianLeadH)],
    [column.worstLead, leadOf(words, was.worstLeadH), leadOf(words, is.worstLeadH)],
    [column.idlePerYear, idleText(speech, was), idleText(speech, is)],
  ];
  return html`<table class="narrow"><caption>${captionOf(speech, 'reportCaption', is)}</caption><thead><tr><td></td><th scope="col">${before}</th><th scope="col">${after}</th></tr></thead>
<tbody>${rows.map(([what, old, next]) => html`<tr><th scope="row">${what}</th><td class="figure">${old}</td><td class="figure">${next}</td></tr>`)}</tbody></table>`;
}

function chooseLines(speech: Speech, { view, all }: TuningPage): TableLine[] {
  const { tuning, proposal } = view;
  const { row } = speech.page.tuning;
  const best = tuning.rows
    .map((each, index) => ({ each, index }))
    .toSorted((a, b) => (b.each.choose.pooled.csi ?? 0) - (a.each.choose.pooled.csi ?? 0))
    .slice(0, all ? tuning.rows.length : SHOWN);
  return [
    { ...line(tuning.current, tuning.current.choose.pooled, row.current), isCurrent: true },
    line(tuning.references.fixed, tuning.references.fixed.choose.pooled, row.fixed),
    line(tuning.references.observed, tuning.references.observed.choose.pooled, row.observed),
    ...best.map(({ each, index }) => ({
      ...line(each, each.choose.pooled, proposal.kind === 'change' && proposal.row === each ? row.proposed : null),
      href: addressOf(speech, view, { all, candidate: index }),
    })),
  ];
}

function line({ candidate }: TuningRow, outcome: TableLine['outcome'], name: string | null): TableLine {
  return { candidate, outcome, name, isCurrent: false, href: null };
}

function addressOf(
  { language }: Speech,
  { gauge, tuning, goal }: TuningView,
  { all, candidate }: { all: boolean; candidate?: number },
): string {
  const query = new URLSearchParams({ goal: goal.kind });
  if (goal.kind === 'false-alarm-budget') query.set('perYear', String(goal.perYear));
  if (goal.kind === 'cost-loss') query.set('costLoss', String(goal.costLoss));
  if (all) query.set('all', '1');
  if (candidate !== undefined) query.set('candidate', String(candidate));
  return `/${language}/staff/tuning/${gauge.commune.id}/${gauge.station}/${tuning.level}?${query.toString()}`;
}
