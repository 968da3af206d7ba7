import { describe, expect, it } from 'vitest';
import { createServer } from '../../src/http/server.ts';
import { viewLevel } from '../../src/http/views/commune-view.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, flood, type World } from '../support/flood-world.ts';
import { stageReading } from '../support/stage-reading.ts';
import { logIn } from '../support/visitor.ts';

async function flooded(instance = {}): Promise<World & { app: ReturnType<typeof createServer> }> {
  const world = createWorld(instance);
  await flood(world);
  return { ...world, app: createServer(world.doors) };
}

/** Residents were told that it came down to « prepare »; since then the water at Coursan goes by `stepM` in ten minutes, and `inForce` stands. */
async function cameDown(language: 'fr' | 'en', inForce: 'prepare' | 'act', stepM: number) {
  const { app, doors, clock } = await flooded();
  const { level } = doors.journal.state('coursan')!.alert!;
  doors.act('coursan', { kind: 'release', level }, 'mayor-coursan');
  const state = doors.journal.state('coursan')!;
  const [released] = doors.journal.events('coursan', { limit: 1 });
  const told = 'prepare';
  const pending = inForce === told ? null : { ...state.alert!.telling.pending!, level: inForce };
  const lowered = {
    ...released!,
    id: `coursan:${state.events + 1}`,
    kind: 'lowered',
    level: told,
    from: level,
  } as const;
  const again = {
    ...lowered,
    id: `coursan:${state.events + 2}`,
    kind: 'raised',
    level: 'act',
    audience: 'staff',
  } as const;
  const events = inForce === told ? [lowered] : [lowered, again];
  const telling = { ...state.alert!.telling, told, pending } as const;
  const alert = { ...state.alert!, level: inForce, telling };
  doors.journal.commit({
    state: { ...state, events: state.events + events.length, alert },
    events,
    outbox: [],
    record: [],
  });
  const start = clock.now();
  clock.advanceTo(start + HOUR_MS);
  const steps = Array.from({ length: 6 }, (_, step) => step + 1);
  await doors.readings.append(
    steps.map((step) => stageReading('coursan', start + step * 10 * MINUTE_MS, 5.4 + step * stepM)),
  );
  const read = async (path: string, headers = {}) => {
    const { body } = await app.inject({ url: `/${language}/${path}`, headers });
    return body.replaceAll('&nbsp;', ' ');
  };
  return {
    doors,
    page: () => read('communes/coursan'),
    frame: () => read('communes/coursan/embed'),
    mayor: async () => read('mayor/coursan', { cookie: (await logIn(app, 'mayor-coursan')).cookie() }),
  };
}

const banner = (body: string) => /<section class="banner[\s\S]*?<\/section>/.exec(body)?.[0] ?? '';

it('says that it failed in the language of the page, also of the first one', async () => {
  const { doors } = createWorld();
  const journal = {
    ...doors.journal,
    state() {
      throw new Error('spoiled');
    },
  };
  const broken = createServer({ ...doors, journal });
  for (const url of ['/fr/', '/fr/communes/coursan']) {
    const { statusCode, body } = await broken.inject({ url, headers: { 'accept-language': 'en' } });
    expect([url, statusCode, /<h1>.*<\/h1>/.exec(body)?.[0]]).toEqual([url, 500, '<h1>Une erreur est survenue</h1>']);
  }
});

