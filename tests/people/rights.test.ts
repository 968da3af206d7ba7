import { expect, test } from 'vitest';
import { accountRoles } from '../../src/people/account.ts';
import { may, type Right, rightToEnd } from '../../src/people/rights.ts';

const whoMay = (right: Right, commune = 'coursan') =>
  accountRoles.filter((role) => may({ role, communes: ['coursan', 'trebes'] }, right, commune));

test('what residents hear is for the mayor alone to say, the end of what they heard included', () => {
  expect(whoMay('release')).toEqual(['mayor']);
  expect(whoMay(rightToEnd('act'))).toEqual(['mayor']);
  expect(whoMay(rightToEnd('prepare'))).toEqual(['mayor']);
});

test.each(['see-alert', 'acknowledge', 'run-exercise', 'write-log', 'read-gauge'] as const)(
  '%s: mayor and staff',
  (right) => {
    expect(whoMay(right)).toEqual(['mayor', 'staff']);
  },
);

test('an alert of which residents heard nothing is ended by whoever may answer it', () => {
  expect(whoMay(rightToEnd('normal'))).toEqual(['mayor', 'staff']);
  expect(whoMay(rightToEnd())).toEqual(['mayor', 'staff']);
});

test.each(['change-policy', 'see-rejections', 'exclude-readings', 'verify'] as const)('%s: staff alone', (right) => {
  expect(whoMay(right)).toEqual(['staff']);
});

test.each(['see-alert', 'release', 'change-policy', 'verify'] as const)(
  '%s: nobody in a commune that is not theirs',
  (right) => {
    expect(whoMay(right, 'lagrasse')).toEqual([]);
    expect(accountRoles.filter((role) => may({ role, communes: [] }, right, 'coursan'))).toEqual([]);
  },
);
