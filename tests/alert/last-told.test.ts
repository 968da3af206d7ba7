import { expect, test } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { cameDown, levelTold, toldOver } from '../../src/alert/last-told.ts';
import { eventOf } from '../support/notices.ts';

type Told = [AlertEvent['kind'], AlertEvent['audience'], { exercise?: true }?];

test.each<{ what: string; story: Told[]; staff: boolean; residents: boolean }>([
  { what: 'nothing happened', story: [], staff: false, residents: false },
  {
    what: 'raised and told',
    story: [
      ['raised', 'staff'],
      ['released', 'public'],
    ],
    staff: false,
    residents: false,
  },
  {
    what: 'told, then lowered',
    story: [
      ['raised', 'staff'],
      ['released', 'public'],
      ['lowered', 'public'],
    ],
    staff: true,
    residents: true,
  },
  {
    what: 'lowered, and staff spoke since',
    story: [
      ['raised', 'staff'],
      ['lowered', 'public'],
      ['acknowledged', 'staff'],
      ['sight-lost', 'public'],
    ],
    staff: true,
    residents: true,
  },
  {
    what: 'lowered where residents knew nothing',
    story: [
      ['raised', 'staff'],
      ['lowered', 'staff'],
    ],
    staff: true,
    residents: false,
  },
  {
    what: 'lowered and raised again, not told yet',
    story: [
      ['released', 'public'],
      ['lowered', 'public'],
      ['escalated', 'staff'],
    ],
    staff: false,
    residents: true,
  },
  {
    what: 'lowered, raised and told again',
    story: [
      ['lowered', 'public'],
      ['escalated', 'staff'],
      ['released', 'public'],
    ],
    staff: false,
    residents: false,
  },
  {
    what: 'raised above what was told, lowered to it, and only then put right: what staff heard since is no mistake',
    story: [
      ['raised', 'staff'],
      ['released', 'public'],
      ['escalated', 'staff'],
      ['lowered', 'staff'],
      ['corrected', 'public'],
    ],
    staff: true,
    residents: false,
  },
  {
    what: 'an exercise came down',
    story: [
      ['raised', 'staff'],
      ['lowered', 'public', { exercise: true }],
    ],
    staff: false,
    residents: false,
  },
])('$what', ({ story, staff, residents }) => {
  const events = story.map(([kind, audience, more]) => eventOf({ kind, audience, ...more }));
  expect({ staff: cameDown(events, 'staff'), residents: cameDown(events, 'public') }).toEqual({ staff, residents });
});

test('residents were told that it is over by the last that they heard of an alert, and not by what is older, played, or of no alert', () => {
  const at = (hour: number, change: Partial<AlertEvent>) => ({
    ...eventOf({ kind: 'closed' }),
    at: hour,
    audience: 'public' as const,
    ...change,
  });
  const over = at(2, {});
  expect(toldOver([at(1, { kind: 'released' }), over], 0)).toBe(2);
  expect([toldOver([over], 2), toldOver([over], 3)]).toEqual([2, null]);
  expect(toldOver([over, at(3, { kind: 'released' })], 0)).toBeNull();
  expect(toldOver([at(2, { audience: 'staff' })], 0)).toBeNull();
  expect(
    toldOver([over, at(3, { exercise: true, kind: 'raised' }), at(4, { audience: 'staff', kind: 'raised' })], 0),
  ).toBe(2);
  expect(toldOver([over, at(3, { alert: null, kind: 'sight-lost' })], 0)).toBe(2);
  expect(toldOver([at(2, { exercise: true })], 0)).toBeNull();
  expect(toldOver([], 0)).toBeNull();
});

test('an event tells of the level that it reaches; one that takes a mistake back, of what holds again', () => {
  expect(levelTold(eventOf({ level: 'danger' }))).toBe('danger');
  const reason = { because: 'told-by-mistake', person: 'mayor', released: 'danger', told: 'prepare' } as const;
  expect(levelTold(eventOf({ kind: 'corrected', level: 'danger', reason }))).toBe('prepare');
});