describe('the public page says what residents were told', () => {
  it('never says that all is well while the town hall is deciding', async () => {
    const { app } = await flooded();
    const { body } = await app.inject('/fr/communes/coursan');
    expect(banner(body)).toContain('la mairie n’a pas encore donné de consigne');
    expect(banner(body)).not.toContain('level-normal');
    expect(banner(body)).not.toContain('Pas d’alerte');
    expect(body).toContain('<title>DÉMONSTRATION – Pas encore de consigne – Coursan');
  });

  it('says of a river that nobody has judged for an hour that it cannot say, wherever its level stands', async () => {
    const { app, clock } = await flooded();
    const told = async () => {
      const page = (await app.inject('/fr/communes/lagrasse')).body;
      const home = (await app.inject('/fr/')).body;
      const lines = (await app.inject('/api/v1/communes')).json<{ id: string; publicLevel: string }[]>();
      return [
        /class="banner level-(\w+)"/.exec(page)?.[1],
        /lagrasse"[^]*?class="tag level-(\w+)"/.exec(home)?.[1],
        lines.find(({ id }) => id === 'lagrasse')?.publicLevel,
      ];
    };
    expect(await told()).toEqual(['normal', 'normal', 'normal']);
    clock.advanceTo(clock.now() + HOUR_MS + MINUTE_MS);
    expect(await told()).toEqual(['unknown', 'unknown', 'unknown']);
    // What was raised stands: a standstill of the service is no sign of calm.
    expect(banner((await app.inject('/fr/communes/coursan')).body)).toContain(
      'la mairie n’a pas encore donné de consigne',
    );
  });

  it('cannot say of a town either where one of its gauges has not been judged for an hour, nor what residents know while an alert stands', async () => {
    const { app, doors, clock } = await flooded();
    const lagrasse = doors.communes.get('lagrasse')!;
    const watches = [...lagrasse.watches, { ...lagrasse.watches[0]!, station: 'tournissan' }];
    const judged = doors.decisions.last('lagrasse', 'lagrasse', 0, clock.now())!;
    const judge = (station: string) => {
      const decision = { ...judged, assessment: { ...judged.assessment, station, issuedAt: clock.now() } };
      doors.decisions.append(decision);
    };
    const level = () => viewLevel(doors, { ...lagrasse, watches }).publicLevel;
    judge('tournissan');
    expect(level()).toBe('normal');
    clock.advanceTo(clock.now() + HOUR_MS + MINUTE_MS);
    judge('lagrasse');
    expect(level()).toBe('unknown');
    judge('tournissan');
    expect(level()).toBe('normal');
    const lines = (await app.inject('/api/v1/communes')).json<{ id: string; publicLevel: string }[]>();
    expect(lines.find(({ id }) => id === 'coursan')?.publicLevel).toBe('unknown');
    doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    const told = (await app.inject('/api/v1/communes')).json<{ id: string; publicLevel: string }[]>();
    expect(told.find(({ id }) => id === 'coursan')?.publicLevel).toBe('act');
  });

  it('says the level and the residents’ part of the action card once it was released', async () => {
    const { app, doors } = await flooded({ kind: 'operational' });
    doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    const { body } = await app.inject('/en/communes/coursan');
    expect(banner(body)).toContain('level-act');
    expect(body).toContain('<title>Act now – Coursan: flood risk – Amont</title>');
    expect(body).toContain('Go upstairs, switch off gas and electricity.');
    expect(body).not.toContain('Call the crisis team');
  });

  it.each([
    ['demonstration', 'DEMONSTRATION'],
    ['exercise', 'EXERCISE'],
  ] as const)(
    'says first in its title, which a screen reader reads first, that a level of the %s is none',
    async (kind, word) => {
      const { app, doors } = await flooded({ kind });
      doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
      const { body } = await app.inject('/en/communes/coursan');
      expect(body).toContain(`<title>${word} – Act now – Coursan: flood risk – Amont</title>`);
    },
  );

  it.each([
    ['fr', 'Le danger est moindre', 'Une crue est possible', 'Si vous êtes en sécurité, restez où vous êtes'],
    [
      'en',
      'The danger is less than it was, but not over',
      'Flooding is possible',
      'If you are safe, stay where you are',
    ],
  ] as const)(
    'calls nobody back to the water once the level that was told came down (%s)',
    async (language, less, card, stay) => {
      const { page, doors } = await cameDown(language, 'prepare', -0.1);
      expect(banner(await page())).toContain(less);
      expect(banner(await page())).not.toContain(card);
      expect(await page()).toContain(`<li>${stay}`);
      for (const step of doors.communes.get('coursan')!.actionCards.prepare[language].residents)
        expect(await page()).not.toContain(step);
    },
  );

  it.each([
    ['fr', 'L’eau remonte', 'Ce n’est pas fini', 'Le danger est moindre', 'Si vous êtes en sécurité'],
    ['en', 'The water is rising again', 'It is not over', 'The danger is less', 'If you are safe'],
  ] as const)(
    'says of no level below the one in force, or while the water rises again, that the danger is less (%s)',
    async (language, rises, notOver, less, stay) => {
      for (const [inForce, stepM, told] of [
        ['prepare', 0.1, rises],
        ['act', 0.1, rises],
        ['act', -0.1, notOver],
      ] as const) {
        const { page, frame, mayor } = await cameDown(language, inForce, stepM);
        for (const body of [await page(), await frame()]) {
          expect(banner(body)).toContain(told);
          expect(banner(body)).not.toContain(less);
          expect(body).toContain(stay);
        }
        // Who decides has heard of the second rise: its level says so.
        if (inForce === 'prepare') expect(banner(await mayor())).toContain(told);
        expect(await mayor()).not.toContain(less);
      }
    },
  );

  it('says for two days after an alert that and when it ended, and what to mind, as the all-clear does', async () => {
    const { app, doors, clock } = await flooded();
    doors.act('coursan', { kind: 'release', level: 'act' }, 'mayor-coursan');
    const state = doors.journal.state('coursan')!;
    const gauges = { coursan: { ...state.gauges['coursan']!, level: 'normal' as const } };
    const [released] = doors.journal.events('coursan', { limit: 1 });
    const end = { ...released!, id: `coursan:${state.events + 1}`, kind: 'closed', level: 'normal' } as const;
    const later = {
      ...end,
      id: `coursan:${state.events + 2}`,
      kind: 'sight-lost',
      alert: null,
      audience: 'staff',
    } as const;
    const after = { ...state, gauges, events: state.events + 2, alert: null };
    doors.journal.commit({ state: after, events: [end, later], outbox: [], record: [] });
    const page = async () => (await app.inject('/fr/communes/coursan')).body.replaceAll('&nbsp;', ' ');
    expect(banner(await page())).toContain('La dernière alerte a pris fin jeudi 23 janvier, 3 h 00 (heure de Paris).');
    expect(await page()).toContain('ne rentrez que lorsque la mairie le dit');
    expect(await page()).not.toContain('Rien de particulier');
    clock.advanceTo(clock.now() + 49 * HOUR_MS);
    expect(banner(await page())).not.toContain('a pris fin');
  });

  it('says that the town hall knows where the message was held back', async () => {
    const { app, doors } = await flooded();
    doors.act('coursan', { kind: 'hold-back', level: 'act' }, 'mayor-coursan');
    const { body } = await app.inject('/en/communes/coursan');
    expect(banner(body)).toContain('has given no instruction for now');
    expect(banner(body)).not.toContain('level-normal');
  });

  it('is unknown, not normal, before anything is known', async () => {
    const app = createServer(createWorld().doors);
    const { body } = await app.inject('/fr/communes/coursan');
    expect(banner(body)).toContain('level-unknown');
    expect(body).toContain('n’a encore donné aucune mesure');
  });

  it.each([
    ['fr', 'Les mesures manquent ou sont douteuses', 'nous ne voyons pas bien la rivière'],
    ['en', 'Readings are missing or doubtful', 'we cannot see the river clearly'],
  ])(
    'does not say in %s that readings are missing where they come and are doubtful',
    async (language, meaning, advice) => {
      const { body } = await createServer(createWorld().doors).inject(`/${language}/communes/coursan`);
      expect(banner(body)).toContain(meaning);
      expect(body).toContain(advice);
    },
  );

  it('is calm where nothing is in force', async () => {
    const { app } = await flooded();
    expect(banner((await app.inject('/fr/communes/lagrasse')).body)).toContain('level-normal');
  });
});

