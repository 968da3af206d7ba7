import { err, ok, type Result } from '../../lib/result.ts';
import type { SendFailure } from '../channel.ts';
import type { Issuer } from '../words/letterhead.ts';
import { leadsHere, notHere } from './leads-here.ts';
import { firstOf, whyOf } from './said.ts';

export interface HandingOver {
  kind: Issuer['kind'];
  /** What is handed over, for whoever reads why it was not. */
  what: string;
  deadlineMs: number;
}

export interface Answer {
  status: number;
  /** Whether the status is one of 2xx. */
  isYes: boolean;
  headers: Headers;
  /** The beginning of it. */
  said: string;
}

/**
 * Hands a message over by HTTP. A demonstration or an exercise hands it to this
 * machine only.
 */
export async function handOver(
  url: string,
  request: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  { kind, what, deadlineMs }: HandingOver,
): Promise<Result<Answer, SendFailure>> {
  const { host, hostname } = new URL(url);
  try {
    if (kind !== 'operational' && !(await leadsHere(hostname))) return err(notHere(kind, `${what} go`, host));
    // Elsewhere is a service that nobody has configured.
    const answer = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(deadlineMs) });
    const { status, headers, ok: isYes } = answer;
    return ok({ status, isYes, headers, said: await firstOf(answer) });
  } catch (error) {
    return err({ recoverable: true, message: `${host}: ${whyOf(error)}` });
  }
}

/** How long it asks to be left alone, as seconds or as a moment (RFC 9110, 10.2.3). */
export function retryAfterMs(headers: Headers): number {
  const said = headers.get('retry-after');
  const seconds = Number(said ?? 0);
  const ms = Number.isNaN(seconds) ? Date.parse(said ?? '') - Date.now() : seconds * 1000;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}
