import type { Instant } from '../../src/lib/clock.ts';
import type { Reading } from '../../src/reading/reading.ts';
import type { AppendOutcome, SeriesKey } from '../../src/reading/reading-store.ts';

/** The port's rules in the plainest form, to compare real stores against: a list, searched from end to end. */
export function createReadingModel() {
  const held: Reading[] = [];
  const append = (reading: Omit<Reading, 'revision'>): AppendOutcome => {
    const revisions = held.filter((each) => sameKey(each, reading));
    const newest = revisions.at(-1);
    if (newest?.value === reading.value && isGone(newest) === isGone(reading)) return 'repeat';
    held.push({ ...reading, revision: revisions.length });
    return newest === undefined || isGone(newest) ? 'new' : 'revision';
  };
  const window = ({ station, quantity }: SeriesKey, from: Instant, to: Instant, receivedBy: Instant): Reading[] => {
    const seen = held.filter(
      (each) =>
        each.station === station &&
        each.quantity === quantity &&
        each.observedAt >= from &&
        each.observedAt <= to &&
        each.receivedAt <= receivedBy,
    );
    return seen
      .filter((each) => !seen.some((other) => sameKey(each, other) && other.revision > each.revision))
      .filter((each) => !isGone(each))
      .toSorted((a, b) => a.observedAt - b.observedAt);
  };
  return {
    append: (readings: readonly Omit<Reading, 'revision'>[]) => readings.map(append),
    window,
    reaching: (series: SeriesKey, value: number, from: Instant, to: Instant, receivedBy: Instant) =>
      window(series, from, to, receivedBy).filter((each) => each.value >= value),
    latest: (series: SeriesKey, receivedBy: Instant) => window(series, -Infinity, Infinity, receivedBy).at(-1) ?? null,
  };
}

function isGone({ tests }: Omit<Reading, 'revision'>): boolean {
  return tests.includes('taken-back');
}

function sameKey(a: Reading, b: Omit<Reading, 'revision'>): boolean {
  return a.station === b.station && a.quantity === b.quantity && a.observedAt === b.observedAt;
}
