import { beforeAll, describe, expect, it } from 'vitest';
import { valueFigure } from '../../src/http/pages/policy/tuning-charts.ts';
import { unknownMisses } from '../../src/http/pages/policy/tuning-table.ts';
import { createServer } from '../../src/http/server.ts';
import { speeches } from '../../src/http/speech.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import type { Rule } from '../../src/policy/policy.ts';
import { numberedImport } from '../../src/reading/imports/numbered-import.ts';
import { toPoints } from '../../src/reading/imports/points.ts';
import type { RaisedLevel } from '../../src/territory/alert-level.ts';
import { type Outcome, outcomeOf } from '../../src/verification/tune/outcome.ts';
import type { TuningRow } from '../../src/verification/tune/tune.ts';
import type { GaugeTuning } from '../../src/verification/tune/tune-gauge.ts';
import { createWorld, flood } from '../support/flood-world.ts';
import { htmlFaults } from '../support/html-faults.ts';
import { someCandidates, tuningOf } from '../support/tunings.ts';
import { logIn } from '../support/visitor.ts';

const list = '/fr/staff/tuning';
const url = '/fr/staff/tuning/coursan/coursan/act';
const api = '/api/v1/communes/coursan/stations/coursan/tuning';
const QUARTER_MS = 15 * MINUTE_MS;
let tuned: GaugeTuning;

it('a value below that of doing nothing has the sign of a minus', async () => {
  const points = [{ costLoss: 0.1, tuned: -0.25, inForce: null }];
  expect(String(await valueFigure(speeches.fr, points))).toContain('<td class="figure">−0,25</td>');
});

it('what may still be missed is told of storms, by which it is bounded: eight floods at marks of one storm are no eight', async () => {
  const four = { hits: 4, misses: 0, falseAlarms: 0, leadTimesH: [1, 1, 2, 3] };
  const told = outcomeOf(new Map(Object.entries({ one: four, two: four })), { count: 2, idleHours: 9 }, 3);
  const said = async (outcome: Outcome, language: 'fr' | 'en') =>
    String((await unknownMisses(speeches[language], outcome)) ?? '');
  expect(told).toMatchObject({ floods: 8, storms: 2 });
  expect(await said(told, 'en')).toContain('No flood missed in 2 storms');
  expect(await said(told, 'en')).toContain('in up to 78% of storms');
  expect(await said(told, 'fr')).toMatch(/Aucune crue manquée en 2 épisodes.*dans 78.% des épisodes au plus/);
  const { storms: _, ...kept } = told;
  expect([await said(kept, 'fr'), await said({ ...told, unknown: null }, 'fr')]).toEqual(['', '']);
});

beforeAll(() => {
  const { doors } = createWorld();
  tuned = tuningOf(doors.policies.current()!, 'coursan', doors.network.stations.get('coursan')!, 'act');
}, 60_000);

async function staffed(account = 'staff-aude') {
  const world = createWorld();
  await flood(world);
  const { doors } = world;
  const started: string[] = [];
  doors.tuner = {
    start(commune, station, person) {
      started.push(`${commune} ${station} ${person}`);
      return started.length === 1;
    },
    tryRule: () => false,
    trialOf: () => null,
    running: () => (started.length === 0 ? null : { commune: 'coursan', station: 'coursan', tries: null, share: 0.42 }),
  };
  const id = doors.tuningStore.begin({
    commune: 'coursan',
    station: 'coursan',
    policyVersion: 1,
    askedBy: 'staff-aude',
    askedAt: doors.clock.now(),
  });
  doors.tuningStore.finish(id, doors.clock.now(), [tuned]);
  const app = createServer(doors);
  const staff = await logIn(app, account);
  const token = await staff.token(url);
  return { ...world, app, staff, token, started };
}

const proposedIn = (body: string) => Number(/name="candidate" value="(\d+)"/.exec(body)?.[1]);

