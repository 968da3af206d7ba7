import { html } from 'hono/html';
import { type AlertEvent, isRaise } from '../../../alert/alert.ts';
import type { Instant } from '../../../lib/clock.ts';
import { isRaisedLevel } from '../../../territory/alert-level.ts';
import type { Network } from '../../../territory/network.ts';
import type { Station } from '../../../territory/station.ts';
import type { StationPhones } from '../../../territory/station-phone.ts';
import type { Names } from '../../../text/words.ts';
import type { Speech } from '../../speech.ts';
import type { ChoiceView } from '../../views/choice-view.ts';
import type { ComingDown } from '../../views/coming-down.ts';
import type { CommuneView } from '../../views/commune-view.ts';
import { areMany, byName } from '../../views/own-communes.ts';
import type { ToldView } from '../../views/told-view.ts';
import { type WaitsFor, waitsFor } from '../../views/urgency.ts';
import { eventList } from '../afterwards/event-list.ts';
import { oldWaterText } from '../clock-behind.ts';
import { exerciseNotice } from '../exercise-notice.ts';
import { doneNotice } from '../form.ts';
import { gaugeSection } from '../gauge-section.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { type Live, liveLink } from '../live-link.ts';
import { officialRow, officialSection } from '../official-section.ts';
import { whatToDoNow } from '../pieces.ts';
import { embedSection } from '../residents/embed-page.ts';
import { riverLine } from '../river/river-line.ts';
import { madeAt } from '../time-tags.ts';
import { broadcastSection } from './broadcast-request.ts';
import { type DecideView, mayorDecide, mayorReopen, type ReopenView } from './mayor-decide.ts';
import { mayorFacts, whyRow } from './mayor-facts.ts';
import { toldSection } from './told-section.ts';
import { whomToRing } from './whom-to-ring.ts';

export interface MayorPage {
  view: CommuneView;
  network: Network;
  /** Whom to ring about the gauges of this river. */
  phones: StationPhones;
  names: Names;
  /** Newest first. */
  events: readonly AlertEvent[];
  told: ToldView;
  decide: Omit<DecideView, 'reached'> | null;
  /** Where all that is judged by now speaks for a lower level than stands. */
  falling: ComingDown | null;
  /** By how much the clocks of gauges that seem silent are ahead, by station. */
  clocksOff: ReadonlyMap<string, number>;
  /** What it is at least, where the clock of the service is behind. */
  clockBehind: Instant | null;
  /** An alert closed by hand that the reader may put in force again. */
  reopen: ReopenView | null;
  /** What the reader has just done. */
  done: string | null;
  live: Live;
  isReplay: boolean;
  /** Whether the town has any way to tell its contacts. */
  hasWays: boolean;
  /** In what office the reader asks for an alert to all phones, and whether all this is real. */
  asking: Omit<Parameters<typeof broadcastSection>[2], 'reached'>;
  /** Where the pages are for all the world. */
  baseUrl: string;
}

export function mayorPage(speech: Speech, model: MayorPage): Html {
  const { page, words, language } = speech;
  const { view, names, decide } = model;
  const { commune, now } = view;
  const here = `/${language}/mayor/${commune.id}`;
  const cause = view.state?.alert
    ? (model.events.find((each) => isRaise(each.kind) || each.kind === 'lowered') ?? null)
    : null;
  return html`${view.exercise && exerciseNotice(speech, view.exercise, now, commune.timeZone)}<h1>${mayorTitle(speech, view)}</h1>
<p class="asof">${page.mayor.updated(words.instant(now, commune.timeZone))}. <span class="no-print"><a href="${here}">${page.mayor.reload}</a> · ${liveLink(speech, model.live)}</span></p>
${oldWaterText(speech, { clockBehind: model.clockBehind, timeZone: commune.timeZone })}
${doneNotice(model.done)}
${decide && toDecide(speech, waitsFor(view.state), model.falling)}
${mayorFacts(speech, view, model)}
${whatToDo(speech, view)}
${model.reopen && mayorReopen(speech, model.reopen)}
${decide ? mayorDecide(speech, { ...decide, reached: model.told.reached }) : view.level === 'normal' && html`<p class="lead">${model.hasWays ? page.mayor.allQuiet : page.mayor.allQuietUntold}</p>`}
${(cause || view.official.length > 0) && html`<dl class="five">${cause && whyRow(speech, model, cause)}${officialRow(speech, view)}</dl>`}
${broadcastSection(speech, view, { ...model.asking, reached: model.told.reached })}
<p class="links"><a href="/${language}/communes/${commune.id}">${page.mayor.publicPage}</a> <a href="/${language}/mayor/${commune.id}/sheet">${page.sheet.link}</a> <a href="/${language}/mayor/${commune.id}/exercise">${page.exercise.link}</a> <a href="/${language}/mayor/${commune.id}/log">${page.log.link}</a> <a href="/${language}/staff/alerts">${page.past.link}</a></p>
${toldSection(speech, model.told, { names, now, isReplay: model.isReplay, hasWays: model.hasWays })}
${riverLine(speech, view, whomToRing(speech, ringable(view), model.phones))}
<section><h2>${page.commune.river}</h2>
${view.gauges.map((gauge) => gaugeSection(speech, gauge, { network: model.network, timeZone: commune.timeZone, now, reaches: view.reaches, readFor: commune }))}</section>
${officialSection(speech, view)}
<section><h2>${page.mayor.log}</h2>${eventList(speech, model.events, { commune: commune.name, names, none: page.mayor.noEvent })}</section>
${embedSection(speech, model.baseUrl, commune)}`;
}

