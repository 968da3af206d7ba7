import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../lib/clock.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { RaisedLevel } from '../../territory/alert-level.ts';
import type { Commune } from '../../territory/commune.ts';
import { answerFor, answersInForce, type TruthAnswer } from '../../verification/truth-answer.ts';
import { turnOf } from '../await-turn.ts';
import type { Doors } from '../doors.ts';
import { viewPast } from '../views/afterwards/past-view.ts';

export const LONGEST_PLACE = 500;
export const LONGEST_NOTE = 1000;
/** The water came with the event that is asked about. */
const AROUND_MS = 3 * DAY_MS;

export interface TypedTruth {
  flooded: TruthAnswer['flooded'];
  reached: RaisedLevel | null;
  passedAt: Instant | null;
  place: string;
  note: string;
  /** Number of the answer that the person saw; 0 for none. */
  seen: number;
}

export type TruthProblem = 'no-such-event' | 'no-level' | 'bad-time' | 'too-long' | 'answered-meanwhile';

/** A named person says what came true. A second answer is allowed, and only to who has seen the first. */
export async function answerTruth(
  doors: Doors,
  commune: Commune,
  event: string,
  person: string,
  typed: TypedTruth,
): Promise<Result<TruthAnswer, TruthProblem>> {
  const { events } = await viewPast(doors, commune);
  const asked = events.find(({ id }) => id === event);
  if (!asked) return err('no-such-event');
  // Years of readings were looked at: an import may have begun.
  await turnOf(doors.turn);
  // From here on nothing waits: no other person can answer between this look and the writing.
  const last = answerFor(asked, answersInForce(doors.truth.answers(commune.id)));
  const flooded = typed.flooded === 'yes';
  const [reached, passedAt] = flooded ? [typed.reached, typed.passedAt] : [null, null];
  const [place, note] = [typed.place.trim(), typed.note.trim()];
  const answer = { flooded: typed.flooded, reached, passedAt, place };
  if ((last?.id ?? 0) !== typed.seen) {
    // A thumb that presses twice: what it says stands.
    return last && isDeepStrictEqual({ ...last, ...answer, note, person }, last) ? ok(last) : err('answered-meanwhile');
  }
  if (flooded && reached === null) return err('no-level');
  const at = doors.clock.now();
  if (passedAt !== null && (passedAt < asked.from - AROUND_MS || passedAt > Math.min(at, asked.to + AROUND_MS)))
    return err('bad-time');
  if (place.length > LONGEST_PLACE || note.length > LONGEST_NOTE) return err('too-long');
  const { from, to } = asked;
  // Of a passage that late readings have moved the answer is known by the name that it had: the later one takes its place under that. Where one
  // flood has become two, the name is that of the first: what is said of the second must not become its answer.
  const isOfAnother = events.some(({ id }) => id === last?.event && id !== event);
  const said = { event: last && !isOfAnother ? last.event : event, ...answer };
  const detail = { ...said, replaces: last?.id ?? null };
  const entry = { at, actor: { person }, action: 'truth.answered', commune: commune.id, detail };
  return ok(doors.truth.append({ ...said, commune: commune.id, from, to, note, person, at }, entry));
}
