import { expect, test } from 'vitest';
import { eventsSince } from '../../../src/notification/words/event-history.ts';
import { eventOf } from '../../support/notices.ts';

const history = Array.from({ length: 200 }, (_, index) => eventOf({ id: `coursan:${index + 1}`, at: index + 1 }));

/** The first of the events since a moment that are read, and how many were asked for at each reading. */
function since(at: number, events = history) {
  const asked: number[] = [];
  const read = eventsSince((limit) => {
    asked.push(limit);
    return events.slice(-limit);
  }, at);
  return [read[0]?.at, read.at(-1)?.at, asked];
}

test('of a long history no more is read than since a moment, and all that is', () => {
  expect(since(190)).toEqual([185, 200, [16]]);
  // Others may have happened at the very moment of the oldest that was read.
  expect(since(185)).toEqual([137, 200, [16, 64]]);
  expect(since(0)).toEqual([1, 200, [16, 64, 256]]);
  expect(since(0, [])).toEqual([undefined, undefined, [16]]);
});
