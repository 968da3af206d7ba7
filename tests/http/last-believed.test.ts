import { beforeEach, describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { QualityFlag } from '../../src/reading/reading.ts';
import { createWorld, flood, NOW, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { logIn, type Visitor } from '../support/visitor.ts';

let world: World;
let mayor: Visitor;
let lastGood: string;

/** Since its good reading at 03:00 the gauge at Coursan says every ten minutes, for three hours, that the water stands at so many metres. */
async function says(value: number, quality: QualityFlag): Promise<void> {
  await world.doors.readings.append(
    Array.from({ length: 18 }, (_, step) => {
      const observedAt = NOW + (step + 1) * 10 * MINUTE_MS;
      const tests = [quality === 'fail' ? ('gross-range' as const) : ('spike' as const)];
      const station = { station: 'coursan', quantity: 'stage' as const };
      return { ...station, observedAt, receivedAt: observedAt, value, quality, tests };
    }),
  );
  world.clock.advanceTo(NOW + 3 * HOUR_MS);
}

const spaces = (text: string) => text.replaceAll('&nbsp;', ' ').replaceAll(/[\u00a0\u202f]/g, ' ');
const page = async (url: string) => {
  const { body } = await mayor.get(url);
  expect(htmlFaults(body)).toEqual([]);
  return spaces(body);
};
/** In large figures, and what is read out after it. */
const figure = (body: string) =>
  /class="number">[^]*?(?=<\/p>\n?<\/dd>|<figure>|<table)/
    .exec(body)![0]
    .replace('class="number">', '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
const within = (body: string, from: string) => body.slice(body.indexOf(from));

/** The mark that the last good reading reached: not where the water is now, by a gauge that has shown other values since. */
async function saysWhereItStood(): Promise<void> {
  for (const [language, stood, stands] of [
    ['fr', 'L’eau était à', 'L’eau est à'],
    ['en', 'The water was at', 'The water is at'],
  ] as const) {
    const body = await page(`/${language}/mayor/coursan`);
    expect(body).toMatch(new RegExp(`${stood} ${lastGood.replace('.', '[.,]')} m`));
    expect(body).not.toContain(stands);
  }
}

beforeEach(async () => {
  world = createWorld();
  await flood(world);
  const key = { station: 'coursan', quantity: 'stage' as const };
  lastGood = (await world.doors.readings.latest(key, NOW))!.value.toFixed(2);
  mayor = await logIn(createServer(world.doors), 'mayor-coursan');
});

describe('a gauge whose newest value it cannot have shown', () => {
  beforeEach(() => says(60, 'fail'));

  it.each([
    [
      'fr',
      '3 h 00',
      '6 h 00',
      'mesure de 3 h 00, la dernière crédible : la plus récente (6 h 00) ne l’est pas',
      '3 h avant cette page',
    ],
    [
      'en',
      '03:00',
      '06:00',
      'reading of 03:00, the last that can be believed: the newest (06:00) cannot',
      '3 h before this page',
    ],
  ])(
    'shows the mayor the last good one, its time and that it is not the newest (%s)',
    async (language, good, _newest, note, age) => {
      const body = within(await page(`/${language}/mayor/coursan`), '<dl class="five">');
      const shown = figure(body);
      expect(shown).toMatch(new RegExp(`^${lastGood.replace('.', '[.,]')} m `));
      expect(shown.indexOf(note)).toBeGreaterThan(0);
      expect(shown).toContain(`${good}, ${age}`);
      expect(shown).not.toMatch(/60[.,]00|mesure douteuse|suspect value/);
      // Nor does it stand at the mark now: it stood there.
      expect(body).toMatch(new RegExp(`(L’eau était à|The water was at) ${lastGood.replace('.', '[.,]')} m`));
      expect(body).not.toMatch(/L’eau est à|The water is at/);
    },
  );

  it.each([
    ['fr', 'mesure de 3 h 00, la dernière crédible : la plus récente (6 h 00) ne l’est pas', 'tendance inconnue'],
    ['en', 'reading of 03:00, the last that can be believed: the newest (06:00) cannot', 'trend unknown'],
  ])('shows residents the same, and no trend (%s)', async (language, note, trend) => {
    const body = within(await page(`/${language}/communes/coursan`), 'class="stage"');
    const shown = figure(body);
    expect(shown).toMatch(new RegExp(`^${lastGood.replace('.', '[.,]')} m ${trend}`));
    expect(shown).toContain(note);
    expect(shown).toMatch(/3 h (avant cette page|before this page)/);
  });

  it('warns of it with both times, and calls no data newer than the last good one', async () => {
    const body = await page('/en/communes/coursan');
    expect(body).toContain('The last one that can: 03:00, 3 h before this page.');
    expect(body).toContain('cannot be believed');
    expect(body).toMatch(/Oldest reading of the gauges watched here: [^<]*, 03:00, 3 h before this page\./);
    expect(body).not.toContain('do not rely on it');
  });

  it('stands on the line of the river with the time of what is shown', async () => {
    const body = within(await page('/en/communes/coursan'), 'class="river-line');
    const stop = /href="#gauge-coursan">[^]*?<\/li>/.exec(body)![0].replaceAll(/<[^>]*>/g, ' ');
    expect(stop).toContain(`${lastGood} m`);
    expect(stop).toContain('reading of 03:00, the last that can be believed: the newest (06:00) cannot');
    expect(stop).toContain('measured at 03:00');
  });
});

it('a suspect value stays in large figures: a flash flood looks like one', async () => {
  await says(9.5, 'suspect');
  const shown = figure(within(await page('/en/mayor/coursan'), '<dl class="five">'));
  expect(shown).toMatch(/^9\.50 m ! suspect value/);
  expect(shown).toContain('06:00');
  await saysWhereItStood();
});

it('shows none where a suspect value came since the last good one: it may be the flood', async () => {
  await says(9.5, 'suspect');
  const observedAt = NOW + 3 * HOUR_MS + 5 * MINUTE_MS;
  const station = { station: 'coursan', quantity: 'stage' as const };
  await world.doors.readings.append([
    { ...station, observedAt, receivedAt: observedAt, value: 60, quality: 'fail', tests: ['gross-range'] },
  ]);
  world.clock.advanceTo(observedAt);
  const body = await page('/en/mayor/coursan');
  expect(figure(within(body, '<dl class="five">'))).toMatch(/^– ! suspect value/);
  expect(body).not.toContain('the last that can be believed');
  await saysWhereItStood();
});

it('of a gauge that never showed a value that counts there is none', async () => {
  world.clock.advanceTo(NOW + 60 * HOUR_MS);
  const observedAt = world.clock.now() - MINUTE_MS;
  const station = { station: 'coursan', quantity: 'stage' as const };
  await world.doors.readings.append([
    { ...station, observedAt, receivedAt: observedAt, value: 60, quality: 'fail', tests: ['gross-range'] },
  ]);
  const shown = figure(within(await page('/en/mayor/coursan'), '<dl class="five">'));
  expect(shown).toMatch(/^– ! suspect value/);
});

/** Every ten minutes after the good reading at 03:00, and then one that the gauge cannot have shown. */
async function rises(...values: readonly number[]): Promise<void> {
  await world.doors.readings.append(
    [...values, 60].map((value, step) => {
      const observedAt = NOW + (step + 1) * 10 * MINUTE_MS;
      const cannot = step === values.length ? ['gross-range' as const] : [];
      const quality = step === values.length ? ('fail' as const) : ('pass' as const);
      return {
        station: 'coursan',
        quantity: 'stage' as const,
        observedAt,
        receivedAt: observedAt,
        value,
        quality,
        tests: cannot,
      };
    }),
  );
  world.clock.advanceTo(NOW + (values.length + 1) * 10 * MINUTE_MS);
}

it.each([
  ['fr', 'affiche son maximum : l’eau peut être plus haute'],
  ['en', 'at the top of its range: the water may be higher'],
])(
  'where the last good one is the highest that the gauge can show, the water may be higher (%s)',
  async (language, said) => {
    await rises(8, 10, 11.5, 12);
    for (const [path, from] of [
      ['mayor', '<dl class="five">'],
      ['communes', 'class="stage"'],
    ] as const) {
      const shown = figure(within(await page(`/${language}/${path}/coursan`), from));
      expect(shown).toMatch(/^12[.,]00 m/);
      expect(shown).toContain(said);
    }
  },
);

it('shows none where the gauge had stopped amid a rise before: the water is higher than that', async () => {
  await rises(5.6, 5.9, 6.17, 6.5, 6.81, 7.2, 7.2, 7.2, 7.2, 7.2);
  const shown = figure(within(await page('/en/mayor/coursan'), '<dl class="five">'));
  expect(shown).toMatch(/^– ! suspect value/);
});
