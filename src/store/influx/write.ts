import { HttpError, InfluxDB, Point } from '@influxdata/influxdb-client';
import type { Reading } from '../../reading/reading.ts';
import type { InfluxAddress } from './influx-address.ts';

export const measurement = 'reading';

/** Another try of the same readings is refused again: a value's type conflicts, or a retention policy is shorter than its age. */
export class RefusedByInflux extends Error {}

/** Writes in one request and resolves when the server has stored it; it never retries: that is its caller's matter. */
export type InfluxWrite = (readings: readonly Reading[]) => Promise<void>;

export function createInfluxWrite({ url, database, org, token }: InfluxAddress): InfluxWrite {
  const client = new InfluxDB({ url, timeout: 30_000, ...(token === null ? {} : { token }) });
  return async (readings) => {
    // A writer a batch: lines of a failed one cannot stay behind and go out with the next.
    const writer = client.getWriteApi(org ?? '', database, 'ms', {
      batchSize: readings.length + 1,
      flushInterval: 0,
      maxRetries: 0,
      // Without this the client prints to the console what we throw.
      writeFailed: async (error) => {
        throw error;
      },
    });
    // 1.x has no buckets.
    if (org === null) writer.path = `/write?db=${encodeURIComponent(database)}&precision=ms`;
    try {
      writer.writePoints(readings.map(toPoint));
      await writer.flush();
    } catch (error) {
      const status = error instanceof HttpError ? error.statusCode : null;
      const said =
        error instanceof HttpError ? `${error.statusCode} ${error.body ?? error.statusMessage ?? ''}` : String(error);
      const Failure = status === 400 || status === 422 ? RefusedByInflux : Error;
      throw new Failure(`InfluxDB did not store ${readings.length} readings: ${said}`, { cause: error });
    } finally {
      writer.dispose();
    }
  };
}

/** The revision is a tag, so that revisions of one key stand beside each other; without it the second would overwrite the first. */
function toPoint(reading: Reading): Point {
  return new Point(measurement)
    .tag('station', reading.station)
    .tag('quantity', reading.quantity)
    .tag('revision', String(reading.revision))
    .floatField('value', reading.value)
    .intField('receivedAt', reading.receivedAt)
    .stringField('quality', reading.quality)
    .stringField('tests', reading.tests.join(','))
    .timestamp(reading.observedAt);
}
