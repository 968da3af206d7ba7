import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';
import type { BaseLogger } from 'pino';
import type { FitBasis } from '../learn/fit-basis.ts';
import type { KnownRecord } from '../learn/fit-due.ts';
import type { NetworkFit } from '../learn/fit-network.ts';

/** What is kept over a restart. */
export interface KeptFit {
  fit: NetworkFit;
  /** What it knew of the record of each gauge. */
  known: ReadonlyMap<string, KnownRecord>;
  basis: FitBasis;
}

const DIGEST_BYTES = 32;

/** What was kept can be learned again: a file of another version, or one that a failing disk spoiled, must neither be believed nor keep the service from starting. */
export function loadFit(file: string, method: FitBasis['method'], log: BaseLogger): KeptFit | null {
  rmSync(besides(file), { force: true });
  if (!existsSync(file)) return null;
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(DIGEST_BYTES);
    if (!digestOf(content).equals(bytes.subarray(0, DIGEST_BYTES)))
      throw new Error('its content is not what was written');
    const kept: Partial<KeptFit> = deserialize(content);
    if (isOfMethod(kept, method)) return kept;
    log.warn(
      { file },
      'what the forecast had learned is of another version: it learns anew, and is simpler until then',
    );
    return null;
  } catch (cause) {
    log.error({ file, cause }, 'what the forecast had learned cannot be read: it learns anew');
    return null;
  }
}

/**
 * Written beside, onto the disk, and moved, so that a crash leaves the old one whole; a slow disk holds up nobody. Where it cannot be
 * written the forecast goes on by what it learned; of a full disk nothing is taken that readings need.
 */
export async function saveFit(file: string, kept: KeptFit, log: BaseLogger): Promise<void> {
  const content = serialize(kept);
  try {
    const to = await open(besides(file), 'w');
    try {
      await to.writeFile(Buffer.concat([digestOf(content), content]));
      await to.sync();
    } finally {
      await to.close();
    }
    await rename(besides(file), file);
  } catch (cause) {
    await rm(besides(file), { force: true });
    log.error({ file, cause }, 'what the forecast has learned cannot be kept: after a restart it would learn anew');
  }
}

function isOfMethod(kept: Partial<KeptFit>, method: FitBasis['method']): kept is KeptFit {
  return kept.basis?.method === method;
}

function besides(file: string): string {
  return `${file}.new`;
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