export function mayorTitle(
  { page: { mayor } }: Speech,
  { commune, state }: Pick<CommuneView, 'commune' | 'state'>,
): string {
  return state?.alert ? mayor.title(commune.name) : mayor.titleAtRest(commune.name);
}

/** The town's own gauges, then those above, the nearest first. */
function ringable({ gauges, upstream }: CommuneView): Station[] {
  return [...gauges, ...upstream].map(({ station }) => station);
}

/** What waits for the reader is said before anything is read; a level that is about to fall asks nobody to tell residents of it. */
function toDecide(speech: Speech, asks: WaitsFor | null, falling: ComingDown | null): Html {
  const { decide, awaited } = speech.page.mayor;
  if (asks === null || (asks === 'decision' && falling))
    return html`<p class="links"><a href="#decide">↓ ${decide}</a></p>`;
  return html`<p class="no-print"><a class="button main" href="#decide">↓ ${awaited[asks]}</a></p>`;
}

/** The town's own card, and while a gauge is not seen what that asks for. */
function whatToDo(speech: Speech, { level, commune, gauges, cameDown }: CommuneView): Html | null {
  const { words, language } = speech;
  const unseen = gauges.flatMap(({ notSeenSince }) => (notSeenSince === undefined ? [] : [notSeenSince]));
  const isNew = unseen.length > 0 && unseen.every((since) => since === null);
  const blind = isNew ? words.whileNotSeenYet : words.whileUnseen;
  const isBlind = level === 'unknown' || unseen.length > 0;
  const card = isRaisedLevel(level) ? commune.actionCards[level][language].staff : [];
  const steps = [...(cameDown.staff ? words.whileFalling.staff : card), ...(isBlind ? blind : [])];
  return whatToDoNow(speech, steps);
}

/** A person with several communes chooses; the worst is first, and of two alike the one that waits for somebody. Of many those at normal are folded. */
export function mayorChoice(
  speech: Speech,
  rows: readonly ChoiceView[],
  { now, live }: { now: Instant; live: Live },
): Html {
  const { page, language } = speech;
  const normal = areMany(rows) ? rows.filter(({ level }) => level === 'normal') : [];
  return html`<h1>${page.mayor.choose}</h1>${madeAt(speech, now, rows)}
<p class="links"><a href="/${language}/mayor">${page.mayor.reload}</a> ${liveLink(speech, live)}</p>
${choices(
  speech,
  rows.filter((row) => !normal.includes(row)),
)}
${normal.length > 0 && html`<details><summary>${page.mayor.withoutAlert(normal.length)}</summary>${choices(speech, normal.toSorted(byName(speech)))}</details>`}`;
}

function choices(speech: Speech, rows: readonly ChoiceView[]): Html {
  const { page, language } = speech;
  return html`<ul class="communes">${rows.map(
    ({ commune, level, waitsFor: asks }) =>
      html`<li><a href="/${language}/mayor/${commune.id}"><span class="name">${commune.name}</span> ${levelTag(speech, level)} ${asks && html`<strong class="bad">! ${asks === 'answer' ? page.mayor.unanswered : page.staff.waiting}</strong>`}</a></li>`,
  )}</ul>`;
}
