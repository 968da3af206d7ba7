import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameAgain, LONGEST_ENTRY, readEntryText } from '../../src/record/log-entry.ts';
import { logEntryOf } from '../support/log-entries.ts';

describe('the words of an entry', () => {
  it.each([
    ['  Quai fermé.\r\nBarrières posées. ', 'Quai fermé.\nBarrières posées.'],
    ['a\u0000b\u001bc', 'abc'],
    ['   \n ', null],
    ['', null],
    ['x'.repeat(LONGEST_ENTRY), 'x'.repeat(LONGEST_ENTRY)],
    ['x'.repeat(LONGEST_ENTRY + 1), null],
  ])('%j → %j', (typed, expected) => expect(readEntryText(typed)).toBe(expected));

  it('read twice are the same as read once, and never longer than allowed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (typed) => {
        const text = readEntryText(typed);
        if (text === null) return;
        expect(text.length).toBeLessThanOrEqual(LONGEST_ENTRY);
        expect(readEntryText(text)).toBe(text);
      }),
    );
  });
});

describe('sent twice by one thumb', () => {
  const first = { ...logEntryOf('Pont fermé'), id: 1 };
  it.each([
    [{}, true],
    [{ receivedAt: first.receivedAt + 119_000, at: first.at + 9_000_000 }, true],
    [{ receivedAt: first.receivedAt + 121_000 }, false],
    // The clock was set back in between.
    [{ receivedAt: first.receivedAt - 121_000 }, false],
    [{ text: 'Pont ouvert' }, false],
    [{ person: 'mayor-coursan' }, false],
    [{ follows: 1 }, false],
  ])('%j → %s', (change, expected) => expect(isSameAgain({ ...first, ...change }, first)).toBe(expected));
});
