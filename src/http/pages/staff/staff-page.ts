import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import type { OutboxRow } from '../../../notification/outbox.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { areMany } from '../../views/own-communes.ts';
import type { PastView } from '../../views/past-view.ts';
import type { StaffView, StationRow } from '../../views/staff-view.ts';
import { pendingList } from '../afterwards/past-page.ts';
import { doneNotice } from '../form.ts';
import type { Html } from '../layout.ts';
import { addressOf } from '../mayor/read-page.ts';
import { ringLink } from '../mayor/whom-to-ring.ts';
import { decimal, gaugeState, isAtLimit, type LiveLink, liveLink, madeAt, trendOfGauge, valueOf } from '../pieces.ts';
import { policyTables } from '../policy/policy-table.ts';
import { findingList } from '../policy/tuning-list.ts';
import { basinMap } from '../river/basin-map.ts';
import { travelTable } from '../river/travel-table.ts';
import { stackTable } from '../table.ts';
import { deliveryText, whyNotSent } from '../told-section.ts';
import { communeTable } from './commune-table.ts';
import { feedTable } from './feed-table.ts';

export interface StaffPage {
  view: StaffView;
  person: (id: string) => string;
  station: (id: string) => string;
  done: string | null;
  live: LiveLink;
  /** What is asked after each event. */
  past: readonly PastView[];
}

/** All that is watched, worst first. */
export function staffPage(speech: Speech, model: StaffPage): Html {
  const { page, language } = speech;
  const { view } = model;
  const map = basinMap(speech, view);
  return html`<h1>${page.staff.title}</h1>
${madeAt(speech, view.now, view.communes)}
<p class="asof no-print">${liveLink(speech, model.live)}</p>
${areMany(view.communes) && html`<p class="links">${map && html`<a href="#map">${page.map.title}</a> `}<a href="#stations">${page.staff.stations}</a> <a href="#messages">${page.staff.deliveries}</a> <a href="#policy">${page.staff.policy}</a></p>`}
${doneNotice(model.done)}
${diskText(speech, view)}
${findingList(speech, view, `/${language}/staff/tuning`)}
<section><h2>${page.staff.communes}</h2>${communeTable(speech, model)}</section>
${map}
<section><h2>${page.past.pending}</h2>${pendingList(speech, model.past)}<p class="links"><a href="/${language}/staff/alerts">${page.past.link}</a> <a href="/${language}/staff/replay">${page.replay.link}</a> <a href="/${language}/staff/verification">${page.verification.link}</a></p></section>
<section id="stations"><h2>${page.staff.stations}</h2>${fitText(speech, model)}${stationTables(speech, model)}</section>
<section><h2>${page.travel.title}</h2>${travelTimes(speech, model)}</section>
${asksServices(view) && html`<section><h2>${page.feeds.title}</h2>${feedTable(speech, view, model.station)}</section>`}
<section id="messages"><h2>${page.staff.deliveries}</h2>${untoldMachines(speech, view)}${outdatedBrowsers(speech, view)}${deliveries(speech, model)}<p class="links"><a href="/${language}/staff/test-message">${page.test.link}</a></p></section>
<section><h2>${page.staff.rejections}</h2>${rejectionCounts(speech, view)}</section>
<section id="policy"><h2>${page.staff.policy}</h2>${policyTables(speech, { ...model, ...rulesShown(view) })}</section>
<p class="links"><a href="/${language}/staff/tuning">${page.tuning.link}</a> <a href="/${language}/staff/policies">${page.staff.policyHistory}</a> <a href="/${language}/staff/record">${page.staff.record}</a></p>`;
}

function asksServices({ feeds, communes }: StaffView): boolean {
  return feeds.length > 0 || communes.some(({ official }) => official.length > 0);
}

/** The rules of many communes stand on a page of their own. */
function rulesShown({ policy, communes }: StaffView) {
  const own = communes.map(({ commune }) => commune);
  return { policy, own, shown: areMany(own) ? [] : own };
}

