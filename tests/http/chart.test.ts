import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn } from '../support/visitor.ts';

const report = '/en/staff/alerts/coursan-20200123T014000Z/report';

/** The flood, with readings of the gauge at Coursan between two of its own that quality control did not accept. */
async function flooded(quality: 'fail' | 'suspect', values: readonly number[]): Promise<World> {
  const world = createWorld();
  await flood(world);
  const doubtful = values.map((value, index) => ({
    station: 'coursan',
    quantity: 'stage' as const,
    observedAt: NOW - (25 + 10 * index) * MINUTE_MS,
    receivedAt: NOW - (25 + 10 * index) * MINUTE_MS,
    value,
    quality,
    tests: [quality === 'fail' ? ('gross-range' as const) : ('spike' as const)],
  }));
  await world.doors.readings.append(doubtful);
  return world;
}

async function pagesOf({ doors }: World): Promise<{ commune: string; report: string }> {
  const staff = await logIn(createServer(doors), 'staff-aude', 'en');
  return { commune: (await staff.get('/en/communes/coursan')).body, report: (await staff.get(report)).body };
}

const drawn = (page: string) => /<svg class="chart"[\s\S]*?<\/svg>/.exec(page)![0];
/** Everything but the signs of doubtful values. */
const river = (page: string) => drawn(page).replace(/<path class="suspect"[^>]*>/g, '');
const signs = (page: string) =>
  [...drawn(page).matchAll(/<path class="suspect" d="([^"]*)"/g)].map(([, sign]) => sign!);

it('says in its table of each hour that it is forecast, and what that means in its key alone', async () => {
  const { commune } = await pagesOf(await flooded('fail', []));
  const table = /<details class="chart-table">.*?<\/details>/s.exec(commune)![0];
  expect(table.split('<td>forecast</td></tr>').length).toBeGreaterThan(20);
  expect(table).not.toContain('an even chance');
  expect(commune).toContain('forecast (an even chance of being above)');
});

describe('a chart with values that quality control did not accept', () => {
  it.each([
    ['fail', 65_535],
    ['fail', 1e308],
    ['fail', -1e308],
    ['suspect', 40],
  ] as const)(
    '%s, %d m: draws the river as without it, on the public page and in the report',
    async (quality, value) => {
      const [without, withIt] = [
        await pagesOf(await flooded(quality, [])),
        await pagesOf(await flooded(quality, [value])),
      ];
      for (const page of ['commune', 'report'] as const) {
        expect(river(withIt[page])).toBe(river(without[page]));
        expect(drawn(withIt[page])).not.toContain('NaN');
        expect(signs(withIt[page])).toHaveLength(1);
        expect(htmlFaults(withIt[page])).toEqual([]);
      }
    },
  );

  it('shows each: a cross where it lies, an arrowhead at the edge that it lies beyond, with their keys', async () => {
    const { commune } = await pagesOf(await flooded('fail', [65_535, 3, -99]));
    const [below, within, above] = signs(commune);
    expect(within).toMatch(/l6 6m0 -6l-6 6$/);
    expect(above).toMatch(/ 25l4 -6l4 6z$/);
    expect(below).toMatch(/ 267l4 6l4 -6z$/);
    const legend = /<figcaption>[\s\S]*?<\/figcaption>/.exec(commune)![0];
    expect(legend).toContain('</svg> suspect value<');
    expect(legend).toContain('suspect value beyond the picture');
  });

  it('says the number in the table, and never so long that the page tears', async () => {
    const table = (page: string) => /<details class="chart-table">[\s\S]*?<\/details>/.exec(page)![0];
    const { commune } = await pagesOf(await flooded('fail', [65_535]));
    expect(table(commune)).toMatch(/<td>65,535\.00<\/td><td>–<\/td><td>–<\/td><td>suspect value/);
    const huge = (await pagesOf(await flooded('fail', [1e308]))).commune;
    expect(table(huge)).toContain('<td>1.00E308</td>');
  });
});

it.each(['fr', 'en'])('promises of the table in %s what it holds: the past every three hours', async (language) => {
  const { doors } = await flooded('fail', []);
  const { body } = await createServer(doors).inject(`/${language}/communes/coursan`);
  const told = /<desc[^>]*>([^<]*)/.exec(body)![1]!.replaceAll('&nbsp;', ' ');
  expect(told).toMatch(/: le passé toutes les trois heures, la prévision|: the past every three hours, the forecast/);
});

describe('the legend of a chart', () => {
  it('draws the forecast as the chart does, dashes and all', async () => {
    const { commune } = await pagesOf(await flooded('fail', []));
    expect(drawn(commune)).toContain('<polyline class="median"');
    const legend = /<figcaption>[\s\S]*?<\/figcaption>/.exec(commune)![0];
    expect(legend).toMatch(/<line class="past"[^>]*><\/svg> measured/);
    expect(legend).toMatch(/<line class="median"[^>]*><\/svg> forecast/);
    expect(legend).not.toContain('suspect');
  });
});
