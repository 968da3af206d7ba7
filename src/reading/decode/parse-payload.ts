import { err, ok, type Result } from '../../lib/result.ts';
import { quote, type Refusal, refusal } from './refusal.ts';

/** A reading needs a hundred bytes, a batch of a year's worth of gaps some thousands. */
export const MAX_PAYLOAD_BYTES = 64 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes of a message as JSON, or why they are none. */
export function parsePayload(payload: Uint8Array): Result<unknown, Refusal> {
  const text = readText(payload);
  return text.ok ? parseJson(text.value) : text;
}

/** The bytes of a message as text, or why they are none. */
export function readText(payload: Uint8Array): Result<string, Refusal> {
  if (payload.byteLength > MAX_PAYLOAD_BYTES) {
    return err(refusal('too-large', `found ${payload.byteLength} bytes; allowed are ${MAX_PAYLOAD_BYTES}`));
  }
  try {
    return ok(utf8.decode(payload));
  } catch {
    return err(refusal('malformed', 'found bytes that are no UTF-8; allowed is text in UTF-8'));
  }
}

export function parseJson(text: string): Result<unknown, Refusal> {
  try {
    const json: unknown = JSON.parse(text);
    return ok(json);
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : String(error);
    return err(refusal('malformed', `found ${quote(text)}, not valid JSON (${why}); allowed is JSON`));
  }
}