/** Of many those that work and do not rise are folded. */
function stationTables(speech: Speech, { view }: StaffPage): Html {
  const { stations } = view;
  if (!areMany(stations)) return stationTable(speech, view, stations);
  const [quiet, told] = [stations.filter(isQuiet), stations.filter((each) => !isQuiet(each))];
  return html`${told.length > 0 && stationTable(speech, view, told)}
${quiet.length > 0 && html`<details><summary>${speech.page.staff.quietStations(quiet.length)}</summary>${stationTable(speech, view, quiet)}</details>`}`;
}

function isQuiet(row: StationRow): boolean {
  const { freshness, suspect, suppression, trend } = row;
  return freshness === 'fresh' && !suspect && suppression === null && !isAtLimit(row) && trend?.direction !== 'rising';
}

function stationTable(speech: Speech, view: StaffView, rows: readonly StationRow[]): Html {
  const { page, words } = speech;
  const { gauge, staff } = page;
  return stackTable(rows, [
    [gauge.station, ({ station, phone }) => html`${station.name}${phone && html`<br>${ringLink(phone)}`}`],
    [gauge.state, (each) => html`${gaugeState(speech, each)}${whyDoubted(speech, each)}`],
    [gauge.lastStage, (each) => valueOf(speech, each), 'figure'],
    [gauge.trend, (each) => trendOfGauge(speech, each)],
    [gauge.age, ({ ageMs }) => (ageMs === null ? '–' : words.age(ageMs))],
    [staff.device, (each) => deviceText(speech, each, view.now)],
    [staff.watchedBy, (each) => watchers(speech, each)],
    [staff.change, (each) => (each.mayChange ? changeLinks(speech, each) : '–')],
  ]);
}

/** Nothing where it is told by something else that the gauge is not to be believed. */
function whyDoubted({ words }: Speech, { suspect, freshness, suppression, latest }: StationRow): Html | false {
  if (!suspect || latest === null || freshness !== 'fresh' || suppression !== null) return false;
  return html`<br><small>${words.doubts(latest.tests)}</small>`;
}

/** A gauge far upstream warns hundreds of communes. */
function watchers({ page: { staff } }: Speech, { watchedBy }: StationRow): Html | string {
  const names = watchedBy.join(', ') || '–';
  if (!areMany(watchedBy)) return names;
  return html`<details><summary>${staff.watchers(watchedBy.length)}</summary>${names}</details>`;
}

function travelTimes(speech: Speech, { view: { reaches }, station }: StaffPage): Html {
  const table = travelTable(speech, reaches, station);
  if (!areMany(reaches)) return table;
  return html`<details><summary>${speech.page.travel.reaches(reaches.length)}</summary>${table}</details>`;
}

/** `false` while there is room. */
function diskText({ page: { staff } }: Speech, { disk }: StaffView): Html | false {
  return disk.isLow && html`<p class="warning" role="note">${staff.diskLow(Math.floor(disk.freeBytes / 1e6))}</p>`;
}

/** Learning is told while it goes on, or where it fails, and what it found of the gauges' settings. */
function fitText({ page: { staff } }: Speech, { view: { fit, stations } }: StaffPage): readonly Html[] {
  const { fittedAt, isFailing, learning } = fit;
  const going = learning === null ? null : staff.learning(learning.gauges, learning.of);
  const says = going ?? (isFailing ? staff.learningFailed : null);
  const told = html`<p class="${isFailing ? 'warning' : 'hint'}" role="note">${says} ${fittedAt === null && staff.unlearned}</p>`;
  const tooSmall = stations.flatMap(({ station }) => {
    const times = fit.outgrown.find(({ id }) => id === station.id)?.times;
    return times === undefined ? [] : [html`<p class="warning" role="note">${staff.outgrown(station.name, times)}</p>`];
  });
  return says === null ? tooSmall : [told, ...tooSmall];
}

function changeLinks({ page, language }: Speech, { station, readFor }: StationRow): Html {
  const { id, name } = station;
  const at = `/${language}/staff/stations/${id}`;
  return html`<span class="no-print"><a class="row" href="${at}/suppressions" aria-label="${page.suppression.link} – ${name}">${page.suppression.link}</a> <a class="row" href="${at}/exclusions" aria-label="${page.exclusion.link} – ${name}">${page.exclusion.link}</a> <a class="row" href="${at}/imports" aria-label="${page.imports.link} – ${name}">${page.imports.link}</a>${readFor && html` <a class="row" href="${addressOf(language, readFor, station)}" aria-label="${page.read.link} – ${name}">${page.read.link}</a>`}</span>`;
}

