import fc from 'fast-check';
import { expect, test } from 'vitest';
import { speeches } from '../../src/http/speech.ts';
import { basinsOf } from '../../src/http/views/map/basins.ts';
import { frameQuery, isIn, type MapFrame, placeIn, within } from '../../src/http/views/map/map-frame.ts';
import { CELLS, cellsOf, sideLinks } from '../../src/http/views/map/map-links.ts';
import { type MapView, viewMap } from '../../src/http/views/map/map-view.ts';
import type { AlertLevel } from '../../src/territory/alert-level.ts';
import type { Commune } from '../../src/territory/commune.ts';
import { communes, stations } from '../support/aude.ts';

/** Degrees; a random double would mostly be next to nothing. */
const step = fc.integer({ min: -1_500, max: 1_500 }).map((value) => value / 1_000);
const level = fc.constantFrom<AlertLevel>('normal', 'normal', 'prepare', 'act', 'danger', 'unknown');

/** A town at each of 30 gauges of three rivers, some without a position, some in alert. */
const territory = fc.array(fc.tuple(step, step, level, fc.boolean()), { minLength: 30, maxLength: 30 }).map((list) => {
  const gauges = list.map(([north, east, , isPlaced], index) => ({
    ...stations[0]!,
    id: `g${index}`,
    river: `R${index % 3}`,
    upstream: index + 3 < list.length ? [`g${index + 3}`] : [],
    position: isPlaced || index === 0 ? { lat: 44 + north, lon: 3 + east } : null,
  }));
  const rows = list.map(([, , at], index) => {
    const commune = { ...communes[0]!, id: `c${index}`, area: null };
    const watches = [{ ...commune.watches[0]!, station: `g${index}` }];
    return { commune: { ...commune, watches }, level: at };
  });
  return { gauges, rows };
});

const asked = fc.oneof(
  fc.constantFrom('', 'all', 'basin=g0', 'basin=g2', 'basin=g7', 'at=nowhere'),
  fc
    .tuple(step, step, fc.double({ min: 4, max: 400, noNaN: true }))
    .map(([north, east, km]) => `at=${(44 + north).toFixed(4)},${(3 + east).toFixed(4)}&km=${km.toFixed(1)}`),
);

const ids = (rows: MapView['communes']) => rows.map(({ commune }) => commune.id);

test('whatever part is asked for, every alert is on it, counted on one of its sides, or told to have no position', () => {
  fc.assert(
    fc.property(territory, asked, ({ gauges, rows }, query) => {
      const view = viewMap(gauges, rows, new URLSearchParams(query), speeches.fr)!;
      const raised = rows.filter((row) => row.level !== 'normal').map(({ commune }) => commune.id);
      const sides = sideLinks(view).flatMap((side) => side.communes);
      const told = [...view.communes, ...sides, ...view.withoutPlace.communes];
      const counted = ids(told.filter((row) => row.level !== 'normal'));
      expect(counted.sort()).toEqual(raised.sort());
      expect(ids(sides).sort()).toEqual(ids(view.outside).sort());
    }),
  );
});

test('a link to a side with an alert leads to the most urgent one there', () => {
  fc.assert(
    fc.property(territory, asked, ({ gauges, rows }, query) => {
      for (const side of sideLinks(viewMap(gauges, rows, new URLSearchParams(query), speeches.fr)!)) {
        const [first] = side.communes;
        if (first) expect(isIn(side.frame, first.place!)).toBe(true);
      }
    }),
  );
});

test('by itself the map opens so that all that is in alert is on it; so does the whole for every gauge', () => {
  fc.assert(
    fc.property(territory, ({ gauges, rows }) => {
      const opened = viewMap(gauges, rows, new URLSearchParams(), speeches.fr)!;
      const beyond = opened.outside.filter((row) => row.level !== 'unknown');
      expect(ids(beyond)).toEqual([]);
      const whole = viewMap(gauges, rows, new URLSearchParams('all'), speeches.fr)!;
      expect(whole.outside).toEqual([]);
      for (const { position } of gauges) if (position) expect(isIn(whole.frame, position)).toBe(true);
    }),
  );
});

