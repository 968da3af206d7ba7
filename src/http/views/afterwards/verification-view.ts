import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../../lib/clock.ts';
import { DAY_MS } from '../../../lib/units.ts';
import { eventsEver } from '../../../notification/words/event-history.ts';
import type { Decision } from '../../../policy/decide.ts';
import { raisedLevels } from '../../../territory/alert-level.ts';
import type { Commune } from '../../../territory/commune.ts';
import { judgeCommune, type LevelJudgement } from '../../../verification/judge-commune.ts';
import {
  type ChanceJudgement,
  judgeGauge,
  STATED_DAYS,
  type StatementStore,
} from '../../../verification/judge-gauge.ts';
import { type Silence, silences } from '../../../verification/silences.ts';
import type { Doors } from '../../doors.ts';
import { judgedGauges } from './past-view.ts';

const DAYS_AT_ONCE = 20;

/** How the service has done for one commune, over its own life there. */
export interface VerificationView {
  commune: Commune;
  now: Instant;
  /** Since the first judgement; `null`: none yet. */
  since: Instant | null;
  answers: number;
  levels: readonly LevelJudgement[];
  gauges: readonly GaugeJudgement[];
}

export interface GaugeJudgement {
  station: string;
  chances: readonly ChanceJudgement[];
  /** A flood in these times is in no figure. */
  unseen: readonly Silence[];
}

export async function viewVerification(doors: Doors, commune: Commune): Promise<VerificationView> {
  const now = doors.clock.now();
  // What an exercise has seen so far is of use to whoever holds it.
  const over = doors.played.filter(({ to }) => Number.isFinite(to));
  const firstAt = firstReal(doors, over);
  const firsts = commune.watches.flatMap(({ station }) => firstAt(commune.id, station) ?? []);
  const since = firsts.length > 0 ? Math.min(...firsts) : null;
  // Of an earlier alert nothing is counted: what people say came with it would be a flood that nobody was warned of.
  const isJudged = (at: Instant): boolean => since !== null && at >= since;
  const answers = doors.truth.answers(commune.id).filter(({ from }) => isJudged(from));
  const real = { ...doors, statements: { firstAt } };
  const judged = await judgedGauges(real, commune, { from: 0, to: now, receivedBy: now });
  const events = eventsEver(doors.journal, commune.id).filter(({ at }) => isJudged(at));
  const levels = judgeCommune(events, judged, answers, now, over);
  const gauges: GaugeJudgement[] = [];
  for (const gauge of judged) {
    const first = firstAt(commune.id, gauge.station) ?? now;
    const from = Math.max(first, now - STATED_DAYS * DAY_MS);
    const statements = await statementsOf(doors.statements, { commune: commune.id, station: gauge.station, from, now });
    const chances: ChanceJudgement[] = [];
    for (const level of raisedLevels) {
      // Years of a gauge that reports each minute take a second for each.
      await setImmediate();
      const rules = gauge.rules.filter((each) => each.level === level);
      chances.push(...judgeGauge({ ...gauge, rules }, statements, answers, now));
    }
    await setImmediate();
    gauges.push({ station: gauge.station, chances, unseen: silences(gauge.series, first, now) });
  }
  const answered = new Set(answers.map(({ event }) => event)).size;
  return { commune, now, since, answers: answered, levels, gauges };
}

/** Read whole days at a time, so that no hour is cut in two: a year takes most of a second, and an assessment that waits goes first. */
async function statementsOf(
  statements: Pick<StatementStore, 'hourly'>,
  { commune, station, from, now }: { commune: string; station: string; from: Instant; now: Instant },
): Promise<Decision[]> {
  const found: Decision[] = [];
  for (let start = from; start <= now; ) {
    await setImmediate();
    const next = (Math.floor(start / DAY_MS) + DAYS_AT_ONCE) * DAY_MS;
    found.push(...statements.hourly(commune, station, start, Math.min(next - 1, now)));
    start = next;
  }
  return found;
}

/** When a gauge was first judged. An installation that began as an exercise is judged from when it was operational. */
function firstReal({ statements }: Pick<Doors, 'statements'>, over: Doors['played']): StatementStore['firstAt'] {
  return (commune, station) => {
    const first = statements.firstAt(commune, station);
    return over.find(({ from, to }) => first !== null && first >= from && first < to)?.to ?? first;
  };
}
