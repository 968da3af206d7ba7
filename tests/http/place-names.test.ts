import { expect, test } from 'vitest';
import { type NamedLine, placeNames } from '../../src/http/pages/chart/place-names.ts';

const mark = (y: number, name = 'Act, 4.60 m'): NamedLine => ({ y, name, end: 'left', isNeeded: true });
const flood = (y: number, name = '1999, 8.93 m'): NamedLine => ({ y, name, end: 'right', isNeeded: false });

test.each([
  ['alone, above its line', [mark(100)], [96]],
  ['below, where another line would go through it', [mark(100), mark(94)], [113, 90]],
  ['a flood so near above a mark stands above, and the mark below', [mark(100), flood(95)], [113, 91]],
  ['a flood so near below a mark stands below', [mark(100), flood(105)], [96, 118]],
  [
    'a flood between two lines has none, a mark stands where it always does',
    [mark(90), mark(106), flood(98)],
    [86, 119, null],
  ],
  ['a mark between two is named all the same', [mark(100), mark(93), mark(107)], [96, 89, 120]],
  ['at the two ends of one line there is room for both', [mark(100), flood(100)], [96, 96]],
  [
    'but not for two long ones: the flood goes below',
    [mark(100, 'x'.repeat(30)), flood(100, 'y'.repeat(30))],
    [96, 113],
  ],
  ['two floods of one level: the first keeps its place', [flood(100), flood(100)], [96, 113]],
  ['nothing stands below the picture', [flood(270), flood(264)], [null, 260]],
])('%s', (_, lines, baselines) => {
  expect(placeNames(lines)).toEqual(baselines);
});
