import type { Instant } from '../../lib/clock.ts';
import type { Result } from '../../lib/result.ts';
import type { Station } from '../../territory/station.ts';
import type { NationalService, Page } from '../national/national-gauge.ts';
import type { FetchFailure, Get } from './get-politely.ts';

/** One gauge of a national service, and how to ask for its readings. */
export interface Feed {
  station: Pick<Station, 'id' | 'quantity' | 'intervalMin'>;
  service: NationalService;
  /** All that was observed from `from` on. */
  read(from: Instant, now: Instant, get: Get): Promise<Result<Omit<Page, 'next'>, FetchFailure>>;
}

/** @example under(new URL('http://127.0.0.1:80/api'), 'observations_tr').href // 'http://127.0.0.1:80/api/observations_tr' */
export function under(base: URL, path: string): URL {
  return new URL(path, base.href.endsWith('/') ? base : `${base.href}/`);
}

/** To the second: services know no milliseconds. @example second(0) // '1970-01-01T00:00:00Z' */
export function second(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
