import { expect, test } from 'vitest';
import { keepFindings } from '../../src/compose/keep-findings.ts';
import type { KeptFinding } from '../../src/verification/tune/tuning-store.ts';
import { memoryStores } from '../support/memory-database.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');

test('of what is found, what is another gauge’s, another level’s or another thing goes into the record, and what is known does not', () => {
  const stores = memoryStores();
  const found = (change: Partial<KeptFinding> = {}): KeptFinding => ({
    commune: 'bourg',
    station: 'ponton',
    level: 'act',
    at: NOW,
    finding: { kind: 'budget-spent', falseAlarms: 5, promised: 1, sinceDays: 60 },
    ...change,
  });
  const others = [
    found({ commune: 'ville' }),
    found({ station: 'moulin' }),
    found({ level: 'danger' }),
    found({ finding: { kind: 'drift', days: 40, stated: 0.8, cameTrue: 4, direction: 'too-sure' } }),
  ];
  keepFindings(stores, [found()], NOW);
  keepFindings(stores, [found({ at: NOW + 1 }), ...others], NOW + 1);
  keepFindings(stores, [...others, found({ at: NOW + 2 })], NOW + 2);
  const told = stores.record.recent(null, 9).toReversed();
  expect(
    told.map(({ at, action, commune, detail }) => [at, action, commune, detail['station'], detail['level']]),
  ).toEqual([
    [NOW, 'watch.budget-spent', 'bourg', 'ponton', 'act'],
    [NOW + 1, 'watch.budget-spent', 'ville', 'ponton', 'act'],
    [NOW + 1, 'watch.budget-spent', 'bourg', 'moulin', 'act'],
    [NOW + 1, 'watch.budget-spent', 'bourg', 'ponton', 'danger'],
    [NOW + 1, 'watch.drift', 'bourg', 'ponton', 'act'],
  ]);
  expect(told.every(({ actor }) => 'service' in actor && actor.service)).toBe(true);
});
