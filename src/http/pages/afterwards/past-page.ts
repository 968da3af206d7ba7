import { html } from 'hono/html';
import type { Commune } from '../../../territory/commune.ts';
import type { PastAlert } from '../../../verification/past-events.ts';
import { datedDay, datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { AskedEvent, PastView } from '../../views/afterwards/past-view.ts';
import type { ShownAlerts } from '../../views/afterwards/shown-alerts.ts';
import { areMany, zoneOf } from '../../views/own-communes.ts';
import { doneNotice } from '../form.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { stackTable } from '../table.ts';

export interface PastPage {
  views: readonly PastView[];
  shown: ShownAlerts;
  /** Which communes a person may answer for; others are only looked at. */
  mayAnswer: (commune: string) => boolean;
  person: (id: string) => string;
  saved: boolean;
}

/** Every alert with its report and its truth, of many some on each page; what waits for an answer stands first on the first. */
export function pastPage(speech: Speech, model: PastPage): Html {
  const { past, verification } = speech.page;
  const { language } = speech;
  const { views, shown } = model;
  const isFirst = shown.newer === null;
  const asked = views.filter(({ commune }) => model.mayAnswer(commune.id));
  const without = new Set(views.filter(({ alerts }) => alerts.length === 0).map(({ commune }) => commune));
  const areFolded = areMany(views);
  const told = areFolded
    ? newestFirst(shown.views)
    : shown.views.filter(({ alerts, commune }) => alerts.length > 0 || (isFirst && without.has(commune)));
  return html`<h1>${past.title}</h1>
${doneNotice(model.saved ? past.saved : null)}
${isFirst && asked.length > 0 && html`<section><h2>${past.pending}</h2><p>${past.pendingIntro}</p>${pendingList(speech, asked)}</section>`}
<p>${past.intro}</p>
${shown.years.length > 0 && otherAlerts(speech, shown)}
${told.map((view) => alertTable(speech, view, model))}
${isFirst && areFolded && without.size > 0 && html`<p>${past.noneIn(without.size)}</p>`}
<p class="links">${newerAndOlder(speech, shown)}${asked.length > 0 && html`<a href="/${language}/staff/verification">${verification.link}</a>`} <a href="/${language}/staff/replay">${speech.page.replay.link}</a></p>`;
}

/** What is shown of how many, and the way to the others before what may be a hundred rows. */
function otherAlerts(speech: Speech, shown: ShownAlerts): Html {
  const { past } = speech.page;
  const { views, first, last, of } = shown;
  const times = views.flatMap(({ alerts }) => alerts).map(({ raisedAt }) => raisedAt);
  const timeZone = zoneOf(views.map(({ commune }) => commune));
  const day = (at: number) => datedDay(at, timeZone, speech.language);
  const years = shown.years.map(({ year, query }) => html`<a href="${hrefOf(speech, query)}">${year}</a> `);
  return html`<p><strong>${past.shown(first, last, of)}</strong> ${past.begun(day(Math.min(...times)), day(Math.max(...times)))}</p>
<nav aria-label="${past.others}"><p class="links">${newerAndOlder(speech, shown)}</p><p class="links">${past.fromYear} ${years}</p></nav>`;
}

function newerAndOlder(speech: Speech, { newer, older }: ShownAlerts): Html {
  const { past } = speech.page;
  const link = (query: string | null, text: string) =>
    query !== null && html`<a href="${hrefOf(speech, query)}">${text}</a> `;
  return html`${newer !== null && link('', past.newest)}${newer !== '' && link(newer, past.newer)}${link(older, past.older)}`;
}

function hrefOf({ language }: Speech, query: string): string {
  return `/${language}/staff/alerts${query}`;
}

/** Communes that had an alert: in the order of the file nobody of hundreds finds last night's. */
function newestFirst(views: readonly PastView[]): PastView[] {
  const last = ({ alerts }: PastView) => alerts[0]?.raisedAt ?? 0;
  return views.filter(({ alerts }) => alerts.length > 0).toSorted((a, b) => last(b) - last(a));
}

/** Where nobody ever answers, ten years of alerts wait; the rest of these is folded, for below them stand the alerts themselves. */
const ASKED = 100;
const ASKED_AT_ONCE = 10;

/** Events that nobody has said the truth of, newest first. Also on the page of staff. */
export function pendingList(speech: Speech, views: readonly PastView[]): Html {
  const { past } = speech.page;
  const waiting = views.flatMap(({ commune, events }) =>
    events.filter(({ answer }) => answer === null).map((event) => ({ commune, event })),
  );
  if (waiting.length === 0) return html`<p>✓ ${past.nonePending}</p>`;
  const newest = waiting.toSorted((a, b) => b.event.from - a.event.from).slice(0, ASKED);
  const folded = newest.slice(ASKED_AT_ONCE);
  const others = waiting.length - newest.length;
  return html`${askedList(speech, newest.slice(0, ASKED_AT_ONCE))}
${folded.length > 0 && html`<details><summary>${past.morePending(folded.length)}</summary>${askedList(speech, folded)}</details>`}
${others > 0 && html`<p>${past.olderPending(others)}</p>`}`;
}

function askedList(speech: Speech, waiting: readonly { commune: Commune; event: AskedEvent }[]): Html {
  const { past } = speech.page;
  return html`<ul class="waiting">${waiting.map(
    ({ commune, event }) =>
      html`<li><span>${eventName(speech, commune, event)}</span> <a class="row" href="/${speech.language}/staff/truth/${commune.id}/${event.id}" aria-label="${past.ask} – ${eventName(speech, commune, event)}">${past.ask}</a></li>`,
  )}</ul>`;
}

export function eventName({ page: { past }, language }: Speech, commune: Commune, event: AskedEvent): string {
  const when = (at: number) => datedTime(at, commune.timeZone, language);
  return event.alert === null
    ? past.withoutAlert(commune.name, when(event.from))
    : past.ofAlert(commune.name, when(event.from), when(event.to));
}

function alertTable(speech: Speech, { commune, alerts, events }: PastView, model: PastPage): Html {
  const { past, report } = speech.page;
  const time = (at: number) => datedTime(at, commune.timeZone, speech.language);
  if (alerts.length === 0) return html`<section><h2>${commune.name}</h2><p>${past.none}</p></section>`;
  const raised = ({ id, raisedAt, exercise }: PastAlert) =>
    html`<a class="row" href="/${speech.language}/staff/alerts/${id}/report" aria-label="${past.reportOf(commune.name, time(raisedAt))}">${past.report}</a> ${time(raisedAt)} ${exercise && html`<strong class="bad">${past.exercise}</strong>`}`;
  const closed = ({ closedAt }: PastAlert) =>
    closedAt === null ? html`<strong>${past.stillOn}</strong>` : time(closedAt);
  const truth = (alert: PastAlert) => {
    const asked = events.find(({ id }) => id === alert.id);
    return asked ? truthCell(speech, asked, model) : report.none;
  };
  const table = stackTable(alerts, [
    [past.from, raised],
    [past.to, closed],
    [past.highest, ({ highest }) => levelTag(speech, highest)],
    [past.truth, truth],
  ]);
  return html`<section><h2>${commune.name}</h2>${table}</section>`;
}

function truthCell(speech: Speech, { answer, commune, id }: AskedEvent, model: PastPage): Html {
  const { past } = speech.page;
  const text = answer === null ? past.notAnswered : said(speech, answer);
  const action = answer === null ? past.ask : past.revise;
  return html`${text} ${model.mayAnswer(commune) && html`<a class="row" href="/${speech.language}/staff/truth/${commune}/${id}">${action}</a>`}`;
}

/** An answer in one sentence. */
function said({ page: { past }, words }: Speech, answer: NonNullable<AskedEvent['answer']>): string {
  const flooded = past.answer[answer.flooded];
  return `${answer.reached === null ? flooded : past.upTo(flooded, words.level(answer.reached).name)}.`;
}

/** An answer in full, signed. */
function answerText(
  speech: Speech,
  answer: NonNullable<AskedEvent['answer']>,
  { person, timeZone }: { person: (id: string) => string; timeZone: string },
): Html {
  const { past } = speech.page;
  return html`<p><strong>${past.answeredBy(person(answer.person), datedTime(answer.at, timeZone, speech.language))}</strong></p>
<p>${said(speech, answer)} ${answer.passedAt !== null && past.cameAt(datedTime(answer.passedAt, timeZone, speech.language))} ${answer.flooded === 'not-known' && past.gaugeStands}</p>
${answer.place !== '' && html`<p class="said">${past.place} ${answer.place}</p>`}${answer.note !== '' && html`<p class="said">${answer.note}</p>`}`;
}

/** For a list of answers of which the last is in force. */
export function answerHistory(
  speech: Speech,
  answers: readonly NonNullable<AskedEvent['answer']>[],
  names: { person: (id: string) => string; timeZone: string },
): Html {
  const { past } = speech.page;
  const last = answers.at(-1);
  if (!last) return html`<p>${past.notAnswered}</p>`;
  const earlier = answers.slice(0, -1);
  return html`${answerText(speech, last, names)}${earlier.length > 0 && html`<details><summary>${past.history}</summary>${earlier.map((each) => answerText(speech, each, names))}</details>`}`;
}
