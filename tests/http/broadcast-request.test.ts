import { describe, expect, it } from 'vitest';
import { broadcastRequest, broadcastSection } from '../../src/http/pages/mayor/broadcast-request.ts';
import { MOST_ON_PHONES } from '../../src/http/pages/mayor/phone-text.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { viewCommune, type WatchedGauge } from '../../src/http/views/commune-view.ts';
import { viewTold } from '../../src/http/views/told-view.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import type { Commune } from '../../src/territory/commune.ts';
import { createWorld, flood, type World } from '../support/flood-world.ts';
import { logIn } from '../support/visitor.ts';

/** What a phone shows at once of each text, and the head of the request above them. */
const MOST_OF_REQUEST = 1_900;

async function flooded(to: 'act' | 'danger' = 'danger', kind: World['doors']['instance']['kind'] = 'operational') {
  const world = createWorld({ kind });
  await flood(world, to);
  return world;
}

function change({ doors }: World, changed: Partial<Commune>): void {
  doors.communes = new Map([...doors.communes, ['coursan', { ...doors.communes.get('coursan')!, ...changed }]]);
}

async function requestOf({ doors }: World, role: 'mayor' | 'staff' = 'mayor'): Promise<string> {
  const view = await viewCommune(doors, doors.communes.get('coursan')!);
  const { reached } = viewTold(doors, doors.communes.get('coursan')!);
  return broadcastRequest(view, 'danger', { role, kind: doors.instance.kind, reached });
}

/** As a copy from the field gives it. */
async function copied(world: World, account: string, language = 'fr'): Promise<string | null> {
  const { body } = await (await logIn(createServer(world.doors), account, language)).get(`/${language}/mayor/coursan`);
  const field = /<textarea id="broadcast-request"[^>]*>([^<]*)</.exec(body)?.[1];
  return field?.replaceAll('&quot;', '"').replaceAll('&#39;', "'") ?? null;
}

