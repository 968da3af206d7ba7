import { html } from 'hono/html';
import type { AlertEvent } from '../../alert/alert.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { Told } from '../../notification/told-store.ts';
import { isAccepted } from '../../reading/reading.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import type { Names } from '../../text/words.ts';
import type { AlertOutcome } from '../../verification/judge-alert.ts';
import { localHour, wholeHours } from '../local-time.ts';
import type { Speech } from '../speech.ts';
import type { ReportGauge, ReportView } from '../views/report-view.ts';
import { withoutLinks } from '../without-links.ts';
import type { Html } from './layout.ts';
import { levelTag, shortTime, sideways } from './pieces.ts';
import { deliveryText } from './told-section.ts';

const TURNS_SHOWN = 120;
const EVERY_H = 3;

export function outcomeTable(speech: Speech, outcomes: readonly AlertOutcome[], timeZone: string): Html {
  const { report } = speech.page;
  const time = (at: number | null) => (at === null ? html`${report.none}` : shortTime(speech, at, timeZone));
  return html`<table class="stack"><thead><tr><th scope="col">${report.level}</th><th scope="col">${report.raisedAt}</th><th scope="col">${report.passedAt}</th><th scope="col">${report.lead}</th><th scope="col">${report.outcome}</th></tr></thead>
<tbody>${outcomes.map(
    (each) =>
      html`<tr><th scope="row">${levelTag(speech, each.level)}</th><td data-label="${report.raisedAt}">${time(each.raisedAt)}</td><td data-label="${report.passedAt}">${time(each.passedAt)} ${each.by === 'answer' && `(${report.byAnswer})`}</td><td data-label="${report.lead}">${leadText(speech, each.leadTimeH)}</td><td data-label="${report.outcome}"><strong>${report.outcomes[each.outcome]}</strong></td></tr>`,
  )}</tbody></table>`;
}

export function leadText({ page: { report }, words }: Speech, leadTimeH: number | null): string {
  if (leadTimeH === null) return report.none;
  return leadTimeH >= 0 ? words.hours(leadTimeH) : report.after(words.hours(-leadTimeH));
}

/** Charts in words: every three hours the stage and the chance stated for each mark. */
export function courseTable(speech: Speech, view: ReportView, gauge: ReportGauge): Html {
  const { page, words } = speech;
  const { report } = page;
  const { timeZone } = view.commune;
  const hours = wholeHours(view.from, view.to, timeZone).filter((at) => localHour(at, timeZone) % EVERY_H === 0);
  return sideways(
    report.table(gauge.station.name),
    html`<table class="course"><caption>${report.table(gauge.station.name)}</caption>
<thead><tr><th scope="col">${report.time}</th><th scope="col">${report.stage}</th>${raisedLevels.map((level) => html`<th scope="col">${words.level(level).symbol} ${words.level(level).name}</th>`)}</tr></thead>
<tbody>${hours.map((at) => {
      const reading = gauge.readings.findLast((each) => each.observedAt <= at && at - each.observedAt <= HOUR_MS);
      const decision = gauge.decisions.findLast(({ assessment }) => assessment.issuedAt <= at);
      const fresh = decision && at - decision.assessment.issuedAt <= HOUR_MS ? decision : null;
      const chance = (level: string) =>
        fresh?.assessment.chances.find((each) => each.level === level)?.probability ?? null;
      return html`<tr><th scope="row">${shortTime(speech, at, timeZone)}</th><td class="figure">${reading ? `${words.stage(reading.value)}${isAccepted(reading) ? '' : ` (${page.gauge.suspect})`}` : report.none}</td>${raisedLevels.map(
        (level) => {
          const probability = chance(level);
          return html`<td class="figure">${probability === null ? report.none : words.chance(probability)}</td>`;
        },
      )}</tr>`;
    })}</tbody></table>`,
  );
}

export function markTable(speech: Speech, gauge: ReportGauge, timeZone: string): Html {
  const { report } = speech.page;
  return html`<table class="stack"><caption>${report.marks}</caption><thead><tr><th scope="col">${report.level}</th><th scope="col">${report.mark}</th><th scope="col">${report.passedAt}</th></tr></thead>
<tbody>${gauge.marks.map(
    ({ level, markM, passedAt, passageSeen }) =>
      html`<tr><th scope="row">${levelTag(speech, level)}</th><td data-label="${report.mark}">${speech.words.metres(markM)}</td><td data-label="${report.passedAt}">${passedAt === null ? report.never : passageSeen ? shortTime(speech, passedAt, timeZone) : report.before}</td></tr>`,
  )}</tbody></table>`;
}

