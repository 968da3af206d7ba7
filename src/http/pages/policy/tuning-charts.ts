import { html } from 'hono/html';
import type { ReliabilityRow } from '../../../verification/scores.ts';
import type { ValuePoint } from '../../../verification/tune/cost-loss.ts';
import type { Speech } from '../../speech.ts';
import { round } from '../chart/chart-scale.ts';
import { polyline } from '../chart/drawn-lines.ts';
import type { Html } from '../html.ts';
import { decimal } from '../pieces.ts';
import { percent } from './policy-table.ts';

const box = { width: 360, height: 300, left: 42, right: 10, top: 28, bottom: 36 } as const;
const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];

const x = (share: number) => round(box.left + share * (box.width - box.left - box.right));
const y = (share: number) => round(box.height - box.bottom - Math.max(0, share) * (box.height - box.top - box.bottom));

/** What was said against what came, with the counts behind each point in the table. */
export function reliabilityFigure(speech: Speech, rows: readonly ReliabilityRow[]): Html {
  const { tuning } = speech.page;
  const told = rows.filter((each) => each.stated !== null && each.share !== null);
  const most = Math.log(1 + Math.max(1, ...told.map(({ count }) => count)));
  const drawing = html`<line class="day" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>
${polyline(
  'past',
  told.map(({ stated, share }) => `${x(stated!)},${y(share!)}`),
)}
${told.map(({ stated, share, count }) => html`<circle class="point" cx="${x(stated!)}" cy="${y(share!)}" r="${round(2 + (5 * Math.log(1 + count)) / most)}"/>`)}`;
  const head = tuning.reliability;
  const body = rows.map(
    ({ from, to, count, cameTrue, share }) =>
      html`<tr><th scope="row">${percent(speech, from)} – ${percent(speech, to)}</th><td class="figure">${count.toLocaleString(speech.language)}</td><td class="figure">${cameTrue.toLocaleString(speech.language)}</td><td class="figure">${share === null ? '–' : percent(speech, Math.round(share * 100) / 100)}</td></tr>`,
  );
  const axes = { x: head.stated, y: head.share };
  const heads = [head.stated, head.count, head.cameTrue, head.share];
  const said = { title: tuning.reliabilityTitle, description: tuning.reliabilityDescription };
  return figure(speech, { id: 'reliability', ...said, axes }, drawing, { heads, body });
}

/** Relative economic value over the ratio of cost to loss. */
export function valueFigure(speech: Speech, points: readonly ValuePoint[]): Html {
  const { tuning } = speech.page;
  const line = (of: 'tuned' | 'inForce') =>
    points.flatMap((each) => (each[of] === null ? [] : [`${x(each.costLoss)},${y(each[of])}`]));
  const number = (value: number | null) => decimal(speech, value, 2);
  const drawing = html`${polyline('past', line('tuned'))}${polyline('median', line('inForce'))}`;
  const head = tuning.value;
  const body = points.map(
    ({ costLoss, tuned, inForce }) =>
      html`<tr><th scope="row">${number(costLoss)}</th><td class="figure">${number(tuned)}</td><td class="figure">${number(inForce)}</td></tr>`,
  );
  const axes = { x: head.costLoss, y: tuning.valueAxis };
  const heads = [head.costLoss, head.tuned, head.inForce];
  const said = { title: tuning.valueTitle, description: tuning.valueDescription };
  return figure(speech, { id: 'value', ...said, axes }, drawing, { heads, body });
}

function figure(
  { page, language }: Speech,
  { id, title, description, axes }: { id: string; title: string; description: string; axes: { x: string; y: string } },
  drawing: Html,
  { heads, body }: { heads: readonly string[]; body: readonly Html[] },
): Html {
  return html`<section><h2>${title}</h2><figure><svg class="chart" viewBox="0 0 ${box.width} ${box.height}" role="img" aria-labelledby="${id}-t ${id}-d">
<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
${ticks.map((tick) => html`<line class="grid" x1="${x(0)}" x2="${x(1)}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${box.left - 5}" y="${y(tick) + 4}" text-anchor="end">${tick.toLocaleString(language)}</text><text x="${x(tick)}" y="${box.height - box.bottom + 15}" text-anchor="middle">${tick.toLocaleString(language)}</text>`)}
<text x="4" y="13">↑ ${axes.y}</text><text x="${(box.left + box.width) / 2}" y="${box.height - 4}" text-anchor="middle">${axes.x} →</text>
${drawing}
</svg><figcaption>${description}</figcaption></figure>
<details class="chart-table"><summary>${page.tuning.table} – ${title}</summary><table class="narrow"><caption>${title}</caption><thead><tr>${heads.map((each) => html`<th scope="col">${each}</th>`)}</tr></thead><tbody>${body}</tbody></table></details></section>`;
}
