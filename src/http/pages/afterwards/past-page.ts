import { html } from 'hono/html';
import type { Commune } from '../../../territory/commune.ts';
import type { PastAlert } from '../../../verification/past-events.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import type { AskedEvent, PastView } from '../../views/afterwards/past-view.ts';
import { areMany } from '../../views/own-communes.ts';
import { doneNotice } from '../form.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { stackTable } from '../table.ts';

/** Which communes a person may answer for; others are only looked at. */
export interface PastPage {
  views: readonly PastView[];
  mayAnswer: (commune: string) => boolean;
  person: (id: string) => string;
  saved: boolean;
}

/** Every alert with its report and its truth; what waits for an answer first. */
export function pastPage(speech: Speech, model: PastPage): Html {
  const { past, verification } = speech.page;
  const { language } = speech;
  const asked = model.views.filter(({ commune }) => model.mayAnswer(commune.id));
  const told = areMany(model.views) ? newestFirst(model.views) : model.views;
  return html`<h1>${past.title}</h1>
${doneNotice(model.saved ? past.saved : null)}
${asked.length > 0 && html`<section><h2>${past.pending}</h2><p>${past.pendingIntro}</p>${pendingList(speech, asked)}</section>`}
<p>${past.intro}</p>
${told.map((view) => alertTable(speech, view, model))}
${told.length < model.views.length && html`<p>${past.noneIn(model.views.length - told.length)}</p>`}
<p class="links">${asked.length > 0 && html`<a href="/${language}/staff/verification">${verification.link}</a>`} <a href="/${language}/staff/replay">${speech.page.replay.link}</a></p>`;
}

/** Communes that had an alert: in the order of the file nobody of hundreds finds last night's. */
function newestFirst(views: readonly PastView[]): PastView[] {
  const last = ({ alerts }: PastView) => alerts[0]?.raisedAt ?? 0;
  return views.filter(({ alerts }) => alerts.length > 0).toSorted((a, b) => last(b) - last(a));
}

/** Events that nobody has said the truth of. Also on the page of staff. */
export function pendingList(speech: Speech, views: readonly PastView[]): Html {
  const { past } = speech.page;
  const waiting = views.flatMap(({ commune, events }) =>
    events.filter(({ answer }) => answer === null).map((event) => ({ commune, event })),
  );
  if (waiting.length === 0) return html`<p>✓ ${past.nonePending}</p>`;
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
