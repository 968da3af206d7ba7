import { expect, test } from 'vitest';
import { createSentBack } from '../../../src/http/limits/sent-back.ts';
import { manualClock } from '../../../src/lib/clock.ts';
import { HOUR_MS } from '../../../src/lib/units.ts';

test('an hour later a phone is answered again, however its number is written', () => {
  const wallClock = manualClock(0);
  const isSentBack = createSentBack(wallClock);
  const stranger = { kind: 'unknown-number' } as const;
  const said = ['+33612345678', '0033612345678', '33 6 12 34 56 78', '+33612345678'];
  expect(said.map((from) => isSentBack(from, stranger))).toEqual([true, true, true, false]);
  wallClock.advanceTo(HOUR_MS);
  expect(isSentBack('+33612345678', stranger)).toBe(true);
});
