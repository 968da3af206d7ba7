import { expect, test } from 'vitest';
import { ofClocks } from '../../../src/config/check/clock-warnings.ts';
import { coursan } from '../../support/notices.ts';

const warned = (timeZone: string) => ofClocks({ communes: new Map([['coursan', { ...coursan, timeZone }]]) });

test.each(['+01:00', 'Etc/GMT-1', 'UTC', 'GMT', 'EST', 'utc'])('%s is never put forward', (timeZone) => {
  expect(warned(timeZone)).toEqual([expect.stringContaining(`${timeZone} in coursan`)]);
});

test.each(['Europe/Paris', 'CET', 'Africa/Abidjan', 'Singapore'])('%s is of a place, or put forward', (timeZone) => {
  expect(warned(timeZone)).toEqual([]);
});
