import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import { DAY_MS } from '../../../lib/units.ts';
import type { Speech } from '../../speech.ts';
import type { StationRow } from '../../views/staff-view.ts';
import type { Html } from '../html.ts';
import { caution, decimal } from '../pieces.ts';

interface Batteries {
  stations: readonly StationRow[];
  now: Instant;
}

/** As the rules of Prometheus have it, for those who have none: a sensor tells nobody that it is about to fall silent. */
const LOW_PERCENT = 20;
/** What has said nothing for longer may have been replaced by a sensor that says nothing of its battery. */
const HEARD_LATELY_MS = 7 * DAY_MS;
/** More names than that nobody reads in a sentence: the lowest are told, and all on the page of the gauges. */
const NAMED = 5;
const ALL = 'batteries';

/** Lowest first. */
function lowOf({ stations, now }: Batteries): { name: string; percent: number }[] {
  const low = stations.flatMap(({ station: { name }, device }) => {
    const percent = device && now - device.lastSeenAt < HEARD_LATELY_MS ? device.batteryPercent : null;
    return percent !== null && percent < LOW_PERCENT ? [{ name, percent }] : [];
  });
  return low.toSorted((a, b) => a.percent - b.percent);
}

export function lowBatteryText(speech: Speech, batteries: Batteries): Html | false {
  const { staff } = speech.page;
  const low = lowOf(batteries);
  if (low.length === 0) return false;
  if (low.length <= NAMED) {
    const names = low.map(({ name }) => name).join(', ');
    return caution(staff.batteryLow(LOW_PERCENT, low.length, names));
  }
  const lowest = low.slice(0, NAMED).map(({ name, percent }) => staff.batteryAt(name, decimal(speech, percent)));
  return html`${caution(staff.batteriesLow(LOW_PERCENT, low.length, lowest.join(', ')))}
<p class="links"><a href="/${speech.language}/staff/stations#${ALL}">${staff.lowBatteries}</a></p>`;
}

/** Where the overview names the lowest only. */
export function lowBatteryList(speech: Speech, batteries: Batteries): Html | false {
  const low = lowOf(batteries);
  if (low.length <= NAMED) return false;
  return html`<h2 id="${ALL}">${speech.page.staff.lowBatteries}</h2>
<ul class="in-short">${low.map(({ name, percent }) => html`<li>${speech.page.staff.batteryAt(name, decimal(speech, percent))}</li>\n`)}</ul>`;
}
