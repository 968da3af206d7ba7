import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { createDelivery, type Delivery } from '../delivery.ts';
import { type Clock, machineClock } from '../lib/clock.ts';
import type { Metrics } from '../lib/metrics.ts';
import { ok, type Result } from '../lib/result.ts';
import { deliverDue } from '../notification/deliver.ts';
import type { Journal } from '../notification/journal.ts';
import type { Mailroom } from '../notification/mailroom.ts';
import type { OutboxRow } from '../notification/outbox.ts';
import { openChannels } from './open-channels.ts';

export interface DeliveryParts {
  journal: Journal;
  lookUp: Mailroom['lookUp'];
  clock: Clock;
  metrics: Metrics;
  log: Logger;
  /** Called for each message after the provider's yes. */
  delivered: ((row: OutboxRow) => void) | undefined;
}

/** Sends what waits in the outbox by the ways that the town has set up, and counts what became of it. */
export function startDelivery(
  config: Config,
  parts: AsyncDisposableStack,
  { journal, lookUp, clock, metrics, log, delivered }: DeliveryParts,
): Result<Delivery, string> {
  const channels = openChannels(config, parts, log, delivered);
  if (!channels.ok) return channels;
  const delivery = createDelivery(
    async (wallNow) => {
      const done = await deliverDue(journal, channels.value, lookUp, wallNow, clock.now());
      metrics.deliveries.inc({ outcome: 'sent' }, done.sent);
      metrics.deliveries.inc({ outcome: 'failed' }, done.failed);
      metrics.deliveries.inc({ outcome: 'dropped' }, done.dropped);
      // Why it failed may name an address: it stands with the message on the staff page.
      if (done.failed > 0) log.warn({ failed: done.failed }, 'messages could not be sent, and will be tried again');
      return done.sent;
    },
    machineClock,
    (error) => {
      metrics.deliveryFailures.inc();
      log.error({ err: error }, 'delivery round failed');
    },
  );
  parts.defer(() => delivery.close());
  return ok(delivery);
}
