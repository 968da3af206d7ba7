import { err, ok, type Result } from '../../lib/result.ts';
import type { SendFailure } from '../channel.ts';
import type { Issuer } from '../letterhead.ts';
import { leadsHere } from './leads-here.ts';

/** What takes a message says in a line what it did. */
const MOST_ANSWER = 2_000;

export interface HandingOver {
  kind: Issuer['kind'];
  /** What is handed over, for whoever reads why it was not. */
  what: string;
  deadlineMs: number;
}

/**
 * Hands a message over by HTTP: the status of the answer and the beginning of what it says. A demonstration or an exercise hands it to this
 * machine only.
 */
export async function handOver(
  url: string,
  request: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  { kind, what, deadlineMs }: HandingOver,
): Promise<Result<{ status: number; said: string }, SendFailure>> {
  const { host, hostname } = new URL(url);
  try {
    if (kind !== 'operational' && !(await leadsHere(hostname)))
      return err({
        recoverable: false,
        message: `${kind} instance: ${what} go to this machine only, and ${host} is not this machine`,
      });
    // Elsewhere is a service that nobody has configured.
    const answer = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(deadlineMs) });
    return ok({ status: answer.status, said: await firstOf(answer) });
  } catch (error) {
    return err({ recoverable: true, message: `${host}: ${whyOf(error)}` });
  }
}

/** One line of what was answered, to be kept. */
export function lineOf(said: string): string {
  return said.replaceAll(/\s+/g, ' ').trim().slice(0, 200);
}

/** The beginning of what it says; the rest is not waited for. Where it never ends or breaks off, its status and what it has said so far stand. */
async function firstOf(answer: Response): Promise<string> {
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
  if (error.name === 'TimeoutError') return 'the gateway took too long';
  if (error instanceof AggregateError) return error.errors.map(whyOf).join(', ');
  return error.cause instanceof Error ? whyOf(error.cause) : error.message;
}
