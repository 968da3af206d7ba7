import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Metrics } from '../lib/metrics.ts';
import { askHealth } from './figures/ask-health.ts';

const DEADLINE_MS = 10_000;

export interface HeartbeatParts {
  /** What `/health` answers, asked as a visitor asks: a service whose pages are stuck gives no sign of life. */
  health(): Promise<{ status: number; isWaiting: boolean; faults: readonly string[] }>;
  metrics: Pick<Metrics, 'heartbeats'>;
  log: Logger;
  deadlineMs?: number;
}

type Beat = { outcome: 'given' } | { outcome: 'withheld' | 'failed'; why: string };

/**
 * One sign of life to a watch elsewhere, unless the service is deaf or its own work fails: the watch tells somebody when they end. A
 * gauge that is silent, or a mailbox that refuses, withholds none: those are on the staff page, and a watch that cries for
 * each would not be heard. What goes wrong is logged when it begins and when it is over.
 */
export function createHeartbeat(
  url: string,
  { health, metrics, log, deadlineMs = DEADLINE_MS }: HeartbeatParts,
): () => Promise<void> {
  const { host } = new URL(url);
  let before = 'given';
  const say = (beat: Beat): void => {
    metrics.heartbeats.inc({ outcome: beat.outcome });
    const now = beat.outcome === 'given' ? beat.outcome : `${beat.outcome}: ${beat.why}`;
    if (now === before) return;
    before = now;
    if (beat.outcome === 'given') log.info({ host }, 'signs of life are given again');
    else
      log.error({ host, why: beat.why }, `a sign of life was ${beat.outcome === 'failed' ? 'not taken' : 'withheld'}`);
  };
  return async () => {
    const { status, isWaiting, faults } = await health();
    if (status !== 200) say({ outcome: 'withheld', why: `/health answers ${status}` });
    else if (isWaiting) say({ outcome: 'withheld', why: 'no gauge has spoken yet' });
    else if (faults.length > 0) say({ outcome: 'withheld', why: `what fails: ${faults.join(', ')}` });
    else say(await call(url, deadlineMs));
  };
}

/** By this service's own `/health`; `lasting` are its faults that no next attempt has ended. `null` where no watch is named. */
export function beatOf(
  { heartbeat }: Pick<Config, 'heartbeat'>,
  server: Pick<FastifyInstance, 'inject'>,
  lasting: () => readonly string[],
  told: Pick<HeartbeatParts, 'metrics' | 'log'>,
): (() => Promise<void>) | null {
  if (heartbeat === null) return null;
  const health = async () => {
    const { status, state } = await askHealth(server);
    return { status, isWaiting: state === 'waiting', faults: lasting() };
  };
  return createHeartbeat(heartbeat.url, { health, ...told });
}

async function call(url: string, deadlineMs: number): Promise<Beat> {
  try {
    // Elsewhere is a service that nobody has configured.
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(deadlineMs) });
    await answer.body?.cancel();
    return answer.ok ? { outcome: 'given' } : { outcome: 'failed', why: `HTTP ${answer.status}` };
  } catch (error) {
    return { outcome: 'failed', why: whyOf(error) };
  }
}

/** Not the message that names the whole address, which is a secret. */
function whyOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if (error.name === 'TimeoutError') return 'no answer in time';
  return error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : 'no connection';
}
