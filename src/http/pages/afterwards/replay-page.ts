import { html } from 'hono/html';
import { answerTo } from '../../../alert/alert.ts';
import { HOUR_MS, iso } from '../../../lib/units.ts';
import type { Nth } from '../../../reading/local-instant.ts';
import { isRaisedLevel, raisedLevels } from '../../../territory/alert-level.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Names } from '../../../text/words.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { ReplayedGauge, ReplayView } from '../../views/afterwards/replay-view.ts';
import { forecastCaveats } from '../chart/chance-table.ts';
import { chartLegend } from '../chart/chart-legend.ts';
import { chartTable } from '../chart/chart-table.ts';
import { cutText, hydrograph } from '../chart/hydrograph.ts';
import { explanation } from '../explanation.ts';
import { problemNotice } from '../form.ts';
import { gaugeState, valueOf } from '../gauge-figure.ts';
import type { Html } from '../html.ts';
import { levelTag, untoldTag } from '../level-tags.ts';
import { caution } from '../pieces.ts';
import { stackTable } from '../table.ts';
import { instantOf, shortTime } from '../time-tags.ts';
import { whichOfTwo } from '../which-of-two.ts';
import { entryList } from './log-page.ts';
import { officialReplay } from './official-report.ts';
import { eventTable } from './report-tables.ts';

export interface ReplayChoice {
  communes: readonly Commune[];
  chosen: Commune;
  /** As it stands in the field. */
  at: string;
  which: Nth | undefined;
  problem: string | null;
}

/** Which moment: a plain GET form, so that an address can be kept and sent. */
function replayForm(speech: Speech, { communes, chosen, at, which, problem }: ReplayChoice): Html {
  const { replay } = speech.page;
  return html`<form method="get" action="/${speech.language}/staff/replay">
${problemNotice(problem)}
<label for="commune">${replay.commune}</label><select id="commune" name="commune">${communes.map(({ id, name }) => html`<option value="${id}"${id === chosen.id && html` selected`}>${name}</option>`)}</select>
<label for="at">${replay.at(chosen.timeZone)}</label><input id="at" name="at" type="datetime-local" required value="${at}"${problem !== null && html` aria-invalid="true" aria-describedby="problem"`}>
${whichOfTwo(speech, { name: 'at', text: at, which, timeZone: chosen.timeZone })}
<button class="main">${replay.show}</button></form>`;
}

/** The page before a moment is chosen. */
export function replayStart(speech: Speech, choice: ReplayChoice): Html {
  const { replay } = speech.page;
  return html`<h1>${replay.choose}</h1><p>${replay.intro}</p>${replayForm(speech, choice)}`;
}

export function replayPage(speech: Speech, view: ReplayView, names: Names, choice: ReplayChoice): Html {
  const { replay, report } = speech.page;
  const { commune, at } = view;
  const link = (moment: number) => `/${speech.language}/staff/replay?commune=${commune.id}&at=${iso(moment)}`;
  return html`<h1>${replay.title(commune.name)}</h1>
<p class="lead"><strong>${replay.asKnown(datedTime(at, commune.timeZone, speech.language))}</strong></p><p>${replay.intro}</p>
${standing(speech, view, names)}
${officialReplay(speech, view)}
<section><h2>${replay.notKnown}</h2>${notKnown(speech, view, names)}</section>
<section><h2>${replay.known}</h2>${view.gauges.map((gauge) => gaugePart(speech, gauge, view, names))}${upstreamTable(speech, view)}</section>
<section><h2>${report.events}</h2>${eventTable(speech, view.events, commune.name, names)}</section>
<section><h2>${replay.told}</h2>${told(speech, view, names)}</section>
<section><h2>${report.log}</h2>${entryList(speech, view.log, { person: names.person, played: view.played, timeZone: commune.timeZone })}</section>
<section class="no-print"><h2>${replay.choose}</h2>${replayForm(speech, choice)}</section>
<p class="links"><a href="${link(at - HOUR_MS)}">${replay.earlier}</a> <a href="${link(at + HOUR_MS)}">${replay.later}</a> <a href="/api/v1/communes/${commune.id}/replay?at=${iso(at)}">${report.json}</a></p>`;
}

function standing(speech: Speech, view: ReplayView, names: Names): Html {
  const { replay } = speech.page;
  const { standing: so, commune } = view;
  if (!so) return html`<section><h2>${replay.standing}</h2><p>${replay.nothing}</p></section>`;
  return html`<section><h2>${replay.standing}</h2><dl class="five">
<div><dt>${replay.staffLevel}</dt><dd>${levelTag(speech, so.level)} ${so.since !== null && instantOf(speech, so.since, commune.timeZone)}</dd></div>
<div><dt>${replay.toldLevel}</dt><dd>${so.alert !== null && so.told === 'normal' ? untoldTag(speech, view.corrected) : levelTag(speech, so.told)}</dd></div></dl>
${so.alert !== null && answers(speech, so, (id) => names.person(id), commune.timeZone)}</section>`;
}

