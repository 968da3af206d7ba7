import { expect, test } from 'vitest';
import { checkReports } from '../../../src/config/check/check-reports.ts';
import type { AmontFile } from '../../../src/config/schema/amont-file.ts';

const file = { name: 'amont.yaml', value: null, lineOf: () => null };

function mistakesWith(baseUrl: string | undefined, query = 'callback={reportUrl}') {
  const instance = { name: 'Test', kind: 'operational', ...(baseUrl !== undefined && { baseUrl }) } as const;
  const reports = { state: 'status', delivered: ['delivered'], failed: ['failed'] };
  const value: AmontFile = { instance, sms: { url: `https://sms.example.org/send?${query}`, reports } };
  return checkReports({ file, value, errors: [] }).map(({ path, found }) => [path, found]);
}

test.each([
  ['https://amont.example.org', []],
  ['http://192.168.1.20:8080', []],
  ['http://127.0.0.1:8080', []],
  [undefined, []],
  ['http://amont.example.org', [['instance.baseUrl', '"http://amont.example.org"']]],
])('a gateway that reports to %s', (baseUrl, mistakes) => {
  expect(mistakesWith(baseUrl)).toEqual(mistakes);
});

test('an id is looked for by that name where no other is given', () => {
  expect(mistakesWith('https://amont.example.org', 'to={to}')).toEqual([['sms.reports', '"id"']]);
});
