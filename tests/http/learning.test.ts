import { expect, it } from 'vitest';
import type { FitStatus } from '../../src/forecast/forecast-model.ts';
import { createServer } from '../../src/http/server.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { createWorld, NOW } from '../support/flood-world.ts';
import { afterTheFlood } from '../support/past-alert.ts';
import { logIn } from '../support/visitor.ts';

it('tells staff that the disk is nearly full, while it is', async () => {
  const { doors } = createWorld();
  const overview = async (disk: { freeBytes: number; isLow: boolean }, language: 'fr' | 'en') => {
    const staff = await logIn(createServer({ ...doors, disk: () => disk }), 'staff-aude', language);
    return (await staff.get(`/${language}/staff`)).body;
  };
  const low = { freeBytes: 120_400_000, isLow: true };
  expect(await overview(low, 'fr')).toContain('Il ne reste que 120 Mo sur le disque');
  expect(await overview(low, 'en')).toContain('Only 120 MB are left on the service’s disk');
  expect(await overview({ freeBytes: 9e9, isLow: false }, 'en')).not.toContain('on the disk');
});

it('tells staff when readings were last not stored: it may be over', async () => {
  const { doors } = createWorld();
  const overview = async (at: number | null, language: 'fr' | 'en') => {
    const staff = await logIn(createServer({ ...doors, notStoredAt: () => at }), 'staff-aude', language);
    return (await staff.get(`/${language}/staff`)).body;
  };
  const at = NOW - 12 * MINUTE_MS;
  expect(await overview(at, 'fr')).toContain(
    'n’ont pas pu être enregistrées, la dernière fois à 2&nbsp;h&nbsp;48&nbsp;: ce que',
  );
  expect(await overview(at, 'en')).toContain('could not be stored, the last time at 02:48: what these pages');
  expect(await overview(null, 'en')).not.toContain('could not be stored');
});

it('tells staff that InfluxDB fails, while it does, and not why: that may name an address inside the town’s network', async () => {
  const { doors } = createWorld();
  const overview = async (lastError: string | null, language: 'fr' | 'en') => {
    const spool = () => ({ waiting: 1_204, refused: 3, lastError });
    const staff = await logIn(createServer({ ...doors, spool }), 'staff-aude', language);
    return (await staff.get(`/${language}/staff`)).body.replaceAll('&nbsp;', ' ');
  };
  const why = 'InfluxDB cannot be reached at http://10.0.0.7:8086';
  expect((await overview(why, 'fr')).replaceAll(/[\u202f\u00a0]/g, ' ')).toContain(
    'InfluxDB, qui reçoit aussi les mesures, ne fonctionne pas comme il le devrait (mesures en attente : 1 204, refusées : 3).',
  );
  expect(await overview(why, 'en')).toContain('does not work as it should (readings that wait: 1,204, refused: 3).');
  expect(await overview(why, 'en')).not.toContain('10.0.0.7');
  expect(await overview(null, 'en')).not.toContain('InfluxDB');
});

it('tells of people who decide and were not reached before it tells of InfluxDB, on which no alert hangs', async () => {
  const { doors } = await afterTheFlood();
  const spool = () => ({ waiting: 1_204, refused: 3, lastError: 'it does not answer' });
  const staff = await logIn(createServer({ ...doors, spool }), 'staff-aude');
  const { body } = await staff.get('/en/staff');
  const [unreached, influx] = ['have not arrived', 'InfluxDB'].map((each) => body.indexOf(each));
  expect(unreached).toBeGreaterThan(0);
  expect(influx).toBeGreaterThan(unreached!);
});

it('tells staff and the mayor that the clock of the machine is behind, and what it and a sensor said', async () => {
  const { doors } = createWorld();
  const overview = async (at: number | null, language: 'fr' | 'en') => {
    const staff = await logIn(createServer({ ...doors, clockBehind: () => at }), 'staff-aude', language);
    return (await staff.get(`/${language}/staff`)).body;
  };
  const at = NOW + 400 * 24 * 60 * MINUTE_MS;
  expect((await overview(at, 'fr')).replaceAll('&nbsp;', ' ')).toContain(
    'elle indique le 23 janvier 2020, 3 h 00, alors que, d’après un capteur qui a sa propre horloge, c’est déjà le 26 février 2021, 3 h 00.',
  );
  expect(await overview(at, 'en')).toContain(
    'it says 23 January 2020, 03:00, yet by a sensor with a clock of its own it is already 26 February 2021, 03:00.',
  );
  expect(await overview(null, 'en')).not.toContain('is behind');
  const alertPage = async (clockBehind: typeof doors.clockBehind) =>
    (await (await logIn(createServer({ ...doors, clockBehind }), 'mayor-coursan', 'en')).get('/en/mayor/coursan')).body;
  expect(await alertPage(() => at)).toContain(
    'it is already 26 February 2021, 03:00): the water shown here may be that of before. Trust the river itself',
  );
  expect(await alertPage(() => null)).not.toContain('is behind');
  const health = await createServer({ ...doors, clockBehind: () => at }).inject('/health');
  expect(health.json()).toMatchObject({ status: 'degraded', clockBehind: iso(at) });
});

