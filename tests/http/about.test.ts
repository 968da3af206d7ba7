import { describe, expect, it } from 'vitest';
import type { PublisherEntry } from '../../src/config/schema/publisher-entry.ts';
import { toPublisher } from '../../src/config/to-publisher.ts';
import { SESSION_S } from '../../src/http/security.ts';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS } from '../../src/lib/units.ts';
import { CONFIRMABLE_MS } from '../../src/people/subscription.ts';
import { createWorld, flood, type World } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { createVisitor, logIn } from '../support/visitor.ts';

const EVIL = '<script>alert(1)</script>';

const town: PublisherEntry = {
  name: 'Commune de Coursan',
  address: 'Mairie, 11110 Coursan',
  phone: '04 68 00 00 00',
  email: 'mairie@example.org',
  director: 'Camille Aubrac, maire',
  host: { name: 'Hébergeur SA', address: 'Toulouse', phone: '05 00 00 00 00' },
  dataProtection: {
    officer: 'dpo@example.org',
    legalBasis: { residents: 'public-task', officials: 'legal-obligation' },
  },
};

function worldOf(entry: PublisherEntry, change: (world: World) => void = () => undefined) {
  const world = createWorld({ kind: 'operational' });
  world.doors.publisher = toPublisher(entry);
  change(world);
  const app = createServer(world.doors);
  const textOf = async (language = 'fr') => {
    const { body } = await app.inject(`/${language}/about`);
    expect(htmlFaults(body)).toEqual([]);
    return body.replace(/<[^>]+>|&nbsp;/g, ' ').replace(/\s+/g, ' ');
  };
  return { app, textOf };
}

