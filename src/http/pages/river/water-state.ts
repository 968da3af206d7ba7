import { html } from 'hono/html';
import type { Speech } from '../../speech.ts';
import type { GaugeView } from '../../views/gauge-view.ts';
import { isInDoubt } from '../../views/in-doubt.ts';
import { gaugeState, trendOfGauge } from '../gauge-figure.ts';
import type { Html } from '../html.ts';

/** What a drawing shows of a gauge; in this order where they are counted. */
export const waterStates = ['rising', 'falling', 'steady', 'unknown', 'doubtful', 'silent', 'maintained'] as const;
export type WaterState = (typeof waterStates)[number];

/** Never by colour alone (WCAG 2.2, 1.4.1): the sign stands in the drawing, the word beside it. */
export const waterSigns: Record<WaterState, string> = {
  rising: '↑',
  falling: '↓',
  steady: '→',
  unknown: '?',
  doubtful: '!',
  silent: '✗',
  maintained: '⚒',
};

/** @example waterState of a gauge that was last seen six hours ago // 'silent', whatever it showed then */
export function waterState(gauge: GaugeView): WaterState {
  if (gauge.suppression?.kind === 'maintenance') return 'maintained';
  if (gauge.freshness !== 'fresh') return 'silent';
  if (isInDoubt(gauge)) return 'doubtful';
  return gauge.trend?.direction ?? 'unknown';
}

/** The state in full: how fast it moves, or what is wrong with it. */
export function waterText(speech: Speech, gauge: GaugeView): Html {
  return isInDoubt(gauge) ? gaugeState(speech, gauge) : trendOfGauge(speech, gauge);
}

/** How many are in which state, in one look. */
export function waterCounts({ page }: Speech, gauges: readonly GaugeView[]): readonly Html[] {
  const counts = Map.groupBy(gauges, waterState);
  return waterStates.flatMap((state) => {
    const count = counts.get(state)?.length ?? 0;
    if (count === 0) return [];
    return [
      html`<span class="key water-${state}"><span aria-hidden="true">${waterSigns[state]}</span> ${page.map.count[state](count)}</span> `,
    ];
  });
}