it('tells staff that the clock of the machine was set back, as long as nobody but them knows what that means', async () => {
  const { doors } = createWorld();
  const setBack = { at: NOW - HOUR_MS, byMs: -65 * MINUTE_MS };
  const overview = async (clockSetBack: typeof doors.clockSetBack, language: 'fr' | 'en') => {
    const staff = await logIn(createServer({ ...doors, clockSetBack }), 'staff-aude', language);
    return (await staff.get(`/${language}/staff`)).body.replaceAll('&nbsp;', ' ');
  };
  expect(await overview(() => setBack, 'fr')).toContain(
    'L’horloge du service a été reculée de 65 min, au jeu. 23 janvier 2020, 2 h 00 : ce que',
  );
  expect(await overview(() => setBack, 'en')).toContain('set back by 65 min, to Thu 23 January 2020, 02:00: what');
  expect(await overview(() => null, 'en')).not.toContain('set back');
  const health = await createServer({ ...doors, clockSetBack: () => setBack }).inject('/health');
  expect(health.json()).toMatchObject({ status: 'degraded', clockSetBack: iso(setBack.at) });
});

it('tells staff that the disk had spoiled the database, what was lost and what to do, for as long as that is told', async () => {
  const { doors } = createWorld();
  const mended = { at: NOW - HOUR_MS, lost: ['alerts', 'residents'] } as const;
  const overview = async (told: ReturnType<typeof doors.mended>, language: 'fr' | 'en') => {
    const staff = await logIn(createServer({ ...doors, mended: () => told }), 'staff-aude', language);
    return (await staff.get(`/${language}/staff`)).body.replaceAll('&nbsp;', ' ');
  };
  const french = await overview(mended, 'fr');
  expect(french).toContain('Le jeu. 23 janvier 2020, 2 h 00, le service a récrit tout ce qui se lisait encore.');
  expect(french).toContain('Est perdu, en partie ou en entier : les alertes, les inscriptions des habitants.');
  expect(french).toContain('Faites remplacer ce disque ou cette carte sans attendre');
  expect(french).toContain('<li>Demandez aux habitants de s’inscrire de nouveau');
  const english = await overview({ ...mended, lost: [] }, 'en');
  expect(english).toContain('On Thu 23 January 2020, 02:00 the service wrote anew all that could still be read.');
  expect(english).toContain('Nothing that matters is lost. Have this disk or card replaced without delay');
  expect(await overview(null, 'en')).not.toContain('damaged data');
  const health = await createServer({ ...doors, mended: () => mended }).inject('/health');
  expect(health.json()).toMatchObject({ status: 'degraded', mended: iso(mended.at) });
});

it('tells staff which certificate ends when, and what follows', async () => {
  const { doors } = createWorld();
  const server = (certificates: ReturnType<typeof doors.certificates>) =>
    createServer({ ...doors, certificates: () => certificates });
  const overview = async (certificates: ReturnType<typeof doors.certificates>, language: 'fr' | 'en') =>
    (await (await logIn(server(certificates), 'staff-aude', language)).get(`/${language}/staff`)).body;
  const soon = NOW + 9 * DAY_MS;
  expect(await overview([{ of: 'broker', endsAt: soon, isUrgent: true }], 'fr')).toContain(
    'Le certificat de la liaison avec les capteurs n’est valable que jusqu’au sam. 1er février 2020, 3&nbsp;h&nbsp;00&nbsp;: ensuite',
  );
  expect(await overview([{ of: 'broker', endsAt: NOW - 1, isUrgent: true }], 'en')).toContain(
    'connection with the sensors ended on',
  );
  const cap = await overview([{ of: 'cap', endsAt: soon, isUrgent: true }], 'en');
  expect(cap).toContain('The certificate that signs CAP messages ends on');
  expect(cap).not.toContain('connection with the sensors');
  expect(await overview([], 'en')).not.toContain('certificate');
  const health = await server([{ of: 'cap', endsAt: soon, isUrgent: true }]).inject('/health');
  expect(health.json()).toMatchObject({
    status: 'degraded',
    certificates: [{ of: 'cap', endsAt: iso(soon) }],
  });
  // Others renew it, and many late: a word, until all of them would have.
  const mail = server([{ of: 'mail', endsAt: soon, isUrgent: false }]);
  expect((await mail.inject('/health')).json()).toMatchObject({ status: 'waiting', certificates: [{ of: 'mail' }] });
});

