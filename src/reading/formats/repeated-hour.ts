import type { Instant } from '../../lib/clock.ts';
import type { localReader, Nth } from '../local-instant.ts';

/**
 * Which of the two each row means, of an hour that clocks showed twice, by the order of the rows: where they go through it, step
 * back once and go through it again, those before the step are the first. Rows that do not say it stay unknown (`undefined`):
 * a file that has the hour once does not say which of the two it has.
 * @example nthOfRepeated(['02:00', '02:30', '02:00', '02:30', '03:00'], read) // first, first, second, second, undefined
 */
export function nthOfRepeated(times: readonly string[], read: ReturnType<typeof localReader>): (Nth | undefined)[] {
  const shown = times.map((text): Instant | null => {
    const first = 'why' in read(text) ? read(text, 'first') : null;
    return first && 'instant' in first ? first.instant : null;
  });
  const nth = times.map((): Nth | undefined => undefined);
  for (const { start, values } of runsOf(shown)) {
    const step = onlyStepBack(values);
    if (step) values.forEach((_, row) => void (nth[start + row] = row < step.at === step.rising ? 'first' : 'second'));
  }
  return nth;
}

/** Rows one after the other whose time clocks showed twice. */
function runsOf(shown: readonly (Instant | null)[]): { start: number; values: Instant[] }[] {
  const runs: { start: number; values: Instant[] }[] = [];
  for (const [row, at] of shown.entries()) {
    if (at === null) continue;
    const last = runs.at(-1);
    if (last && last.start + last.values.length === row) last.values.push(at);
    else runs.push({ start: row, values: [at] });
  }
  return runs;
}

/** Where rows that otherwise go one way step back, once; `null` where they do not, or more often. */
function onlyStepBack(shown: readonly Instant[]): { at: number; rising: boolean } | null {
  const steps = shown.slice(1).map((each, index) => Math.sign(each - shown[index]!));
  // An hourly record has it in two rows: the same time twice.
  if (steps.length === 1 && steps[0] === 0) return { at: 1, rising: true };
  for (const way of [1, -1]) {
    const back = steps.flatMap((step, index) => (step === way ? [] : [index + 1]));
    if (back.length === 1 && steps.length > 1) return { at: back[0]!, rising: way === 1 };
  }
  return null;
}