describe('the public page is honest about its data', () => {
  it('says loudly that a gauge has gone silent, and tells no trend of it', async () => {
    const { app, clock, doors } = await flooded();
    clock.advanceTo(doors.clock.now() + 2 * HOUR_MS);
    const { body } = await app.inject('/en/communes/coursan');
    expect(body).toMatch(/role="alert">[^<]*has stopped reporting/);
    expect(body).not.toContain('Oldest data');
    expect(/<p class="stage">[\s\S]*?<\/p>/.exec(body)?.[0]).toContain('trend unknown');
  });

  it('shows a suspect value and marks it', async () => {
    const { app } = await flooded();
    const { body } = await app.inject('/en/communes/coursan');
    const row = /<strong>L’Orbieu à Villedaigne[\s\S]*?<\/li>/.exec(body)?.[0] ?? '';
    expect(row).toContain('9.90');
    expect(row).toContain('suspect value');
  });

  it('shows no figure that its gauge cannot show, but the last good one before it: staff alone read it', async () => {
    const { app, clock, doors } = await flooded();
    const at = { observedAt: clock.now(), receivedAt: clock.now() };
    const impossible = {
      station: 'coursan',
      quantity: 'stage',
      value: 60,
      quality: 'fail',
      tests: ['gross-range'],
    } as const;
    await doors.readings.append([{ ...impossible, ...at }]);
    const { body } = await app.inject('/fr/communes/coursan');
    expect(/<p class="stage">[\s\S]*?<\/p>/.exec(body)?.[0]).toContain('<strong class="number">5,58&nbsp;m</strong>');
    expect(body).toContain(
      'mesure de 2&nbsp;h&nbsp;50, la dernière crédible&nbsp;: la plus récente (3&nbsp;h&nbsp;00) ne l’est pas',
    );
    expect(body).toContain('mesure douteuse');
    // In the table of the chart alone, where it is marked.
    expect(body.match(/60,00/g)).toHaveLength(1);
    const mayor = await logIn(app, 'mayor-coursan');
    const seen = (await mayor.get('/fr/mayor/coursan')).body;
    expect(/<dt>L’eau<\/dt>[\s\S]*?<\/dd>/.exec(seen)?.[0]).toContain('<span class="number">5,58&nbsp;m</span>');
    const staff = await logIn(app, 'staff-aude');
    expect((await staff.get('/fr/staff')).body).toContain('60,00');
  });

  it('gives a table with the chart and says what the forecast lacks', async () => {
    const { app } = await flooded();
    const { body } = await app.inject('/fr/communes/coursan');
    expect(body).toMatch(/<svg class="chart"[^>]*role="img"/);
    expect(body).toContain('Le même graphique en tableau');
    expect(body).toMatch(/Prévision faite sans&nbsp;: L’Aude à Marseillette/);
    expect(body).toContain('Licence Ouverte 2.0');
  });
});

