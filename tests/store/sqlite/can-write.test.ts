import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canWrite } from '../../../src/store/sqlite/can-write.ts';
import { openTroubleTold } from '../../../src/store/trouble-told.ts';
import { testDatabases } from '../../support/open-test-database.ts';
import { smallDisk } from '../../support/small-disk.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const open = testDatabases();
const disk = smallDisk(8);

test('a database is written as long as the disk takes it, and holds what it held', async () => {
  const db = await open(join(tempFolder('can-write'), 'amont.db'));
  const before = db.pragma('data_version');
  expect([canWrite(db), canWrite(db)]).toEqual([true, true]);
  expect(db.pragma('data_version')).toEqual(before);
});

test.skipIf(disk === null)(
  'a full disk takes no page, but what was told, which stands there already; one that lets itself only be read takes neither (needs a loop device)',
  async () => {
    const folder = join(disk!.folder, 'data');
    mkdirSync(folder);
    const db = await open(join(folder, 'amont.db'));
    // What the log of writes holds already needs no room.
    db.pragma('wal_checkpoint(TRUNCATE)');
    const told = openTroubleTold(folder);
    expect(told.read()).toEqual({ isTold: false, at: [], notMendedAt: null });
    expect(told.write({ isTold: false, at: [], notMendedAt: null })).toBe(true);
    expect(canWrite(db)).toBe(true);
    db.pragma('wal_checkpoint(TRUNCATE)');
    disk!.fill();
    expect(canWrite(db)).toBe(false);
    const kept = { isTold: true, at: [Date.parse('2026-12-01T03:00:00Z')], notMendedAt: null };
    expect(told.write(kept)).toBe(true);
    expect(openTroubleTold(folder).read()).toEqual(kept);
    expect(openTroubleTold(join(disk!.folder, 'none')).write(kept)).toBe(false);
    db.close();
    execFileSync('mount', ['-o', 'remount,ro', disk!.folder]);
    expect(told.write({ isTold: false, at: [], notMendedAt: null })).toBe(false);
    expect(told.read()).toEqual(kept);
  },
);