test('every gauge and commune can be reached by pressing where it stands on the map, closer and closer', () => {
  fc.assert(
    fc.property(territory, ({ gauges, rows }) => {
      for (const { position } of gauges) {
        if (!position) continue;
        let query = 'all';
        for (let press = 0; press < 12; press++) {
          const view = viewMap(gauges, rows, new URLSearchParams(query), speeches.fr)!;
          if (view.frame.kmWide <= 4) break;
          const { east, north } = within(view.frame, position);
          const third = (share: number) => Math.min(CELLS - 1, Math.max(0, Math.floor((share + 0.5) * CELLS)));
          const pressed = cellsOf(view).find(({ column, row }) => column === third(east) && row === third(-north))!;
          expect(isIn(pressed.frame, position)).toBe(true);
          query = frameQuery(pressed.frame).slice(1);
        }
        const last = viewMap(gauges, rows, new URLSearchParams(query), speeches.fr)!;
        expect(last.frame.kmWide).toBeLessThan(4.01);
        expect(isIn(last.frame, position)).toBe(true);
      }
    }),
    { numRuns: 20 },
  );
});

test('rivers stand by urgency: the worst level first, then how many are at it', () => {
  const gauge = (id: string, river: string, upstream: readonly string[] = []) => ({
    ...stations[0]!,
    id,
    river,
    upstream,
    position: { lat: 43, lon: 3 },
  });
  const list = [gauge('a', 'Lez', ['a1']), gauge('a1', 'Lirou'), gauge('b', 'Orb'), gauge('c', 'Orb'), gauge('d', '')];
  const rain = { ...gauge('rain', ''), quantity: 'rain' as const };
  const withRain = [...list.map((each) => ({ ...each, upstream: [...each.upstream, 'rain'] })), rain];
  const at = (station: string, of: AlertLevel) => {
    const watches = [{ ...communes[0]!.watches[0]!, station }];
    return { commune: { ...communes[0]!, watches }, level: of, place: null };
  };
  const rows = [at('b', 'prepare'), at('a1', 'act'), at('c', 'act'), at('c', 'act')];
  expect(basinsOf(withRain, rows, speeches.fr).map(({ id }) => id)).toEqual(['c', 'a', 'b', 'd']);
  expect(basinsOf(withRain, rows, speeches.fr).map(({ name }) => name)).toEqual([
    `Orb (${stations[0]!.name})`,
    'Lez',
    `Orb (${stations[0]!.name})`,
    stations[0]!.name,
  ]);
});

test('rivers at peace stand by name as people look them up: the second before the tenth', () => {
  const list = ['Rieu 10', 'Rieu 2', 'Rieu É', 'Rieu F'].map((river, index) => {
    return { ...stations[0]!, id: `g${index}`, river, upstream: [], position: { lat: 43, lon: 3 } };
  });
  const names = basinsOf(list, [], speeches.fr).map(({ name }) => name);
  expect(names).toEqual(['Rieu 2', 'Rieu 10', 'Rieu É', 'Rieu F']);
});

test('a river that parts is one, and a few gauges and communes are no reason to part the map', () => {
  const gauge = (id: string, upstream: readonly string[]) => ({ ...stations[8]!, id, upstream });
  const delta = [gauge('east', ['fork']), gauge('west', ['fork']), gauge('fork', []), gauge('lone', [])];
  expect(basinsOf(delta, [], speeches.fr).map(({ id }) => id)).toEqual(['east', 'lone']);
  const rows = communes.map((commune) => ({ commune, level: 'danger' as const }));
  const view = viewMap(stations, rows, new URLSearchParams(), speeches.fr)!;
  expect([view.shows, view.isLarge, view.basins]).toEqual(['all', false, []]);
});

test('a river that is asked for is shown where gauges are few too', () => {
  const outlet = basinsOf(stations, [], speeches.fr)[0]!.id;
  const view = viewMap(stations, [], new URLSearchParams({ basin: outlet }), speeches.fr)!;
  expect(view).toMatchObject({ shows: 'basin', misread: false, basin: { id: outlet }, isLarge: false });
});

/** Of a frame of a hundred kilometres at the equator, with what lies there: shares of it to the east and north of its middle. */
function looked(gauges: readonly [number, number][], outside: readonly [number, number][] = [], kmWide = 100): MapView {
  const frame: MapFrame = { lat: 0, lon: 0, kmWide, kmHigh: (kmWide * 5) / 6 };
  const at = ([east, north]: readonly [number, number]) => placeIn(frame, { east, north });
  return {
    ...viewMap(stations, [], new URLSearchParams(), speeches.fr)!,
    frame,
    communes: [],
    gauges: gauges.map((each) => ({ ...stations[0]!, position: at(each) })),
    outside: outside.map((each) => ({ commune: communes[0]!, level: 'act' as const, place: at(each) })),
  };
}

test('an alert beyond the edge is on the side that it lies furthest beyond', () => {
  const sideOf = (...place: [number, number]) => sideLinks(looked([], [place])).map(({ side }) => side);
  expect([sideOf(-2, 1), sideOf(2, -1), sideOf(1, 2), sideOf(-1, -2)]).toEqual([
    ['west'],
    ['east'],
    ['north'],
    ['south'],
  ]);
});

