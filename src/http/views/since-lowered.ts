import type { AlertEvent } from '../../alert/alert.ts';
import type { SinceLowered } from '../../text/words.ts';
import type { CommuneView } from './commune-view.ts';
import type { GaugeView } from './gauge-view.ts';

type Lowered = Pick<CommuneView, 'cameDown' | 'townHall'> & {
  gauges: readonly Pick<GaugeView, 'trend' | 'freshness' | 'suspect'>[];
};

/**
 * How it stands since an audience heard that the level came down: a second crest rises long before anybody is told of it. `null` where it
 * did not come down.
 */
export function sinceLowered(
  { cameDown, townHall, gauges }: Lowered,
  audience: AlertEvent['audience'],
): SinceLowered | null {
  if (!cameDown[audience]) return null;
  const isRising = gauges.some(
    ({ trend, freshness, suspect }) => trend?.direction === 'rising' && freshness === 'fresh' && !suspect,
  );
  if (isRising) return 'rising';
  return audience === 'public' && townHall !== 'nothing-pending' ? 'above' : 'calm';
}
