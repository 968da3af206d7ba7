import { setTimeout as sleep } from 'node:timers/promises';
import { err, ok, type Result } from '../../lib/result.ts';
import { readRetryAfter } from '../national/back-off.ts';
import { takeTurns } from '../take-turns.ts';

/** Why a service could not be asked, in English, for the operator. */
export interface FetchFailure {
  kind: 'unreachable' | 'timeout' | 'busy' | 'status' | 'unreadable' | 'silent';
  detail: string;
  retryAfterMs: number | null;
  /** Of HTTP, where that is what it answered. */
  status?: number;
}

export function unreadable(detail: string): FetchFailure {
  return { kind: 'unreadable', detail, retryAfterMs: null };
}

/** It answers, and what it says is not of now. */
export function silent(detail: string): FetchFailure {
  return { kind: 'silent', detail, retryAfterMs: null };
}

/** What a service calls the answer that it gave, by which it can say that it has no other (RFC 9110, 8.8). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

interface Answer {
  /** `null`: it is what it was (HTTP 304). */
  body: string | null;
  validators: Validators;
  /** How long a cache on the way has kept it, as it says itself (RFC 9111, 5.1); 0 where none does. */
  ageMs: number;
}

export interface Get {
  (url: URL): Promise<Result<string, FetchFailure>>;
  /** Asks only for what has changed since the answer of these validators. */
  ifChanged(url: URL, since: Validators): Promise<Result<Answer, FetchFailure>>;
}

export const noValidators: Validators = { etag: null, lastModified: null };

export interface Manners {
  /** Names the instance, so that the service's owner can reach whoever runs it. */
  userAgent: string;
  timeoutMs: number;
  /** Between the beginnings of two requests, whatever they ask for. */
  spacingMs: number;
  /** Ends what is under way. */
  stop: AbortSignal;
}

/** 20,000 rows of Hub'Eau are some 13 MB. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * One request at a time and never two within `spacingMs`; `fetch` asks for compressed answers by itself. HTTP 206 is an answer:
 * Hub'Eau's for "there are more pages".
 */
export function createGet({ userAgent, timeoutMs, spacingMs, stop }: Manners): Get {
  const inTurn = takeTurns();
  let freeAt = 0;

  async function request(url: URL, since: Validators): Promise<Result<Answer, FetchFailure>> {
    const waitMs = freeAt - performance.now();
    if (waitMs > 0) await sleep(waitMs, undefined, { signal: stop });
    freeAt = performance.now() + spacingMs;
    const answer = await fetch(url, {
      headers: {
        'user-agent': userAgent,
        accept: 'application/json',
        ...(since.etag === null ? {} : { 'if-none-match': since.etag }),
        ...(since.lastModified === null ? {} : { 'if-modified-since': since.lastModified }),
      },
      // Elsewhere is a service that nobody has configured.
      redirect: 'manual',
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
    });
    if (answer.status === 200 || answer.status === 206) {
      const body = await readBody(answer);
      return body.ok ? ok(answerOf(answer, body.value)) : body;
    }
    await answer.body?.cancel();
    if (answer.status === 304 && since !== noValidators) return ok(answerOf(answer, null));
    const busy = answer.status === 429 || answer.status === 503;
    const retryAfterMs = readRetryAfter(answer.headers.get('retry-after'), Date.now());
    const { status } = answer;
    return err({ kind: busy ? 'busy' : 'status', detail: `HTTP ${status} from ${url.host}`, retryAfterMs, status });
  }

  const ifChanged: Get['ifChanged'] = (url, since) =>
    inTurn(() => request(url, since).catch((error: unknown) => err(toFailure(error, url, timeoutMs))));
  const get = async (url: URL) => {
    const answer = await ifChanged(url, noValidators);
    return answer.ok ? ok(answer.value.body ?? '') : answer;
  };
  return Object.assign(get, { ifChanged });
}

function answerOf({ headers }: Response, body: string | null): Answer {
  const age = Number(headers.get('age') ?? 0);
  return {
    body,
    validators: { etag: headers.get('etag'), lastModified: headers.get('last-modified') },
    ageMs: Number.isFinite(age) ? age * 1000 : 0,
  };
}

async function readBody(answer: Response): Promise<Result<string, FetchFailure>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_BODY_BYTES) {
      return err(unreadable(`more than ${MAX_BODY_BYTES} bytes`));
    }
    chunks.push(chunk);
  }
  // Some begin with a byte order mark, which is no part of the JSON.
  return ok(new TextDecoder().decode(Buffer.concat(chunks)));
}

function toFailure(error: unknown, url: URL, timeoutMs: number): FetchFailure {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TimeoutError') {
    return { kind: 'timeout', detail: `no whole answer from ${url.host} within ${timeoutMs} ms`, retryAfterMs: null };
  }
  return { kind: 'unreachable', detail: `${url.host}: ${whyOf(error)}`, retryAfterMs: null };
}

/** Where a name has several addresses, and none of them answers, Node says nothing but a code. */
function whyOf({ cause, message }: Error): string {
  if (!(cause instanceof Error)) return message;
  return cause.message === '' && 'code' in cause ? String(cause.code) : cause.message;
}
