import { html } from 'hono/html';
import type { Instant } from '../../../lib/clock.ts';
import type { Speech } from '../../speech.ts';
import type { CommuneRow, StationRow } from '../../views/staff-view.ts';
import type { Html } from '../html.ts';
import { backToStaff } from '../pieces.ts';
import { madeAt } from '../time-tags.ts';
import { allCommunes } from './commune-table.ts';
import { lowBatteryList } from './low-batteries.ts';
import { stationTable } from './station-table.ts';

interface Listed {
  now: Instant;
  timeZone: string;
  person: (id: string) => string;
  station: (id: string) => string;
}

/** What the overview tells of calm communes in a line each, in full. */
export function communesPage(
  speech: Speech,
  { communes, now, timeZone, ...names }: Listed & { communes: readonly CommuneRow[] },
): Html {
  return html`<h1>${speech.page.staff.communes}</h1>
${madeAt(speech, now, [{ commune: { timeZone } }])}
${allCommunes(speech, { view: { communes, now }, ...names })}
${backToStaff(speech)}`;
}

/** The same of gauges: of all, or of the one that was pressed. */
export function stationsPage(
  speech: Speech,
  {
    title,
    stations,
    now,
    timeZone,
  }: Pick<Listed, 'now' | 'timeZone'> & { title: string; stations: readonly StationRow[] },
): Html {
  return html`<h1>${title}</h1>
${madeAt(speech, now, [{ commune: { timeZone } }])}
${stationTable(speech, stations, now)}
${lowBatteryList(speech, { stations, now })}
${backToStaff(speech)}`;
}
