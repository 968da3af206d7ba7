import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type Instant, machineClock } from '../lib/clock.ts';
import { err, messageOf } from '../lib/result.ts';
import { DAY_MS } from '../lib/units.ts';
import type { Channel, Envelope } from '../notification/channel.ts';
import type { ChannelName } from '../notification/outbox.ts';
import { troubleEnvelopes } from '../notification/trouble-envelopes.ts';
import { waysOf } from '../notification/ways.ts';
import { withoutAddresses } from '../notification/without-addresses.ts';
import type { Trouble } from '../notification/words/trouble.ts';
import { openTroubleTold, type TroubleTold } from '../store/trouble-told.ts';
import { openChannels } from './open-channels.ts';

/** What is over by the next look or two wakes nobody. Looks are minutes, by no clock: it may be set while they pass. */
const FAILING_LOOKS = 4;
/** For so long it must store before that is told, and twice as long each time within a day: a disk that fails now and then wakes nobody all night. */
const CALM_LOOKS = 15;
/** A mail server that does not answer holds up no stop for longer. */
const LAST_MS = 10_000;

export interface TroubleTeller {
  /** Each minute: whether something could be stored. */
  look(stores: boolean): void;
  tell(trouble: Trouble): void;
  close(): Promise<void>;
}

/** Told to one address by one way, once it goes out. */
interface Untold {
  kind: Trouble['kind'];
  envelope: Envelope;
}

/**
 * Tells what is wrong with the service itself past the database, which may be what has failed: at once, and again each minute for a day to whom it did
 * not go out. That they know that nothing is stored outlasts a start, or nobody would tell that it is over. An exercise warns nobody, and is not missed.
 */
export function createTroubleTeller(
  config: Pick<Config, 'mail' | 'sms' | 'voice' | 'webhooks' | 'webPush' | 'instance' | 'communes' | 'dataFolder'>,
  log: Logger,
  clock = machineClock,
): TroubleTeller {
  const parts = new AsyncDisposableStack();
  const opened = openChannels({ ...config, voice: null, webhooks: [], webPush: null }, parts, log);
  const channels = opened.ok ? opened.value : new Map<ChannelName, Channel>();
  const waiting = new Map<string, Untold>();
  const busy = new Map<ChannelName, Promise<void>>();
  const file = openTroubleTold(config.dataFolder);
  let told = file.read();
  /** What is not kept yet, where the disk takes it at last. */
  let unkept: TroubleTold | null = told;
  let run: { stores: boolean; looks: number; since: Instant } | null = null;

  /** One way after the other's messages, and no way behind another: a mail server that is away holds up no text message. */
  function send(): void {
    for (const channel of channels.values()) {
      if (busy.has(channel.name)) continue;
      busy.set(
        channel.name,
        sendBy(channel).finally(() => busy.delete(channel.name)),
      );
    }
  }

  async function sendBy(channel: Channel): Promise<void> {
    const tried = new Set<Untold>();
    let why = '';
    // What fails comes last once more, and what is told meanwhile in its turn.
    for (const [key, each] of waiting) {
      const { kind, envelope } = each;
      if (envelope.row.channel !== channel.name || tried.has(each)) continue;
      tried.add(each);
      waiting.delete(key);
      const sent = await channel
        .send(envelope)
        .catch((error: unknown) => err({ recoverable: true, message: messageOf(error) }));
      if (sent.ok) {
        unkept = told;
        keep();
        continue;
      }
      why = withoutAddresses(sent.error.message);
      const newer = waiting.get(key);
      const isGivenUp = !sent.error.recoverable || clock.now() - envelope.row.createdAt >= DAY_MS;
      if (!newer && !isGivenUp) waiting.set(key, each);
      // It came while this was on its way: they have not heard of it.
      if (newer?.kind === 'stores-again' && kind === 'stores-nothing') waiting.delete(key);
    }
    if (why !== '') log.warn({ channel: channel.name, why }, 'what is wrong with the service could not be told');
  }

  function keep(): void {
    if (unkept !== null && file.write(unkept)) unkept = null;
  }

  /** It is tried again each hour, and at each start. */
  function wasToldToday({ kind }: Trouble): boolean {
    return kind === 'not-mended' && told.notMendedAt !== null && Math.abs(clock.now() - told.notMendedAt) < DAY_MS;
  }

  function tell(trouble: Trouble): void {
    if (wasToldToday(trouble)) return;
    if (trouble.kind === 'not-mended') told = { ...told, notMendedAt: clock.now() };
    else if (trouble.kind === 'mended') told = { ...told, notMendedAt: null };
    log.error(trouble, 'those who decide are told what is wrong with the service itself');
    if (config.instance.kind !== 'operational') return;
    const how = { ways: waysOf(config), issuer: config.instance, at: clock.now() };
    for (const each of troubleEnvelopes(trouble, config.communes.values(), how)) {
      const { kind } = trouble;
      const about = kind === 'mended' || kind === 'not-mended' ? trouble.at : 'storing';
      const key = JSON.stringify([about, each.row.channel, each.address]);
      // Whoever never heard of it need not hear that it is over.
      if (!waiting.delete(key) || kind !== 'stores-again') waiting.set(key, { kind, envelope: each });
    }
    send();
  }

  return {
    tell,
    look(stores) {
      const now = clock.now();
      run = run?.stores === stores ? { ...run, looks: run.looks + 1 } : { stores, looks: 0, since: now };
      const at = told.at.filter((each) => Math.abs(now - each) < DAY_MS);
      const calmLooks = CALM_LOOKS * 2 ** Math.max(0, at.length - 1);
      if (!stores && !told.isTold && run.looks >= FAILING_LOOKS) {
        told = { ...told, isTold: true, at: [...at, now] };
        tell({ kind: 'stores-nothing', since: run.since });
      } else if (stores && told.isTold && run.looks >= calmLooks) {
        told = { ...told, isTold: false, at };
        tell({ kind: 'stores-again', at: run.since });
      }
      if (stores) keep();
      if (waiting.size > 0) send();
    },
    async close() {
      await Promise.race([Promise.all(busy.values()), setTimeout(LAST_MS, undefined, { ref: false })]);
      await parts.disposeAsync();
    },
  };
}