describe('a public page left open, or kept by a phone, is known to be old', () => {
  const text = (body: string) => body.replace(/<[^>]*>/g, '').replaceAll('&nbsp;', ' ');

  it('says when it was made, also the list of communes', async () => {
    const { app } = await flooded();
    for (const url of ['/fr/', '/fr/communes/coursan'])
      expect(text((await app.inject(url)).body)).toContain(
        'Page mise à jour le jeudi 23 janvier, 3 h 00 (heure de Paris)',
      );
    expect(text((await app.inject('/en/')).body)).toContain('Page updated on Thursday 23 January, 03:00 (Paris time)');
  });

  it.each([
    ['/fr/communes/coursan', /il y a|à l’instant/],
    ['/en/communes/coursan', /\bago\b|just now/],
  ])('%s tells ages by the clock or as of its making: an age alone becomes false', async (url, age) => {
    const { app, clock, doors } = await flooded();
    expect(text((await app.inject(url)).body)).not.toMatch(age);
    clock.advanceTo(doors.clock.now() + 13 * HOUR_MS);
    expect(text((await app.inject(url)).body)).not.toMatch(age);
  });

  it('says the clock time first, then how old it was, and the day where it is another', async () => {
    const { app, clock, doors } = await flooded();
    clock.advanceTo(doors.clock.now() + 10 * MINUTE_MS);
    const soon = text((await app.inject('/fr/communes/coursan')).body);
    expect(soon).toContain('jeudi 23 janvier, 3 h 00 (heure de Paris), 10 min avant cette page · ');
    expect(soon).toMatch(/stations suivies ici : L’Aude à Coursan \[Village\], 3 h 00, 10 min avant cette page\./);
    clock.advanceTo(doors.clock.now() + 30 * HOUR_MS);
    const next = text((await app.inject('/en/communes/coursan')).body);
    expect(next).toContain('has stopped reporting. Last measured: Thu 23, 03:00, 30 h 10 min before this page.');
  });

  it('does not call the oldest of all what is the oldest of the watched gauges', async () => {
    const { app } = await flooded();
    // Marseillette, upstream, is silent for six hours.
    const page = text((await app.inject('/en/communes/coursan')).body);
    expect(page).toContain('Oldest reading of the gauges watched here: L’Aude à Coursan [Village], 03:00.');
    expect(page).not.toContain('Oldest data:');
  });
});

