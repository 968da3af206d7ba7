import { expect, test } from 'vitest';
import type { PendingRelease } from '../../src/alert/alert.ts';
import { begunAnew } from '../../src/alert/release.ts';
import { MIN, T0 } from '../support/decisions.ts';

const waiting: PendingRelease = { level: 'act', since: T0, dueAt: null, signed: null };

test('the minutes of a signature begin anew; what nobody signed waits for a person as before', () => {
  const signed = { ...waiting, dueAt: T0 + 20 * MIN, signed: { by: 'mayor', version: 3 } };
  expect(begunAnew(signed, T0 + 15 * MIN)).toEqual({ ...signed, since: T0 + 15 * MIN, dueAt: T0 + 35 * MIN });
  expect(begunAnew(waiting, T0 + 15 * MIN)).toEqual({ ...waiting, since: T0 + 15 * MIN });
});
