import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Clock, machineClock } from '../lib/clock.ts';
import { tellSparingly } from '../lib/io/tell-sparingly.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/units.ts';
import type { FailingWay } from '../notification/failing-way.ts';
import { createSmtpLogin } from '../notification/io/smtp-login.ts';
import { withoutAddresses } from '../notification/without-addresses.ts';

interface Looking {
  clock: Clock;
  log: Pick<Logger, 'info' | 'error'>;
  firstMs?: number;
  everyMs?: number;
  againMs?: number;
}

interface Watch {
  failing(): FailingWay | null;
  /** The server has taken a message, which says more than a look. */
  took(): void;
}

interface MailWatch extends Watch {
  /** As PEM: what its server showed at the last look; `null` where nobody has looked, or it shows none. */
  cert(): string | null;
}

/** A provider takes so many failed logins for no attack. */
const AGAIN_MS = 10 * MINUTE_MS;
/** So often somebody looks also where messages go out without end: they say nothing of the certificate. */
const LOOKED_ONCE_IN_MS = DAY_MS;
/** In a row: a server that is started anew each night, within a quarter of an hour, is told to nobody. */
const TOLD_FROM = 3;

/**
 * Whether the mail server would let us in: months may lie between two messages, and the first to learn that the password was changed would be
 * the mayor who gets none. Only of what is operational, since all else sends mail to this machine alone.
 */
export function watchMail(
  { mail, instance }: Pick<Config, 'mail' | 'instance'>,
  parts: AsyncDisposableStack,
  { isReplay, ...looking }: Omit<Looking, 'clock'> & { isReplay: boolean },
): MailWatch {
  if (mail === null || instance.kind !== 'operational' || isReplay)
    return { failing: () => null, took() {}, cert: () => null };
  const { check, cert } = parts.adopt(createSmtpLogin(mail), (each) => each.close());
  return { ...parts.adopt(lookAgain(check, { clock: machineClock, ...looking }), (each) => each.stop()), cert };
}

/** What keeps every message from those who decide somewhere: mail has failed for an hour, and nobody there has another way. */
export function noWayLeft(
  { sms, voice, communes }: Pick<Config, 'sms' | 'voice' | 'communes'>,
  failing: FailingWay | null,
  { now }: Clock = machineClock,
): readonly FailingWay['way'][] {
  if (failing === null || now() - failing.since < HOUR_MS) return [];
  const isOnlyWay =
    (sms ?? voice) === null ||
    [...communes.values()].some(({ contacts }) => contacts.every(({ phone }) => phone === null));
  return isOnlyWay ? [failing.way] : [];
}

/** Told from the third look in a row that fails. `check` says why. */
export function lookAgain(
  check: () => Promise<string | null>,
  { clock, log, firstMs = MINUTE_MS, everyMs = HOUR_MS, againMs = AGAIN_MS }: Looking,
): Watch & { stop(): void } {
  const faultLog = tellSparingly(log);
  let failing: FailingWay | null = null;
  let failures = 0;
  let isStopped = false;
  let lookedAt = clock.now();
  const isTold = () => failures >= TOLD_FROM;
  const lookIn = (ms: number): void => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void look(), ms);
  };
  // While messages are taken nobody looks: a server that has room for few connections gives them to those.
  const took = (): void => {
    if (isTold()) log.info('the mail server lets us in again');
    failing = null;
    failures = 0;
    lookIn(Math.min(everyMs, Math.max(0, lookedAt + LOOKED_ONCE_IN_MS - clock.now())));
  };
  const look = async (): Promise<void> => {
    lookedAt = clock.now();
    const found = await check();
    if (isStopped) return;
    if (found === null) return took();
    const why = withoutAddresses(found);
    failures += 1;
    failing = { way: 'email', since: failing?.since ?? clock.now(), why };
    if (isTold()) faultLog.error({ err: why }, 'the mail server does not let us in: no message would go out by mail');
    lookIn(againMs);
  };
  let timer = setTimeout(() => void look(), firstMs);
  return {
    failing: () => (isTold() ? failing : null),
    took,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