/** Decisions with their reasons in words: each moment at which a judgement turned. */
export function decisionTable(speech: Speech, view: ReportView, names: Names): Html {
  const { report } = speech.page;
  const turns = view.gauges.flatMap((each) => each.turns).toSorted((a, b) => a.at - b.at);
  const rest = turns.length - TURNS_SHOWN;
  return html`<p>${report.decisionsIntro}</p><table class="stack"><thead><tr><th scope="col">${report.time}</th><th scope="col">${report.station}</th><th scope="col">${report.level}</th><th scope="col">${report.judgement}</th><th scope="col">${report.ground}</th></tr></thead>
<tbody>${turns
    .slice(0, TURNS_SHOWN)
    .map(
      (each) =>
        html`<tr><th scope="row">${shortTime(speech, each.at, names.timeZone)}</th><td data-label="${report.station}">${names.station(each.station)}</td><td data-label="${report.level}">${levelTag(speech, each.level)}</td><td data-label="${report.judgement}">${report.verdict[each.verdict.kind]}</td><td data-label="${report.ground}">${speech.words.reason(each.verdict.reason, names)}</td></tr>`,
    )}</tbody></table>${rest > 0 && html`<p>${report.more(rest)}</p>`}`;
}

export function eventTable(speech: Speech, events: readonly AlertEvent[], commune: string, names: Names): Html {
  const { report, mayor } = speech.page;
  if (events.length === 0) return html`<p>${mayor.noEvent}</p>`;
  return html`<table class="stack"><thead><tr><th scope="col">${report.time}</th><th scope="col">${report.level}</th><th scope="col">${report.event}</th><th scope="col">${report.why}</th></tr></thead>
<tbody>${events.map(
    (each) =>
      html`<tr><th scope="row">${shortTime(speech, each.at, names.timeZone)}</th><td data-label="${report.level}">${levelTag(speech, each.level)}</td><td data-label="${report.event}">${speech.words.event(each, commune, names)}</td><td data-label="${report.why}">${speech.words.reason(each.reason, names)}</td></tr>`,
  )}</tbody></table>`;
}

/** Who was told of what, and whether it arrived; residents are counted, never named. */
export function toldTable(speech: Speech, view: ReportView, names: Names, isReplay: boolean): Html {
  const { report, mayor } = speech.page;
  const rows = view.told.flatMap(({ told }) => told.contacts);
  return html`<table class="stack"><thead><tr><th scope="col">${report.time}</th><th scope="col">${report.person}</th><th scope="col">${report.channel}</th><th scope="col">${report.message}</th><th scope="col">${report.delivered}</th></tr></thead>
<tbody>${rows.map(
    (each) =>
      html`<tr><th scope="row">${shortTime(speech, each.createdAt, names.timeZone)}</th><td data-label="${report.person}">${names.person(each.recipient.id)}</td><td data-label="${report.channel}">${report.channels[each.channel]}</td><td data-label="${report.message}">${messageText(each)}</td><td data-label="${report.delivered}">${deliveryText(speech, each.delivery, names.timeZone)}</td></tr>`,
  )}</tbody></table>
<ul>${view.told
    .filter(({ told }) => told.residents.length > 0)
    .map(
      ({ event, told }) =>
        html`<li>${shortTime(speech, event.at, names.timeZone)} ${told.residents.map((each) => residentsText(speech, each)).join(' ; ')}${told.toResidents.map(messageText)}</li>`,
    )}</ul>${isReplay && html`<p class="hint">${mayor.machineTime}</p>`}`;
}

export function residentsText({ page: { report, staff } }: Speech, each: Told['residents'][number]): string {
  const { channel, count } = each;
  const status = { pending: staff.pendingCount, sent: staff.sentCount, dropped: staff.droppedCount(count) };
  return report.residents(report.channels[channel], count, status[each.status]);
}

function messageText({ subject, text, language }: Told['toResidents'][number]): Html {
  return html`<details lang="${language}"><summary>${subject}</summary><p class="said">${withoutLinks(text)}</p></details>`;
}
