import { createHash, type Hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import type { BaseLogger } from 'pino';
import type { FitBasis } from '../learn/fit-basis.ts';
import type { KnownRecord } from '../learn/fit-due.ts';
import type { NetworkFit } from '../learn/fit-network.ts';
import type { OwnModel } from '../learn/fit-own-model.ts';

/** What is kept over a restart. */
export interface KeptFit {
  fit: NetworkFit;
  /** What it knew of the record of each gauge. */
  known: ReadonlyMap<string, KnownRecord>;
  basis: FitBasis;
}

const DIGEST_BYTES = 32;
/** So much is looked at between two turns of others. */
const PIECE_BYTES = 4 * 1024 * 1024;
/** Before each part of the file stands its length; parts begin where numbers in them can be used in place. */
const ALIGNED = 8;

/**
 * What was kept can be learned again: a file of another version, or one that a failing disk spoiled, must neither be believed nor keep the service
 * from starting. Of hundreds of gauges it takes a second of work, and many on a busy machine: sensors and pages have their turn in between.
 */
export async function loadFit(file: string, method: FitBasis['method'], log: BaseLogger): Promise<KeptFit | null> {
  try {
    await rm(besides(file), { force: true });
    if (!existsSync(file)) return null;
    const kept = await readFit(file, method);
    if (kept === null)
      log.warn(
        { file },
        'what the forecast had learned is of another version: it learns anew, and is simpler until then',
      );
    return kept;
  } catch (cause) {
    log.error({ file, err: cause }, 'what the forecast had learned cannot be read: it learns anew');
    return null;
  }
}

/** `null` where it is of another version. Once through, as a disk gives it, and nothing is made of it before its digest is seen to be right. */
async function readFit(file: string, method: FitBasis['method']): Promise<KeptFit | null> {
  const disk = await open(file);
  try {
    const written = await readOn(disk, DIGEST_BYTES);
    const digest = createHash('sha256');
    const parts: Buffer[] = [];
    let isFramed = true;
    for (;;) {
      const head = await readOn(disk, ALIGNED, digest);
      if (head.length === 0) break;
      const length = head.length === ALIGNED ? head.readUInt32LE() : Number.POSITIVE_INFINITY;
      const part = await readOn(disk, Math.ceil(length / ALIGNED) * ALIGNED, digest);
      if (part.length < length) isFramed = false;
      else parts.push(part.subarray(0, length));
    }
    if (!digest.digest().equals(written)) throw new Error('its content is not what was written');
    return isFramed ? await joined(parts, method) : null;
  } finally {
    await disk.close();
  }
}

/** So many bytes of what follows, less at the end of the file; piece by piece, for of a thousand gauges it is more than Node reads at once. */
async function readOn(disk: FileHandle, length: number, digest: Hash | null = null): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let left = length; left > 0; ) {
    await setImmediate();
    const { bytesRead, buffer } = await disk.read(Buffer.alloc(Math.min(left, PIECE_BYTES)));
    if (bytesRead === 0) break;
    const piece = buffer.subarray(0, bytesRead);
    digest?.update(piece);
    pieces.push(piece);
    left -= bytesRead;
  }
  return Buffer.concat(pieces);
}

/**
 * Written beside, onto the disk, and moved, so that a crash leaves the old one whole. Of hundreds of gauges it is 200 MB: it is written gauge by
 * gauge, and neither that nor a slow disk holds up anybody. Where it cannot be written the forecast goes on by what it learned; of a full disk
 * nothing is taken that readings need.
 */
export async function saveFit(file: string, kept: KeptFit, log: BaseLogger): Promise<void> {
  try {
    const to = await open(besides(file), 'w');
    try {
      const digest = createHash('sha256');
      await to.writeFile(Buffer.alloc(DIGEST_BYTES));
      for (const part of partsOf(kept)) {
        const bytes = framed(serialize(part));
        digest.update(bytes);
        await to.writeFile(bytes);
      }
      await to.write(digest.digest(), 0, DIGEST_BYTES, 0);
      await to.sync();
    } finally {
      await to.close();
    }
    await rename(besides(file), file);
  } catch (cause) {
    await rm(besides(file), { force: true });
    log.error(
      { file, err: cause },
      'what the forecast has learned cannot be kept: after a restart it would learn anew',
    );
  }
}

/** All that is small, what all rivers taught, and each gauge that speaks for itself. */
function partsOf({ fit, ...rest }: KeptFit): unknown[] {
  return [
    { ...rest, fit: { ...fit, pooled: null, silent: null, local: new Map() } },
    fit.pooled,
    fit.silent,
    ...fit.local,
  ];
}

/** `null` where they are of another version. */
async function joined(parts: readonly Buffer[], method: FitBasis['method']): Promise<KeptFit | null> {
  const [first, pooled, silent, ...local] = parts;
  if (!first || !pooled || !silent) return null;
  const kept: Partial<KeptFit> = deserialize(first);
  if (!isOfMethod(kept, method)) return null;
  const models = new Map<string, OwnModel>();
  for (const each of local) {
    await setImmediate();
    const [station, model]: [string, OwnModel] = deserialize(each);
    models.set(station, model);
  }
  return { ...kept, fit: { ...kept.fit, pooled: deserialize(pooled), silent: deserialize(silent), local: models } };
}

function framed(part: Buffer): Buffer {
  const bytes = Buffer.alloc(ALIGNED + Math.ceil(part.length / ALIGNED) * ALIGNED);
  bytes.writeUInt32LE(part.length);
  part.copy(bytes, ALIGNED);
  return bytes;
}

function isOfMethod(kept: Partial<KeptFit>, method: FitBasis['method']): kept is KeptFit {
  return kept.basis?.method === method;
}

function besides(file: string): string {
  return `${file}.new`;
}
