import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import { iso } from '../../../lib/units.ts';
import type { Nth } from '../../../reading/local-instant.ts';
import type { Reading } from '../../../reading/reading.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { Station } from '../../../territory/station.ts';
import type { Speech } from '../../speech.ts';
import type { ChanceView } from '../../views/chance-view.ts';
import type { Outweighed } from '../../views/outweighed.ts';
import type { ReadLine } from '../../views/read-view.ts';
import { describedBy, doneNotice, problemNotice, token, typedNext } from '../form.ts';
import type { Html } from '../html.ts';
import { stackTable } from '../table.ts';
import { seenAt } from '../time-tags.ts';
import { whichOfTwo } from '../which-of-two.ts';

interface AtGauge {
  commune: Commune;
  station: Station;
  now: Instant;
  csrf: string;
  /** An exercise runs in the commune. */
  isPlaying: boolean;
  problem: string | null;
}

/** As typed. */
interface TypedRead {
  stage: string;
  at: string;
  atWhich?: Nth | undefined;
}

export interface ReadPage extends AtGauge {
  done: string | null;
  inAlert: boolean;
  values: TypedRead;
  /** The water may stand below the zero of the gauge. */
  isNearZero: boolean;
  /** The hour that was typed came twice. */
  isTwice: boolean;
  /** Newest first. */
  lately: readonly ReadLine[];
  person: (id: string) => string;
}

/** A person enters what they read at the painted gauge: in the dark, on a phone, with wet hands. */
export function readPage(speech: Speech, model: ReadPage): Html {
  const { read } = speech.page;
  const { commune, station, now } = model;
  const time = (at: Instant) => seenAt(speech, at, now, commune.timeZone);
  const table = stackTable(model.lately, [
    [read.time, ({ observedAt }) => time(observedAt)],
    [read.level, ({ stageM }) => speech.words.stage(stageM), 'figure'],
    [speech.page.staff.who, ({ person }) => model.person(person)],
    [read.state, ({ state }) => `${state === 'counts' ? '✓' : '✗'} ${read.states[state]}`],
  ]);
  return html`<h1>${read.title(station.name)}</h1>
${doneNotice(model.done)}${model.done !== null && back(speech, model)}
${problemNotice(model.problem)}
<p>${read.intro}</p>
${model.isPlaying && html`<p class="warning" role="note">${read.exercise}</p>`}
${lookForm(speech, model)}
<section><h2>${read.lately}</h2>${model.lately.length === 0 ? html`<p>${read.none}</p>` : table}
<p class="hint">${read.mistake}</p></section>
${model.done === null && back(speech, model)}`;
}

function lookForm(speech: Speech, model: ReadPage): Html {
  const {
    page: { read },
    words,
    language,
  } = speech;
  const { commune, station, values, problem } = model;
  // The digits of some phones have no minus.
  return html`<form method="post" action="${addressOf(language, commune, station)}">
${token(model.csrf)}
<label for="stage">${read.stage}</label>
<input class="short" id="stage" name="stage" required${!model.isNearZero && html` inputmode="decimal"`} autocomplete="off" maxlength="20" value="${values.stage}"${describedBy(problem, 'stage-hint')}${!model.isTwice && typedNext(problem)}>
<p class="hint" id="stage-hint">${read.stageHint(words.metres(station.minValue), words.metres(station.maxValue))}</p>
<label for="at">${read.at}</label>
<input id="at" name="at" type="datetime-local" required value="${values.at}"${describedBy(problem, 'at-hint')}>
<p class="hint" id="at-hint">${read.atHint}</p>
${model.isTwice && whichOfTwo(speech, { name: 'at', text: values.at, which: values.atWhich, timeZone: commune.timeZone })}
<button class="main big">${read.look}</button>
</form>`;
}

export interface ReadConfirmPage extends AtGauge {
  /** The same as it stands in the form before. */
  typed: TypedRead;
  stageM: number;
  observedAt: Instant;
  last: Reading | null;
  /** The highest mark of the commune that it reaches. */
  passed: Pick<ChanceView, 'level' | 'markM'> | null;
  outweighed: Outweighed | null;
}

/** A mistyped 34 for 3.4 must not raise danger to life: what was typed is shown beside what was known. Nothing is saved yet. */
export function readConfirmPage(speech: Speech, model: ReadConfirmPage): Html {
  const { page, words, language } = speech;
  const { read } = page;
  const { commune, station, stageM, observedAt, passed, now } = model;
  const at = seenAt(speech, observedAt, now, commune.timeZone);
  const here = addressOf(language, commune, station);
  return html`<h1>${read.confirmTitle}</h1>
${problemNotice(model.problem)}
<p class="stage"><strong class="number">${read.readAt(words.stage(stageM), at)}</strong><br>${station.name}</p>
<p>${comparison(speech, model)}</p>
${passed ? html`<p class="warning" role="note">${whatFollows(speech, model, passed)}</p>` : html`<p>${read.passesNone}</p>`}
<form method="post" action="${here}/enter">
${token(model.csrf)}
<input type="hidden" name="stageM" value="${stageM}"><input type="hidden" name="observedAt" value="${iso(observedAt)}"><input type="hidden" name="madeAt" value="${iso(now)}">
${
  model.isPlaying &&
  html`<p class="warning" role="note">${read.exercise}</p><p><span class="choice"><input type="checkbox" id="notPlayed" name="notPlayed" value="yes" required${describedBy(model.problem)}><label for="notPlayed">${read.notPlayed}</label></span></p>`
}
<button class="main big">${read.enter}</button>
</form>
<p><a class="row" href="${here}${asQuery(model.typed)}">${read.change}</a></p>`;
}

/** Of an address that shows the form as it was filled in. */
export function asQuery({ stage, at, atWhich }: TypedRead): string {
  return `?${new URLSearchParams({ stage, at, ...(atWhich && { atWhich }) }).toString()}`;
}

function whatFollows(
  speech: Speech,
  { outweighed, now, commune }: ReadConfirmPage,
  { level, markM }: Pick<ChanceView, 'level' | 'markM'>,
): string {
  const {
    page: { read },
    words,
  } = speech;
  const mark = [words.level(level).name, words.metres(markM)] as const;
  if (outweighed === null) return read.passes(...mark);
  if (outweighed === 'closed') return read.passedBefore(...mark);
  const time = seenAt(speech, outweighed.observedAt, now, commune.timeZone);
  const since = outweighed.byPerson ? read.passedPerson : read.passedSensor;
  return since(...mark, words.stage(outweighed.stageM), time);
}

function comparison(speech: Speech, { stageM, last, now, commune }: ReadConfirmPage): string {
  const { page, words } = speech;
  if (!last) return page.read.noLast;
  const time = seenAt(speech, last.observedAt, now, commune.timeZone);
  const stage = words.stage(last.value);
  const difference = stageM - last.value;
  if (Math.abs(difference) < 0.005) return page.read.same(stage, time);
  return page.read[difference > 0 ? 'above' : 'below'](words.metres(Math.abs(difference)), stage, time);
}

export function addressOf(language: string, { id }: Commune, station: Station): string {
  return `/${language}/mayor/${id}/gauges/${station.id}`;
}

function back({ page, language }: Speech, { commune, inAlert }: ReadPage): Html {
  return html`<p><a class="row" href="/${language}/mayor/${commune.id}">${page.read.back(inAlert)}</a></p>`;
}
