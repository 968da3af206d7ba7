import type { Instant } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import {
  counted,
  hoursAndMinutes,
  inFiveMinutes,
  isMidnight,
  isSameDay,
  localTime,
  nextFiveMinutes,
  pad,
  secondOf,
} from './local-time.ts';
import { downToCm, signOf, twoDecimals, withMinus } from './metres.ts';
import { naturalFrequency } from './natural-frequency.ts';
import type { Numbers } from './words.ts';

/** Numbers and times in English. */
export const enNumbers: Numbers = {
  chance: (probability) => {
    if (probability < 0.01) return 'less than 1%';
    return probability > 0.99 ? 'more than 99%' : `${Math.round(probability * 100)}%`;
  },
  frequency: (probability) => {
    const { count, bound } = naturalFrequency(probability);
    if (bound === 'fewer-than') return 'fewer than 1 of 100';
    return bound === 'more-than' ? 'more than 99 of 100' : `${count} of 100`;
  },
  change: (metres) => `${signOf(metres)}${twoDecimals(Math.abs(metres))} m`,
  metres: (metres) => `${withMinus(twoDecimals(metres))} m`,
  stage: (stageM) => `${withMinus(twoDecimals(downToCm(stageM)))} m`,
  hours: (leadTimeH) => hoursAndMinutes(leadTimeH, (minutes) => `${minutes} min`),
  instant: (at, timeZone) => {
    const { weekday, day, month } = localTime(at, timeZone, 'en-GB');
    return `${weekday} ${day} ${month}, ${enTime(at, timeZone)} (${enZone(timeZone)})`;
  },
  day: (at, timeZone) => {
    const { day, month, year } = localTime(at, timeZone, 'en-GB');
    return `${day} ${month} ${year}`;
  },
  clockTime: enTime,
  clockSeconds: (at, timeZone) => enClock(at, timeZone, `:${pad(secondOf(at))}`),
  window: (passage, timeZone, now) => {
    if (passage.p10At <= now) {
      const end = nextFiveMinutes(passage.p90At);
      if (isMidnight(end, timeZone)) return `${enWeekday(end - 1, timeZone)} before midnight`;
      return `${enWeekday(end, timeZone)} before ${enTime(end, timeZone)}`;
    }
    const { p10At, p90At } = inFiveMinutes(passage);
    const [from, to] = [enTime(p10At, timeZone), enTime(p90At, timeZone)];
    const [day, lastDay] = [enWeekday(p10At, timeZone), enWeekday(p90At, timeZone)];
    if (!isSameDay(p10At, p90At, timeZone)) return `between ${day} ${from} and ${lastDay} ${to}`;
    return from === to ? `${day} around ${from}` : `${day} between ${from} and ${to}`;
  },
  age: (ms) => {
    if (ms < MINUTE_MS) return 'just now';
    if (ms < 2 * HOUR_MS) return `${counted(ms, MINUTE_MS, 'minute')} ago`;
    if (ms < 2 * DAY_MS) return `${counted(ms, HOUR_MS, 'hour')} ago`;
    return `${counted(ms, DAY_MS, 'day')} ago`;
  },
};

/** @example enTime(…) // '13:05'; in the hour that happens twice it says which of the two */
export function enTime(at: Instant, timeZone: string): string {
  return enClock(at, timeZone, '');
}

function enClock(at: Instant, timeZone: string, seconds: string): string {
  const { hour, minute, repeated } = localTime(at, timeZone, 'en-GB');
  const time = `${pad(hour)}:${pad(minute)}${seconds}`;
  return repeated === null ? time : `${time} (${repeated} the clock change)`;
}

/** A threshold of the policy: unlike a chance, it may be any number. @example enShare(0.125) // '12.5%' */
export function enShare(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}

/** @example enCount(1, 'flood') // '1 flood'  @example enCount(0, 'gauge') // '0 gauges' */
export function enCount(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
}

/** @example enYears(0.3) // '0.3 years'  @example enYears(1) // '1 year' */
export function enYears(years: number): string {
  return enCount(years, 'year');
}

/** @example enWeekday(…) // 'Thursday' */
export function enWeekday(at: Instant, timeZone: string): string {
  return localTime(at, timeZone, 'en-GB').weekday;
}

function enZone(timeZone: string): string {
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return city === 'UTC' ? 'universal time' : `${city} time`;
}
