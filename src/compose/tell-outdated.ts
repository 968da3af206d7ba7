import type { Logger } from 'pino';
import { iso } from '../lib/units.ts';
import type { OutdatedBrowsers } from '../notification/residents/outdated-browsers.ts';
import type { Commune } from '../territory/commune.ts';

/** Erases browsers of an earlier key when their time is over; until then whoever runs the service is reminded that it can be put back. */
export function tellOutdated(
  browsers: Pick<OutdatedBrowsers, 'count' | 'exchange' | 'forget'>,
  communes: ReadonlyMap<string, Commune>,
  log: Pick<Logger, 'warn'>,
): void {
  if (browsers.exchange === null) return;
  const erased = browsers.forget(communes.keys());
  if (erased > 0)
    log.warn({ browsers: erased }, 'browsers that subscribed for an earlier key were erased: nothing could reach them');
  const left = [...communes.keys()].reduce((sum, id) => sum + browsers.count(id), 0);
  if (left === 0) return;
  const [exchangedAt, erasedAt] = [iso(browsers.exchange.at), iso(browsers.exchange.erasedAt)];
  log.warn(
    { browsers: left, exchangedAt, erasedAt },
    'AMONT_WEB_PUSH_KEY is not the key that these browsers of residents subscribed for: nothing reaches them. Put the earlier one back, or they are erased',
  );
}
