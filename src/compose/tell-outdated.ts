import type { Logger } from 'pino';
import type { Metrics } from '../lib/metrics.ts';
import { iso } from '../lib/units.ts';
import type { OutdatedBrowsers } from '../notification/residents/outdated-browsers.ts';

/** Erases browsers of an earlier key when their time is over; until then whoever runs the service is reminded that it can be put back. */
export function tellOutdated(
  browsers: Pick<OutdatedBrowsers, 'count' | 'exchange' | 'forget'>,
  communes: readonly string[],
  { metrics, log }: { metrics: Pick<Metrics, 'browsersGone'>; log: Pick<Logger, 'warn'> },
): void {
  const { exchange } = browsers;
  if (exchange === null) return;
  const erased = browsers.forget(communes);
  metrics.browsersGone.inc(erased);
  if (erased > 0)
    log.warn({ browsers: erased }, 'browsers that subscribed for an earlier key were erased: nothing could reach them');
  const left = communes.reduce((sum, id) => sum + browsers.count(id), 0);
  if (left === 0) return;
  const [exchangedAt, erasedAt] = [iso(exchange.at), iso(exchange.erasedAt)];
  log.warn(
    { browsers: left, exchangedAt, erasedAt },
    'AMONT_WEB_PUSH_KEY is not the key that these browsers of residents subscribed for: nothing reaches them. Put the earlier one back, or they are erased',
  );
}
