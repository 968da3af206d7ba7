import { html } from 'hono/html';
import { hoursBetween } from '../../../forecast/learn/network-travel-times.ts';
import type { Instant } from '../../../lib/clock.ts';
import { isSameDay } from '../../../text/local-time.ts';
import type { Speech } from '../../speech.ts';
import type { CommuneView } from '../../views/commune-view.ts';
import type { GaugeView } from '../../views/gauge-view.ts';
import type { ReachedMark } from '../../views/reached-marks.ts';
import { type RiverStop, riverLanes } from '../../views/river-lanes.ts';
import { figureOf, figureState, figureText, isOlderFigure, readBeside, valueOf } from '../gauge-figure.ts';
import type { Html } from '../html.ts';
import { stackTable } from '../table.ts';
import { seenAt } from '../time-tags.ts';
import { MOST_LANES, rail } from './rail.ts';
import { aboutText } from './travel-table.ts';
import { waterCounts, waterState, waterText } from './water-state.ts';

/** So many of the nearest above stand open, with all from the town's first own gauge down, and all where one further up rises. */
const FIRST_SHOWN = 6;

export type RiverView = Pick<CommuneView, 'upstream' | 'gauges' | 'reaches' | 'reachedMarks' | 'commune' | 'now'>;

/** A gauge on the drawing. */
interface Drawn {
  stop: RiverStop;
  gauge: GaugeView;
  /** One that the commune watches. */
  isOwn: boolean;
  /** To the first of the commune's gauges that the water comes to; `null` where not known. */
  hours: number | null;
}

/**
 * What comes down the river, as it runs: the furthest gauge first, the town's own at the end. The list is the drawing and its text at
 * once: a rail beside each gauge shows where waters meet, and all that is to be known stands in words. `ring`: whom to ring, for those who
 * are logged in.
 */
export function riverLine(speech: Speech, view: RiverView, ring: Html | null = null): Html {
  const { page } = speech;
  const rain = view.upstream.filter(isRain);
  const drawn = drawnRiver(view);
  const above = drawn.filter(({ isOwn }) => !isOwn);
  const firstOwn = drawn.findIndex(({ isOwn }) => isOwn);
  const far = drawn.slice(0, Math.min(Math.max(0, above.length - FIRST_SHOWN), firstOwn));
  const isRising = far.some(({ gauge }) => waterState(gauge) === 'rising');
  const lanes = 1 + Math.max(0, ...drawn.flatMap(({ stop }) => [stop.lane, ...stop.past, ...stop.to]));
  const list = (some: readonly Drawn[]) =>
    html`<ol class="river-line lanes-${Math.min(lanes, MOST_LANES)}">${some.map((each) => html`<li>${rail(each.stop, lanes, { state: waterState(each.gauge), isOwn: each.isOwn })}${stopText(speech, each, view)}</li>`)}</ol>`;
  return html`<section><h2>${page.gauge.upstream}</h2>
${ring}
${
  above.length === 0
    ? html`<p>${page.gauge.noUpstream}</p>`
    : html`<p>${waterCounts(speech, gaugesOf(above))}</p>
${far.length > 0 && html`<details${isRising && ' open'}><summary>${page.gauge.moreGauges(far.length)} ${waterCounts(speech, gaugesOf(far))}</summary>${list(far)}</details>`}
${list(drawn.slice(far.length))}`
}
${rain.length > 0 && rainTable(speech, rain, view)}
${above.some(({ hours }) => hours !== null) && html`<p class="hint">${page.travel.note}</p>`}
</section>`;
}

/** Rain falls beside the river: it has no place on it. */
function drawnRiver(view: RiverView): Drawn[] {
  const { upstream, gauges } = view;
  const own = new Set(gauges.map(({ station }) => station.id));
  const all = [...upstream.filter((each) => !isRain(each)), ...gauges];
  const shown = new Map(all.map((gauge) => [gauge.station.id, { gauge, hours: soonest(view, gauge.station.id) }]));
  const stops = riverLanes(
    all.map(({ station }) => station),
    (id) => shown.get(id)?.hours ?? null,
  );
  return stops.map((stop) => ({ stop, isOwn: own.has(stop.id), ...shown.get(stop.id)! }));
}

function gaugesOf(drawn: readonly Drawn[]): GaugeView[] {
  return drawn.map(({ gauge }) => gauge);
}

function isRain({ station }: GaugeView): boolean {
  return station.quantity === 'rain';
}

function soonest({ gauges, reaches }: RiverView, id: string): number | null {
  const hours = gauges.flatMap(({ station }) => hoursBetween(reaches, id, station.id) ?? []);
  return hours.length > 0 ? Math.min(...hours) : null;
}

function stopText(speech: Speech, { gauge, isOwn, hours }: Drawn, { reachedMarks, commune, now }: RiverView): Html {
  const { page } = speech;
  const { station, latest } = gauge;
  const shown = figureOf(gauge) ?? latest;
  const reached = reachedMarks.get(station.id);
  const { timeZone } = commune;
  const time = (at: Instant) => seenAt(speech, at, now, timeZone);
  const beside = readBeside(speech, gauge, time);
  const hint = [
    isOwn || hours === null ? null : page.travel.here(aboutText(speech, hours)),
    shown && page.map.measured(time(shown.observedAt), isSameDay(shown.observedAt, now, timeZone)),
  ].filter((each) => each !== null);
  return html`<strong>${isOwn ? html`<a href="#gauge-${station.id}">${station.name}</a>` : station.name}</strong><br>
${shown && html`${figureText(speech, gauge)}, `}${isOlderFigure(gauge) ? figureState(speech, gauge, time) : waterText(speech, gauge)}
${beside && html`<br>${beside}`}
${reached && html`<br><strong class="bad">${markText(speech, reached)}</strong>`}
${hint.length > 0 && html`<br><span class="hint">${hint.join(', ')}</span>`}`;
}

function markText({ words, page }: Speech, { level, communes }: ReachedMark): string {
  const { name } = words.level(level);
  const [only] = communes;
  return communes.length === 1 && only
    ? page.map.markReached(name, only)
    : page.map.marksReached(name, communes.length);
}

function rainTable(speech: Speech, rain: readonly GaugeView[], { now, commune }: RiverView): Html {
  const { gauge } = speech.page;
  return stackTable(rain, [
    [gauge.station, ({ station }) => station.name],
    [gauge.lastStage, (each) => valueOf(speech, each), 'figure'],
    [gauge.trend, (each) => waterText(speech, each)],
    [gauge.seenAt, ({ latest }) => (latest ? seenAt(speech, latest.observedAt, now, commune.timeZone) : '–')],
  ]);
}