describe('the text that asks for an alert to all phones', () => {
  it('says who asks, what, where, when, whether residents know, and what the phones would say, in each language of the commune', async () => {
    const world = await flooded();
    change(world, {
      codes: [{ scheme: 'INSEE', value: '11106' }],
      area: { circle: { lat: 43.23, lon: 3.06, radiusKm: 4 } },
      broadcaster: { name: 'Préfecture de l’Aude', phone: '04 68 00 00 00' },
    });
    expect((await requestOf(world)).split('\n')).toEqual([
      'DEMANDE D’ALERTE FR-ALERT (diffusion cellulaire)',
      'À : Préfecture de l’Aude, 04 68 00 00 00',
      'De : la mairie (Coursan)',
      'Fait le : jeudi 23 janvier, 3 h 00 (heure de Paris)',
      'Quoi : crue, niveau de la commune « Danger pour la vie » (ce n’est pas la vigilance de l’État)',
      'Où : Coursan (INSEE 11106), cercle de 4 km autour de 43.2300, 3.0600',
      'Mesuré : 5,64 m, L’Aude à Coursan [Village], jeudi 23 janvier, 3 h 00 (heure de Paris)',
      'Repère « Agir » (4,60 m) atteint',
      'Prévu : 83 % de risque d’atteindre « Danger pour la vie » (6,10 m)',
      'Quand : jeudi entre 4 h 30 et 7 h 00, si l’eau monte jusque-là',
      'Habitants : pas encore prévenus par la commune',
      '',
      'TEXTE PROPOSÉ POUR LES TÉLÉPHONES (Français, 212 caractères)',
      expect.stringMatching(
        /^ALERTE INONDATION – Coursan\. L'eau menace des vies : mettez-vous à l'abri\. Quittez les rez-de-chaussée maintenant\. .* En danger immédiat : 112\. Source : mairie, Coursan\.$/,
      ),
      '',
      'TEXTE PROPOSÉ POUR LES TÉLÉPHONES (English, 188 caractères)',
      expect.stringMatching(
        /^FLOOD ALERT – Coursan\. The water threatens lives: get to safety\. Leave ground floors now\. /,
      ),
    ]);
    world.doors.act('coursan', { kind: 'release', level: 'danger' }, 'mayor-coursan');
    expect(await requestOf(world)).toContain(
      'Habitants : « Danger pour la vie » décidé par la commune, jeudi 23 janvier',
    );
  });

  it('says of a gauge that it is silent, and of residents that what they were told was taken back', async () => {
    const world = await flooded();
    const fresh = await requestOf(world);
    expect(fresh).not.toContain('plus de nouvelles');
    const { act } = world.doors;
    expect(act('coursan', { kind: 'release', level: 'danger' }, 'mayor-coursan').ok).toBe(true);
    expect(act('coursan', { kind: 'correct', level: 'danger' }, 'mayor-coursan').ok).toBe(true);
    world.clock.advanceTo(world.clock.now() + 5 * HOUR_MS);
    const later = await requestOf(world);
    expect(later).toMatch(/^Mesuré : 5,64 m, .* 3 h 00 \(heure de Paris\) \(plus de nouvelles\)$/m);
    expect(later).toMatch(/^Habitants : message de la commune \(« Danger pour la vie »\) retiré comme erreur, jeudi/m);
  });

  it('names an office and no person', async () => {
    const world = await flooded();
    expect(await copied(world, 'mayor-coursan')).toContain('De : la mairie (Coursan)');
    const asked = await copied(world, 'staff-aude', 'en');
    expect(asked).toContain('De : les services qui suivent les crues pour la commune (Coursan)');
    expect(asked).not.toMatch(/Alix|Fabre|Camille|Aubrac/);
  });

  it('says before all else that it is an exercise or a demonstration, in what the phones would say too', async () => {
    for (const [kind, word] of [
      ['exercise', 'EXERCICE – NE PAS DIFFUSER'],
      ['demonstration', 'DÉMONSTRATION – NE PAS DIFFUSER'],
    ] as const) {
      const lines = (await requestOf(await flooded('danger', kind))).split('\n');
      expect(lines[0]).toContain(word);
      expect(lines.find((line) => line.includes('ALERTE INONDATION'))?.startsWith(word)).toBe(true);
      expect(lines.find((line) => line.includes('FLOOD ALERT'))).toMatch(/^\w+ – DO NOT BROADCAST/);
    }
  });

  it('says of the river what is known and no more: at which gauge, by whom, and what is likely', async () => {
    const { doors } = await flooded();
    const view = await viewCommune(doors, doors.communes.get('coursan')!);
    const here = view.gauges[0]!;
    const river = (...gauges: readonly WatchedGauge[]) =>
      broadcastRequest({ ...view, gauges }, 'danger', { role: 'mayor', kind: 'operational', reached: null })
        .split('\n')
        .filter((line) => /^(Mesuré|Repère|Prévu|Quand)/.test(line));
    const whole = river(here);
    const unreached = { ...here, chances: here.chances.map((each) => ({ ...each, passed: false as const })) };
    const elsewhere = { ...here, station: { ...here.station, name: 'Ailleurs' }, chances: [] };
    expect(whole).toHaveLength(4);
    expect(river(elsewhere, here)).toEqual(whole);
    expect(river(elsewhere, unreached)[0]).toBe(whole[0]);
    expect(river(elsewhere)).toEqual([expect.stringContaining('Ailleurs')]);
    expect(river({ ...here, read: here.accepted })[0]).toBe(`${whole[0]} (lu par une personne)`);
    expect(river({ ...here, accepted: null, freshness: 'stale' })[0]).toBe('Mesuré : aucune mesure fiable');
    const unlikely = here.chances.map((each) => ({ ...each, isLikely: false }));
    expect(river({ ...here, chances: unlikely })).toEqual(whole.slice(0, 2));
    const untimed = here.chances.map((each) => ({ ...each, passage: null }));
    expect(river({ ...here, chances: untimed })).toEqual(whole.slice(0, 2));
  });

  it('leaves out what the town has not written', async () => {
    const world = await flooded();
    const lines = async () => (await requestOf(world)).split('\n');
    change(world, { codes: [], area: null, broadcaster: { name: 'SDIS 11', phone: null } });
    expect(await lines()).toEqual(expect.arrayContaining(['À : SDIS 11', 'Où : Coursan, toute la commune']));
    change(world, { codes: ['11106', '110', '11'].map((value) => ({ scheme: 'INSEE', value })) });
    expect(await lines()).toContain('Où : Coursan (INSEE 11106, INSEE 110), toute la commune');
  });

  it('gives the outline by its corners, in the order in which maps read them', async () => {
    const world = await flooded();
    const ring = [
      { lat: 43.2, lon: 3.1 },
      { lat: 43.26, lon: 3.02 },
      { lat: 43.21, lon: 3.05 },
      { lat: 43.2, lon: 3.1 },
    ];
    change(world, { area: { rings: [ring] } });
    expect(await requestOf(world)).toContain('entre 43.2000, 3.0200 et 43.2600, 3.1000');
  });

  it('stays within a screen whatever a town has written, and gives instructions whole as far as there is room', async () => {
    const world = await flooded('danger', 'demonstration');
    const long = 'Très longue instruction qui ne finit jamais '.repeat(30);
    const said = { staff: ['x'], residents: ['Montez à l’étage', long, 'Prenez vos papiers.'] };
    const cards = world.doors.communes.get('coursan')!.actionCards;
    const name = 'Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson '.repeat(9);
    change(world, {
      name,
      codes: Array.from({ length: 9 }, () => ({ scheme: name, value: name })),
      broadcaster: { name, phone: '04 68 00 00 00' },
      actionCards: { ...cards, danger: { fr: said, en: { staff: ['x'], residents: [long] } } },
    });
    const text = await requestOf(world);
    expect(text.length).toBeLessThan(MOST_OF_REQUEST);
    const phones = text.split('\n').filter((line) => /ALERTE INONDATION|FLOOD ALERT/.test(line));
    expect(phones).toHaveLength(2);
    for (const phone of phones) expect(phone.length).toBeLessThanOrEqual(MOST_ON_PHONES);
    expect(phones[0]).toContain(' Montez à l’étage. En danger immédiat : 112.');
    expect(phones[1]).toMatch(/Très longue [^…]*… In immediate danger: 112\. Source: /);
  });
});

