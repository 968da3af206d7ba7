import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import { MINUTE_MS } from '../../../lib/units.ts';
import { inSightMs } from '../../../territory/station.ts';
import { nameOrder } from '../../../text/names.ts';
import type { Speech } from '../../speech.ts';
import { isInDoubt } from '../../views/in-doubt.ts';
import { areMany } from '../../views/own-communes.ts';
import type { StationRow } from '../../views/staff-view.ts';
import { anyValueOf, gaugeState, trendOfGauge, zeroDoubt } from '../gauge-figure.ts';
import type { Html } from '../html.ts';
import { addressOf } from '../mayor/read-page.ts';
import { ringLink } from '../mayor/whom-to-ring.ts';
import { decimal } from '../pieces.ts';
import { stackTable } from '../table.ts';

interface StationTables {
  /** Silent and suspect ones first. */
  stations: readonly StationRow[];
  now: Instant;
}

/** Of many those that work and do not rise are folded, and told in short: six hundred in full are two thirds of a megabyte, once a minute. */
export function stationTables(speech: Speech, { stations, now }: StationTables): Html {
  if (!areMany(stations)) return stationTable(speech, stations, now);
  const [quiet, told] = [stations.filter(isQuiet), stations.filter((each) => !isQuiet(each))];
  return html`${told.length > 0 && stationTable(speech, told, now)}
${quiet.length > 0 && html`<details><summary>${speech.page.staff.quietStations(quiet.length)}</summary>${inShort(speech, quiet)}</details>`}`;
}

/** What each measures; pressed, it is told in full. */
function inShort(speech: Speech, rows: readonly StationRow[]): Html {
  const at = `/${speech.language}/staff/stations`;
  const compare = nameOrder(speech.language);
  const sorted = rows.toSorted((a, b) => compare(a.station.name, b.station.name));
  const own = (each: StationRow) =>
    html`<li><a href="${at}?station=${each.station.id}">${each.station.name} – ${anyValueOf(speech, each)}</a></li>\n`;
  return html`<p class="links"><a href="${at}">${speech.page.staff.allStations}</a></p>
<ul class="in-short">${sorted.map(own)}</ul>`;
}

function isQuiet(row: StationRow): boolean {
  return !needsLook(row) && row.reportsEveryMin === null && row.trend?.direction !== 'rising';
}

/** In doubt, or somebody has said something of it. */
function needsLook(row: StationRow): boolean {
  return isInDoubt(row) || row.suppression !== null;
}

export function stationTable(speech: Speech, rows: readonly StationRow[], now: Instant): Html {
  const { page, words } = speech;
  const { gauge, staff } = page;
  return stackTable(rows, [
    [gauge.station, ({ station, phone }) => html`${station.name}${phone && html`<br>${ringLink(phone)}`}`],
    [
      gauge.state,
      (each) =>
        html`${gaugeState(speech, each)}${whyDoubted(speech, each, now)}${each.clockOffMs !== null && html`<br>${speech.words.clockOff(each.clockOffMs)}`}`,
    ],
    [gauge.lastStage, (each) => anyValueOf(speech, each), 'figure'],
    [gauge.trend, (each) => trendOfGauge(speech, each)],
    [gauge.age, (each) => html`${each.ageMs === null ? '–' : words.age(each.ageMs)}${oftenerText(speech, each)}`],
    [staff.device, (each) => deviceText(speech, each, now)],
    [staff.watchedBy, (each) => watchers(speech, each)],
    [staff.change, (each) => (each.mayChange ? changeLinks(speech, each, rows.length === 1) : '–')],
  ]);
}

/** Nothing where it is told by something else that the gauge is not to be believed. */
function whyDoubted(speech: Speech, row: StationRow, now: Instant): Html | false {
  const { suspect, freshness, suppression, latest, readFor } = row;
  if (latest === null || freshness !== 'fresh' || suppression !== null) return false;
  const zero = readFor && zeroDoubt(speech, row, now, readFor.timeZone);
  const why = suspect ? speech.words.doubts(latest.tests) : zero;
  return why !== null && html`<br><small>${why}</small>`;
}

/** Whoever wrote `stations.yaml` is told; nothing of the gauge itself is wrong. */
function oftenerText({ page: { staff } }: Speech, { station, reportsEveryMin }: StationRow): Html | false {
  if (reportsEveryMin === null) return false;
  const noticedMin = Math.round(inSightMs(station) / MINUTE_MS);
  return html`<br><small>${staff.reportsOftener(reportsEveryMin, station.intervalMin, noticedMin)}</small>`;
}

/** A gauge far upstream warns hundreds of communes. */
function watchers({ page: { staff } }: Speech, { watchedBy }: StationRow): Html | string {
  const names = watchedBy.join(', ') || '–';
  if (!areMany(watchedBy)) return names;
  return html`<details><summary>${staff.watchers(watchedBy.length)}</summary>${names}</details>`;
}

/** Four to a gauge would be half of what a phone shows of it: of more than one gauge they are folded, but what is for a flood. */
function changeLinks({ page, language }: Speech, row: StationRow, isOpen: boolean): Html {
  const { station, readFor } = row;
  const at = `/${language}/staff/stations/${station.id}`;
  const { change } = page.staff;
  const link = (to: string, text: string) =>
    html`<a class="row" href="${to}" aria-label="${text} – ${station.name}">${text}</a>`;
  const read = readFor && link(addressOf(language, readFor, station), page.read.link);
  const isNeeded = needsLook(row);
  return html`${isNeeded && read && html`<p class="no-print">${read}</p>`}<details class="no-print acts"${isOpen && html` open`}><summary aria-label="${change} – ${station.name}">${change}</summary>${link(`${at}/suppressions`, page.suppression.link)} ${link(`${at}/exclusions`, page.exclusion.link)} ${link(`${at}/imports`, page.imports.link)}${!isNeeded && read && html` ${read}`}</details>`;
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
