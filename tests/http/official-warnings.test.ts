import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { OfficialSpell } from '../../src/reading/national/official-warning.ts';
import type { OfficialSource } from '../../src/territory/official-warning.ts';
import { createWorld, flood, NOW } from '../support/flood-world.ts';
import { aude, spellOf, withOfficial } from '../support/official.ts';
import { afterTheFlood } from '../support/past-alert.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

/** The flood, with what the State was seen to say last. */
async function town(spell: OfficialSpell | null, source?: OfficialSource) {
  const world = createWorld();
  await flood(world);
  const app = createServer(withOfficial(world.doors, spell, source));
  return { world, app, guest: createVisitor(app), mayor: await logIn(app, 'mayor-coursan') };
}

/** With plain spaces and signs. */
const plain = (body: string) => body.replaceAll(/(&nbsp;|\s)+/g, ' ').replaceAll('&#39;', "'");
/** What a page says, without its markup. */
const said = (body: string) => plain(body.replaceAll(/<[^>]+>/g, ' '));
const seen = (change: Partial<OfficialSpell> = {}) =>
  spellOf(NOW - 3 * HOUR_MS, { since: NOW - 2 * HOUR_MS, lastSeenAt: NOW - 4 * MINUTE_MS, ...change });
const pages = ['/communes/coursan', '/mayor/coursan', '/staff'] as const;