describe('it stands on the page of those who decide', () => {
  it('at the levels at which people must act, told or not, with the duty desk’s phone where it is known', async () => {
    const world = await flooded('act');
    change(world, { broadcaster: { name: 'Préfecture de l’Aude', phone: '04 68 00 00 00' } });
    const { body } = await (await logIn(createServer(world.doors), 'mayor-coursan')).get('/fr/mayor/coursan');
    expect(body).toContain('niveau de la commune « Agir »');
    expect(body).toContain('<a href="tel:0468000000">04 68 00 00 00</a>');
    change(world, { broadcaster: null });
    const unnamed = await copied(world, 'mayor-coursan');
    expect(unnamed).not.toMatch(/^À : /m);
  });

  it('but not while the water goes down', async () => {
    const { doors } = await flooded();
    const view = await viewCommune(doors, doors.communes.get('coursan')!);
    const shown = (staff: boolean) =>
      broadcastSection(
        speeches.fr,
        { ...view, cameDown: { staff, public: false } },
        { role: 'mayor', kind: 'operational', reached: null },
      );
    expect([shown(false) === null, shown(true) === null]).toEqual([false, true]);
    for (const level of ['prepare', 'normal', 'unknown'] as const)
      expect(
        broadcastSection(speeches.fr, { ...view, level }, { role: 'mayor', kind: 'operational', reached: null }),
      ).toBeNull();
  });

  it('and not in calm, nor to the public', async () => {
    const world = await flooded();
    const app = createServer(world.doors);
    const staff = await logIn(app, 'staff-aude');
    const calm = await staff.get('/fr/mayor/lagrasse');
    expect(calm.statusCode).toBe(200);
    expect(calm.body).not.toContain('broadcast-request');
    for (const page of ['/fr/communes/coursan', '/fr/communes/coursan/embed'])
      expect((await app.inject(page)).body).not.toMatch(/FR-ALERT \(diffusion|broadcast-request/);
  });
});
