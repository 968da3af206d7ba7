import { describe, expect, it } from 'vitest';
import type { Explanation, ForecastSummary } from '../../src/forecast/forecast-store.ts';
import { communeTable } from '../../src/http/pages/staff/commune-table.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { viewStaff } from '../../src/http/views/staff-view.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

/** What is read aloud: without tags, every space one. */
const read = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/[\s\u00a0\u202f]+/g, ' ');

type Change = Partial<Omit<ForecastSummary, 'explanation'>> & { explanation?: Partial<Explanation> | null };

async function pages({ explanation, ...change }: Change = {}) {
  const world = createWorld();
  await flood(world);
  const forecast = world.doors.forecasts.latest('coursan', NOW)!;
  const why = explanation === null ? null : { ...forecast.explanation!, ...explanation };
  world.doors.forecasts.append({ ...forecast, ...change, explanation: why });
  const app = createServer(world.doors);
  const mayor = await logIn(app, 'mayor-coursan');
  const staff = await logIn(app, 'staff-aude');
  return {
    mayor: async (language: string) => read((await mayor.get(`/${language}/mayor/coursan`)).body),
    staff: async (language: string) => read((await staff.get(`/${language}/staff`)).body),
    resident: async (language: string) => read((await app.inject(`/${language}/communes/coursan`)).body),
  };
}

describe('why a forecast says what it says', () => {
  it('is told to a mayor in words: where the rise comes from, how long the water takes, how often of 100, which past', async () => {
    const { mayor } = await pages();
    const french = await mayor('fr');
    expect(french).toContain('Dans 3 h, montée attendue : 0,90 m (8 chances sur 10 entre +0,50 m et +1,40 m).');
    expect(french).toContain(
      '+0,40 m par ce qui est mesuré en amont, L’Aude à Saint-Marcel-sur-Aude (l’eau met environ 3 h 30 jusqu’ici)',
    );
    expect(french).toContain('+0,10 m par la pluie, ou son absence');
    expect(french).toContain('38 sur 100 atteignent 6,10 m dans les 6 h');
    expect(french).toContain('Au plus haut dans les 24 h : autour de 6,54 m, 1 chance sur 4 de dépasser 6,94 m.');
    expect(french).toContain('L’Hérault à Ganges, 12 juin 2020 (40 sur 100)');
    expect(french).toContain('ici même, 15 octobre 2018, 6 h 00 (25 sur 100)');
    const english = await mayor('en');
    expect(english).toContain('In 3 h, expected rise: 0.90 m (8 chances in 10 between +0.50 m and +1.40 m).');
    expect(english).toContain('38 of 100 reach 6.10 m within 6 h');
    expect(english).toContain('right here, 15 October 2018, 06:00 (25 of 100)');
    // The decision comes first.
    expect(english.indexOf('Tell residents')).toBeLessThan(english.indexOf('Why this forecast'));
  });

  it('is not told where it was not kept, and not on the public page', async () => {
    expect(await (await pages({ explanation: null })).mayor('en')).not.toContain('Why this forecast');
    expect(await (await pages()).resident('en')).not.toContain('Why this forecast');
  });
});

describe('chances that were raised or lowered for how the last hours came true', () => {
  const shifted = (odds: number) => pages({ explanation: { oddsShift: Math.log(odds) } });
  const raised = {
    fr: 'Ces trois dernières heures, l’eau est venue plus haut que prévu : les risques annoncés ont été relevés d’autant.',
    en: 'In the last three hours the water came higher than forecast: the chances were raised accordingly.',
  };
  const lowered = {
    fr: 'Ces trois dernières heures, l’eau est venue moins haut que prévu : les risques annoncés ont été abaissés d’autant.',
    en: 'In the last three hours the water came less high than forecast: the chances were lowered accordingly.',
  };

  it.each(['fr', 'en'] as const)('are told as such to whoever decides, in %s', async (language) => {
    const [up, down] = [await shifted(1.26), await shifted(0.79)];
    expect(await up.mayor(language)).toContain(raised[language]);
    expect(await down.mayor(language)).toContain(lowered[language]);
    expect(await up.resident(language)).not.toContain(raised[language]);
  });

  it.each([1.24, 1, 0.81])('are not where it hardly matters (odds times %d)', async (odds) => {
    const text = await (await shifted(odds)).mayor('en');
    expect(text).toContain('Why this forecast');
    expect(text).not.toContain('In the last three hours');
  });
});

describe('what limits a forecast', () => {
  it.each([
    [
      'fr',
      'Prévision faite sans : L’Aude à Marseillette.',
      'Situation que la prévision ne connaît pas encore ici',
      'Peu de crues ont encore été mesurées ici',
    ],
    [
      'en',
      'Forecast made without: L’Aude à Marseillette.',
      'The forecast does not know a situation like this here yet',
      'Few floods have been measured here yet',
    ],
  ] as const)('is said to mayors, staff and residents alike, in %s', async (language, degraded, outside, learning) => {
    const { mayor, staff, resident } = await pages({ learning: true });
    for (const page of [mayor, staff, resident]) {
      const text = await page(language);
      for (const words of [degraded, outside, learning]) expect(text).toContain(words);
    }
  });
});

it('what limits the forecasts of a commune with two gauges is said to staff once, with every silent gauge', async () => {
  const world = createWorld();
  await flood(world);
  const account = world.doors.accounts.find('staff-aude')!;
  const { communes } = await viewStaff(world.doors, account);
  const row = communes.find(({ commune }) => commune.id === 'coursan')!;
  const [gauge] = row.gauges;
  const forecast = { ...gauge!.forecast!, learning: true };
  const other = { ...gauge!, forecast: { ...forecast, degraded: ['marseillette', 'trebes'] } };
  const two = { ...row, gauges: [{ ...gauge!, forecast }, other] };
  const model = {
    view: { communes: [two], now: world.clock.now() },
    person: (id: string) => id,
    station: (id: string) => id,
  };
  const text = read(String(await communeTable(speeches.en, model)));
  const times = (words: string) => text.split(words).length - 1;
  expect(text).toContain('Forecast made without: marseillette, trebes.');
  expect(['Forecast made without', 'does not know a situation', 'Few floods'].map(times)).toEqual([1, 1, 1]);
});

it('near the number itself a mayor reads that the forecast is less certain, and nothing where it is not', async () => {
  const { mayor } = await pages();
  const [facts] = (await mayor('fr')).split('À faire maintenant');
  expect(facts).toContain(
    '38 % de risque d’atteindre « Danger pour la vie » (6,10 m), dans les 6 h ! Prévision moins sûre : voir pourquoi',
  );
  const sure = await pages({ degraded: [], outsideExperience: false });
  expect(await sure.mayor('fr')).not.toContain('moins sûre');
});

describe('staff', () => {
  it('see the chance of the mark to come, and how long the water takes or why that is not known', async () => {
    const { staff } = await pages();
    const french = await staff('fr');
    expect(french).toContain('« Danger pour la vie » (6,10 m) dans les 6 h : 38 sur 100');
    expect(french).toMatch(/Saint-Marcel-sur-Aude L’Aude à Moussan \[écluse\] environ 2 h 1 h 30 à 2 h 30 3 sur 4/);
    expect(french).toContain('inconnu : les deux stations ne montent pas ensemble');
    const english = await staff('en');
    expect(english).toContain('“Danger to life” (6.10 m) within 6 h: 38 of 100');
    expect(english).toContain('not known: the two gauges do not rise together');
  });
});
