import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import type { OutboxRow } from '../../../notification/outbox.ts';
import type { RiverCourses } from '../../../territory/river-course.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { deliveryText, whyNotSent } from '../../text/delivery-text.ts';
import type { PastView } from '../../views/afterwards/past-view.ts';
import { isIn } from '../../views/map/map-frame.ts';
import { viewMap } from '../../views/map/map-view.ts';
import { areMany, zoneOf } from '../../views/own-communes.ts';
import type { StaffView } from '../../views/staff-view.ts';
import { pendingList } from '../afterwards/past-page.ts';
import { doneNotice } from '../form.ts';
import type { Html } from '../html.ts';
import { type Live, liveLink } from '../live-link.ts';
import { caution, inLanguage } from '../pieces.ts';
import { policyTables } from '../policy/policy-table.ts';
import { findingList } from '../policy/tuning-list.ts';
import { mapSection, shownPart } from '../river/map-section.ts';
import { travelTable } from '../river/travel-table.ts';
import { stackTable } from '../table.ts';
import { madeAt, shortTime } from '../time-tags.ts';
import { communeTable } from './commune-table.ts';
import { feedTable } from './feed-table.ts';
import { lowBatteryText } from './low-batteries.ts';
import { EXERCISES_PATH } from './many-exercises-page.ts';
import { influxText, serviceCautions } from './service-cautions.ts';
import { stationTables } from './station-table.ts';

export interface StaffPage {
  view: StaffView;
  person: (id: string) => string;
  station: (id: string) => string;
  done: string | null;
  live: Live;
  rivers: RiverCourses | null;
  /** What is asked after each event. */
  past: readonly PastView[];
}

/** All that is watched, worst first. */
export function staffPage(speech: Speech, model: StaffPage): Html {
  const { page, language } = speech;
  const { view } = model;
  const map = mapPart(speech, model);
  const communes = html`<section id="communes"><h2>${page.staff.communes}</h2>${communeTable(speech, model)}${view.communes.length > 1 && html`<p class="links"><a href="/${language}${EXERCISES_PATH}">${page.exercise.many.title}</a></p>`}</section>`;
  return html`<h1>${page.staff.title}</h1>
${madeAt(speech, view.now, view.communes)}
<p class="asof no-print">${liveLink(speech, model.live)}</p>
${areMany(view.communes) && html`<p class="links">${map && html`<a href="#map">${page.map.title}</a> `}<a href="#communes">${page.staff.communes}</a> <a href="#stations">${page.staff.stations}</a> <a href="#messages">${page.staff.deliveries}</a> <a href="#policy">${page.staff.policy}</a></p>`}
${doneNotice(model.done)}
${serviceCautions(speech, view)}
${unarrivedText(speech, view)}
${influxText(speech, view)}
${findingList(speech, view, `/${language}/staff/tuning`)}
${areMany(view.communes) ? [map, communes] : [communes, map]}
<section><h2>${page.past.pending}</h2>${pendingList(speech, model.past)}<p class="links"><a href="/${language}/staff/alerts">${page.past.link}</a> <a href="/${language}/staff/replay">${page.replay.link}</a> <a href="/${language}/staff/verification">${page.verification.link}</a></p></section>
<section id="stations"><h2>${page.staff.stations}</h2>${fitText(speech, model)}${lowBatteryText(speech, view)}${stationTables(speech, view)}</section>
<section><h2>${page.travel.title}</h2>${travelTimes(speech, model)}</section>
${asksServices(view) && html`<section><h2>${page.feeds.title}</h2>${feedTable(speech, view, model.station)}</section>`}
<section id="messages"><h2>${page.staff.deliveries}</h2>${untoldMachines(speech, view)}${quietWayTexts(speech, view)}${outdatedBrowsers(speech, view)}${deliveries(speech, model)}<p class="links"><a href="/${language}/staff/test-message">${page.test.link}</a></p></section>
<section><h2>${page.staff.rejections}</h2>${rejectionCounts(speech, view)}</section>
<section id="policy"><h2>${page.staff.policy}</h2>${policyTables(speech, { ...model, ...rulesShown(view) })}</section>
<p class="links"><a href="/${language}/staff/tuning">${page.tuning.link}</a> <a href="/${language}/staff/policies">${page.staff.policyHistory}</a> <a href="/${language}/staff/record">${page.staff.record}</a></p>`;
}

