import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import type { Decision } from '../../../policy/decide.ts';
import { type RaisedLevel, raisedLevels } from '../../../territory/alert-level.ts';
import type { Speech } from '../../speech.ts';
import type { ReportGauge, ReportView } from '../../views/afterwards/report-view.ts';
import { box, type Scale, scaleBetween, seen, withFloods } from '../chart/chart-scale.ts';
import { polyline } from '../chart/drawn-lines.ts';
import { floodLines, floodList, floodsIn } from '../chart/flood-lines.ts';
import { days, grid, markLines, pastLines, reads, suspects } from '../chart/hydrograph.ts';
import { lineNames } from '../chart/line-names.ts';
import type { Html } from '../html.ts';

/** The readings of an alert from half a day before to its end, with its marks and where its level changed. */
export function stageChart(speech: Speech, view: ReportView, gauge: ReportGauge): Html {
  const { report } = speech.page;
  const stages: Partial<Record<RaisedLevel, number>> = {};
  for (const { level, markM } of gauge.marks) stages[level] = markM;
  const values = withFloods([...seen(gauge.readings), ...Object.values(stages)], gauge.knownFloods);
  const scale = scaleBetween(view.from, view.to, values);
  const names = lineNames(speech, stages, gauge.knownFloods, scale);
  const title = report.chart(gauge.station.name);
  const drawn = floodsIn(gauge.knownFloods, scale).length > 0 ? report.floodsDotted : '';
  const text = [report.chartText, drawn, floodList(speech, gauge.knownFloods)].filter((each) => each !== '').join(' ');
  return picture(`stage-${gauge.station.id}`, title, text, [
    ...grid(speech, scale),
    ...days(speech, scale, view.commune.timeZone),
    ...changes(view, scale),
    ...floodLines(gauge.knownFloods, scale),
    ...markLines(stages, scale),
    ...names.ofMarks,
    ...pastLines(gauge.readings, gauge.station.intervalMin, scale),
    ...suspects(gauge.readings, scale),
    ...reads(gauge.readings, scale),
    ...names.ofFloods,
  ]);
}

/** The stated chances as time went on, one line a level. */
export function chanceChart(speech: Speech, view: ReportView, gauge: ReportGauge): Html {
  const { report } = speech.page;
  const scale = scaleBetween(view.from, view.to, [], { lowM: -3, highM: 103 });
  const lines = raisedLevels.map((level) => chanceLine(gauge.decisions, level, scale));
  return picture(`chances-${gauge.station.id}`, report.chances(gauge.station.name), report.chancesText, [
    ...grid(speech, scale),
    ...days(speech, scale, view.commune.timeZone),
    ...changes(view, scale),
    ...lines,
  ]);
}

function picture(id: string, title: string, text: string, parts: readonly Html[]): Html {
  return html`<figure><svg class="chart" viewBox="0 0 ${box.width} ${box.height}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${text}</desc>${parts}</svg><figcaption><strong>${title}.</strong> ${text}</figcaption></figure>`;
}

/** When the level changed, and when the alert ended. */
export function changesOf({ alert }: Pick<ReportView, 'alert'>): Instant[] {
  return alert.events.filter(({ level, from, kind }) => level !== from || kind === 'closed').map(({ at }) => at);
}

function changes(view: ReportView, scale: Scale): Html[] {
  return changesOf(view).map((at) => {
    const x = scale.x(at);
    return html`<line class="now" x1="${x}" x2="${x}" y1="${box.top}" y2="${box.height - box.bottom}" stroke="currentColor"/>`;
  });
}

/** One point a pixel; a stretch without a number is no line. */
function chanceLine(decisions: readonly Decision[], level: RaisedLevel, scale: Scale): Html {
  const stepMs = (scale.to - scale.from) / box.width;
  const stretches: string[][] = [[]];
  let drawnAt: Instant = Number.NEGATIVE_INFINITY;
  for (const { assessment } of decisions) {
    const probability = assessment.chances.find((each) => each.level === level)?.probability ?? null;
    if (probability === null) {
      if (stretches.at(-1)?.length) stretches.push([]);
      continue;
    }
    if (assessment.issuedAt - drawnAt < stepMs) continue;
    drawnAt = assessment.issuedAt;
    stretches.at(-1)?.push(`${scale.x(assessment.issuedAt)},${scale.y(probability * 100)}`);
  }
  return html`${stretches
    .filter((points) => points.length > 0)
    .map((points) => polyline(`chance-line mark-${level}`, points))}`;
}