test('where there is no alert a side leads half a map on, where that shows a gauge more', () => {
  const [side, ...others] = sideLinks(
    looked([
      [0.9, 0],
      [0.1, 0],
    ]),
  );
  expect(others).toEqual([]);
  expect(side).toMatchObject({ side: 'east', communes: [] });
  expect(side!.frame).toMatchObject({ lat: 0, lon: expect.closeTo(0.45, 1), kmWide: 100 });
  const led = (...place: [number, number]) => sideLinks(looked([place])).map(({ side: to }) => to);
  expect([led(-0.9, 0), led(0, 0.9), led(0, -0.9)]).toEqual([['west'], ['north'], ['south']]);
  expect([led(0.4, 0.4), led(1.2, 0)]).toEqual([[], []]);
});

test('the parts to press are those that show something closer, and none where nothing closer is told apart', () => {
  const parts = (kmWide: number) =>
    cellsOf(looked([[-0.45, 0.45]], [], kmWide)).map(({ column, row }) => [column, row]);
  expect([parts(100), parts(4)]).toEqual([[[0, 0]], []]);
});

/** Thirty gauges a quarter of a degree apart, a town at each; one without a position. */
const row = Array.from({ length: 30 }, (_, index) => ({
  ...stations[0]!,
  id: `g${index}`,
  upstream: [],
  position: index === 29 ? null : { lat: 44, lon: index / 4 },
}));
const townAt = (index: number, at: AlertLevel, area: Commune['area'] = null) => {
  const watches = [{ ...communes[0]!.watches[0]!, station: `g${index}` }];
  return { commune: { ...communes[0]!, id: `c${index}`, area, watches }, level: at };
};
const towns = (levels: Record<number, AlertLevel> = {}) =>
  row.map((_, index) => townAt(index, levels[index] ?? 'normal'));
const look = (query: string, rows = towns({ 3: 'act', 20: 'unknown' }), gauges = row) =>
  viewMap(gauges, rows, new URLSearchParams(query), speeches.fr);

test('where there is too much for one look the map opens on what is in alert, and on the whole where nothing is', () => {
  const opened = look('')!;
  expect(opened).toMatchObject({ shows: 'alerts', isLarge: true, misread: false, basin: null });
  expect(opened.frame).toMatchObject({ lon: 0.75, kmWide: 30 });
  expect(opened.frame).toBe(opened.alerts);
  expect([ids(opened.communes), ids(opened.outside)]).toEqual([['c3'], ['c20']]);
  expect(look('', towns({ 20: 'unknown' }))).toMatchObject({ shows: 'all', alerts: null });
  expect(look('', towns({ 0: 'act', 28: 'act' }))).toMatchObject({ shows: 'all', alerts: null });
  // Many gauges of few towns, and many towns at few gauges, are large too.
  expect(look('', [townAt(3, 'act')])).toMatchObject({ shows: 'alerts' });
  expect(look('', towns({ 3: 'act' }), row.slice(0, 10))).toMatchObject({ shows: 'alerts' });
});

test.each([
  ['all', { shows: 'all', misread: false }],
  ['at=44,1&km=40', { shows: 'part', misread: false, frame: { lat: 44, lon: 1, kmWide: 40 } }],
  ['at=44,1', { shows: 'alerts', misread: true }],
  ['at=nowhere&km=40', { shows: 'alerts', misread: true }],
  ['basin=g5', { shows: 'basin', misread: false, basin: { id: 'g5' } }],
  ['basin=none', { shows: 'alerts', misread: true, basin: null }],
  ['basin=g5&at=44,1&km=40', { shows: 'part', misread: false, basin: null }],
])('%s is asked for', (query, wanted) => {
  expect(look(query)).toMatchObject(wanted);
});

test('what has no place is told apart, a rain gauge is none, and an outline is on the map as a whole', () => {
  const rain = { ...row[0]!, id: 'rain', quantity: 'rain' as const, position: { lat: 10, lon: 50 } };
  const view = look('all', towns(), [...row, rain])!;
  expect(view.gauges).toHaveLength(30);
  expect(view.withoutPlace.gauges.map(({ id }) => id)).toEqual(['g29']);
  expect(ids(view.withoutPlace.communes)).toEqual(['c29']);
  expect(view.communes).toHaveLength(29);
  const circle = { lat: 60, lon: 3, radiusKm: 10 };
  expect(isIn(look('all', [townAt(0, 'normal', { circle })])!.frame, circle)).toBe(true);
  expect(look('', [townAt(29, 'act')], row.slice(29))).toBeNull();
});