/** Opens at what is in alert; its other parts have a page. `null` where nothing has a position. */
function mapPart(speech: Speech, { view: { communes, stations }, rivers }: StaffPage): Html | null {
  const view = viewMap(
    stations.map(({ station }) => station),
    communes,
    new URLSearchParams(),
    speech,
  );
  if (!view) return null;
  const gauges = stations.filter(({ station: { position, quantity } }) => {
    return quantity !== 'rain' && position !== null && isIn(view.frame, position);
  });
  const hrefOf = (query: string) => `/${speech.language}/staff/map${query}`;
  const title = view.isLarge ? `${speech.page.map.title} – ${shownPart(speech, view)}` : speech.page.map.title;
  return html`<section id="map"><h2>${title}</h2>${mapSection(speech, { view, gauges, rivers, hrefOf, tableHref: '#communes' })}</section>`;
}

function asksServices({ feeds, communes }: StaffView): boolean {
  return feeds.length > 0 || communes.some(({ official }) => official.length > 0);
}

/** The rules of many communes stand on a page of their own. */
function rulesShown({ policy, communes }: StaffView) {
  const own = communes.map(({ commune }) => commune);
  return { policy, own, shown: areMany(own) ? [] : own };
}

function travelTimes(speech: Speech, { view: { reaches }, station }: StaffPage): Html {
  const table = travelTable(speech, reaches, station);
  if (!areMany(reaches)) return table;
  return html`<details><summary>${speech.page.travel.reaches(reaches.length)}</summary>${table}</details>`;
}

/** Told at the top: the messages themselves stand below what may be hundreds of communes and gauges. */
function unarrivedText({ page: { staff } }: Speech, { late }: StaffView): Html | false {
  // A test that a mail server puts off once has told nobody too late.
  const isUnarrived = ({ recipient, delivery, test }: NonNullable<StaffView['late']>[number]) =>
    recipient.kind === 'contact' && !test && (delivery.status === 'dropped' || delivery.attempts > 0);
  if (!late?.some(isUnarrived)) return false;
  return html`<p class="warning" role="note">⚠ ${staff.unarrived} <a href="#messages">${staff.deliveries}</a></p>`;
}

/** Learning is told while it goes on, or where it fails, and what it found of the gauges' settings. */
function fitText({ page: { staff } }: Speech, { view: { fit, stations } }: StaffPage): readonly Html[] {
  const { fittedAt, isFailing, learning } = fit;
  const going = learning === null ? null : staff.learning(learning.gauges, learning.of);
  const says = going ?? (isFailing ? staff.learningFailed : null);
  const told = html`<p class="${isFailing ? 'warning' : 'hint'}" role="note">${says} ${fittedAt === null && staff.unlearned}</p>`;
  const tooSmall = stations.flatMap(({ station }) => {
    const times = fit.outgrown.find(({ id }) => id === station.id)?.times;
    return times === undefined ? [] : [caution(staff.outgrown(station.name, times))];
  });
  return says === null ? tooSmall : [told, ...tooSmall];
}

function untoldMachines({ page, language }: Speech, { untold }: StaffView): readonly Html[] {
  return untold.map(({ machine, since, why, timeZone }) => {
    const at = datedTime(since, timeZone, language);
    return caution(page.staff.untold(machine, at, whyNotSent(page, why)));
  });
}