describe('the tuning page', () => {
  it('looks by itself how far a run is, until somebody stops it', async () => {
    const { staff, token } = await staffed();
    await staff.post('/fr/staff/tuning/coursan/coursan/start', {}, { token });
    expect((await staff.get('/fr/staff/tuning')).body).toMatch(
      /http-equiv="refresh".*href="\/fr\/staff\/tuning\?still=1"/s,
    );
    const still = (await staff.get('/fr/staff/tuning?still=1')).body;
    expect(still).toMatch(/^(?!.*http-equiv="refresh").*href="\/fr\/staff\/tuning">Suivre en direct.*42/s);
  });

  it('lists gauges with a way to each of their levels, and reads for that nothing of what came of the runs, a megabyte each', async () => {
    const { staff, doors } = await staffed();
    const latest = () => {
      throw new Error('read');
    };
    doors.tuningStore = { ...doors.tuningStore, latest };
    // Nor one version of all rules for each of them.
    doors.policies = { ...doors.policies, at: latest };
    const { body } = await staff.get(list);
    const ways = (station: string) =>
      [...body.matchAll(new RegExp(`href="${list}/coursan/${station}/(\\w+)"`, 'g'))].map(([, level]) => level);
    expect(ways('coursan')).toEqual(['prepare', 'act', 'danger']);
    const again = { commune: 'coursan', station: 'coursan', policyVersion: 1, askedBy: 'staff-aude', askedAt: 0 };
    doors.tuningStore.fail(doors.tuningStore.begin(again), doors.clock.now(), 'error');
    expect((await staff.get(list)).body).not.toContain(`href="${url}"`);
  });

  it('proposes a rule, tells what it would have cost on other floods, and marks the rule in force', async () => {
    const { staff } = await staffed();
    const { body, statusCode } = await staff.get(`${url}?goal=cost-loss&costLoss=0.3`);
    expect(statusCode).toBe(200);
    expect(htmlFaults(body)).toEqual([]);
    expect(body).toContain('Règle proposée');
    expect(body).toContain('Ce que le changement aurait coûté ou évité');
    expect(body).toMatch(/<h1>Seuils «&nbsp;Agir&nbsp;»&nbsp;: Coursan – /);
    expect(body).toMatch(/<strong>(?:Autant de fausses alertes|Par rapport à la règle en vigueur)[^<]*<\/strong>/);
    const cost = /<table class="narrow">[^]*?<\/table>/.exec(body)?.[0] ?? '';
    const heads = [
      'Fausses alertes',
      'Crues manquées',
      'Préavis médian',
      'Préavis le plus court (crues annoncées)',
      'Heures d’alerte sous le repère, par an',
    ];
    expect([...cost.matchAll(/<th scope="row">([^<]*)/g)].map(([, head]) => head)).toEqual(heads);
    const years = tuned.current.report.own.years.toLocaleString('fr', { maximumFractionDigits: 1 });
    expect(cost).toMatch(new RegExp(`<caption>Pour juger, à ce repère[^<]*&nbsp;: \\d+ en ${years} ans?<`));
    expect(body).toContain('▶ en vigueur');
    expect(body.match(/<svg class="chart"/g)).toHaveLength(2);
    expect(body).toMatch(/>↑ Part réalisée<.*>Risque annoncé →<.*>↑ Valeur de la prévision<.*>Coût ÷ dommage →</s);
    expect(body).toContain('Coût ÷ dommage');
  });

  it('shows a run of which a part of the record was silent: of no year there is no number of alerts a year', async () => {
    const { staff, doors } = await staffed();
    const own = outcomeOf(new Map(), { count: 0, idleHours: 0 }, 0);
    const unseen = (row: TuningRow): TuningRow => ({
      ...row,
      choose: { own, pooled: own },
      report: { own, pooled: own },
    });
    const { rows, current, references } = tuned;
    const silent = {
      ...tuned,
      rows: rows.map(unseen),
      current: unseen(current),
      references: { fixed: unseen(references.fixed), observed: unseen(references.observed) },
    };
    const asked = { commune: 'coursan', station: 'coursan', policyVersion: 1, askedBy: 'staff-aude', askedAt: 0 };
    doors.tuningStore.finish(doors.tuningStore.begin(asked), doors.clock.now(), [silent]);
    const { body, statusCode } = await staff.get(url);
    expect(statusCode).toBe(200);
    expect(body).toContain('<td class="figure">–</td></tr>');
    const { tunings } = (await staff.get(api)).json();
    expect(tunings[0].current.report.own).toMatchObject({ years: 0, alertsPerYear: null, falseAlarmsPerYear: null });
  });

  it('warns whoever looks at other rules than the proposed one that these floods then choose for them', async () => {
    const { staff } = await staffed();
    const of = async (query: string) => (await staff.get(`${url}?goal=cost-loss&costLoss=0.3${query}`)).body;
    const proposed = await of('');
    const other = (proposedIn(proposed) + 1) % tuned.rows.length;
    expect(proposed).not.toContain('Ce n’est pas la règle proposée');
    expect(await of(`&candidate=${other}`)).toContain('Ce n’est pas la règle proposée');
    expect(proposed).toContain('retirez du préavis le retard de votre télétransmission');
  });

  it('shows a run from before storms and hours of alert were counted', async () => {
    const { staff, doors } = await staffed();
    const kept: GaugeTuning = JSON.parse(JSON.stringify(tuned), (key, value: unknown) =>
      key === 'storms' || key === 'idleHours' ? undefined : value,
    );
    const asked = { commune: 'coursan', station: 'coursan', policyVersion: 1, askedBy: 'staff-aude', askedAt: 0 };
    doors.tuningStore.finish(doors.tuningStore.begin(asked), doors.clock.now(), [kept]);
    const { body, statusCode } = await staff.get(`${url}?goal=cost-loss&costLoss=0.3`);
    expect(statusCode).toBe(200);
    expect(body).toMatch(/Heures d’alerte sous le repère, par an<\/th><td class="figure">–</);
    expect((await staff.get(api)).statusCode).toBe(200);
  });

  it('adopts a candidate with a name and a reason, and keeps what was promised of it', async () => {
    const { staff, token, doors } = await staffed();
    const candidate = String(proposedIn((await staff.get(`${url}?goal=cost-loss&costLoss=0.3`)).body));
    const reason = 'Moins de fausses alertes, voir le rejeu';
    const done = await staff.post(url, { version: '1', candidate, reason }, { token });
    expect(done.headers.location).toBe('/fr/staff?saved=2');
    const policy = doors.policies.current();
    expect(policy).toMatchObject({ version: 2, author: 'staff-aude', reason });
    const row = tuned.rows[Number(candidate)]!;
    expect(policy?.rules.find(({ commune, level }) => commune === 'coursan' && level === 'act')).toMatchObject(
      row.candidate,
    );
    const promised = doors.policies.predictedEffect(2);
    expect(promised?.after).toMatchObject({ hits: row.report.own.hits, falseAlarms: row.report.own.falseAlarms });
    expect(doors.record.recent('coursan', 1)[0]).toMatchObject({
      action: 'policy.changed',
      detail: { predicted: promised },
    });
    const history = (await staff.get('/fr/staff/policies')).body;
    expect(history).toContain('Effet annoncé et effet constaté');
    expect(history).toMatch(/Constaté en 0 jour\b/);
    const late = await staff.get(url);
    expect(late.body).toContain('Les règles ont changé depuis ce calcul');
  });

  it.each<[RaisedLevel, Partial<Rule>, boolean]>([
    ['act', { minDwellMin: 90 }, true],
    ['act', { markM: 2.71 }, true],
    ['danger', { raiseAt: 0.83 }, true],
    ['danger', { minDwellMin: 15 }, true],
    ['prepare', { raiseAt: 0.83, minDwellMin: 15 }, false],
    ['act', { release: { by: 'person-or-timeout', afterMin: 17, signedBy: 'staff-aude', signedIn: 2 } }, false],
  ])(
    'where the rule of %s has become %j since, the outcomes of the level to act are another rule’s: %s',
    async (level, change, isOther) => {
      const { staff, token, doors } = await staffed();
      const { version: _, ...before } = doors.policies.current()!;
      const rules = before.rules.map((rule) =>
        rule.commune === 'coursan' && rule.level === level ? { ...rule, ...change } : rule,
      );
      const entry = {
        at: 0,
        actor: { service: true },
        action: 'policy.changed',
        commune: 'coursan',
        detail: {},
      } as const;
      doors.policies.append({ ...before, rules }, entry);
      expect((await staff.get(url)).body.includes('Les règles ont changé depuis ce calcul')).toBe(isOther);
      const adopting = await staff.post(url, { version: '2', candidate: '3', reason: 'Une bonne raison' }, { token });
      expect(adopting.statusCode).toBe(isOther ? 409 : 303);
    },
  );

  it('where an import of its past was taken back since, or one upstream, what came of the run is not adopted', async () => {
    const { staff, token, doors, imports } = await staffed();
    const { until } = tuned.split;
    const by = { machineUser: 'root' };
    const begun = (station: string, at: number) =>
      imports.begin({
        station,
        quantity: 'stage',
        by,
        file: 'pieds.csv',
        at,
        from: until - 9,
        to: until,
        options: { format: 'csv', unit: 'm', timeZone: null },
      });
    const askedAt = doors.clock.now();
    const old = begun('coursan', askedAt - 1);
    const adopt = () => staff.post(url, { version: '1', candidate: '3', reason: 'Une bonne raison' }, { token });
    expect((await staff.get(url)).body).not.toContain('depuis ce calcul');
    const entry = {
      at: askedAt,
      actor: { service: true },
      action: 'import.taken-back',
      commune: null,
      detail: {},
    } as const;
    imports.beginTakeBack(old, { by, reason: 'en pieds', at: askedAt + 1 }, entry);
    const { body, statusCode } = await adopt();
    expect(statusCode).toBe(409);
    expect(body).toContain(
      'Des mesures de ce passé ont été importées, annulées, exclues ou rétablies depuis ce calcul',
    );
    imports.finishTakeBack(old, askedAt - 1);
    expect((await staff.get(url)).body).not.toContain('depuis ce calcul');
    begun('trebes', askedAt + 1);
    expect((await staff.get(url)).body).toContain('Des mesures de ce passé');
    expect(doors.policies.current()?.version).toBe(1);
  });

  it('by what is imported each night a record grows, and its past stays: but what came into it while a run read it is another', async () => {
    const { staff, doors, imports, clock } = await staffed();
    const { until } = tuned.split;
    const station = doors.network.stations.get('trebes')!;
    const { readings, network } = doors;
    const load = async (fromDay: number, toDay: number, between = async () => {}) => {
      clock.advanceTo(clock.now() + HOUR_MS);
      const count = ((toDay - fromDay) * DAY_MS) / QUARTER_MS;
      const points = Array.from({ length: count }, (_, n) => ({
        observedAt: until + fromDay * DAY_MS + n * QUARTER_MS,
        value: 1,
      }));
      const options = { format: 'csv', unit: 'm', timeZone: null };
      await numberedImport(
        { station, points: toPoints(points) },
        { by: { machineUser: 'root' }, file: 'semaine.csv', options, refused: 0 },
        { imports, readings, network, excluding: () => [], clock, giveWay: between },
        () => {},
      );
    };
    const run = () => {
      clock.advanceTo(clock.now() + HOUR_MS);
      const askedAt = clock.now();
      const asked = { commune: 'coursan', station: 'coursan', policyVersion: 1, askedBy: 'staff-aude', askedAt };
      doors.tuningStore.finish(doors.tuningStore.begin(asked), askedAt, [tuned]);
      clock.advanceTo(askedAt + HOUR_MS);
    };
    const isOutdated = async () => (await staff.get(url)).body.includes('Des mesures de ce passé');
    await load(-20, -0.5);
    expect(await isOutdated()).toBe(true);
    run();
    expect(await isOutdated()).toBe(false);
    await load(-7, 0.5);
    expect(await isOutdated()).toBe(false);
    await load(-21, -19);
    expect(await isOutdated()).toBe(true);
    let isAsked = false;
    await load(-30, -21, async () => {
      if (!isAsked) run();
      isAsked = true;
    });
    expect(await isOutdated()).toBe(true);
  });

  it('of a run that was asked for by a clock that was ahead nobody knows what was imported since: it is out of date', async () => {
    const { staff, doors } = await staffed();
    const askedAt = doors.clock.now() + DAY_MS;
    const asked = { commune: 'coursan', station: 'coursan', policyVersion: 1, askedBy: 'staff-aude', askedAt };
    doors.tuningStore.finish(doors.tuningStore.begin(asked), askedAt, [tuned]);
    expect((await staff.get(url)).body).toContain('Des mesures de ce passé');
  });

  it.each([
    [{ reason: ' ' }, 422, 'Pourquoi ce changement'],
    [{ candidate: '9999' }, 404, ''],
    [{ version: '7' }, 409, 'a changé les règles entre-temps'],
  ])('refuses %j', async (fields, code, said) => {
    const { staff, token, doors } = await staffed();
    const answer = await staff.post(
      url,
      { version: '1', candidate: '3', reason: 'Une bonne raison', ...fields },
      { token },
    );
    expect(answer.statusCode).toBe(code);
    expect(answer.body).toContain(said);
    expect(doors.policies.current()?.version).toBe(1);
  });

  it('adopts once by a press that comes twice, at once or later, and each reads that it is saved', async () => {
    const { staff, token, doors, app } = await staffed();
    const adopt = async (fields: Record<string, string> = {}) => {
      const form = { version: '1', candidate: '3', reason: 'Une bonne raison', ...fields };
      const { statusCode, headers } = await staff.post(url, form, { token });
      return headers.location ?? statusCode;
    };
    const saved = '/fr/staff?saved=2';
    expect(await Promise.all([adopt(), adopt()])).toEqual([saved, saved]);
    expect(await adopt()).toBe(saved);
    expect(doors.policies.current()?.version).toBe(2);
    const others = [{ candidate: '4' }, { reason: 'Une autre raison' }, { version: '2' }];
    expect(await Promise.all(others.map(adopt))).toEqual([409, 409, 409]);
    // The same from somebody else was not adopted in their name.
    const first = doors.accounts.find('staff-aude')!;
    doors.accounts.add({ ...first, id: 'staff-two', name: 'Maël Roc', createdAt: 0 });
    const other = await logIn(app, 'staff-two');
    const form = { version: '1', candidate: '3', reason: 'Une bonne raison' };
    expect((await other.post(url, form, { token: await other.token(url) })).statusCode).toBe(409);
  });

  it('starts a run, shows how far it is, and is for those who may change the policy only', async () => {
    const { staff, token, started, app } = await staffed();
    expect((await staff.post(`${list}/coursan/coursan/start`, {}, { token })).headers.location).toBe(list);
    expect(started).toEqual(['coursan coursan staff-aude']);
    expect((await staff.get(list)).body).toContain('Calcul en cours&nbsp;: 42&nbsp;%');
    const mayor = await logIn(app, 'mayor-coursan');
    for (const each of [list, url]) expect((await mayor.get(each)).statusCode).toBe(404);
    const other = await logIn(app, 'staff-lagrasse');
    expect((await other.get(url)).statusCode).toBe(404);
    expect((await other.get(list)).body).not.toContain('coursan/coursan');
  });

  it('names on each button the commune too: two may watch one gauge', async () => {
    const { staff, doors } = await staffed();
    const [coursan, trebes] = ['coursan', 'trebes'].map((id) => doors.communes.get(id)!);
    doors.communes = new Map(doors.communes).set('trebes', { ...trebes!, watches: coursan!.watches });
    const { body } = await staff.get(list);
    const names = [...body.matchAll(/aria-label="(Rejouer[^"]*)"/g)].map(([, name]) => name);
    expect(names).toHaveLength(3);
    expect(new Set(names).size).toBe(3);
  });

  it('says why nothing can be started while a rule is tried, or a gauge replayed that the reader may not see', async () => {
    const { staff, doors } = await staffed();
    const listed = async (commune: string, tries: 'act' | null) => {
      doors.tuner.running = () => ({ commune, station: 'coursan', tries, share: 0.4 });
      return (await staff.get(list)).body;
    };
    for (const body of [await listed('coursan', 'act'), await listed('elsewhere', null)]) {
      expect(body).toContain('Un calcul est déjà en cours');
      expect(body).not.toContain('/start"');
    }
    expect(await listed('coursan', null)).not.toContain('Un calcul est déjà en cours');
  });

  it('tells staff what the watch found, with a way to tune again', async () => {
    const { staff, doors } = await staffed();
    const finding = { kind: 'budget-spent', falseAlarms: 5, promised: 1.5, sinceDays: 90 } as const;
    doors.tuningStore.putFindings([{ commune: 'coursan', station: 'coursan', level: 'act', at: 0, finding }]);
    for (const page of ['/fr/staff', list, url]) {
      expect((await staff.get(page)).body).toMatch(/Fausses alertes&nbsp;: 5 en 90 jours, pour 1,5 par an/);
    }
  });
});

