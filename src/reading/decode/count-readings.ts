import { MAX_PAYLOAD_BYTES } from './parse-payload.ts';

const [ARRAY, OBJECT] = [0x5b, 0x7b];

/**
 * How many readings a message may bring, told from its bytes before anything is read: one, or in an array as many as there are
 * objects. What is too long is refused unread and costs no more than one.
 * @example countReadings(Buffer.from('[{"stageM":1,…},{"stageM":2,…}]')) // 2
 */
export function countReadings(payload: Uint8Array): number {
  const first = payload.indexOf(OBJECT);
  const array = payload.indexOf(ARRAY);
  if (payload.length > MAX_PAYLOAD_BYTES || first === -1 || array === -1 || array > first) return 1;
  let count = 0;
  for (let at = first; at !== -1; at = payload.indexOf(OBJECT, at + 1)) count += 1;
  return count;
}
