import type { Reading } from '../../reading/reading.ts';
import { createInfluxRequest, type InfluxAddress } from './request.ts';

export const measurement = 'reading';

/** Another try of the same readings is refused again: a value's type conflicts, or a retention policy is shorter than its age. */
export class RefusedByInflux extends Error {}

/** What is older than it keeps. */
export class BeyondRetention extends RefusedByInflux {}

/** Amid a sentence, and from 2.7.12 on `dropped 1 points outside retention policy of duration 24h0m0s`. 2.0 says it with 500. */
const isBeyondRetention = (body: string) => /(?:beyond|outside) retention policy/.test(body);

/** Writes in one request and resolves when the server has stored it; it never retries: that is its caller's matter. */
export type InfluxWrite = (readings: readonly Reading[]) => Promise<void>;

export function createInfluxWrite(address: InfluxAddress, closing?: AbortSignal): InfluxWrite {
  const { database, org } = address;
  const request = createInfluxRequest(address, closing);
  // 1.x has no buckets.
  const [path, where] = org === null ? ['/write', { db: database }] : ['/api/v2/write', { org, bucket: database }];
  const search = new URLSearchParams({ ...where, precision: 'ms' });
  return async (readings) => {
    const { status, body } = await request(`${path}?${search.toString()}`, readings.map(toLine).join('\n'));
    // Not any 2xx: a proxy that asks for a log-in says 200.
    if (status === 204) return;
    const Refusal = status === 400 || status === 422 ? RefusedByInflux : Error;
    const Failure = status >= 400 && isBeyondRetention(body) ? BeyondRetention : Refusal;
    throw new Failure(`InfluxDB did not store ${readings.length} readings: ${status} ${body.slice(0, 500)}`);
  };
}

/** The revision is a tag, so that revisions of one key stand beside each other; without it the second would overwrite the first. */
function toLine({ station, quantity, revision, value, receivedAt, quality, tests, observedAt }: Reading): string {
  // Of a batch with a word that it cannot read InfluxDB stores the rest.
  if (!Number.isFinite(value)) throw new Error(`found the value ${value}; allowed is a number`);
  const key = `${measurement},station=${tagValue(station)},quantity=${quantity},revision=${revision}`;
  return `${key} value=${value},receivedAt=${receivedAt}i,quality="${quality}",tests="${tests.join(',')}" ${observedAt}`;
}

function tagValue(text: string): string {
  return text.replaceAll(/[ ,=]/g, String.raw`\$&`);
}