describe('tuning through the API', () => {
  it('gives the table, a proposal, and takes an acceptance', async () => {
    const { staff, app, doors } = await staffed();
    const state = (await staff.get(api)).json();
    expect(state.run).toMatchObject({ askedBy: 'staff-aude', failure: null });
    expect(state.tunings[0].candidates).toHaveLength(someCandidates.length);
    const proposal = (await staff.get(`${api}/act/proposal?goal=cost-loss&costLoss=0.3`)).json();
    expect(proposal.kind).toBe('change');
    const token = (await staff.get('/api/v1/session')).json().csrfToken ?? (await staff.token(url));
    const headers = { cookie: staff.cookie(), 'csrf-token': token };
    const post = (path: string, payload: object) => app.inject({ method: 'POST', url: path, headers, payload });
    expect((await post(api, {})).statusCode).toBe(202);
    expect((await post(api, {})).statusCode).toBe(409);
    const accepted = { base: 1, candidate: proposal.row.id, reason: 'As the replay shows' };
    const { recent } = doors.exclusions;
    const wrong = {
      station: 'coursan',
      from: 0,
      to: 9,
      reason: 'ice',
      person: 'staff-aude',
      at: doors.clock.now() + 1,
    };
    doors.exclusions.recent = () => [{ ...wrong, id: 1, ofMaintenance: false, reversal: null }];
    const refused = await post(`${api}/act/acceptance`, accepted);
    expect([refused.statusCode, refused.body]).toEqual([409, expect.stringContaining('excluded or restored since')]);
    doors.exclusions.recent = recent;
    expect((await post(`${api}/act/acceptance`, accepted)).statusCode).toBe(200);
    expect((await post(`${api}/act/acceptance`, accepted)).statusCode).toBe(409);
    expect(doors.policies.current()?.version).toBe(2);
    const effects = (await staff.get('/api/v1/communes/coursan/policy-effects')).json();
    expect(effects).toMatchObject([{ version: 2, level: 'act', observed: { falseAlarms: 0 } }]);
  });
});
