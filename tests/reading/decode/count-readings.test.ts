import { expect, test } from 'vitest';
import { countReadings } from '../../../src/reading/decode/count-readings.ts';

test.each([
  ['one object', '{"stageM":1}', 1],
  ['an object within an object, as network servers send', '{"object":{"levels":[{"mm":1},{"mm":2}]}}', 1],
  ['a batch', '[{"stageM":1},{"stageM":2},{"stageM":3}]', 3],
  ['a batch behind a byte order mark and blanks', '\uFEFF \n[ {"stageM":1}, {"stageM":2}]', 2],
  ['a number', '1.25', 1],
  ['nothing', '', 1],
  ['an empty batch', '[]', 1],
  ['what is too long and refused unread', `[${'{},'.repeat(30_000)}{}]`, 1],
])('%s', (_, payload, expected) => {
  expect(countReadings(Buffer.from(payload))).toBe(expected);
});
