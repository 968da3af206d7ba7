import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Instant } from '../lib/clock.ts';

/** What has been told of a service that stores nothing. */
export interface TroubleTold {
  /** Those who decide know that nothing is stored, and not yet that it is over. */
  isTold: boolean;
  /** When they were told so, of late. */
  at: readonly Instant[];
  /** When they were told that a damaged database could not be mended; `null` where it was since. */
  notMendedAt: Instant | null;
}

export interface TroubleToldFile {
  read(): TroubleTold;
  /** `false` where the disk does not take it. */
  write(told: TroubleTold): boolean;
}

const Told = Type.Object({
  isTold: Type.Boolean(),
  at: Type.Array(Type.Integer()),
  notMendedAt: Type.Union([Type.Integer(), Type.Null()]),
});
/** Within one sector, and always as long: written over where it stands it needs no room, which a full disk has not. */
const LENGTH = 512;

/** Beside the database, which may be what fails. It must stand there before the disk is full. */
export function openTroubleTold(dataFolder: string): TroubleToldFile {
  const file = join(dataFolder, 'trouble-told.json');
  return {
    read() {
      try {
        return Value.Parse(Told, JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        return { isTold: false, at: [], notMendedAt: null };
      }
    },
    write(told) {
      try {
        const opened = openForWriting(file);
        try {
          writeSync(opened, JSON.stringify(told).padEnd(LENGTH), 0);
        } finally {
          closeSync(opened);
        }
        return true;
      } catch {
        return false;
      }
    },
  };
}

function openForWriting(file: string): number {
  try {
    return openSync(file, 'r+');
  } catch {
    return openSync(file, 'w', 0o600);
  }
}
