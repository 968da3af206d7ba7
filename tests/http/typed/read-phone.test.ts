import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPhone } from '../../../src/http/typed/read-phone.ts';

const france = { country: '+33', prefixes: ['+336', '+337'] };

test.each([
  '06 12 34 56 78',
  '0612345678',
  '06.12.34.56.78',
  '06-12-34-56-78',
  '612345678',
  '+33612345678',
  '+33 6 12 34 56 78',
  '+33 (0)6 12 34 56 78',
  '0033612345678',
  '33612345678',
  '+33 (0) 6 12 34 56 78',
  '+33 06 12 34 56 78',
  '0033 (0)6 12 34 56 78',
  '330612345678',
  ' 06\u00a012\u00a034\u00a056\u00a078\u200e ',
])('%j is one and the same number', (typed) => expect(readPhone(typed, france)).toBe('+33612345678'));

test.each([
  '',
  '06',
  '112',
  '0800 12',
  '3639',
  '06 12 34 56 78 90 12 34',
  'ines@example.org',
  '06 12 34 56 7a',
  // A digit too many or too few: another phone for the service, and nobody's.
  '06 12 34 56 789',
  '06 12 34 56 7',
  '+33 6 12 34 56 78 9',
  '+33 0 06 12 34 56 78',
  '+',
  '0000612345678',
  // Of a land line, and of another country.
  '04 68 12 34 56',
  '+44 7911 123456',
  '+1 900 555 0199',
  '+881 6 12345678',
])('%j is refused', (typed) => expect(readPhone(typed, france)).toBeNull());

test.each([
  ['+44', '07911 123456', '+447911123456'],
  ['+34', '612 34 56 78', '+34612345678'],
  ['+39', '391 234 5678', '+393912345678'],
  ['+1', '212 555 0199', '+12125550199'],
  ['+377', '06 12 34 56 78', '+377612345678'],
  ['+33', '+33 06 12 34 56 78', '+33612345678'],
  ['+39', '+39 06 1234 5678', '+390612345678'],
  ['+225', '07 01 23 45 67', '+2250701234567'],
  ['+33', '0033 06 12 34 56 78', '+33612345678'],
])('in %s %j is %j', (country, typed, number) => {
  expect(readPhone(typed, { country, prefixes: [country] })).toBe(number);
});

test('whatever is typed, nothing is taken but a number that may be texted', () => {
  const typed = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[+0-9 ().-]{0,25}$/),
    fc.stringMatching(/^(\+33|0033|0)[67][0-9 ]{6,12}$/),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const number = readPhone(text, france);
      if (number !== null) expect(number).toMatch(/^\+33[67]\d{8}$/);
    }),
  );
});
