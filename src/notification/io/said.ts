import { TOOK_TOO_LONG } from '../outbox.ts';

/** A gateway says in a line what it did. */
const MOST_ANSWER = 2_000;

/** What a provider answered, as the reason of a no: its status leads it. @example noOf(503, 'gsm', 'busy') // 'HTTP 503 from gsm: busy' */
export function noOf(status: number, host: string, line: string): string {
  return `HTTP ${status} from ${host}${line === '' ? '' : `: ${line}`}`;
}

/** Of what it said so much as is read at a glance. */
export function lineOf(said: string): string {
  return said.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}

/** What is kept quotes neither a key nor an address, as they are or as an address of the web holds them. */
export function hide(said: string, quoted: readonly (string | null)[]): string {
  const secrets = quoted.flatMap((each) => (each ? [each, encodeURIComponent(each)] : []));
  return secrets.reduce((rest, each) => rest.replaceAll(each, '***'), said);
}

/** Shorter ones are words. */
const SHORTEST_SECRET = 8;

/** What in an address of the web may be all that guards it, whole and in pieces, the longest first. */
export function secretsIn(url: string): string[] {
  const { href, pathname, search } = new URL(url);
  const pieces = `${pathname}${search}`.split(/[/?&=]/);
  return [href, pathname + search, pathname.slice(1), ...pieces, ...pieces.map(decoded)]
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece; // It was not encoded.
  }
}

/** The beginning of what it says; the rest is not waited for. Where it never ends or breaks off, its status and what it has said so far stand. */
export async function firstOf(answer: Response): Promise<string> {
  let said = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of answer.body ?? []) {
      said += decoder.decode(chunk, { stream: true });
      if (said.length > MOST_ANSWER) break;
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return said;
}

/** What went wrong below the name that `fetch` gives it, at each address of a host that has several. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TimeoutError') return `it ${TOOK_TOO_LONG}`;
  if (error instanceof AggregateError) return error.errors.map(whyOf).join(', ');
  if (error.cause instanceof Error) return whyOf(error.cause);
  return withCode(error.message, 'code' in error ? error.code : undefined);
}

/** With the name of what went wrong, by which it is known in any language. @example 'certificate has expired (CERT_HAS_EXPIRED)' */
export function withCode(message: string, code: unknown): string {
  return typeof code !== 'string' || message.includes(code) ? message : `${message} (${code})`;
}