it('tells staff, and whoever watches, that the mail server does not let us in', async () => {
  const { doors } = createWorld();
  const why = 'AUTH PLAIN: 535 5.7.8 no';
  const server = createServer({ ...doors, failingWays: () => [{ way: 'email', since: NOW - HOUR_MS, why }] });
  const overview = async (language: 'fr' | 'en') =>
    (await (await logIn(server, 'staff-aude', language)).get(`/${language}/staff`)).body;
  expect((await overview('fr')).replaceAll('&nbsp;', ' ')).toContain(
    'Depuis le jeu. 23 janvier 2020, 2 h 00, le serveur de courriel ne nous laisse plus entrer (notre clé ou notre mot de passe est refusé – AUTH PLAIN: 535 5.7.8 no) :',
  );
  expect(await overview('en')).toContain(
    'not let us in since Thu 23 January 2020, 02:00 (our key or password is refused',
  );
  const health = await server.inject('/health');
  expect([health.statusCode, health.json()]).toMatchObject([200, { status: 'degraded', failingWays: ['email'] }]);
});

it('tells staff since when the broker is away, and why, once that is more than a restart of it', async () => {
  const { doors } = createWorld();
  const overview = async (since: number, why: string | null, language: 'fr' | 'en', isShared = false) => {
    const server = createServer({ ...doors, brokerAway: () => ({ since, why, isShared }) });
    return (await (await logIn(server, 'staff-aude', language)).get(`/${language}/staff`)).body;
  };
  const begun = NOW - 5 * MINUTE_MS;
  expect(
    (await overview(begun, 'certificate has expired (CERT_HAS_EXPIRED)', 'fr')).replaceAll('&nbsp;', ' '),
  ).toContain(
    'est coupée depuis le jeu. 23 janvier 2020, 2 h 55 (certificat non valable – certificate has expired (CERT_HAS_EXPIRED)) : elles n’arrivent plus.',
  );
  expect(await overview(begun, 'MQTT 135: Connection refused: Not authorized', 'en')).toContain(
    'has been down since Thu 23 January 2020, 02:55 (our key or password is refused – MQTT 135: Connection refused: Not authorized): they do',
  );
  expect(await overview(begun, null, 'en')).toContain('02:55: they do not come in.');
  expect(await overview(NOW - 20_000, null, 'en')).not.toContain('MQTT broker');
  expect(await overview(begun, null, 'en', true)).toContain(
    'Since Thu 23 January 2020, 02:55 another program has been coming in at the MQTT broker',
  );
});

it('tells staff how far the forecast is with learning, that it failed, and nothing while all is well', async () => {
  const { doors } = createWorld();
  const overview = async (fit: FitStatus, language: 'fr' | 'en') => {
    const staff = await logIn(createServer({ ...doors, fit: () => fit }), 'staff-aude', language);
    return (await staff.get(`/${language}/staff`)).body;
  };
  const first: FitStatus = { fittedAt: null, isFailing: false, learning: { gauges: 120, of: 300 }, outgrown: [] };
  expect(await overview(first, 'fr')).toContain(
    'La prévision apprend des mesures passées&nbsp;: 120 stations sur 300. D’ici là, la prévision est plus simple pour les stations nouvelles ou modifiées et celles en aval',
  );
  const again = await overview({ ...first, fittedAt: 0 }, 'en');
  expect(again).toContain('The forecast is learning from past readings: 120 of 300 gauges so far.');
  expect(again).not.toContain('simpler');
  const together = await overview({ ...first, learning: { gauges: 300, of: 300 } }, 'en');
  expect(together).toContain('all gauges have been read, what they teach together is being worked out.');
  expect(await overview({ fittedAt: 0, isFailing: true, learning: null, outgrown: [] }, 'en')).toContain(
    'could not learn',
  );
  const small = await overview({ ...first, learning: null, outgrown: [{ id: 'coursan', times: 3.1 }] }, 'fr');
  expect(small).toContain('montée à 3,1 fois sa hauteur de plein bord&nbsp;: bankfullRiseM est trop petit');
  const well = await overview({ fittedAt: 0, isFailing: false, learning: null, outgrown: [] }, 'en');
  expect(well).not.toMatch(/is learning from|could not learn|bankfull/);
});
