import type { Instant } from '../../../lib/clock.ts';
import { DAY_MS } from '../../../lib/units.ts';
import { isAccepted } from '../../../reading/reading.ts';
import type { Commune } from '../../../territory/commune.ts';
import type { StatementStore } from '../../../verification/judge-gauge.ts';
import { SLACK_MS } from '../../../verification/past-events.ts';
import type { TruthAnswer } from '../../../verification/truth-answer.ts';
import type { Doors } from '../../doors.ts';
import { judgedWatches, lowestMarkM } from './judged-watches.ts';

interface Stretch {
  from: Instant;
  to: Instant;
}

type Known = Pick<Doors, 'network' | 'readings' | 'policies'> & { statements: Pick<StatementStore, 'firstAt'> };

/**
 * A stretch of time with the whole floods that it lies in, as the scores have them. Runs above a mark less than a day apart are one, and
 * what people say of a time belongs to it: so a flood may begin days before, and go on after. Further than a day beyond them nothing is
 * read, however long the record is. `inForce`: what people say.
 *
 * @example asked Tuesday, the water at a mark from Sunday 20:00 on and on Wednesday until 9:00 → Sunday 20:00 to Wednesday 9:00
 */
export async function floodSpan(
  doors: Known,
  commune: Commune,
  inForce: readonly TruthAnswer[],
  asked: Stretch,
  now: Instant,
): Promise<Stretch> {
  const answered = inForce
    .filter(({ flooded }) => flooded !== 'not-known')
    .map(({ from, to, passedAt }): Stretch => {
      return { from: Math.min(from, passedAt ?? from) - SLACK_MS, to: Math.max(to, passedAt ?? to) + SLACK_MS };
    });
  for (let lookedMs = DAY_MS; ; lookedMs *= 2) {
    const looked = { from: asked.from - lookedMs, to: asked.to + lookedMs };
    const span = joined(asked, [...answered, ...(await highWater(doors, commune, looked, now))]);
    if (span.from - DAY_MS >= looked.from && span.to + DAY_MS <= looked.to) return span;
  }
}

/** Each moment at which any gauge of the commune stood at or above its lowest mark. */
async function highWater(doors: Known, commune: Commune, { from, to }: Stretch, now: Instant): Promise<Stretch[]> {
  const found: Stretch[] = [];
  for (const { watch, station, first } of judgedWatches(doors, commune)) {
    const series = { station: station.id, quantity: station.quantity };
    const lowestM = lowestMarkM(doors, commune, watch);
    const high = await doors.readings.reaching(series, lowestM, Math.max(first, from), Math.min(now, to), now);
    for (const each of high) if (isAccepted(each)) found.push({ from: each.observedAt, to: each.observedAt });
  }
  return found;
}

/** With all that lies less than a day from it, or from what belongs to it already. */
function joined({ from, to }: Stretch, stretches: readonly Stretch[]): Stretch {
  for (const each of stretches.toSorted((a, b) => b.to - a.to)) {
    if (from - each.to < DAY_MS) from = Math.min(from, each.from);
  }
  for (const each of stretches.toSorted((a, b) => a.from - b.from)) {
    if (each.from - to < DAY_MS) to = Math.max(to, each.to);
  }
  return { from, to };
}