describe('around the public page', () => {
  it('sets no cookie, and answers 304 while nothing has changed', async () => {
    const { app } = await flooded();
    const first = await app.inject('/fr/communes/coursan');
    expect(first.headers['set-cookie']).toBeUndefined();
    const again = await app.inject({
      url: '/fr/communes/coursan',
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
  });

  it('never reloads by itself while there is a form to type in', async () => {
    const { app } = await flooded();
    const plain = (await app.inject('/fr/communes/coursan')).body;
    const following = (await app.inject('/fr/communes/coursan?follow=1')).body;
    expect(plain).not.toContain('http-equiv="refresh"');
    expect(plain).toContain('id="email"');
    expect(following).toContain('http-equiv="refresh"');
    expect(following).not.toContain('id="email"');
  });

  it.each([
    ['en-GB,en;q=0.9', '/en/'],
    ['fr-FR,fr;q=0.9,en;q=0.8', '/fr/'],
    ['de', '/fr/'],
    ['de;q=1, en;q=0.4, fr;q=0.2', '/en/'],
  ])('leads %s to %s', async (header, to) => {
    const { app } = await flooded();
    const response = await app.inject({ url: '/', headers: { 'accept-language': header } });
    expect([response.statusCode, response.headers.location]).toEqual([302, to]);
  });

  it.each([
    ['/fr/communes/coursan/', '/fr/communes/coursan'],
    ['/en/communes/Coursan', '/en/communes/coursan'],
    ['/en/communes/COURSAN/', '/en/communes/coursan'],
    ['/communes/coursan', '/en/communes/coursan'],
    ['/communes/Coursan/', '/en/communes/coursan'],
    ['/fr/communes/coursan/subscriptions', '/fr/communes/coursan#subscribe'],
    ['/fr/communes/Coursan/subscriptions/', '/fr/communes/coursan#subscribe'],
  ])('leads %s to the page that is meant', async (url, to) => {
    const { app } = await flooded();
    const { statusCode, headers } = await app.inject({ url, headers: { 'accept-language': 'en' } });
    expect([statusCode, headers.location]).toEqual([302, to]);
  });

  it.each([
    '/communes/nowhere',
    '/fr/communes/nowhere/',
    '/communes//evil.example',
    '/communes/%2F%2Fevil.example',
    '/fr/communes/%2F%2Fevil.example/',
    '/fr/communes/..%2F..%2Fevil.example/subscriptions',
    '/communes/coursan%0d%0aLocation:%20http:%2F%2Fevil.example',
    '/de/communes/coursan',
    // Tokens are told apart by their case, and so are their paths.
    '/fr/Subscriptions/confirm/token-1',
    '/fr/subscriptions/confirm/token-1/',
  ])('leads %s nowhere', async (url) => {
    const { app } = await flooded();
    const { statusCode, headers } = await app.inject(url);
    expect([statusCode, headers.location]).toEqual([404, undefined]);
  });

  it('keeps the case of a token', async () => {
    const { app, doors } = await flooded();
    doors.requestSubscription('coursan', {
      way: 'email',
      address: 'ines@example.org',
      language: 'fr',
      quietHours: null,
    });
    expect((await app.inject('/fr/subscriptions/confirm/token-1')).statusCode).toBe(200);
    expect((await app.inject('/fr/subscriptions/confirm/TOKEN-1')).statusCode).toBe(410);
  });

  it.each([
    ['demonstration', 'DÉMONSTRATION'],
    ['exercise', 'EXERCICE'],
  ] as const)('a %s says so first', async (kind, word) => {
    const { app } = await flooded({ kind });
    for (const url of ['/fr/', '/fr/communes/coursan', '/fr/login', '/fr/nowhere']) {
      expect((await app.inject(url)).body).toMatch(new RegExp(`class="notice" role="note">${word}`));
    }
  });

  it('a real instance carries no notice', async () => {
    const { app } = await flooded({ kind: 'operational' });
    expect((await app.inject('/fr/communes/coursan')).body).not.toContain('class="notice"');
  });

  it('forbids scripts, foreign hosts, inline styles, and to be shown within the page of another', async () => {
    const { app } = await flooded();
    const { headers } = await app.inject('/fr/communes/coursan');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'self';img-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('with TLS is asked for with TLS from then on, and so is nothing else that the town has under its name', async () => {
    const { app } = await flooded({ baseUrl: 'https://amont.example.org' });
    const { headers } = await app.inject('/fr/communes/coursan');
    expect(headers['content-security-policy']).toMatch(/;upgrade-insecure-requests$/);
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });
});
