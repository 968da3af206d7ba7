import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Instant } from '../../lib/clock.ts';
import { DAY_MS } from '../../lib/units.ts';
import type { FitBasis } from '../learn/fit-basis.ts';
import type { GaugeLesson } from '../learn/learn-gauge.ts';

/** What a fit learns from, and until when: what was learned of a gauge is good for the same fit alone. */
export interface Beginning {
  basis: FitBasis;
  until: Instant;
}

/** Each gauge's lesson as it is learned, so that a service that ends in the middle of a fit of hours goes on with it. */
export interface UnfinishedFit {
  /** What was learned of a gauge before, or else is learned now and kept. Asked in the same order each time. */
  lessonOf(station: string, learn: () => GaugeLesson | null): GaugeLesson | null;
  close(): void;
}

const DIGEST_BYTES = 32;
/** Before each part stand its length and its digest: a process that is killed leaves one half-written, a failing disk spoils one. */
const HEAD_BYTES = 4 + DIGEST_BYTES;

/** Until when an unfinished fit of the same basis learns; `null` where there is none, or one of before `since` or of more than a day ago. */
export function unfinishedUntil(
  file: string,
  basis: FitBasis,
  { since, now }: { since: Instant; now: Instant },
): Instant | null {
  const beginning = beginningOf(file);
  if (beginning === null) return null;
  const { until, basis: before } = beginning;
  return isSame(before, basis) && until > since && until <= now && now - until <= DAY_MS ? until : null;
}

function beginningOf(file: string): Beginning | null {
  let disk: number | null = null;
  try {
    disk = openSync(file, 'r');
    const known = readPart(disk, 0);
    return known && deserialize(known.part);
  } catch {
    return null;
  } finally {
    if (disk !== null) closeSync(disk);
  }
}

/** Goes on with what the file holds where that has the same beginning, and else begins anew. Where it cannot be written, that is told once and the fit goes on. */
export function openUnfinishedFit(
  file: string,
  beginning: Beginning,
  onNotKept: (cause: unknown) => void,
): UnfinishedFit {
  let disk: number | null = null;
  let end = 0;
  const keep = (content: unknown): void => {
    if (disk === null) return;
    try {
      const part = serialize(content);
      const head = Buffer.alloc(HEAD_BYTES);
      head.writeUInt32LE(part.length);
      digestOf(part).copy(head, 4);
      ftruncateSync(disk, end);
      writeSync(disk, head, 0, HEAD_BYTES, end);
      for (let at = 0; at < part.length; ) at += writeSync(disk, part, at, part.length - at, end + HEAD_BYTES + at);
      end += HEAD_BYTES + part.length;
    } catch (cause) {
      close();
      rmSync(file, { force: true });
      onNotKept(cause);
    }
  };
  const close = (): void => {
    if (disk !== null) closeSync(disk);
    disk = null;
  };
  try {
    disk = openSync(file, existsSync(file) ? 'r+' : 'w+');
    const known = readPart(disk, 0);
    const before: Beginning | null = known && deserialize(known.part);
    if (known && before?.until === beginning.until && isSame(before.basis, beginning.basis)) end = known.end;
    else keep(beginning);
  } catch (cause) {
    close();
    onNotKept(cause);
  }
  return {
    lessonOf(station, learn) {
      const known = disk === null ? null : readPart(disk, end);
      const [of, before]: [string?, (GaugeLesson | null)?] = known ? deserialize(known.part) : [];
      if (known && of === station && before !== undefined) {
        end = known.end;
        return before;
      }
      const lesson = learn();
      keep([station, lesson]);
      return lesson;
    },
    close,
  };
}

/** `null` where no whole part begins there, or the disk does not give it: it is learned anew. */
function readPart(disk: number, at: number): { part: Buffer; end: number } | null {
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    if (readSync(disk, head, 0, HEAD_BYTES, at) < HEAD_BYTES) return null;
    const length = head.readUInt32LE();
    if (length > fstatSync(disk).size) return null;
    const part = Buffer.alloc(length);
    if (readSync(disk, part, 0, length, at + HEAD_BYTES) < length) return null;
    if (!digestOf(part).equals(head.subarray(4))) return null;
    return { part, end: at + HEAD_BYTES + length };
  } catch {
    return null;
  }
}

function digestOf(part: Buffer): Buffer {
  return createHash('sha256').update(part).digest();
}

/** In the same order too: lessons are kept in it. */
function isSame(a: FitBasis, b: FitBasis): boolean {
  return a.method === b.method && JSON.stringify([...a.gauges]) === JSON.stringify([...b.gauges]);
}
