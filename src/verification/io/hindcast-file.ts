import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import { MODEL } from '../../forecast/learn/fit-network.ts';
import type { Recorded } from '../../forecast/learn/river-record.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Hindcast } from '../backtest/hindcast.ts';

interface Kept {
  key: string;
  hindcast: Hindcast;
}

/** Raised when the form or the way of making it changes: an older file is made anew. */
const FORMAT = 4;

/** Names all that a hindcast is made from: the readings themselves, the way of forecasting, and what was asked. */
export function hindcastKey({ stations, series }: Recorded, asked: unknown): string {
  const readings = createHash('sha256');
  for (const [id, { times, values }] of series) readings.update(id).update(times).update(values);
  return JSON.stringify([FORMAT, MODEL, stations, readings.digest('hex'), asked]);
}

/** A hindcast kept compactly; `null` where the file was made from something else, or cannot be read: it can be made again. */
export function readHindcast(file: string, key: string): Hindcast | null {
  if (!existsSync(file)) return null;
  try {
    const kept: Kept = deserialize(gunzipSync(readFileSync(file)));
    return kept.key === key ? kept.hindcast : null;
  } catch {
    return null;
  }
}

/** Written beside and moved, so that a crash leaves the old one whole. Where it cannot be written, as on a full disk, it says why and leaves nothing half-written. */
export function writeHindcast(file: string, key: string, hindcast: Hindcast): Result<null, unknown> {
  const kept: Kept = { key, hindcast };
  const beside = `${file}.new`;
  try {
    writeFileSync(beside, gzipSync(serialize(kept), { level: 6 }));
    renameSync(beside, file);
    return ok(null);
  } catch (cause) {
    rmSync(beside, { force: true });
    return err(cause);
  }
}

/** The hindcast of a file, or where that was made from something else, or nothing is kept, a new one that is written there: one that cannot be kept serves this time. */
export function keptHindcast(
  file: string | null,
  key: string,
  make: () => Hindcast,
  onNotKept: (cause: unknown) => void,
): { hindcast: Hindcast; isKept: boolean } {
  const kept = file === null ? null : readHindcast(file, key);
  if (kept !== null) return { hindcast: kept, isKept: true };
  const hindcast = make();
  const written = file === null ? ok(null) : writeHindcast(file, key, hindcast);
  if (!written.ok) onNotKept(written.error);
  return { hindcast, isKept: false };
}
