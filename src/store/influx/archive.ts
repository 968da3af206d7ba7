import { quantities } from '../../territory/station.ts';
import { byTime, PAGE, type ReadingArchive, toPage } from '../reading-archive.ts';
import { createInfluxQuery } from './influxql.ts';
import type { InfluxAddress } from './request.ts';
import { fields, influxTime, named, ofSeries, revisionsWithin, toReadings } from './rows.ts';
import { createInfluxWrite, measurement } from './write.ts';

/** InfluxDB as an archive. */
export function createInfluxArchive(address: InfluxAddress, closing?: AbortSignal): ReadingArchive {
  const query = createInfluxQuery(address, closing);
  const write = createInfluxWrite(address, closing);
  return {
    async series() {
      const [tables = []] = await query(
        `SELECT count("value") FROM "${measurement}" GROUP BY "station", "quantity"`,
        {},
      );
      return tables.flatMap(({ tags, values }) => {
        // What has another quantity was written by another program into the same measurement, and is no gauge's of ours.
        const quantity = quantities.find((each) => each === tags?.['quantity']);
        return quantity
          ? [{ series: { station: tags?.['station'] ?? '', quantity }, count: Number(values[0]?.[1]) }]
          : [];
      });
    },
    async page(series, from) {
      const [tables = []] = await query(
        `SELECT ${fields}, "revision" FROM "${measurement}" WHERE ${ofSeries} AND time >= $from ORDER BY time LIMIT ${PAGE}`,
        { ...named(series), from: influxTime(from) },
      );
      return toPage(tables.flatMap((table) => toReadings(series, table)).toSorted(byTime));
    },
    within: async (series, from, to) => (await revisionsWithin(query, series, from, to)).toSorted(byTime),
    put: async (readings) => {
      if (readings.length > 0) await write(readings);
    },
  };
}
