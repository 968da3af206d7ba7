import { html } from 'hono/html';
import { isMistake } from '../../../alert/alert.ts';
import { iso } from '../../../lib/units.ts';
import type { Names } from '../../../text/words.ts';
import { datedTime, dayAndTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { ReportView } from '../../views/afterwards/report-view.ts';
import { floodsAtPeak } from '../chart/flood-sentence.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { caution, list } from '../pieces.ts';
import { entryList } from './log-page.ts';
import { officialReport } from './official-report.ts';
import { answerHistory } from './past-page.ts';
import { chanceChart, stageChart } from './report-chart.ts';
import { courseTable, decisionTable, eventTable, markTable, outcomeTable, toldTable } from './report-tables.ts';

/** All that is on record of one alert, to be read and printed. */
export function reportPage(speech: Speech, view: ReportView, names: Names, isReplay: boolean): Html {
  const { report, past } = speech.page;
  const { commune, alert } = view;
  const time = (at: number) => datedTime(at, commune.timeZone, speech.language);
  const reader = { person: names.person, timeZone: commune.timeZone };
  return html`<article class="report"><h1>${report.title(commune.name)}</h1>
<p class="asof">${report.asOf(time(view.now))}</p>
${alert.exercise && html`<p class="warning">${report.exercise}</p>`}
<section><h2>${report.summary}</h2><dl class="five"><div><dt>${report.raised}</dt><dd>${time(alert.raisedAt)}</dd></div><div><dt>${report.closed}</dt><dd>${alert.closedAt === null ? past.stillOn : time(alert.closedAt)}</dd></div><div><dt>${report.highest}</dt><dd>${levelTag(speech, alert.highest)}</dd></div></dl></section>
<section><h2>${report.whatCame}</h2>${areMoved(view) && caution(report.moved)}${outcomeTable(speech, view)}<p class="hint">${report.asCounted}</p></section>
<section><h2>${report.truth}</h2>${answerHistory(speech, view.answers, reader)}</section>
${view.gauges.map(
  (gauge) => html`<section><h2>${report.gauge(gauge.station.name)}</h2>
${gauge.peak && html`<p>${report.peak(speech.words.stage(gauge.peak.value), time(gauge.peak.observedAt))} ${floodsAtPeak(speech, gauge)}</p>`}
${stageChart(speech, view, gauge)}${markTable(speech, gauge, commune.timeZone)}${chanceChart(speech, view, gauge)}${courseTable(speech, view, gauge)}</section>`,
)}
<section><h2>${report.events}</h2>${eventTable(speech, alert.events, commune.name, names)}</section>
<section><h2>${report.decisions}</h2>${unread(speech, view)}${decisionTable(speech, view, names)}</section>
<section><h2>${report.told}</h2>${toldTable(speech, view, names, isReplay)}</section>
<section><h2>${report.answers}</h2>${answers(speech, view, names)}</section>
<section><h2>${report.log}</h2>${entryList(speech, view.log, { ...reader, played: view.played })}</section>
<section><h2>${report.gaps}</h2>${gaps(speech, view, names)}</section>
${officialReport(speech, view)}
<section><h2>${report.versions}</h2>${list(view.policies.map(({ version, author, createdAt }) => report.policyVersion(version, names.person(author), time(createdAt))))}
<p>${view.models.length === 0 ? report.noModel : html`${report.model} – ${view.models.join(', ')}`}</p></section>
<p class="links"><a href="/${speech.language}/staff/alerts/${alert.id}/report.csv">${report.csv}</a> <a href="/api/v1/communes/${commune.id}/alerts/${alert.id}/report">${report.json}</a> <a href="/${speech.language}/staff/replay?commune=${commune.id}&amp;at=${iso(alert.raisedAt)}">${report.replayAt}</a> <a href="/${speech.language}/staff/alerts">${past.back}</a></p></article>`;
}

/** What came is judged as in the scores, by the marks of now: whoever was told then was told of others. */
function areMoved({ gauges }: ReportView): boolean {
  return gauges.some(({ marks }) => marks.some(({ otherM }) => otherM.length > 0));
}

function unread({ page: { report } }: Speech, { gauges }: ReportView): readonly Html[] {
  return gauges
    .filter(({ isPartlyUnread }) => isPartlyUnread)
    .map(({ station }) => caution(report.unread(station.name)));
}

function answers(speech: Speech, { alert, commune }: ReportView, names: Names): Html {
  const given = alert.events.filter(({ reason }) => reason.because === 'person' || isMistake(reason));
  if (given.length === 0) return html`<p>${speech.page.report.noAnswer}</p>`;
  return eventTable(speech, given, commune.name, names);
}

function gaps(speech: Speech, view: ReportView, names: Names): Html {
  const { report } = speech.page;
  const time = (at: number) => dayAndTime(at, view.commune.timeZone, speech.language);
  const lines = [
    ...view.dataGaps.flatMap(({ station, gaps, suspect }) => [
      ...gaps.map(({ from, to, missing }) => `${station.name} – ${report.silent(time(from), time(to), missing)}`),
      ...(suspect > 0 ? [`${station.name} – ${report.suspect(suspect)}`] : []),
    ]),
    ...view.missing.map((each) =>
      report.forecastWithout(names.station(each.station), time(each.from), time(each.to), each.decisions),
    ),
  ];
  return lines.length === 0 ? html`<p>✓ ${report.noGap}</p>` : list(lines);
}
