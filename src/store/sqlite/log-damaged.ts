import { readFileSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * Whether the log beside a database that nobody has open lost what had been stored: SQLite reads it up to the first frame that is spoiled, says
 * nothing, and forgets what lies behind. A power cut may leave one transaction half written, which nobody was told is stored; where another was
 * committed behind it, both were (https://sqlite.org/fileformat2.html#the_write_ahead_log).
 */
export function logDamaged(database: string): boolean {
  const log = logOf(database);
  if (log === null || log.length < HEADER_BYTES + FRAME_HEADER_BYTES) return false;
  const isBigEndian = log.readUInt32BE(0) === 0x377f0683;
  const sums: Sums = [0, 0];
  add(sums, log, 0, 24, isBigEndian);
  if (!isBigEndian && log.readUInt32BE(0) !== 0x377f0682) return true;
  if (!isSum(sums, log, 24)) return true;
  const frameBytes = FRAME_HEADER_BYTES + log.readUInt32BE(8);
  let isWhole = true;
  let commitsBehind = 0;
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    // What was written before the log was begun anew.
    const isOfBefore = log.compare(log, 16, 24, at + 8, at + 16) !== 0;
    if (isWhole) {
      add(sums, log, at, at + 8, isBigEndian);
      add(sums, log, at + FRAME_HEADER_BYTES, at + frameBytes, isBigEndian);
      isWhole = !isOfBefore && isSum(sums, log, at + 16);
    }
    if (!isWhole && !isOfBefore && log.readUInt32BE(at + 4) > 0) commitsBehind += 1;
  }
  return commitsBehind >= 2;
}

/** `null` where there is none, or where it cannot be read: the start says so. */
function logOf(database: string): Buffer | null {
  try {
    return readFileSync(`${database}-wal`);
  } catch {
    return null;
  }
}

type Sums = [number, number];

function add(sums: Sums, log: Buffer, from: number, to: number, isBigEndian: boolean): void {
  const word = (at: number) => (isBigEndian ? log.readUInt32BE(at) : log.readUInt32LE(at));
  let [first, second] = sums;
  for (let at = from; at < to; at += 8) {
    first = (first + word(at) + second) >>> 0;
    second = (second + word(at + 4) + first) >>> 0;
  }
  sums[0] = first;
  sums[1] = second;
}

function isSum([first, second]: Sums, log: Buffer, at: number): boolean {
  return log.readUInt32BE(at) === first && log.readUInt32BE(at + 4) === second;
}
