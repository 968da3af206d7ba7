import type { Instant } from '../../../lib/clock.ts';
import type { localReader, Nth } from '../../local-instant.ts';

/**
 * Which of the two each row means, of an hour that clocks showed twice, by the order of the rows: where they go through it, step
 * back once and go through it again, those before the step are the first. Rows that do not say it stay unknown (`undefined`):
 * a file that has the hour once does not say which of the two it has.
 * @example nthOfRepeated(['02:00', '02:30', '02:00', '02:30', '03:00'], read) // 0 and 1 first, 2 and 3 second
 */
export function nthOfRepeated(times: Iterable<string>, read: ReturnType<typeof localReader>): ReadonlyMap<number, Nth> {
  const nth = new Map<number, Nth>();
  for (const { start, values } of runsOf(times, read)) {
    const step = onlyStepBack(values);
    if (step) values.forEach((_, row) => void nth.set(start + row, row < step.at === step.rising ? 'first' : 'second'));
  }
  return nth;
}

/** Rows one after the other whose time clocks showed twice. */
function runsOf(times: Iterable<string>, read: ReturnType<typeof localReader>): { start: number; values: Instant[] }[] {
  const runs: { start: number; values: Instant[] }[] = [];
  let row = -1;
  for (const text of times) {
    row += 1;
    const first = 'why' in read(text) ? read(text, 'first') : null;
    if (!first || 'why' in first) continue;
    const last = runs.at(-1);
    if (last && last.start + last.values.length === row) last.values.push(first.instant);
    else runs.push({ start: row, values: [first.instant] });
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
