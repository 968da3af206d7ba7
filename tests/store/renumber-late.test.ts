import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reading } from '../../src/reading/reading.ts';
import { renumberLate } from '../../src/store/renumber-late.ts';

const at = (observedAt: number, value: number, receivedAt: number, revision = 0, station = 'bridge'): Reading => ({
  station,
  quantity: 'stage',
  observedAt,
  value,
  receivedAt,
  revision,
  quality: 'pass',
  tests: [],
});

/** An archive that is a list. */
function archiveOf(held: Reading[]) {
  return {
    held,
    within: async ({ station }: { station: string }, from: number, to: number) =>
      held.filter((each) => each.station === station && each.observedAt >= from && each.observedAt <= to),
    put(readings: readonly Reading[]) {
      for (const each of readings) {
        const same = held.findIndex(
          (other) =>
            other.station === each.station && other.observedAt === each.observedAt && other.revision === each.revision,
        );
        if (same >= 0) held[same] = each;
        else held.push(each);
      }
    },
  };
}

test('what came after the thinning keeps its number; what came before is counted by what is held', async () => {
  const archive = archiveOf([at(1, 5, 1), at(1, 6, 2, 1), at(2, 7, 3)]);
  const late = [at(1, 8, 90), at(2, 7, 90), at(3, 9, 90), at(50, 1, 51, 3)];
  expect(await renumberLate(late, 50, archive)).toEqual([at(50, 1, 51, 3), at(1, 8, 90, 2), at(3, 9, 90)]);
});

test('what the archive has forgotten and is held here keeps its number: it is sent again', async () => {
  const archive = archiveOf([at(2, 7, 3, 2)]);
  const late = [at(1, 8, 90, 1), at(2, 8, 90, 1), at(2, 9, 91, 4)];
  expect(await renumberLate(late, 50, archive)).toEqual([at(1, 8, 90, 1), at(2, 8, 90, 3), at(2, 9, 91, 4)]);
});

test('what was refused until one that came later had been taken, as an import and its taking back, is not the newest', async () => {
  const imported = at(1, 8, 80);
  const takenBack: Reading = { ...at(1, 8, 90, 1), quality: 'fail', tests: ['taken-back'] };
  const archive = archiveOf([]);
  for (const batch of [[takenBack], [imported], [imported]]) archive.put(await renumberLate(batch, 50, archive));
  expect(archive.held).toEqual([takenBack, imported]);
});

test('what a person takes out of what counts, and puts back, is written there too; said again it is not', async () => {
  const archive = archiveOf([at(1, 5, 1)]);
  const excluded: Reading = { ...at(1, 5, 80), quality: 'fail', tests: ['excluded'] };
  const restored = at(1, 5, 90, 1);
  // Again, as after a crash; and a repeat of what the sensor said, which is the first that is known of it here.
  for (const batch of [[excluded], [excluded], [at(1, 5, 85)], [restored], [excluded, restored], [at(1, 5, 95)]])
    archive.put(await renumberLate(batch, 50, archive));
  expect(archive.held).toEqual([at(1, 5, 1), { ...excluded, revision: 1 }, { ...restored, revision: 2 }]);
});

test('years of readings between two that come late are more than a call takes arguments', async () => {
  const archive = archiveOf(Array.from({ length: 200_000 }, (_, n) => at(n, 1, 1)));
  const late = [at(0, 1, 90), at(199_999, 2, 90)];
  expect(await renumberLate(late, 1e6, archive)).toEqual([at(199_999, 2, 90, 1)]);
});

test('sent again after a crash, nothing is new and nothing held is overwritten', async () => {
  const reading = fc
    .record({
      observedAt: fc.integer({ min: 0, max: 3 }),
      value: fc.integer({ min: 0, max: 2 }),
      station: fc.constantFrom('bridge', 'mill'),
    })
    .map(({ observedAt, value, station }) => at(observedAt, value, 0, 0, station));
  const list = fc.uniqueArray(reading, { maxLength: 8, selector: (each) => `${each.station} ${each.observedAt}` });
  await fc.assert(
    fc.asyncProperty(list, list, async (first, second) => {
      const archive = archiveOf([]);
      // Every reading is received at a moment of its own.
      const batches = [first, second].map((batch, b) => batch.map((each, n) => ({ ...each, receivedAt: b * 100 + n })));
      for (const batch of batches) {
        const before = [...archive.held];
        archive.put(await renumberLate(batch, 10, archive));
        expect(archive.held.slice(0, before.length)).toEqual(before);
        const after = [...archive.held];
        archive.put(await renumberLate(batch, 10, archive));
        expect(archive.held).toEqual(after);
        for (const each of batch) {
          const held = archive.held.filter((o) => o.station === each.station && o.observedAt === each.observedAt);
          expect(held.map((other) => other.revision)).toEqual(held.map((_, index) => index));
        }
      }
    }),
  );
});