describe('the page about the site', () => {
  it('invents nothing: what the town has not written is called so, and only then is the page called incomplete', async () => {
    const bare = await worldOf({}).textOf();
    expect(bare).toContain('Éditeur non renseigné');
    expect(bare).toContain('Délégué à la protection des données non renseigné');
    expect(bare).toContain('Cette page n’est pas complète');
    const whole = await worldOf(town).textOf();
    expect(whole).not.toContain('non renseigné');
    expect(whole).toContain('Éditeur Commune de Coursan');
    expect(whole).toContain('Directeur de la publication Camille Aubrac, maire');
    expect(whole).toContain('Hébergeur Hébergeur SA, Toulouse, 05 00 00 00 00');
    const [residents, officials] = [...whole.matchAll(/Base légale (.*?)\)/g)].map(([, basis]) => basis);
    expect([residents, officials]).toEqual([
      'une mission d’intérêt public (RGPD, article 6.1.e',
      'une obligation légale (RGPD, article 6.1.c',
    ]);
  });

  it('names as data and recipients only what is set up here', async () => {
    const quiet = await worldOf(town, ({ doors }) => {
      doors.ways = new Set(['log'] as const);
    }).textOf('en');
    expect(quiet).toContain('This site sends residents no messages');
    for (const absent of [
      'residents who subscribed',
      'your quiet hours',
      'phone number, if you ask',
      'mail server',
      'text messages:',
      'browser is reached',
      'machines',
    ])
      expect(quiet).not.toContain(absent);

    const all = await worldOf(
      { ...town, dataProtection: { ...town.dataProtection, processors: ['Exemple SAS (SMS)'] } },
      ({ doors }) => {
        doors.ways = new Set(['log', 'email', 'sms', 'voice', 'push'] as const);
        doors.residentTexts = { country: '+33', prefixes: ['+336'], perMinute: 30, requestsPerDay: 100 };
        doors.webPush = { publicKey: 'BA', services: ['push.example.org', '*.push.example.net'] };
        doors.webhooks = [{ id: 'on-call', communes: [], tells: 'staff' }];
      },
    ).textOf('en');
    for (const present of [
      'residents who subscribed: in the message, the name',
      'your quiet hours',
      'your phone number, if you ask',
      'the mail server',
      'the operator that sends text messages',
      'the operator that calls',
      'one of these: push.example.org, *.push.example.net',
      'machines of the town',
      'Exemple SAS (SMS)',
    ])
      expect(all).toContain(present);
  });

  it('says how to unsubscribe by the ways that there are: no notification holds a link', async () => {
    const leave = async (ways: readonly ('email' | 'push')[]) => {
      const text = await worldOf(town, ({ doors }) => {
        doors.ways = new Set(['log', ...ways] as const);
        if (ways.includes('push')) doors.webPush = { publicKey: 'BA', services: ['push.example.org'] };
      }).textOf();
      return [/le lien dans chaque message/.test(text), /dans le même navigateur.*ne peut plus être joint/.test(text)];
    };
    expect([await leave([]), await leave(['email']), await leave(['push']), await leave(['email', 'push'])]).toEqual([
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('promises no end to what is counted in memory that the counter does not keep', async () => {
    expect(await worldOf(town).textOf()).toMatch(/jusqu’à ce que de plus récentes prennent sa place/);
  });

  it('says who decides on the data of a commune that does so itself', async () => {
    const { textOf } = worldOf(town, ({ doors }) => {
      const lagrasse = doors.communes.get('lagrasse')!;
      const controller = {
        name: 'Commune de Lagrasse',
        contact: 'mairie@lagrasse.example',
        officer: 'dpo@cdg.example',
      };
      doors.communes = new Map([...doors.communes, ['lagrasse', { ...lagrasse, controller }]]);
    });
    expect(await textOf()).toMatch(
      /Lagrasse : Commune de Lagrasse, mairie@lagrasse\.example \(Délégué à la protection des données : dpo@cdg\.example\)/,
    );
    expect(await textOf('en')).toMatch(/Lagrasse: Commune de Lagrasse, .* officer: dpo@cdg\.example\)/);
  });

  it('names those communes as people look them up: the second before the tenth', async () => {
    const { textOf } = worldOf(town, ({ doors }) => {
      const controller = { name: 'Mairie', contact: 'mairie@example.org', officer: null };
      const named = [...doors.communes.values()].map((commune, index) => {
        return [commune.id, { ...commune, name: `Secteur ${[10, 2, 1][index]}`, controller }] as const;
      });
      doors.communes = new Map(named);
    });
    for (const language of ['fr', 'en'] as const)
      expect(await textOf(language)).toMatch(/Secteur 1\b[^]*Secteur 2\b[^]*Secteur 10\b/);
  });

  it('names the owners of the readings once each, and the gauges of which nobody has said whose they are', async () => {
    const text = await worldOf(town, ({ doors }) => {
      const { stations } = doors.network;
      const own = { ...stations.get('coursan')!, attribution: null };
      doors.network = { ...doors.network, stations: new Map([...stations, ['coursan', own]]) };
    }).textOf();
    expect(text.match(/DREAL Occitanie/g)).toHaveLength(1);
    expect(text).toContain('ne nomme pas le propriétaire : L’Aude à Coursan [Village].');
  });

  it('shows what the town wrote as text, in the language that it wrote it in', async () => {
    const { app } = worldOf({
      ...town,
      name: EVIL,
      director: EVIL,
      dataProtection: { officer: EVIL, processors: [EVIL] },
    });
    const { body } = await app.inject('/en/about');
    expect(body).not.toContain('<script>');
    expect(body).toContain('<span lang="fr">&lt;script&gt;');
    expect((await app.inject('/fr/about')).body).not.toContain('lang="fr">&lt;');
  });
});

describe('accessibility', () => {
  const shown = async (audit?: { by: string; on: string; percent: number }) => {
    const { app, textOf } = worldOf({ ...town, ...(audit && { accessibility: { audit } }) });
    const page = await textOf();
    const { body } = await app.inject('/fr/communes/coursan');
    return [/#accessibility">([^<]*)</.exec(body)?.[1]?.replaceAll('&nbsp;', ' '), /État : [^.]*/.exec(page)?.[0]];
  };

  it('is never told better than an audit found, nor when that is three years old', async () => {
    const by = 'Audit SARL';
    // The clock of the test world stands at 24 November 2026.
    expect(await shown()).toEqual(['Accessibilité : non conforme (aucun audit)', 'État : non conforme']);
    expect(await shown({ by, on: '2026-10-01', percent: 49.9 })).toEqual([
      'Accessibilité : non conforme',
      'État : non conforme',
    ]);
    expect(await shown({ by, on: '2026-10-01', percent: 50 })).toEqual([
      'Accessibilité : partiellement conforme',
      'État : partiellement conforme',
    ]);
    expect(await shown({ by, on: '2023-11-25', percent: 100 })).toEqual([
      'Accessibilité : totalement conforme',
      'État : totalement conforme',
    ]);
    // A day that has yet to come is a slip of the pen, or an audit that nobody has made.
    expect(await shown({ by, on: '2026-11-25', percent: 100 })).toEqual([
      'Accessibilité : non conforme (aucun audit)',
      'État : non conforme',
    ]);
    expect(await shown({ by, on: '2023-11-24', percent: 100 })).toEqual([
      'Accessibilité : non conforme (audit trop ancien)',
      'État : non conforme',
    ]);
  });

  it('stands at the foot of every page, of guests and staff, with the legal notice and what becomes of data', async () => {
    const world = createWorld();
    await flood(world);
    const app = createServer(world.doors);
    const [guest, staff] = [createVisitor(app), await logIn(app, 'staff-aude')];
    const pages = [
      ...['/', '/communes/coursan', '/login', '/nowhere', '/about'].map((path) => guest.get(`/fr${path}`)),
      ...['/mayor/coursan', '/staff', '/staff/record'].map((path) => staff.get(`/fr${path}`)),
    ];
    for (const { body } of await Promise.all(pages)) {
      const [, foot = ''] = body.split('<footer>');
      const links = [...foot.matchAll(/href="(\/fr\/about#\w+)"/g)].map(([, href]) => href);
      expect(links).toEqual(['/fr/about#publisher', '/fr/about#data', '/fr/about#accessibility']);
    }
    const { body } = await guest.get('/fr/about');
    for (const id of ['publisher', 'data', 'accessibility']) expect(body).toContain(`<section id="${id}">`);
  });
});

it('whoever is asked for an address is led to what becomes of it', async () => {
  const { app } = worldOf(town);
  const { body } = await app.inject('/fr/communes/coursan');
  expect(/<form method="post" action="[^"]*subscriptions[\s\S]*?<\/form>/.exec(body)?.[0]).toContain(
    'href="/fr/about#data"',
  );
});

it('tells the spans that the code keeps to', async () => {
  const text = await worldOf(town).textOf();
  expect([CONFIRMABLE_MS / DAY_MS, text]).toEqual([7, expect.stringContaining('ne vaut plus rien après sept jours')]);
  expect([SESSION_S / 3600, text]).toEqual([12, expect.stringContaining('douze heures sans activité')]);
});

it('is kept as public pages are, and sets no cookie', async () => {
  const { headers } = await worldOf(town).app.inject('/fr/about');
  expect(headers['cache-control']).toBe('public, max-age=10');
  expect(headers['set-cookie']).toBeUndefined();
});
