import { err, ok, type Result } from '../lib/result.ts';
import { quote, type Refusal, refusal } from './refusal.ts';

/** A reading needs a hundred bytes, a batch of a year's worth of gaps some thousands. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes of a message as JSON, or why they are none. */
export function parsePayload(payload: Uint8Array): Result<unknown, Refusal> {
  if (payload.byteLength > MAX_PAYLOAD_BYTES) {
    return err(refusal('too-large', `found ${payload.byteLength} bytes; allowed are ${MAX_PAYLOAD_BYTES}`));
  }
  const text = readText(payload);
  if (text === null) return err(refusal('malformed', 'found bytes that are no UTF-8; allowed is JSON in UTF-8'));
  try {
    const json: unknown = JSON.parse(text);
    return ok(json);
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : String(error);
    return err(refusal('malformed', `found ${quote(text)}, not valid JSON (${why}); allowed is JSON`));
  }
}

function readText(payload: Uint8Array): string | null {
  try {
    return utf8.decode(payload);
  } catch {
    return null;
  }
}