/** How the sensor itself does; a station that sends Amont's own JSON says nothing of it. */
function deviceText(speech: Speech, { device }: StationRow, now: Instant): string {
  if (!device) return '–';
  const { staff } = speech.page;
  const number = (value: number) => decimal(speech, value);
  return [
    staff.seenBefore(speech.words.age(now - device.lastSeenAt)),
    device.batteryV === null ? null : `${number(device.batteryV)} V`,
    device.batteryPercent === null ? null : `${number(device.batteryPercent)} %`,
    device.tiltDeg === null ? null : staff.tilt(number(device.tiltDeg)),
    device.lostFrames === 0 ? null : staff.lostFrames(device.lostFrames, device.frames + device.lostFrames),
  ]
    .filter((each) => each !== null)
    .join(' · ');
}

function untoldMachines({ page, language }: Speech, { untold }: StaffView): readonly Html[] {
  return untold.map(({ machine, since, why, timeZone }) => {
    const at = datedTime(since, timeZone, language);
    return html`<p class="warning" role="note">⚠ ${page.staff.untold(machine, at, whyNotSent(page, why))}</p>`;
  });
}

function outdatedBrowsers({ page, language }: Speech, { outdatedBrowsers: found }: StaffView): Html | null {
  if (found === null) return null;
  const day = (at: Instant) => datedTime(at, found.timeZone, language);
  return html`<p class="warning" role="note">⚠ ${page.staff.outdatedBrowsers(found.count, day(found.at), day(found.erasedAt))}</p>`;
}

function deliveries(speech: Speech, { view: { outbox, late, refused, communes }, person }: StaffPage): Html {
  const { staff, mayor } = speech.page;
  const communeOf = (id: string) => communes.find(({ commune }) => commune.id === id)?.commune;
  const zoneOf = (id: string) => communeOf(id)?.timeZone ?? 'UTC';
  const nameOf = ({ kind, id }: OutboxRow['recipient']) => {
    if (kind === 'webhook') return staff.machine(id);
    return kind === 'contact' ? person(id) : staff.resident;
  };
  const table = (rows: NonNullable<StaffView['late']>) =>
    stackTable(
      rows,
      [
        [mayor.person, ({ recipient }) => nameOf(recipient)],
        [staff.commune, ({ commune }) => communeOf(commune)?.name ?? commune],
        [mayor.what, ({ subject, channel }) => `${subject} (${mayor.ways[channel]})`],
        [mayor.status, ({ delivery, commune }) => deliveryText(speech, delivery, zoneOf(commune))],
      ],
      staff.lateMessages,
    );
  return html`<p>${outbox === null ? `⚠ ${staff.messagesUnread}` : html`${outbox.sent} ${staff.sentCount} · ${outbox.pending} ${staff.pendingCount} · ${outbox.dropped} ${staff.droppedCount}`}</p>
${Object.values(refused).some((count) => count > 0) && html`<p>${staff.requestsRefused(refused.visitor, refused.address, refused.day)}</p>`}
${late?.length === 0 ? html`<p>✓ ${staff.noLate}</p>` : late && table(late)}${late === null && outbox !== null && html`<p>⚠ ${staff.messagesUnread}</p>`}`;
}

function rejectionCounts({ page: { staff }, language }: Speech, { rejections }: StaffView): Html {
  if (rejections === null) return html`<p>⚠ ${staff.rejectionsUnread}</p>`;
  const rows = Object.entries(staff.rejectionReason).flatMap(([reason, text]) => {
    const count = Object.entries(rejections).find(([each]) => each === reason)?.[1] ?? 0;
    return count > 0 ? [{ text, count }] : [];
  });
  if (rows.length === 0) return html`<p>✓ ${staff.noRejection}</p>`;
  return html`<table class="narrow"><thead><tr><th scope="col">${staff.reason}</th><th scope="col">${staff.count}</th></tr></thead>
<tbody>${rows.map(({ text, count }) => html`<tr><th scope="row">${text}</th><td>${count}</td></tr>`)}</tbody></table>
<p><a href="/${language}/staff/rejections">${staff.lastRejections}</a></p>`;
}
