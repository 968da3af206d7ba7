import { html } from 'hono/html';
import type { Exercise } from '../../alert/exercise.ts';
import { MINUTE_MS } from '../../lib/units.ts';
import type { Speech } from '../speech.ts';
import type { Html } from './layout.ts';

/** The line above a commune's pages while an exercise runs: nobody takes it for real, nor the real for it. */
export function exerciseNotice({ page, words }: Speech, exercise: Exercise, timeZone: string): Html {
  const until = words.clockTime(exercise.startedAt + exercise.lastsMin * MINUTE_MS, timeZone);
  return html`<p class="notice" role="note">${page.exercise.notice(words.level(exercise.level).name, until)}</p>`;
}

/** A page's title, with the word before it while an exercise runs that its readers know of. */
export function titleUnder({ page }: Speech, exercise: Exercise | null, title: string): string {
  return exercise ? `${page.exercise.word}${title}` : title;
}
