import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import { MINUTE_MS } from '../../../lib/units.ts';
import type { Reached } from '../../../notification/tried/receipts.ts';
import { COMMUNES_APART_MS } from '../../../notification/tried/test-in-turn.ts';
import type { TestRound } from '../../../notification/tried/test-rounds.ts';
import type { Commune } from '../../../territory/commune.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { byName } from '../../views/own-communes.ts';
import { actForm } from '../form.ts';
import type { Html } from '../html.ts';
import { type Live, liveLink } from '../live-link.ts';
import { stackTable } from '../table.ts';
import { datedDayOf } from '../time-tags.ts';
import { isCall, isRefused } from './reached-table.ts';

export const ROUND_PATH = '/staff/test-message/round';
export const RESULTS_PATH = '/staff/test-message/communes';

interface RoundPage {
  own: readonly Commune[];
  csrf: string;
  /** When the last one began that the reader can know of. */
  after: Instant;
  isBusy: boolean;
  /** Was asked for on a page that knew nothing of the last one: nothing was sent. */
  isStale: boolean;
}

/** Asks before a test goes to everybody of all communes. */
export function roundPage(speech: Speech, { own, csrf, after, isBusy, isStale }: RoundPage): Html {
  const { page, language } = speech;
  const contacts = own.reduce((sum, commune) => sum + commune.contacts.length, 0);
  const minutes = Math.ceil((own.length * COMMUNES_APART_MS) / MINUTE_MS);
  const button = { text: page.round.send, className: 'main' };
  const back = html`<p class="links"><a href="/${language}/staff/test-message">${page.round.back}</a> <a href="/${language}${RESULTS_PATH}">${page.round.results}</a></p>`;
  if (isBusy) return html`<h1>${page.round.title}</h1><p class="warning" role="alert">${page.round.busy}</p>${back}`;
  return html`<h1>${page.round.title}</h1>
${isStale && html`<p class="warning" role="alert">${page.round.stale}</p>`}
<p>${page.round.text(contacts, own.length)}</p>
<p>${page.round.paced(minutes)}</p>
${actForm(`/${language}${ROUND_PATH}`, csrf, { after: String(after) }, button)}
${back}`;
}

export interface ResultsPage {
  own: readonly Commune[];
  reached: readonly Reached[];
  /** The test of many communes under way or last over; `null` where there is none, or none of the reader's. */
  round: TestRound | null;
  /** Who asked for it. */
  asker: string;
  /** May stop it. */
  mayStop: boolean;
  csrf: string;
  live: Live | null;
  timeZone: string;
}

/** What came of the last tests, commune by commune: those of whom somebody was refused first, then those who have not answered. */
export function resultsPage(speech: Speech, model: ResultsPage): Html {
  const { page, language } = speech;
  const text = page.round;
  const reached = Map.groupBy(model.reached, ({ commune }) => commune.id);
  const sums = model.own.map((commune) => ({ commune, sum: sumOf(reached.get(commune.id) ?? []) }));
  const sorted = sums
    .toSorted(byName(speech))
    .toSorted((a, b) => b.sum.refused - a.sum.refused || toAsk(b.sum) - toAsk(a.sum));
  const all = sumOf(model.reached);
  const link = ({ commune: { id, name } }: (typeof sums)[number]) =>
    html`<a class="row" href="/${language}/staff/test-message?commune=${id}#reached">${name}</a>`;
  return html`<h1>${text.results}</h1>
${model.round && progress(speech, model, model.round)}
${model.live && html`<p class="asof no-print">${liveLink(speech, model.live)}</p>`}
<p class="lead">${outcome(speech, all)}</p>
<p class="hint">${text.resultsHint}</p>
${stackTable(sorted, [
  [text.commune, link],
  [
    text.tried,
    ({ sum, commune }) => (sum.at === null ? html`–` : html`${datedDayOf(speech, sum.at, commune.timeZone)}`),
  ],
  [text.outcome, ({ sum }) => outcome(speech, sum)],
])}
<p class="links"><a href="/${language}/staff/test-message">${page.test.link}</a> <a href="/${language}${ROUND_PATH}">${text.link}</a></p>`;
}

/** One that was not held to its end is no success. */
const classes = { underWay: 'hint', over: 'done', stopped: 'warning', failed: 'warning' } as const;

function progress(speech: Speech, { asker, mayStop, csrf, own, timeZone }: ResultsPage, round: TestRound): Html {
  const { page, language } = speech;
  const names = own.filter(({ id }) => round.leftOut.includes(id)).map(({ name }) => name);
  const told = page.round[round.ended ?? 'underWay'];
  const at = datedTime(round.startedAt, timeZone, language);
  const stop = { text: page.round.stop, className: 'quiet' };
  return html`<p class="${classes[round.ended ?? 'underWay']}" role="status">${told(asker, at, round.tested, round.communes.length)}${names.length > 0 && html` ${page.round.leftOut(names.length, names.join(', '))}`}</p>
${round.ended === null && mayStop && actForm(`/${language}${ROUND_PATH}/stop`, csrf, {}, stop)}`;
}

/** How many, counted by contact and way. */
interface Sum {
  confirmed: number;
  unanswered: number;
  refused: number;
  called: number;
  onItsWay: number;
  untried: number;
  /** Of the last test. */
  at: Instant | null;
}

function sumOf(reached: readonly Reached[]): Sum {
  const sum: Sum = { confirmed: 0, unanswered: 0, refused: 0, called: 0, onItsWay: 0, untried: 0, at: null };
  for (const each of reached) {
    // Earlier versions put no call on record: of one that is not there nobody knows that it was never tried.
    if (isCall(each) && each.tried === null) continue;
    sum[kindOf(each)] += 1;
    if (each.tried) sum.at = Math.max(sum.at ?? 0, each.tried.at);
  }
  return sum;
}

function kindOf(each: Reached): Exclude<keyof Sum, 'at'> {
  if (each.tried === null) return 'untried';
  if (each.tried.isConfirmed) return 'confirmed';
  if (isRefused(each)) return 'refused';
  if (each.tried.delivery.status === 'pending') return 'onItsWay';
  return isCall(each) ? 'called' : 'unanswered';
}

function toAsk({ unanswered, untried, onItsWay }: Sum): number {
  return unanswered + untried + onItsWay;
}

function outcome({ page: { round } }: Speech, sum: Sum): Html {
  const said = [
    sum.refused > 0 && html`<strong class="bad">✗ ${round.refused(sum.refused)}</strong>`,
    sum.untried > 0 && html`${round.untried(sum.untried)}`,
    sum.unanswered > 0 && html`${round.unanswered(sum.unanswered)}`,
    sum.onItsWay > 0 && html`${round.onItsWay(sum.onItsWay)}`,
    sum.called > 0 && html`${round.called(sum.called)}`,
    sum.confirmed > 0 && html`✓ ${round.confirmed(sum.confirmed)}`,
  ].filter((each) => each !== false);
  if (said.length === 0) return html`${round.noContacts}`;
  return html`${said.map((each, index) => html`${index > 0 && ', '}${each}`)}`;
}
