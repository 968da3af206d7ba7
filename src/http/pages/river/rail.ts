import { html } from 'hono/html';
import type { RiverStop } from '../../views/river-lanes.ts';
import type { Html } from '../html.ts';
import { type WaterState, waterSigns } from './water-state.ts';

/** More lanes are drawn closer together: the words need the room. The style sheet has their widths. */
export const MOST_LANES = 4;
const LANE_EM = 1.2;
const FIRST_EM = 0.8;
/** The middle of the first line of text, beside which the gauge is drawn. */
const STOP_EM = 1.05;

/** A row's piece of the river, as tall as its words turn out to be: a whole drawing would not know, and could not be read on a small phone. */
export function rail(
  { lane, from, to, past }: RiverStop,
  lanes: number,
  { state, isOwn }: { state: WaterState; isOwn: boolean },
): Html {
  const apart = lanes <= MOST_LANES ? LANE_EM : (LANE_EM * (MOST_LANES - 1)) / (lanes - 1);
  const x = (each: number) => `${Math.round((FIRST_EM + each * apart) * 100) / 100}em`;
  const line = (top: number, y1: string, bottom: number, y2: string) =>
    html`<line x1="${x(top)}" y1="${y1}" x2="${x(bottom)}" y2="${y2}"/>`;
  const [at, stop] = [x(lane), `${STOP_EM}em`];
  return html`<svg class="rail" width="32" height="32" aria-hidden="true" focusable="false">${past.map((each) => line(each, '0', each, '100%'))}${from.map((each) => line(each, '0', lane, stop))}${to.map((each) => line(lane, stop, each, '100%'))}${isOwn && html`<circle class="own" cx="${at}" cy="${stop}" r=".75em"/>`}<circle class="stop-${state}" cx="${at}" cy="${stop}" r=".55em"/><text class="sign-${state}" x="${at}" y="${stop}" dy=".28em" text-anchor="middle">${waterSigns[state]}</text></svg>`;
}