describe('what the State says, beside our level', () => {
  it('stands on the page of the mayor, of staff and of residents, with whose word it is', async () => {
    const { mayor, app } = await town(seen());
    const staff = await logIn(app, 'staff-aude');
    for (const [page, reader] of [
      [pages[0], mayor],
      [pages[1], mayor],
      [pages[2], staff],
    ] as const) {
      const { body } = await reader.get(`/fr${page}`);
      expect(plain(body)).toContain(
        '<strong class="official-tag official-orange">Vigicrues : orange depuis jeudi 1 h 00</strong>',
      );
      expect((await reader.get(`/en${page}`)).body).toContain('>Vigicrues: orange, since Thursday 01:00</strong>');
    }
  });

  it('is told with its own words, its age and its owner, and that neither level changes the other', async () => {
    const { guest } = await town(seen());
    const text = said((await guest.get('/fr/communes/coursan')).body);
    expect(text).toContain('tronçon Aude aval');
    expect(text).toContain('Risque de crue génératrice de débordements importants');
    expect(text).toContain(
      'Publié jeudi 23 janvier, 0 h 00 (heure de Paris). Lu ici à 2 h 56, 4 min avant cette page.',
    );
    expect(text).toContain('Source : Vigicrues (Ministère de la Transition écologique), Licence Ouverte 2.0.');
    expect(text).toContain('un niveau ne change pas l’autre');
    expect(text).not.toContain('pas la vigilance de l’État');
  });

  it('has a row below what a mayor must know, do and decide first, which it never pushes down, and the whole of it further down', async () => {
    const { mayor } = await town(seen());
    const [before = '', after = ''] = (await mayor.get('/fr/mayor/coursan')).body.split('id="decide"');
    expect(before).not.toContain('official-tag');
    const [facts = ''] = /<dl class="five">.*?<\/dl>/s.exec(after) ?? [];
    expect(said(facts)).toContain(
      'Ce que dit l’État Vigicrues : orange depuis jeudi 1 h 00 tronçon Aude aval. Publié jeudi 23 janvier, 0 h 00 (heure de Paris). Lu ici à 2 h 56, 4 min avant cette page. En détail',
    );
    expect(facts).toContain('href="#official"');
  });

  it('never moves ours', async () => {
    const banner = /class="banner (level-\w+)"/;
    const without = createWorld();
    await flood(without);
    const ours = banner.exec((await createVisitor(createServer(without.doors)).get('/fr/communes/coursan')).body)?.[1];
    for (const level of ['green', 'red'] as const) {
      const { guest } = await town(seen({ level }));
      const { body } = await guest.get('/fr/communes/coursan');
      expect(banner.exec(body)?.[1]).toBe(ours);
      expect(body).toContain(`official-${level}`);
    }
  });

  it.each([
    ['orange', 'Vigicrues : pas vu depuis jeudi 2 h 29 ; dernier niveau vu : orange', /dernier niveau/],
    ['green', 'Vigicrues : pas vu depuis jeudi 2 h 29', null],
  ] as const)('where it is not seen says so, without colour: %s before', async (level, line, before) => {
    const { guest, mayor } = await town(seen({ level, lastSeenAt: NOW - 31 * MINUTE_MS }));
    for (const body of [(await guest.get('/fr/communes/coursan')).body, (await mayor.get('/fr/mayor/coursan')).body]) {
      expect(plain(body)).toContain(`<strong class="official-tag official-plain">${line}</strong>`);
      expect(body).not.toMatch(/official-(green|yellow|orange|red)/);
      expect(said(body)).not.toMatch(/Pas de vigilance particulière|débordements importants/);
      expect(/dernier niveau vu/.test(body)).toBe(before !== null);
    }
    const { officialWarnings } = (await guest.get('/api/v1/communes/coursan')).json();
    expect(officialWarnings).toMatchObject([{ level: null, since: null, lastLevel: level }]);
  });

  it('says on which day it was read, where that was not today', async () => {
    const { guest } = await town(seen({ lastSeenAt: NOW - 20 * HOUR_MS }));
    expect(said((await guest.get('/fr/communes/coursan')).body)).toContain(
      'Lu ici : mer. 22, 7 h 00, 20 h avant cette page.',
    );
    expect(said((await guest.get('/en/communes/coursan')).body)).toContain('Read here Wed 22, 07:00, 20 h ');
  });

  it('says that it was never seen', async () => {
    const { guest } = await town(null);
    expect((await guest.get('/en/communes/coursan')).body).toContain(
      '>Vigicrues: not seen yet</strong><br>river section AU4',
    );
  });

  it('gives the Agency its words and none of the four colours', async () => {
    const area = { service: 'environment-agency', place: '061FWF10Witney' } as const;
    const spell = seen({ ...area, level: 'severe-flood-warning', name: 'Witney', statedAt: null });
    const { guest } = await town(spell, area);
    const { body } = await guest.get('/en/communes/coursan');
    expect(body).toContain(
      '<strong class="official-tag official-plain">Environment Agency: severe flood warning, since Thursday 01:00</strong>',
    );
    expect(said(body)).toContain('Danger to life – act now.');
    expect(said(body)).toContain('Read here at 02:56');
    expect(body).not.toMatch(/official-(green|yellow|orange|red)/);
  });

  it('is told of each place by its name, where a commune has two', async () => {
    const { world } = await town(null);
    const doors = withOfficial(world.doors, seen());
    const sources = [aude, { ...aude, place: 'AU5' }];
    const communes = new Map([...doors.communes].map(([id, each]) => [id, { ...each, officialWarnings: sources }]));
    const officialWarnings: typeof doors.officialWarnings = (asked, at) =>
      doors.officialWarnings(asked, at).map((each) => (each.place === 'AU4' ? each : { ...each, spell: null }));
    const staff = await logIn(createServer({ ...doors, communes, officialWarnings }), 'staff-aude');
    const body = plain((await staff.get('/fr/staff')).body);
    expect(body).toContain('>Vigicrues, tronçon Aude aval : orange depuis jeudi 1 h 00</strong>');
    expect(body).toContain('>Vigicrues, tronçon AU5 : pas encore vu</strong>');
  });

  it('escapes what the service calls a place', async () => {
    const { guest } = await town(seen({ name: '<script>x</script>' }));
    expect((await guest.get('/fr/communes/coursan')).body).not.toContain('<script>x');
  });
});

