import { html } from 'hono/html';
import type { Exercise } from '../../alert/exercise.ts';
import type { Instance } from '../../config/config.ts';
import type { Instant } from '../../lib/clock.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import { markedAs } from '../../notification/words/letterhead.ts';
import { clockOf } from '../local-time.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './html.ts';

/** When it ends by itself, as a clock shows it. */
export function exerciseEnd(speech: Speech, { startedAt, lastsMin }: Exercise, now: Instant, timeZone: string): string {
  return clockOf(speech, startedAt + lastsMin * MINUTE_MS, now, timeZone);
}

/** One of many communes that has told nobody yet. */
export function waitsItsTurn({ inTurn, events }: Pick<Exercise, 'inTurn' | 'events'>): boolean {
  return inTurn === true && events === 0;
}

/** The line above a commune's pages while an exercise runs: nobody takes it for real, nor the real for it. */
export function exerciseNotice(speech: Speech, exercise: Exercise, now: Instant, timeZone: string): Html {
  const { page, words } = speech;
  const until = exerciseEnd(speech, exercise, now, timeZone);
  const said = waitsItsTurn(exercise)
    ? page.exercise.waitsNotice(until)
    : page.exercise.notice(words.level(exercise.level).name, until);
  return html`<p class="notice" role="note">${said}</p>`;
}

/** A page's title, with the word before it where the installation is for practice or shows the past, and while an exercise runs that its readers know of. */
export function titleUnder(
  { page, language }: Speech,
  { kind }: Instance,
  exercise: Exercise | null,
  title: string,
): string {
  if (exercise) return `${page.exercise.word}${title}`;
  return markedAs(kind, language, title);
}
