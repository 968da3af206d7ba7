import type { Instant } from '../lib/clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import {
  counted,
  hoursAndMinutes,
  inFiveMinutes,
  isMidnight,
  isSameDay,
  type LocalTime,
  localTime,
  nextFiveMinutes,
  pad,
  secondOf,
} from './local-time.ts';
import { downToCm, signOf, twoDecimals, withMinus } from './metres.ts';
import { naturalFrequency } from './natural-frequency.ts';
import type { Numbers } from './words.ts';

/** Numbers and times in French. */
export const frNumbers: Numbers = {
  chance: (probability) => {
    if (probability < 0.01) return 'moins de 1 %';
    return probability > 0.99 ? 'plus de 99 %' : `${Math.round(probability * 100)} %`;
  },
  frequency: (probability) => {
    const { count, bound } = naturalFrequency(probability);
    if (bound === 'fewer-than') return 'moins de 1 sur 100';
    return bound === 'more-than' ? 'plus de 99 sur 100' : `${count} sur 100`;
  },
  change: (metres) => `${signOf(metres)}${twoDecimals(Math.abs(metres)).replace('.', ',')} m`,
  metres: (metres) => `${withMinus(twoDecimals(metres)).replace('.', ',')} m`,
  stage: (stageM) => `${withMinus(twoDecimals(downToCm(stageM))).replace('.', ',')} m`,
  hours: (leadTimeH) => hoursAndMinutes(leadTimeH, pad),
  instant: (at, timeZone) => {
    const local = localTime(at, timeZone, 'fr');
    return `${local.weekday} ${dayOf(local)} ${local.month}, ${frTime(at, timeZone)} (${frZone(timeZone)})`;
  },
  day: (at, timeZone) => {
    const local = localTime(at, timeZone, 'fr');
    return `${dayOf(local)} ${local.month} ${local.year}`;
  },
  clockTime: frTime,
  clockSeconds: (at, timeZone) => frClock(at, timeZone, ` min ${pad(secondOf(at))} s`),
  window: (passage, timeZone, now) => {
    if (passage.p10At <= now) {
      const end = nextFiveMinutes(passage.p90At);
      if (isMidnight(end, timeZone)) return `${frWeekday(end - 1, timeZone)} avant minuit`;
      return `${frWeekday(end, timeZone)} avant ${frTime(end, timeZone)}`;
    }
    const { p10At, p90At } = inFiveMinutes(passage);
    const [from, to] = [frTime(p10At, timeZone), frTime(p90At, timeZone)];
    const [day, lastDay] = [frWeekday(p10At, timeZone), frWeekday(p90At, timeZone)];
    if (!isSameDay(p10At, p90At, timeZone)) return `entre ${day} ${from} et ${lastDay} ${to}`;
    return from === to ? `${day} vers ${from}` : `${day} entre ${from} et ${to}`;
  },
  age: (ms) => {
    if (ms < MINUTE_MS) return "à l'instant";
    if (ms < 2 * HOUR_MS) return `il y a ${counted(ms, MINUTE_MS, 'minute')}`;
    if (ms < 2 * DAY_MS) return `il y a ${counted(ms, HOUR_MS, 'heure')}`;
    return `il y a ${counted(ms, DAY_MS, 'jour')}`;
  },
};

/** @example frTime(…) // '13 h 05'; in the hour that happens twice it says which of the two */
export function frTime(at: Instant, timeZone: string): string {
  return frClock(at, timeZone, '');
}

function frClock(at: Instant, timeZone: string, seconds: string): string {
  const { hour, minute, repeated } = localTime(at, timeZone, 'fr');
  const time = `${hour} h ${pad(minute)}${seconds}`;
  if (repeated === null) return time;
  return `${time} (${repeated === 'before' ? 'avant' : 'après'} le changement d'heure)`;
}

/** @example within('6 h') // 'dans les 6 h'  @example within('1 h') // "dans l'heure" */
export function within(span: string): string {
  return span === '1 h' ? "dans l'heure" : `dans les ${span}`;
}

/** A threshold of the policy: unlike a chance, it may be any number. @example frShare(0.125) // '12,5 %' */
export function frShare(share: number): string {
  return `${String(Math.round(share * 1000) / 10).replace('.', ',')} %`;
}

/** Below two it is one. @example frCount(0, 'crue') // '0 crue'  @example frCount(2, 'fausse alerte', 'fausses alertes') // '2 fausses alertes' */
export function frCount(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString('fr')} ${count < 2 ? one : many}`;
}

/** @example frYears(0.3) // '0,3 an'  @example frYears(2) // '2 ans' */
export function frYears(years: number): string {
  return frCount(years, 'an');
}

/** @example frWeekday(…) // 'jeudi' */
export function frWeekday(at: Instant, timeZone: string): string {
  return localTime(at, timeZone, 'fr').weekday;
}

function dayOf({ day }: LocalTime): string {
  return day === '1' ? '1er' : day;
}

/** French names of cities whose zone is named in English; any other keeps the name that the zone database gives it. */
const cities: Readonly<Record<string, string>> = {
  'Europe/Brussels': 'Bruxelles',
  'Europe/London': 'Londres',
  'Europe/Lisbon': 'Lisbonne',
  'Europe/Athens': 'Athènes',
  'Asia/Seoul': 'Séoul',
  'Indian/Reunion': 'La Réunion',
  'America/Guadeloupe': 'Guadeloupe',
  'America/Cayenne': 'Cayenne',
};

function frZone(timeZone: string): string {
  const city = cities[timeZone] ?? timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  if (city === 'UTC') return 'temps universel';
  return /^[AEIOUÉ]/.test(city) ? `heure d'${city}` : `heure de ${city}`;
}