it('staff read why a service says nothing', async () => {
  const world = createWorld();
  await flood(world);
  const doors = withOfficial(world.doors, null);
  const failing = { failures: 2, failure: 'no section AU4 in the map of Vigicrues' };
  const app = createServer({
    ...doors,
    officialWarnings: (...asked) => doors.officialWarnings(...asked).map((each) => ({ ...each, ...failing })),
  });
  const staff = await logIn(app, 'staff-aude');
  const text = said((await staff.get('/fr/staff')).body);
  expect(text).toContain('n’a pas répondu aux 2 dernières demandes no section AU4 in the map of Vigicrues');
  expect((await app.inject('/health')).json()).toMatchObject({
    status: 'degraded',
    failingOfficialWarnings: ['vigicrues/AU4'],
  });
});

describe('the report after an event', () => {
  async function afterwards() {
    const { doors, alert, official } = await afterTheFlood();
    official.put(spellOf(NOW - 11 * HOUR_MS, { level: 'yellow', since: null, lastSeenAt: NOW - 2 * HOUR_MS }));
    official.put(spellOf(NOW, { lastSeenAt: NOW + 18 * HOUR_MS }));
    return { alert, staff: await logIn(createServer(withOfficial(doors, null)), 'staff-aude') };
  }

  it('keeps what the State said then, and when it was not seen', async () => {
    const { alert, staff } = await afterwards();
    const text = said((await staff.get(`/fr/staff/alerts/${alert}/report`)).body);
    expect(text).toContain(
      'Ce que disait l’État Vigicrues, tronçon Aude aval pas vu ici, mer. 22, 14 h 40 → mer. 22, 16 h 00 jaune, mer. 22, 16 h 00 → jeu. 23, 1 h 00 pas vu ici, jeu. 23, 1 h 00 → jeu. 23, 3 h 00 orange, jeu. 23, 3 h 00 → jeu. 23, 21 h 00',
    );
    expect(text).toContain('Source : Vigicrues');
  });

  it('keeps the places that the town had then, and of others it says nothing', async () => {
    const { doors, alert, official } = await afterTheFlood();
    const [had, before, never] = ['AU4', 'AU3', 'AU9'].map((place) => ({ ...aude, commune: 'coursan', place }));
    official.keepPlaces([before!], NOW - 96 * HOUR_MS);
    official.keepPlaces([had!], NOW - 48 * HOUR_MS);
    official.keepPlaces([{ ...never!, commune: 'trebes' }], NOW + 20 * HOUR_MS);
    for (const place of ['AU3', 'AU4', 'AU9'])
      official.put(spellOf(NOW, { place, name: `Aude, ${place}`, lastSeenAt: NOW + HOUR_MS }));
    const staff = await logIn(createServer(doors), 'staff-aude');
    const text = said((await staff.get(`/fr/staff/alerts/${alert}/report`)).body);
    expect(text).toContain('Vigicrues, tronçon Aude, AU4');
    expect(text).toContain('orange, jeu. 23, 3 h 00 → jeu. 23, 4 h 00');
    expect(text).not.toMatch(/AU3|AU9/);
  });

  it('has it in the table and in the data', async () => {
    const { alert, staff } = await afterwards();
    const { body } = await staff.get(`/fr/staff/alerts/${alert}/report.csv`);
    expect(said(body)).toMatch(/2020-01-23 03:00;État;;"?Vigicrues, tronçon Aude aval"?;"?orange, jeu\. 23, 3 h 00 →/);
    const report = (await staff.get(`/api/v1/communes/coursan/alerts/${alert}/report`)).json();
    expect(report.officialWarnings).toMatchObject([
      {
        place: 'AU4',
        seen: [{ level: 'yellow' }, { level: 'orange', firstSeenAt: '2020-01-23T02:00:00.000Z' }],
        notSeen: [
          { to: '2020-01-22T15:00:00.000Z' },
          { from: '2020-01-23T00:00:00.000Z', to: '2020-01-23T02:00:00.000Z' },
        ],
      },
    ]);
  });

  it('says nothing of it where the town has set none', async () => {
    const { doors, alert } = await afterTheFlood();
    const staff = await logIn(createServer(doors), 'staff-aude');
    expect((await staff.get(`/fr/staff/alerts/${alert}/report`)).body).not.toContain('Ce que disait l’État');
  });
});
