import { html } from 'hono/html';
import type { AlertEvent } from '../../../alert/alert.ts';
import type { Instant } from '../../../lib/clock.ts';
import { HOUR_MS } from '../../../lib/units.ts';
import type { OutboxRow } from '../../../notification/outbox.ts';
import type { Told } from '../../../notification/told-store.ts';
import { isAccepted, isByPerson, isRead, type Reading } from '../../../reading/reading.ts';
import { raisedLevels } from '../../../territory/alert-level.ts';
import type { Names } from '../../../text/words.ts';
import type { AlertOutcome } from '../../../verification/judge-alert.ts';
import { dayAndTime, localHour, wholeHours } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { deliveryText } from '../../text/delivery-text.ts';
import { withoutLinks } from '../../text/without-links.ts';
import type { ReportGauge, ReportView } from '../../views/afterwards/report-view.ts';
import type { Html } from '../html.ts';
import { levelTag } from '../level-tags.ts';
import { caution, sideways } from '../pieces.ts';
import { stackTable } from '../table.ts';
import { shortTime } from '../time-tags.ts';
import { changesOf } from './report-chart.ts';
import { onePerSecond, timesApart } from './times-apart.ts';

const TURNS_SHOWN = 120;
const EVERY_H = 3;

export function outcomeTable(speech: Speech, view: ReportView): Html {
  const { report } = speech.page;
  const { outcomes } = view;
  const { timeZone } = view.commune;
  const time = (at: number | null) => (at === null ? report.none : shortTime(speech, at, timeZone));
  return stackTable(outcomes, [
    [report.level, ({ level }) => levelTag(speech, level)],
    [report.raisedAt, ({ raisedAt }) => time(raisedAt)],
    [report.passedAt, ({ passedAt, by }) => html`${time(passedAt)} ${by === 'answer' && `(${report.byAnswer})`}`],
    [report.lead, (each) => html`${leadText(speech, each.leadTimeH)}${residentsLead(speech, view, each)}`],
    [report.outcome, ({ outcome }) => html`<strong>${report.outcomes[outcome]}</strong>`],
  ]);
}

/** Theirs is another: they are told by a decision, and only once a server has taken it. */
function residentsLead(speech: Speech, view: ReportView, { level, passedAt }: AlertOutcome): Html | null {
  if (passedAt === null) return null;
  const { handedOver } = speech.page;
  const heardAt = view.residentsHeardAt(level, passedAt);
  const text = heardAt === null ? handedOver.never : handedOver.lead(leadText(speech, (passedAt - heardAt) / HOUR_MS));
  return html`<br>${text}`;
}

export function leadText({ page: { report }, words }: Speech, leadTimeH: number | null): string {
  if (leadTimeH === null) return report.none;
  return leadTimeH >= 0 ? words.hours(leadTimeH) : report.after(words.hours(-leadTimeH));
}

/**
 * Charts in words, the stage and the chance stated for each mark: every three hours, when the level of the alert changed, and at the highest.
 * A flash flood is over between two of the hours.
 */
export function courseTable(speech: Speech, view: ReportView, gauge: ReportGauge): Html {
  const { page, words } = speech;
  const { report } = page;
  const { timeZone } = view.commune;
  const hours = wholeHours(view.from, view.to, timeZone).filter((at) => localHour(at, timeZone) % EVERY_H === 0);
  // The ring of each level that a person read has its line too.
  const reads = gauge.readings.filter(isRead);
  const peak = gauge.peak ? [gauge.peak.observedAt] : [];
  const times = onePerSecond([...hours, ...changesOf(view), ...peak, ...reads.map(({ observedAt }) => observedAt)]);
  const time = timesApart(speech, times, timeZone);
  return sideways(
    report.table(gauge.station.name),
    html`<table><caption>${report.table(gauge.station.name)}</caption>
<thead><tr><th scope="col">${report.time}</th><th scope="col">${report.stage}</th>${raisedLevels.map((level) => html`<th scope="col">${words.level(level).symbol} ${words.level(level).name}</th>`)}</tr></thead>
<tbody>${times.map((at) => {
      const reading = gauge.readings.findLast((each) => each.observedAt <= at && at - each.observedAt <= HOUR_MS);
      const decision = gauge.decisions.findLast(({ assessment }) => assessment.issuedAt <= at);
      const fresh = decision && at - decision.assessment.issuedAt <= HOUR_MS ? decision : null;
      const chance = (level: string) =>
        fresh?.assessment.chances.find((each) => each.level === level)?.probability ?? null;
      return html`<tr><th scope="row">${time(at)}</th><td class="figure">${reading ? `${words.stage(reading.value)}${remarkOn(speech, reading)}` : report.none}</td>${raisedLevels.map(
        (level) => {
          const probability = chance(level);
          return html`<td class="figure">${probability === null ? report.none : words.chance(probability)}</td>`;
        },
      )}</tr>`;
    })}</tbody></table>`,
  );
}

function remarkOn({ page: { gauge, read } }: Speech, reading: Reading): string {
  if (!isAccepted(reading)) return ` (${gauge.suspect})`;
  return isByPerson(reading) ? ` (${read.observed})` : '';
}

export function markTable(speech: Speech, gauge: ReportGauge, timeZone: string): Html {
  const { report } = speech.page;
  const passed = ({ passedAt, passageSeen }: ReportGauge['marks'][number]) => {
    if (passedAt === null) return report.never;
    return passageSeen ? shortTime(speech, passedAt, timeZone) : report.before;
  };
  return stackTable(
    gauge.marks,
    [
      [report.level, ({ level }) => levelTag(speech, level)],
      [report.mark, ({ markM, otherM }) => markText(speech, markM, otherM)],
      [report.passedAt, passed],
    ],
    report.marks,
  );
}

