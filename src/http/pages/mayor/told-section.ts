import { html } from 'hono/html';
import type { Acknowledgement } from '../../../alert/alert.ts';
import type { Instant } from '../../../lib/clock.ts';
import type { Names } from '../../../text/words.ts';
import { clockOf, dayAndTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { deliveryText, whyNotSent } from '../../text/delivery-text.ts';
import type { ToldMachine } from '../../views/told-machines.ts';
import type { ToldContact, ToldView } from '../../views/told-view.ts';
import type { Html } from '../html.ts';
import { caution, inLanguage } from '../pieces.ts';
import { stackTable } from '../table.ts';

/** Who was told, who answered and who is next. `isReplay`: delivery happens in the machine's time, not the river's. */
export function toldSection(
  speech: Speech,
  view: ToldView,
  { names, now, isReplay, hasWays }: { names: Names; now: Instant; isReplay: boolean; hasWays: boolean },
): Html {
  const { mayor } = speech.page;
  return html`<section><h2>${mayor.whoWasTold}</h2>
${ladderLine(speech, view, { names, now, hasWays })}
${view.contacts.length === 0 ? html`<p>${mayor.nobodyYet}</p>` : contactTable(speech, view, names)}
${residentsText(speech, view)}
${view.failing && html`<p class="warning" role="alert">${mayor.residentsFailing(view.failing.residents, whyNotSent(speech.page, view.failing.error))}</p>`}
${view.machines.map((each) => machineText(speech, each, names.timeZone))}
${isReplay && html`<p class="hint">${mayor.machineTime}</p>`}</section>`;
}

/** A mailbox is not looked at at night: each way on its own. */
function residentsText({ page: { mayor, staff } }: Speech, view: ToldView): Html {
  const { offered, residents, unreached, hasTold } = view;
  if (view.isUnread) return caution(staff.messagesUnread);
  if (offered.length === 0) return html`<p class="warning">${mayor.noMail(unreached)}</p>`;
  const isMailAlone = offered.length === 1 && offered.includes('email');
  return html`${(hasTold ? offered : []).map((way) => {
    const { sent, pending, dropped } = residents[way];
    return html`<p>${mayor.residentsSummary(isMailAlone ? null : way, sent, pending, dropped)}</p>`;
  })}
${unreached > 0 && html`<p class="warning">${mayor.unreached(unreached)}</p>`}`;
}

/** A siren that takes nothing sounds for nobody, and has no phone by which anybody would notice. */
function machineText(speech: Speech, { machine, last, isMissed }: ToldMachine, timeZone: string): Html {
  const { mayor } = speech.page;
  if (last === null) return html`<p class="warning" role="alert">⚠ ${mayor.machineNotTold(machine)}</p>`;
  const text = mayor.machineTold(machine, last.subject, deliveryText(speech, last.delivery, timeZone));
  return isMissed ? html`<p class="warning" role="alert">${text}. ${mayor.byHand}</p>` : html`<p>${text}</p>`;
}

/** Who takes care of it, or who is asked when if nobody does. */
function ladderLine(
  speech: Speech,
  { answer, next }: ToldView,
  { names, now, hasWays }: { names: Names; now: Instant; hasWays: boolean },
): Html | null {
  const { mayor } = speech.page;
  const clock = (at: number) => clockOf(speech, at, now, names.timeZone);
  if (answer) return answeredBy(speech, answer, names);
  if (!next) return null;
  if (!hasWays) return html`<p><strong>! ${mayor.nobodyAsked}</strong></p>`;
  const who = next.contacts.map(({ name }) => name).join(', ');
  return html`<p><strong>! ${next.again ? mayor.allAskedAgain(clock(next.dueAt)) : mayor.askedNext(who, clock(next.dueAt))}</strong></p>`;
}

/** Who takes care of the alert, and since when. */
export function answeredBy(
  { page: { mayor }, language }: Speech,
  { person, at }: Pick<Acknowledgement, 'person' | 'at'>,
  names: Names,
): Html {
  return html`<p class="done">✓ ${mayor.acknowledgedBy(names.person(person), dayAndTime(at, names.timeZone, language))}</p>`;
}

function contactTable(speech: Speech, { contacts, answer, next }: ToldView, names: Names): Html {
  const { mayor, exercise, answer: said } = speech.page;
  const at = (instant: number) => dayAndTime(instant, names.timeZone, speech.language);
  // Without an alert that waits for an answer nobody will be.
  const notAsked = next ? mayor.notAskedYet : '–';
  const askedAtOf = (askedAt: number | null) => (askedAt === null ? notAsked : at(askedAt));
  const answerOf = ({ contact: { id, name }, askedAt, played }: ToldContact) => {
    if (played) return played.answeredAt === null ? exercise.answers.notYet : `✓ ${at(played.answeredAt)}`;
    const answeredBy = answer && names.person(answer.person);
    // A contact who logs in answers under the id of an account: it is known by its name.
    if (answer && (answer.person === id || answeredBy === name)) return `✓ ${at(answer.at)}`;
    if (askedAt === null) return '–';
    return answeredBy === null ? mayor.noAnswerYet : mayor.answeredBy(answeredBy);
  };
  const status = ({ ways, last }: ToldContact) => {
    if (ways.length > 1) return html`${byWay(speech, ways, names.timeZone)}`;
    return last ? deliveryText(speech, last.delivery, names.timeZone) : '–';
  };
  return stackTable(contacts, [
    [mayor.person, ({ contact }) => `${contact.name} (${said.roles[contact.role]})`],
    [mayor.askedAt, ({ askedAt, played }) => askedAtOf(played?.event.at ?? askedAt)],
    [mayor.answered, answerOf],
    [mayor.what, ({ last }) => (last ? inLanguage(speech, last.language, last.subject) : '–')],
    [mayor.status, status],
  ]);
}

/** What lies in a mailbox has woken nobody. */
function byWay(speech: Speech, ways: ToldContact['ways'], timeZone: string): Html[] {
  const { mayor } = speech.page;
  return ways.map(
    ({ channel, delivery }, index) =>
      html`${index > 0 && html`<br>`}${mayor.byWay(mayor.ways[channel], deliveryText(speech, delivery, timeZone))}`,
  );
}
