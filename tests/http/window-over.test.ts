import { expect, it } from 'vitest';
import { acknowledgePage } from '../../src/http/pages/mayor/acknowledge-page.ts';
import { broadcastRequest } from '../../src/http/pages/mayor/broadcast-request.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { viewCommune } from '../../src/http/views/commune-view.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { contextOf, coursan, eventOf } from '../support/notices.ts';
import { logIn } from '../support/visitor.ts';

/** Judged last at 03:00: if the water reaches `danger`, between 03:10 and 03:40. */
async function town() {
  const world = createWorld();
  await flood(world);
  const { doors, clock } = world;
  const last = doors.decisions.last('coursan', 'coursan', NOW, NOW)!;
  const at = (min: number) => NOW + min * MINUTE_MS;
  const passage = { p10At: at(10), p50At: at(20), p90At: at(40) };
  const chances = last.assessment.chances.map((each) => ({ ...each, passage }));
  doors.decisions.append({ ...last, assessment: { ...last.assessment, issuedAt: NOW + 1, chances } });
  const visitor = await logIn(createServer(doors), 'mayor-coursan');
  return async (min: number, language: 'fr' | 'en' = 'fr') => {
    clock.advanceTo(at(min));
    const page = async (path: string) => (await visitor.get(path)).body.replaceAll('&nbsp;', ' ');
    const view = await viewCommune(doors, doors.communes.get('coursan')!);
    return {
      residents: await page(`/${language}/communes/coursan`),
      mayor: await page(`/${language}/mayor/coursan`),
      request: broadcastRequest(view, 'danger', { role: 'mayor', kind: 'operational', reached: null }),
      api: (await visitor.get('/api/v1/communes/coursan')).json().gauges[0].chances.at(-1).passage,
    };
  };
}

it('tells both ends of a window that is to come', async () => {
  const { residents, mayor, request, api } = await (await town())(5);
  expect(residents).toContain('jeudi entre 3 h 10 et 3 h 40');
  expect(mayor).toContain('reste 5 min à 35 min');
  expect(request).toContain('jeudi entre 3 h 10 et 3 h 40');
  expect(api).toMatchObject({ p90At: '2020-01-23T02:40:00.000Z' });
});

it.each([
  ['fr', 'jeudi avant 3 h 40', 'dans les 20 min'],
  ['en', 'Thursday before 03:40', 'within 20 min'],
] as const)('tells of one that has begun its end alone (%s)', async (language, end, countdown) => {
  const at = await town();
  const { residents, mayor, request, api } = await at(20, language);
  expect(residents).toContain(end);
  expect(mayor).toContain(countdown);
  expect(mayor).toContain(`${end} (8 `);
  expect(request).toContain('jeudi avant 3 h 40');
  expect(api).not.toBeNull();
  // Nothing comes within no time at all.
  expect((await at(39)).mayor).toContain('dans les 5 min');
});

it('tells of one that is over nothing, to nobody', async () => {
  const { residents, mayor, request, api } = await (await town())(40);
  for (const said of [residents, mayor, request]) expect(said).not.toMatch(/3 h 10|avant 3 h 40/);
  expect(residents).toContain('heure inconnue');
  expect(mayor).not.toContain('dans les 0 min');
  expect(api).toBeNull();
});

it.each([
  [80, 'mercredi entre 14 h 30 et 16 h 00'],
  [100, 'mercredi avant 16 h 00'],
  [175, null],
])('nor does the page behind the link of a message that is opened after %i minutes', async (min, said) => {
  const event = eventOf();
  const [contact] = coursan.contacts;
  const question = {
    commune: coursan,
    contact: contact!,
    event,
    alert: null,
    basis: event,
    refusal: null,
    inHandSince: null,
  };
  const { names } = contextOf();
  const page = String(await acknowledgePage(speeches.fr, question, names, '/', event.at + min * MINUTE_MS));
  const times = /(?:mercredi )[^<]*/.exec(page)?.[0] ?? null;
  expect(times).toBe(said);
});
