import { expect, test } from 'vitest';
import { viewVerification } from '../../src/http/views/afterwards/verification-view.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';

const FIRST = NOW - 90 * DAY_MS - 17 * MINUTE_MS;

test('others have their turn while the statements of months are read and each level is judged, and no hour is read twice', async () => {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const coursan = doors.communes.get('coursan')!;
  const commune = { ...coursan, watches: coursan.watches.slice(0, 1) };
  const done: string[] = [];
  const spans: { from: number; to: number }[] = [];
  const statements: typeof doors.statements = {
    firstAt: () => FIRST,
    hourly: (id, station, from, to) => {
      done.push('read');
      spans.push({ from, to });
      return doors.statements.hourly(id, station, from, to);
    },
  };
  let next = setImmediate(function turn() {
    done.push('turn');
    next = setImmediate(turn);
  });
  const { gauges } = await viewVerification({ ...doors, statements }, commune);
  clearImmediate(next);
  expect(gauges.map(({ chances }) => chances.map(({ level }) => level))).toEqual([['prepare', 'act', 'danger']]);
  expect(spans.length).toBeGreaterThan(3);
  expect(done.join()).not.toContain('read,read');
  // One for each level, and one before its silences are looked for.
  expect(done.slice(done.lastIndexOf('read') + 1).length).toBeGreaterThanOrEqual(4);
  expect([spans[0]!.from, spans.at(-1)!.to]).toEqual([FIRST, world.clock.now()]);
  for (const [index, { from }] of spans.slice(1).entries()) {
    expect(from).toBe(spans[index]!.to + 1);
    expect(from % HOUR_MS).toBe(0);
  }
});