/** Who answered at which level; to a lower one is no answer to this one. */
function answers(
  speech: Speech,
  { level, acknowledged }: NonNullable<ReplayView['standing']>,
  person: (id: string) => string,
  timeZone: string,
): Html {
  const { replay } = speech.page;
  const isOpen = !isRaisedLevel(level) || answerTo({ level, acknowledgements: acknowledged }) === null;
  return html`${isOpen && html`<p>! ${replay.nobody}</p>`}
<ul>${acknowledged.map((each) => html`<li>✓ ${replay.acknowledgedBy(person(each.person), speech.words.instant(each.at, timeZone))} ${levelTag(speech, each.level)}</li>`)}</ul>`;
}

function notKnown(speech: Speech, view: ReplayView, names: Names): Html {
  const { replay } = speech.page;
  const { timeZone } = view.commune;
  const lines = [...view.gauges, ...view.upstream].flatMap(({ station, sensedAt, freshness, suspect }) => {
    if (sensedAt === null) return [replay.neverSeen(station.name)];
    if (freshness === 'stale') return [replay.lastSeen(station.name, speech.words.instant(sensedAt, timeZone))];
    return suspect ? [replay.suspect(station.name)] : [];
  });
  const missing = new Set(view.gauges.flatMap(({ decision }) => decision?.assessment.degraded ?? []));
  lines.push(...[...missing].map((id) => replay.withoutIn(names.station(id))));
  return lines.length === 0
    ? html`<p>✓ ${replay.allSeen}</p>`
    : html`<ul>${lines.map((line) => html`<li>✗ ${line}</li>`)}</ul>`;
}

function gaugePart(speech: Speech, gauge: ReplayedGauge, view: ReplayView, names: Names): Html {
  const { replay, chart } = speech.page;
  const { timeZone } = view.commune;
  const drawn = { ...gauge, chances: [], notSeenSince: undefined };
  const { latest } = gauge;
  return html`<section class="gauge"><h3>${gauge.station.name}</h3>
<p>${gaugeState(speech, gauge)} · ${valueOf(speech, gauge)}${latest && html` · ${instantOf(speech, latest.observedAt, timeZone)}`}</p>
${gauge.past.length > 0 && html`<figure>${hydrograph(speech, drawn, timeZone, view.at, chart.atThatTime)}<figcaption>${chartLegend(speech, drawn, view.at)} ${cutText(speech, drawn, view.at)}</figcaption></figure>${chartTable(speech, drawn, timeZone, view.at)}`}
${forecastCaveats(speech, gauge, names.station, timeZone)}
${explanation(speech, drawn, { station: names.station, reaches: [], timeZone })}
${judgement(speech, gauge, view, names)}
${gauge.isReproduced !== null && html`<p class="hint">${gauge.isReproduced ? `✓ ${replay.same}` : `! ${replay.differs}`}</p>`}</section>`;
}

function judgement(speech: Speech, { decision }: ReplayedGauge, view: ReplayView, names: Names): Html {
  const { page, words } = speech;
  const { replay, report } = page;
  if (!view.policy) return html`<p>${replay.noPolicy}</p>`;
  if (!decision) return html`<p>${replay.noDecision}</p>`;
  const { assessment, policyVersion, verdicts } = decision;
  const rows = raisedLevels.flatMap((level) => {
    const verdict = verdicts[level];
    const probability = assessment.chances.find((each) => each.level === level)?.probability ?? null;
    return verdict ? [{ level, verdict, probability }] : [];
  });
  return stackTable(
    rows,
    [
      [report.level, ({ level }) => levelTag(speech, level)],
      [page.gauge.chance, ({ probability }) => (probability === null ? report.none : words.chance(probability))],
      [report.judgement, ({ verdict }) => report.verdict[verdict.kind]],
      [report.ground, ({ verdict }) => words.reason(verdict.reason, names)],
    ],
    `${replay.saidPolicy(policyVersion)} · ${report.model} – ${assessment.modelVersion ?? report.none}. ${words.instant(assessment.issuedAt, view.commune.timeZone)}`,
  );
}

function upstreamTable(speech: Speech, { upstream, commune }: ReplayView): Html | null {
  const { gauge, report } = speech.page;
  if (upstream.length === 0) return null;
  return stackTable(upstream, [
    [gauge.station, ({ station }) => station.name],
    [gauge.state, (each) => gaugeState(speech, each)],
    [gauge.lastStage, (each) => valueOf(speech, each), 'figure'],
    [report.time, ({ latest }) => (latest ? shortTime(speech, latest.observedAt, commune.timeZone) : report.none)],
  ]);
}

function told(speech: Speech, view: ReplayView, names: Names): Html {
  const { replay, report, staff } = speech.page;
  const unread = view.isToldPartlyUnread && caution(staff.messagesUnread);
  if (view.told.length === 0) return unread || html`<p>${replay.nobodyTold}</p>`;
  const table = stackTable(view.told, [
    [report.time, ({ event }) => shortTime(speech, event.at, names.timeZone)],
    [report.person, ({ person }) => names.person(person)],
    [report.channel, ({ channel }) => report.channels[channel]],
    [report.message, ({ subject }) => subject],
    [report.delivered, ({ sent }) => (sent === null ? report.none : sent ? replay.sent : replay.notSent)],
  ]);
  return html`${unread}${table}`;
}
