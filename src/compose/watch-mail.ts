import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Clock, machineClock } from '../lib/clock.ts';
import { tellSparingly } from '../lib/io/tell-sparingly.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import type { FailingWay } from '../notification/failing-way.ts';
import { createSmtpChannel } from '../notification/io/smtp.ts';
import { withoutAddresses } from '../notification/without-addresses.ts';

interface Looking {
  clock: Clock;
  log: Pick<Logger, 'info' | 'error'>;
  firstMs?: number;
  everyMs?: number;
  againMs?: number;
}

/** A server that is started anew is back by then, and a provider takes so many failed logins for no attack. */
const AGAIN_MS = 10 * MINUTE_MS;

/**
 * Whether the mail server would let us in: months may lie between two messages, and the first to learn that the password was changed would be
 * the mayor who gets none. Only of what is operational, since all else sends mail to this machine alone.
 */
export function watchMail(
  { mail, instance }: Pick<Config, 'mail' | 'instance'>,
  parts: AsyncDisposableStack,
  looking: Omit<Looking, 'clock'> & { isReplay: boolean },
): () => FailingWay | null {
  const channel = mail && createSmtpChannel(mail, instance);
  if (!channel?.ok || instance.kind !== 'operational' || looking.isReplay) return () => null;
  const { check } = parts.adopt(channel.value, (each) => each.close());
  const { failing, stop } = lookAgain(check, { clock: machineClock, ...looking });
  parts.defer(stop);
  return failing;
}

/** What keeps every message from those who decide: mail has failed for an hour, and they have no other way. */
export function noWayLeft(
  { sms, voice }: Pick<Config, 'sms' | 'voice'>,
  failing: FailingWay | null,
  { now }: Clock = machineClock,
): readonly FailingWay['way'][] {
  return sms === null && voice === null && failing !== null && now() - failing.since >= HOUR_MS ? [failing.way] : [];
}

/** Told from the second look in a row that fails. `check` says why. */
export function lookAgain(
  check: () => Promise<string | null>,
  { clock, log, firstMs = MINUTE_MS, everyMs = HOUR_MS, againMs = AGAIN_MS }: Looking,
): { failing(): FailingWay | null; stop(): void } {
  const faultLog = tellSparingly(log);
  let failing: FailingWay | null = null;
  let failures = 0;
  let isStopped = false;
  const look = async (): Promise<void> => {
    const why = await check();
    if (isStopped) return;
    if (why === null) {
      if (failures > 1) log.info('the mail server lets us in again');
      failing = null;
      failures = 0;
    } else {
      failures += 1;
      failing = { way: 'email', since: failing?.since ?? clock.now(), why: withoutAddresses(why) };
      if (failures > 1)
        faultLog.error({ err: why }, 'the mail server does not let us in: no message would go out by mail');
    }
    timer = setTimeout(() => void look(), why === null ? everyMs : againMs);
  };
  let timer = setTimeout(() => void look(), firstMs);
  return {
    failing: () => (failures > 1 ? failing : null),
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
