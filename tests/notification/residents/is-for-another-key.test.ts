import { expect, test } from 'vitest';
import { isForAnotherKey } from '../../../src/notification/residents/is-for-another-key.ts';
import type { ToResident } from '../../../src/notification/told-store.ts';

const REFUSED = 'HTTP 403 from push.example.org';
const SERVICES: Readonly<Record<string, string>> = {
  old: 'push.example.org',
  tom: 'push.example.org',
  zoe: 'other.example.org',
};

interface Case {
  why?: string;
  notBefore?: number;
  status?: ToResident['status'];
  beside?: readonly ToResident[];
}

const kept = {
  commune: 'coursan',
  way: 'push',
  language: 'fr',
  requestedAt: 0,
  confirmedAt: 0,
  quietHours: null,
} as const;

function isErased(by: string, { why = REFUSED, notBefore = 0, status = 'sent', beside = [] }: Case = {}): boolean {
  const recipient = { kind: 'subscription', id: 'old' } as const;
  return isForAnotherKey({ event: 'coursan:7', recipient, notBefore }, why, {
    told: { eachResident: () => [{ resident: by, way: 'push', status, error: null }, ...beside] },
    subscriptions: {
      find: (id) => ({ ...kept, id, address: `https://${SERVICES[id]}/${id} p a` }),
    },
  });
}

test('a browser is of another key where its push service took the same from us for another', () => {
  expect(isErased('tom')).toBe(true);
  expect(isErased('tom', { status: 'pending' })).toBe(false);
  expect(isErased('zoe')).toBe(false);
  expect(isErased('tom', { why: 'HTTP 503 from push.example.org' })).toBe(false);
  // Others are refused beside it, and told by other ways.
  const refused = { resident: 'old', way: 'push', status: 'dropped', error: REFUSED } as const;
  const mailed = { resident: 'ann', way: 'email', status: 'sent', error: null } as const;
  expect(isErased('tom', { beside: [refused, mailed] })).toBe(true);
  expect(isErased('zoe', { beside: [refused, mailed] })).toBe(false);
});

test('what was held for quiet hours proves nothing: our key may have gone wrong since others had it', () => {
  expect(isErased('tom', { notBefore: 1 })).toBe(false);
});
