import { html } from 'hono/html';
import type { Speech } from '../../speech.ts';
import { findingText } from '../../text/finding-text.ts';
import { areMany, byName } from '../../views/own-communes.ts';
import type { ListedGauge, TunedGauge } from '../../views/tuning-view.ts';
import { actForm } from '../form.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { type Live, liveLink } from '../live-link.ts';
import { backToStaff } from '../pieces.ts';

export interface TuningList {
  gauges: readonly ListedGauge[];
  person: (id: string) => string;
  csrf: string;
  /** While a run goes on: the one at a time is taken. */
  live: Live | null;
}

/** Every gauge that the reader may tune: what the watch found, how the last run went, and its levels. Of many those of which there is nothing to tell are folded. */
export function tuningList(speech: Speech, model: TuningList): Html {
  const { page } = speech;
  const { gauges } = model;
  const untold = areMany(gauges) ? gauges.filter(isUntold) : [];
  return html`<h1>${page.tuning.title}</h1><p>${page.tuning.intro}</p>
${model.live && html`<p class="asof">${liveLink(speech, model.live)}</p>`}
${model.live && gauges.every(({ share }) => share === null) && html`<p role="status">${page.tuning.busy}</p>`}
${gauges.filter((gauge) => !untold.includes(gauge)).map((gauge) => gaugeSection(speech, model, gauge))}
${untold.length > 0 && html`<details><summary>${page.tuning.untold(untold.length)}</summary>${untold.toSorted(byName(speech)).map((gauge) => gaugeSection(speech, model, gauge))}</details>`}
${backToStaff(speech)}`;
}

function isUntold({ run, share, findings }: ListedGauge): boolean {
  return run === null && share === null && findings.length === 0;
}

function gaugeSection(speech: Speech, model: TuningList, gauge: ListedGauge): Html {
  const { page, language, words } = speech;
  const { commune, station, stationName, tuned, share } = gauge;
  const at = `/${language}/staff/tuning/${commune.id}/${station}`;
  const name = `${commune.name} – ${stationName}`;
  return html`<section><h2>${name}</h2>
${findingList(speech, gauge)}
${
  share !== null
    ? html`<p role="status"><progress max="100" value="${Math.round(share * 100)}" aria-label="${page.tuning.title}"></progress> ${page.tuning.running(Math.round(share * 100))}</p>`
    : html`<p>${runText(speech, model, gauge)}</p>`
}
${
  tuned.length > 0 &&
  html`<ul>${tuned.map(
    ({ level, markM }) =>
      html`<li><a class="row" href="${at}/${level}">${levelTag(speech, level)} ${words.metres(markM)}</a></li>`,
  )}</ul>`
}
${share === null && model.live === null && actForm(`${at}/start`, model.csrf, {}, { text: page.tuning.start, className: 'plain', of: name, hint: page.tuning.startHint })}
</section>`;
}

function runText({ page, words }: Speech, { person }: TuningList, { run, commune }: ListedGauge): string {
  if (!run) return page.tuning.never;
  if (run.failure !== null) return page.tuning.failure[run.failure];
  return run.doneAt === null
    ? page.tuning.failure.stopped
    : page.tuning.done(words.instant(run.doneAt, commune.timeZone), person(run.askedBy));
}

/** What the daily watch found, said where it is acted on. */
export function findingList(
  speech: Speech,
  { findings }: Pick<TunedGauge, 'findings'>,
  link: string | null = null,
): Html | null {
  if (findings.length === 0) return null;
  return html`<div class="warning"><ul>${findings.map(
    ({ level, finding }) => html`<li>! ${speech.words.level(level).name} : ${findingText(speech, finding)}</li>`,
  )}</ul>${link !== null && html`<p><a class="row" href="${link}">${speech.page.tuning.tuneAgain}</a></p>`}</div>`;
}
