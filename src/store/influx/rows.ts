import type { Instant } from '../../lib/clock.ts';
import { iso } from '../../lib/units.ts';
import { qualityFlags, qualityTests, type Reading } from '../../reading/reading.ts';
import type { SeriesKey } from '../../reading/reading-store.ts';
import type { InfluxQuery, InfluxSeries } from './influxql.ts';
import { measurement, RefusedByInflux } from './write.ts';

export const fields = `"value", "receivedAt", "quality", "tests"`;
export const ofSeries = `"station" = $station AND "quantity" = $quantity`;
export const named = ({ station, quantity }: SeriesKey) => ({ station, quantity });

/** The instants that InfluxDB can say (nanoseconds in 64 bits); beyond them it refuses the query. */
const [FIRST, LAST] = [Date.UTC(1678, 0, 1), Date.UTC(2262, 0, 1)];
export const influxTime = (instant: Instant) => iso(Math.min(Math.max(instant, FIRST), LAST));

/** Every revision with from <= observedAt <= to, of those received by then, in no order. */
export async function revisionsWithin(
  query: InfluxQuery,
  series: SeriesKey,
  from: Instant,
  to: Instant,
  receivedBy?: Instant,
): Promise<Reading[]> {
  const received = receivedBy === undefined ? '' : 'AND "receivedAt" <= $receivedBy';
  const [tables = []] = await query(
    `SELECT ${fields} FROM "${measurement}" WHERE ${ofSeries} AND time >= $from AND time <= $to ${received} GROUP BY "revision"`,
    {
      ...named(series),
      from: influxTime(from),
      to: influxTime(to),
      ...(receivedBy === undefined ? {} : { receivedBy }),
    },
  );
  return tables.flatMap((table) => toReadings(series, table));
}

/** The revision is a tag: of the table where it was grouped by, in a column where it was selected. */
export function toReadings(series: SeriesKey, { tags, columns, values }: InfluxSeries): Reading[] {
  const names = ['time', 'value', 'receivedAt', 'quality', 'tests', 'revision'];
  const [time, value, receivedAt, quality, tests, revision] = names.map((name) => columns.indexOf(name));
  return values.map((row) => {
    const where = () => `${series.station} ${series.quantity} ${iso(Number(row[time!]))}`;
    return {
      ...named(series),
      observedAt: Number(row[time!]),
      revision: Number(tags?.['revision'] ?? row[revision!]),
      value: Number(row[value!]),
      receivedAt: Number(row[receivedAt!]),
      quality: oneOf(qualityFlags, row[quality!], where),
      tests:
        row[tests!] === ''
          ? []
          : String(row[tests!])
              .split(',')
              .map((test) => oneOf(qualityTests, test, where)),
    };
  });
}

/** What is held there among a gauge's readings is none, and what depends on it is refused until somebody removes it: another try meets it again. */
export class UnreadableInInflux extends RefusedByInflux {}

/** Others may write into the same database: a word that we do not know is said, not passed on. */
function oneOf<T extends string>(words: readonly T[], found: unknown, where: () => string): T {
  const word = words.find((each) => each === found);
  if (word === undefined)
    throw new UnreadableInInflux(
      `InfluxDB holds ${String(found)} where one of ${words.join(', ')} is expected: ${where()}`,
    );
  return word;
}