function quietWayTexts({ page: { staff }, language }: Speech, { quietWays, communes }: StaffView): readonly Html[] {
  const timeZone = zoneOf(communes.map(({ commune }) => commune));
  return quietWays.map(({ way, since }) => {
    const to = typeof way === 'string' ? staff.contactsBy[way] : staff.toMachine(way.machine);
    return caution(staff.quietWay(to, since === null ? null : datedTime(since, timeZone, language)));
  });
}

function outdatedBrowsers({ page, language }: Speech, { outdatedBrowsers: found }: StaffView): Html | null {
  if (found === null) return null;
  const day = (at: Instant) => datedTime(at, found.timeZone, language);
  return caution(page.staff.outdatedBrowsers(found.count, day(found.at), day(found.erasedAt)));
}

function deliveries(speech: Speech, { view, person }: StaffPage): Html {
  const { page, language } = speech;
  const { staff, mayor } = page;
  const { outbox, late, refused, communes } = view;
  const whose = view.isPart && ` ${staff.ofAll}`;
  const communeOf = (id: string) => communes.find(({ commune }) => commune.id === id)?.commune;
  const zoneOf = (id: string) => communeOf(id)?.timeZone ?? 'UTC';
  const nameOf = ({ kind, id }: OutboxRow['recipient']) => {
    if (kind === 'webhook') return staff.machine(id);
    return kind === 'contact' ? person(id) : staff.residents(1);
  };
  const table = (rows: NonNullable<StaffView['late']>) =>
    stackTable(
      rows,
      [
        [mayor.person, ({ recipient }) => nameOf(recipient)],
        [staff.commune, ({ commune }) => communeOf(commune)?.name ?? commune],
        [
          mayor.what,
          ({ subject, language, channel }) => html`${inLanguage(speech, language, subject)} (${mayor.ways[channel]})`,
        ],
        // Whoever has mended an address since knows by it that nothing was refused there anew.
        [staff.createdAt, ({ createdAt, commune }) => shortTime(speech, createdAt, zoneOf(commune))],
        [mayor.status, ({ delivery, commune }) => deliveryText(speech, delivery, zoneOf(commune))],
      ],
      staff.lateMessages,
    );
  return html`<p>${outbox === null ? `⚠ ${staff.messagesUnread}` : html`${outbox.sent} ${staff.sentCount} · ${outbox.pending} ${staff.pendingCount} · ${outbox.dropped === 0 ? `0 ${staff.droppedCount}` : html`<a href="/${language}/staff/messages">${outbox.dropped} ${staff.droppedCount}</a>`}${whose}`}</p>
${Object.values(refused).some((count) => count > 0) && html`<p>${staff.requestsRefused(refused.visitor, refused.address, refused.day)}${whose}</p>`}
${late?.length === 0 ? html`<p>✓ ${staff.noLate}</p>` : late && table(late)}${late === null && outbox !== null && html`<p>⚠ ${staff.messagesUnread}</p>`}`;
}

function rejectionCounts({ page: { staff }, language }: Speech, { rejections, isPart }: StaffView): Html {
  if (rejections === null) return html`<p>⚠ ${staff.rejectionsUnread}</p>`;
  const rows = Object.entries(staff.rejectionReason).flatMap(([reason, text]) => {
    const count = Object.entries(rejections).find(([each]) => each === reason)?.[1] ?? 0;
    return count > 0 ? [{ text, count }] : [];
  });
  if (rows.length === 0) return html`<p>✓ ${staff.noRejection}</p>`;
  return html`<table class="narrow"><thead><tr><th scope="col">${staff.reason}</th><th scope="col">${staff.count}${isPart && ` ${staff.ofAll}`}</th></tr></thead>
<tbody>${rows.map(({ text, count }) => html`<tr><th scope="row">${text}</th><td>${count}</td></tr>`)}</tbody></table>
<p><a href="/${language}/staff/rejections">${staff.lastRejections}</a></p>`;
}
