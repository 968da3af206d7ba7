import { html } from 'hono/html';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/units.ts';
import { troubleVoices } from '../../../notification/words/trouble.ts';
import { isByPerson } from '../../../reading/reading.ts';
import { datedTime } from '../../local-time.ts';
import type { Speech } from '../../speech.ts';
import { whyNotSent } from '../../text/delivery-text.ts';
import { zoneOf } from '../../views/own-communes.ts';
import type { StaffView, StationRow } from '../../views/staff-view.ts';
import { clockBehindText } from '../clock-behind.ts';
import type { Html } from '../html.ts';
import { caution } from '../pieces.ts';

/** To which by how much a clock is off is told. */
const QUARTER_MS = HOUR_MS / 4;
const DAYS_MS = 31 * DAY_MS;

/** What is not well with the service itself, for those who know whom to tell. */
export function serviceCautions(speech: Speech, view: StaffView): Html {
  return html`${diskText(speech, view)}
${brokerAwayText(speech, view)}
${failingWayTexts(speech, view)}
${notStoredText(speech, view)}
${clockBehindText(speech, { ...view, timeZone: zoneOf(view.communes.map(({ commune }) => commune)) })}
${clocksAlikeText(speech, view)}
${clockSetBackText(speech, view)}
${mendedText(speech, view)}
${certificateTexts(speech, view)}`;
}

/** `false` while there is room. */
function diskText({ page: { staff } }: Speech, { disk }: StaffView): Html | false {
  return disk.isLow && caution(staff.diskLow(Math.floor(disk.freeBytes / 1e6)));
}

function brokerAwayText({ page, language }: Speech, { brokerAway, communes }: StaffView): Html | null {
  if (brokerAway === null) return null;
  const timeZone = zoneOf(communes.map(({ commune }) => commune));
  const since = datedTime(brokerAway.since, timeZone, language);
  if (brokerAway.isShared) return caution(page.staff.brokerShared(since));
  return caution(page.staff.brokerAway(since, brokerAway.why === null ? null : whyNotSent(page, brokerAway.why)));
}

function failingWayTexts({ page, language }: Speech, { failingWays, communes }: StaffView): readonly Html[] {
  const timeZone = zoneOf(communes.map(({ commune }) => commune));
  return failingWays.map(({ way, since, why }) =>
    caution(page.staff.wayFails[way](datedTime(since, timeZone, language), whyNotSent(page, why))),
  );
}

/** Whether it is over nobody can tell before readings come again: when it was is told. */
function notStoredText({ page: { staff }, words }: Speech, { notStoredAt: at, communes }: StaffView): Html | false {
  const timeZone = zoneOf(communes.map(({ commune }) => commune));
  return at !== null && caution(staff.notStored(words.clockTime(at, timeZone)));
}

/** Nothing hangs on it: who was not reached stands above it. */
export function influxText({ page: { staff } }: Speech, { failingSpool: spool }: StaffView): Html | false {
  return spool !== null && caution(staff.influxFails(spool.waiting, spool.refused));
}

/** Sensors that do not know each other are hardly wrong alike: it is rather the clock that they are read by. Those that began anew in 1970 are. */
function clocksAlikeText({ page: { staff }, words }: Speech, { stations, clockBehind }: StaffView): Html | false {
  const offs = stations.flatMap(({ clockOffMs }) => clockOffMs ?? []).toSorted((a, b) => a - b);
  const [least, most] = [offs[0], offs.at(-1)];
  if (clockBehind !== null || offs.length < 2 || least === undefined || most === undefined) return false;
  if (most - least > QUARTER_MS || Math.abs(most) > DAYS_MS || stations.some(isRightByItsOwn)) return false;
  return caution(staff.clocksAlike(words.hours(Math.abs(most) / HOUR_MS), most < 0));
}

/** What bears no time of its own was stamped here, and says nothing of this clock. */
function isRightByItsOwn({ freshness, latest, clockOffMs }: StationRow): boolean {
  return (
    freshness === 'fresh' &&
    clockOffMs === null &&
    latest !== null &&
    latest.observedAt !== latest.receivedAt &&
    !isByPerson(latest)
  );
}

function clockSetBackText({ page: { staff }, language }: Speech, { clockSetBack, communes }: StaffView): Html | false {
  if (clockSetBack === null) return false;
  const { at, byMs } = clockSetBack;
  const timeZone = zoneOf(communes.map(({ commune }) => commune));
  return caution(staff.clockSetBack(datedTime(at, timeZone, language), Math.round(-byMs / MINUTE_MS)));
}

/** In the words of the message that told those who decide; what to do about each loss is folded. */
function mendedText({ page, language }: Speech, { mended, communes }: StaffView): Html | false {
  if (mended === null) return false;
  const timeZone = zoneOf(communes.map(({ commune }) => commune));
  const { what, steps } = troubleVoices[language].mended(datedTime(mended.at, timeZone, language), mended.lost);
  const ofLosses = steps.slice(0, -1);
  const folded = html`<details><summary>${page.mayor.now}</summary><ul>${ofLosses.map((step) => html`<li>${step}</li>`)}</ul></details>`;
  return html`${caution([...what, ...steps.slice(-1)].join(' '))}${ofLosses.length > 0 && folded}`;
}

function certificateTexts({ page: { staff }, language }: Speech, { certificates, communes, now }: StaffView) {
  const timeZone = zoneOf(communes.map(({ commune }) => commune));
  return certificates.map(({ of, endsAt }) =>
    caution(staff.certificateEnds[of](datedTime(endsAt, timeZone, language), endsAt <= now)),
  );
}