function markText({ page: { report }, words }: Speech, markM: number, otherM: readonly number[]): string {
  const now = words.metres(markM);
  return otherM.length === 0 ? now : `${now} ${report.thenAt(otherM.map((each) => words.metres(each)).join(', '))}`;
}

/** Decisions with their reasons in words: each moment at which a judgement turned. */
export function decisionTable(speech: Speech, view: ReportView, names: Names): Html {
  const { report } = speech.page;
  const turns = view.gauges.flatMap((each) => each.turns).toSorted((a, b) => a.at - b.at);
  const rest = turns.length - TURNS_SHOWN;
  const shown = turns.slice(0, TURNS_SHOWN);
  const time = timesApart(
    speech,
    shown.map(({ at }) => at),
    names.timeZone,
  );
  const table = stackTable(shown, [
    [report.time, ({ at }) => time(at)],
    [report.station, ({ station }) => names.station(station)],
    [report.level, ({ level }) => levelTag(speech, level)],
    [report.judgement, ({ verdict }) => report.verdict[verdict.kind]],
    [report.ground, ({ verdict }) => speech.words.reason(verdict.reason, names)],
  ]);
  return html`<p>${report.decisionsIntro}</p>${table}${rest > 0 && html`<p>${report.more(rest)}</p>`}`;
}

export function eventTable(speech: Speech, events: readonly AlertEvent[], commune: string, names: Names): Html {
  const { report, mayor } = speech.page;
  if (events.length === 0) return html`<p>${mayor.noEvent}</p>`;
  const time = timesApart(
    speech,
    events.map(({ at }) => at),
    names.timeZone,
  );
  return stackTable(events, [
    [report.time, ({ at }) => time(at)],
    [report.level, ({ level }) => levelTag(speech, level)],
    [report.event, (each) => speech.words.event(each, commune, names)],
    [report.why, ({ reason }) => speech.words.reason(reason, names)],
  ]);
}

/** Who was told of what, and whether it arrived; residents are counted, never named. */
export function toldTable(speech: Speech, view: Pick<ReportView, 'told'>, names: Names, isReplay: boolean): Html {
  const { report, mayor } = speech.page;
  const rows = view.told.flatMap(({ told }) => [...told.contacts, ...told.machines]);
  const time = timesApart(
    speech,
    [...rows.map(({ createdAt }) => createdAt), ...view.told.map(({ event }) => event.at)],
    names.timeZone,
  );
  const table = stackTable(rows, [
    [report.time, ({ createdAt }) => time(createdAt)],
    [report.person, (each) => recipientName(speech, each, names)],
    [report.channel, ({ channel }) => report.channels[channel]],
    // What a machine was told is JSON; its headline is what is read.
    [report.message, (each) => (each.channel === 'webhook' ? each.subject : messageText(each))],
    [report.delivered, ({ delivery }) => deliveryText(speech, delivery, names.timeZone)],
  ]);
  const isUnread = view.told.some(({ told }) => told.isPartlyUnread);
  const isAnybody = rows.length > 0 || view.told.some(({ told }) => told.residents.length > 0);
  return html`${isUnread && caution(report.toldUnread)}${isAnybody || isUnread ? table : html`<p>${report.toldNobody}</p>`}
<ul>${view.told
    .filter(({ told }) => told.residents.length > 0)
    .map(
      ({ event, told }) =>
        html`<li>${time(event.at)} ${told.residents.map((each) => residentsText(speech, each, names.timeZone)).join(' ; ')}${told.toResidents.map((each) => toResidentsText(speech, each))}</li>`,
    )}</ul>${isReplay && html`<p class="hint">${mayor.machineTime}</p>`}`;
}

export function recipientName(
  { page: { staff } }: Speech,
  { recipient }: Pick<OutboxRow, 'recipient'>,
  names: Names,
): string {
  return recipient.kind === 'webhook' ? staff.machine(recipient.id) : names.person(recipient.id);
}

/** How many, and from when to when they were handed over: one that waits for a server arrives long after it was decided. */
export function residentsText(speech: Speech, each: Told['residents'][number], timeZone: string): string {
  const { report, staff, handedOver } = speech.page;
  const { channel, count, firstSentAt, lastSentAt } = each;
  const status = { pending: staff.pendingCount, sent: staff.sentCount, dropped: staff.droppedCount };
  const became = each.isNeedless ? staff.needlessCount : status[each.status];
  const text = report.residents(report.channels[channel], count, became);
  if (each.status !== 'sent' || firstSentAt === null || lastSentAt === null) return text;
  const time = (at: Instant) => dayAndTime(at, timeZone, speech.language);
  return `${text} ${handedOver.byMachine(time(firstSentAt), time(lastSentAt))}`;
}

/** The same event by mail and, shorter, by text message and notification. */
function toResidentsText({ page: { report } }: Speech, each: Told['toResidents'][number]): Html {
  const subject = each.channel === 'email' ? each.subject : `${each.subject} (${report.channels[each.channel]})`;
  return messageText({ ...each, subject });
}

function messageText({
  subject,
  text,
  language,
}: Pick<Told['toResidents'][number], 'subject' | 'text' | 'language'>): Html {
  return html`<details lang="${language}"><summary>${subject}</summary><p class="said">${withoutLinks(text)}</p></details>`;
}
