import { scryptSync } from 'node:crypto';
import { act } from '../../src/alert/act.ts';
import { newCommuneState } from '../../src/alert/alert.ts';
import { createGaugeSuppressions } from '../../src/alert/suppress-gauge.ts';
import { transition } from '../../src/alert/transition.ts';
import { toPublisher } from '../../src/config/to-publisher.ts';
import type { ForecastSummary } from '../../src/forecast/forecast-store.ts';
import type { Reach } from '../../src/forecast/observed/travel-time.ts';
import type { Doors } from '../../src/http/doors.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { err, ok } from '../../src/lib/result.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createAnswers } from '../../src/notification/asked/answers.ts';
import { toldOfExercise } from '../../src/notification/audience.ts';
import type { CaughtMail } from '../../src/notification/caught-mail.ts';
import { createExerciseAnswers } from '../../src/notification/exercise/exercise-answers.ts';
import { createExercises } from '../../src/notification/exercise/exercises.ts';
import type { Webhook } from '../../src/notification/machines/webhook.ts';
import { type ChannelName, outboxId } from '../../src/notification/outbox.ts';
import type { ReportStore } from '../../src/notification/reported/reports.ts';
import { createResidentReplies } from '../../src/notification/residents/resident-replies.ts';
import type { ResidentTexts } from '../../src/notification/residents/resident-texts.ts';
import { createReceipts } from '../../src/notification/tried/receipts.ts';
import { alertIn } from '../../src/notification/tried/test-in-turn.ts';
import { createTestMessages } from '../../src/notification/tried/test-messages.ts';
import { createTestRounds } from '../../src/notification/tried/test-rounds.ts';
import type { AccountRole } from '../../src/people/account.ts';
import { createRequestRefusals } from '../../src/people/request-refusals.ts';
import { hashToken } from '../../src/people/signed-link.ts';
import { CONFIRMABLE_MS } from '../../src/people/subscription.ts';
import type { Assessment, LevelChance } from '../../src/policy/assessment.ts';
import { changeRule } from '../../src/policy/change-rule.ts';
import { decide } from '../../src/policy/decide.ts';
import { createReadAtGauge } from '../../src/reading/by-person/read-at-gauge.ts';
import type { ClockStepStore } from '../../src/reading/clock/clock-steps.ts';
import { createClockTaken } from '../../src/reading/clock/clock-taken.ts';
import { createReadingExclusions } from '../../src/reading/exclusions/exclude-readings.ts';
import type { ImportStore } from '../../src/reading/imports/import-store.ts';
import { createTakeBackImports } from '../../src/reading/imports/take-back-imports.ts';
import { intakeFetched } from '../../src/reading/intake.ts';
import type { OfficialStore } from '../../src/reading/national/official-warning.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { giveWay } from '../../src/store/give-way.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { communes, rules, stations } from './aude.ts';
import { rowOf } from './commits.ts';
import { memoryStores } from './memory-database.ts';

/** 23 January 2020, 03:00 in Paris: the Aude is up and rising at Coursan. */
export const NOW = Date.parse('2020-01-23T02:00:00Z');
/** What the gateway of the test world knows. */
export const REPLY_SECRET = 'gateway secret of the tests';
export const linkKey = Buffer.alloc(32, 2);
export const PASSWORD = 'correct horse battery';

export interface World {
  doors: Doors;
  imports: ImportStore;
  clockSteps: ClockStepStore;
  reportStore: ReportStore;
  official: OfficialStore;
  clock: ReturnType<typeof manualClock>;
  requested: { commune: string; email?: string; phone?: string; language: string }[];
  present: Map<string, boolean>;
  mail: CaughtMail[];
  /** The pauses of tests of many communes, each ended by whoever calls it, and what went wrong. */
  rounds: { waiting: { end(): void; fail(error: Error): void }[]; failed: unknown[] };
}

/** As `hashPassword` writes it, at the lowest cost: these tests log in hundreds of times. */
const salt = Buffer.alloc(16, 3);
const key = scryptSync(PASSWORD, salt, 32, { N: 2, r: 8, p: 1 });
const passwordHash = `scrypt$2$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`;

/** A world at peace but for what the test adds: three communes, five people, nothing in force. */
export function createWorld(
  instance: Partial<Doors['instance']> = {},
  phones: Readonly<Record<string, string>> = {},
  residentTexts: ResidentTexts | null = null,
  webhooks: readonly Webhook[] = [],
): World {
  const withPhones = communes.map((each) => ({
    ...each,
    contacts: each.contacts.map((contact) => ({ ...contact, phone: phones[contact.id] ?? null })),
  }));
  const byId = new Map(withPhones.map((each) => [each.id, each]));
  const stores = memoryStores();
  const { journal, policies, accounts, subscriptions, readings } = stores;
  const clock = manualClock(NOW);
  const requested: World['requested'] = [];
  const present: World['present'] = new Map();
  const mail: CaughtMail[] = [];
  const seed = { author: 'staff-aude', reason: 'Premières règles', createdAt: NOW - 48 * HOUR_MS, rules };
  const entry = {
    at: seed.createdAt,
    actor: { person: 'staff-aude' },
    action: 'policy.seeded',
    commune: null,
    detail: {},
  };
  policies.append(seed, entry);
  const add = (id: string, name: string, role: AccountRole, own: readonly string[]) =>
    accounts.add({ id, name, role, language: 'fr', communes: own, passwordHash, createdAt: seed.createdAt });
  add('mayor-coursan', 'Camille Aubrac', 'mayor', ['coursan']);
  add('deputy-coursan', 'Dominique Bosc', 'mayor', ['coursan']);
  add('mayor-trebes', 'Sacha Trémeau', 'mayor', ['trebes']);
  add('staff-aude', 'Alix Fabre', 'staff', ['trebes', 'lagrasse', 'coursan']);
  add('staff-lagrasse', 'Lou Orbiel', 'staff', ['lagrasse']);

  const ways = new Set<ChannelName>([
    'log',
    'email',
    ...(Object.keys(phones).length > 0 || residentTexts ? (['sms'] as const) : []),
  ]);
  const testing = {
    ...stores,
    communes: byId,
    issuer: { name: 'Amont', kind: 'demonstration', baseUrl: 'http://127.0.0.1:8080' } as const,
    clock,
    linkKey,
    ways,
    webhooks,
    atomically: (work: () => void) => work(),
  };
  const tests = createTestMessages(testing);
  const rounds: World['rounds'] = { waiting: [], failed: [] };
  const pause = () => new Promise<void>((end, fail) => void rounds.waiting.push({ end, fail }));
  const network = createNetwork(stations);
  const doors: Doors = {
    ...stores,
    seen: stores.readings,
    officialWarnings: () => [],
    played: [],
    instance: {
      name: 'Amont',
      kind: 'demonstration',
      baseUrl: 'http://127.0.0.1:8080',
      languages: ['fr', 'en'],
      ...instance,
    },
    publisher: toPublisher(),
    clock,
    wallClock: manualClock(Date.parse('2026-11-24T12:00:00Z')),
    network,
    rivers: null,
    knownFloods: new Map(),
    stationPhones: new Map(),
    communes: byId,
    devices: [],
    reaches: () => reaches,
    noiseM: () => 0,
    disk: () => ({ freeBytes: 9e9, isLow: false }),
    fit: () => ({ fittedAt: NOW - 24 * HOUR_MS, isFailing: false, learning: null, outgrown: [] }),
    exclusions: createReadingExclusions({
      clock,
      network,
      readings,
      recent: createRecentReadings(readings, 48),
      store: stores.exclusions,
      changed: () => {},
    }),
    clockTaken: createClockTaken({
      ...stores,
      clock,
      network,
      recent: createRecentReadings(readings, 48),
      excluding: stores.exclusions.inForce,
      changed: () => {},
    }),
    gaugeReads: createReadAtGauge({
      clock,
      record: stores.record,
      excluding: stores.exclusions.inForce,
      take: async (fetched) => {
        const grading = { network, limits: { of: () => null }, excluding: stores.exclusions.inForce };
        const recent = createRecentReadings(readings, 48);
        await readings.append((await intakeFetched(fetched, { ...grading, recent })).readings);
      },
    }),
    takeBack: createTakeBackImports({
      clock,
      store: stores.imports,
      elsewhere: async () => ok([]),
      excluding: stores.exclusions.inForce,
      recent: createRecentReadings(readings, 48),
      giveWay: async () => {},
      changed: () => {},
    }).takeBack,
    suppressions: createGaugeSuppressions({ clock, store: stores.suppressionStore, changed: () => {} }),
    exercises: createExercises({
      ...stores,
      kind: 'demonstration',
      clock,
      store: stores.exerciseStore,
      messagesOf: (events) =>
        events.flatMap(({ id: event, commune }) =>
          toldOfExercise(byId.get(commune)!.contacts).map(({ id }) => ({
            ...rowOf(event, { kind: 'contact', id }),
            id: outboxId(event, { kind: 'contact', id }, 'log'),
            channel: 'log',
            commune,
          })),
        ),
      observe: () => {},
    }),
    turn: async () => {},
    act: (commune, deed, person) => {
      const policy = policies.current();
      const state = journal.state(commune);
      if (!policy || !state) return err({ kind: 'no-alert' });
      const result = act(state, deed, person, policy, clock.now());
      if (!result.ok) return result;
      const said = { at: clock.now(), actor: { person }, action: `alert.${deed.kind}`, commune, detail: { ...deed } };
      journal.commit({ ...result.value, outbox: [], record: [said] });
      return ok(null);
    },
    answers: createAnswers({
      communes: byId,
      journal,
      decisions: stores.decisions,
      clock,
      wallClock: clock,
      linkKey,
      act: (...args) => doors.act(args[0], args[1], args[2]),
      ofResident: createResidentReplies({
        subscriptions,
        clock,
        confirm: ({ id }) => {
          subscriptions.confirm(id, clock.now());
          return true;
        },
      }),
    }),
    replySecret: REPLY_SECRET,
    reports: null,
    changeRule: (change, person) =>
      changeRule({ clock, network, policies, readings, giveWay, turn: async () => {} }, change, person),
    tuner: { start: () => false, tryRule: () => false, trialOf: () => null, running: () => null },
    requestSubscription: (commune, request) => {
      const { way, address, language } = request;
      requested.push({ commune, [way === 'sms' ? 'phone' : 'email']: address, language });
      const id = `sub-${requested.length}`;
      const subscription = { ...request, id, commune, requestedAt: clock.now(), confirmedAt: null };
      subscriptions.request(subscription, hashToken(`token-${requested.length}`));
      return true;
    },
    subscribeBrowser: () => err('day'),
    webPush: null,
    outdatedBrowsers: { count: () => 0, exchange: null },
    ways,
    residentTexts,
    signCap: null,
    webhooks,
    refusals: createRequestRefusals(clock, () => {}),
    tests,
    testRounds: createTestRounds({
      ...testing,
      tests,
      isInAlert: alertIn(journal),
      pause,
      failed: (error) => rounds.failed.push(error),
    }),
    exerciseAnswers: createExerciseAnswers({ ...stores, communes: byId, clock, linkKey }),
    receipts: createReceipts(testing),
    confirmSubscription: (token) => {
      const found = subscriptions.findByConfirmToken(hashToken(token), clock.now() - CONFIRMABLE_MS);
      if (found) subscriptions.confirm(found.id, clock.now());
      return found;
    },
    keys: { session: Buffer.alloc(32, 1), link: linkKey },
    presence: (person, here) => void present.set(person, here),
    failingWays: () => [],
    brokerAway: () => null,
    brokerConnected: () => true,
    metrics: async () => '# HELP amont_messages_total MQTT messages taken in\n',
    metricsToken: null,
    faults: () => [],
    notStoredAt: () => null,
    stores: async () => true,
    clockBehind: () => null,
    clockSetBack: () => null,
    mended: () => null,
    certificates: () => [],
    abandoned: () => [],
    spool: null,
    feeds: () => [],
    mailbox: () => mail.toReversed(),
    demoAccounts: [{ id: 'mayor-coursan', password: PASSWORD, role: 'mayor' }],
  };
  const { imports, clockSteps, reportStore } = stores;
  return {
    doors,
    imports,
    clockSteps,
    reportStore,
    official: stores.officialStore,
    clock,
    requested,
    present,
    mail,
    rounds,
  };
}

/** The stage at a station of the flood, metres: a rise from the base to a crest that comes later the further down. */
function stageAt(index: number, at: number): number {
  const hoursToCrest = (at - (NOW + (index - 6) * 3 * HOUR_MS)) / HOUR_MS;
  const crest = index >= 6 ? 7.4 : 5.2;
  const width = hoursToCrest < 0 ? 16 : 30;
  return 0.9 + (crest - 0.9) * Math.exp(-((hoursToCrest / width) ** 2)) + 0.01 * Math.sin(at / 3e6);
}

/** The middle of the flood: every gauge reports but Marseillette (frozen) and Villedaigne (suspect). */
export async function flood(world: World, to: 'act' | 'danger' = 'act'): Promise<void> {
  const { doors } = world;
  for (const [index, { id }] of stations.entries()) {
    const steps = id === 'marseillette' ? 250 : 289;
    const readings = Array.from({ length: steps }, (_, step) => {
      const observedAt = NOW - 48 * HOUR_MS + step * 10 * MINUTE_MS;
      const spike = id === 'villedaigne' && step === steps - 1;
      return {
        station: id,
        quantity: 'stage' as const,
        observedAt,
        receivedAt: observedAt,
        value: spike ? 9.9 : stageAt(index, observedAt),
        quality: spike ? ('suspect' as const) : ('pass' as const),
        tests: spike ? (['spike'] as const) : [],
      };
    });
    await doors.readings.append(readings);
  }
  for (const { id, watches } of communes) for (const watch of watches) assess(world, id, watch.station, to);
  addPaper(world);
}

function assess({ doors }: World, commune: string, station: string, to: 'act' | 'danger'): void {
  const index = stations.findIndex((each) => each.id === station);
  const policy = doors.policies.current();
  if (!policy) throw new Error('no policy');
  const own = policy.rules.filter((each) => each.station === station);
  const quiet = commune === 'lagrasse';
  for (const issuedAt of [NOW - 20 * MINUTE_MS, NOW - 10 * MINUTE_MS, NOW]) {
    const stageM = quiet ? 0.8 : stageAt(index, issuedAt);
    const probabilityOf = (level: string) =>
      quiet ? 0.03 : level === 'danger' ? (to === 'danger' ? 0.83 : 0.38) : 0.95;
    const chances: LevelChance[] = own.map(({ level, markM, leadTimeH }) => ({
      level,
      markM,
      leadTimeH,
      probability: probabilityOf(level),
      passage: { p10At: NOW + 1.5 * HOUR_MS, p50At: NOW + 2.7 * HOUR_MS, p90At: NOW + 4 * HOUR_MS },
    }));
    const assessment: Assessment = {
      commune,
      station,
      issuedAt,
      dataAt: issuedAt,
      sight: { kind: 'seen', stageM, observedAt: issuedAt },
      suspectPassage: null,
      chances,
      degraded: ['marseillette'],
      outsideExperience: true,
      modelVersion: 'test-1',
    };
    const decision = decide(policy, assessment);
    const moved = transition(doors.journal.state(commune) ?? newCommuneState(commune), decision, policy, 0.02);
    const outbox = moved.events.flatMap((event) =>
      (doors.communes.get(commune)?.contacts ?? []).map(({ id, language }) => ({
        id: `${event.id}/contact/${id}/email`,
        event: event.id,
        commune,
        recipient: { kind: 'contact' as const, id },
        channel: 'email' as const,
        language,
        subject: `${commune}: ${event.level}`,
        text: '…',
        createdAt: event.at,
        about: 'level' as const,
        notBefore: 0,
      })),
    );
    doors.journal.commit({ ...moved, outbox, record: [] });
    doors.decisions.append(decision);
    doors.forecasts.append(forecastOf(station, index, issuedAt, chances));
  }
}

function forecastOf(
  station: string,
  index: number,
  issuedAt: number,
  chances: readonly LevelChance[],
): ForecastSummary {
  const leadTimesH = Array.from({ length: 24 }, (_, step) => step + 1);
  const quantile = (spread: number) =>
    leadTimesH.map((leadTimeH) => stageAt(index, issuedAt + leadTimeH * HOUR_MS) + spread * Math.sqrt(leadTimeH));
  return {
    station,
    issuedAt,
    leadTimesH,
    stageM: stageAt(index, issuedAt),
    observedAt: issuedAt,
    degraded: ['marseillette'],
    outsideExperience: true,
    learning: false,
    modelVersion: 'test-1',
    stageQuantilesM: [quantile(-0.3), quantile(-0.12), quantile(0), quantile(0.14), quantile(0.4)],
    chances: chances.map(({ markM, leadTimeH, probability }) => ({ markM, leadTimeH, probability: probability ?? 0 })),
    curves: [...new Set(chances.map(({ markM }) => markM))].map((markM) => ({
      markM,
      probabilities: leadTimesH.map((leadTimeH) => Math.min(1, leadTimeH / 12)),
    })),
    highest: { p50M: stageAt(index, issuedAt) + 0.9, p75M: stageAt(index, issuedAt) + 1.3 },
    explanation: {
      leadTimeH: 3,
      riseM: 0.9,
      p10M: 0.5,
      p90M: 1.4,
      contributions: [
        { from: 'own', station: null, riseM: 0.2 },
        { from: 'upstream', station: 'saint-marcel', riseM: 0.4 },
        { from: 'upstream', station: 'moussan', riseM: 0.2 },
        { from: 'rain', station: null, riseM: 0.1 },
      ],
      similarEvents: [
        {
          station: null,
          name: 'L’Hérault à Ganges',
          river: 'Herault',
          at: Date.parse('2020-06-12T06:00:00Z'),
          share: 0.4,
        },
        { station, name: 'L’Aude à Coursan', river: 'Aude', at: Date.parse('2018-10-15T04:00:00Z'), share: 0.25 },
      ],
      oddsShift: 0.4,
    },
  };
}

/** Learned, too weak to tell, and nothing yet. */
const reaches: readonly Reach[] = [
  {
    from: 'saint-marcel',
    to: 'moussan',
    hours: 2,
    fastestH: 1.5,
    slowestH: 2.5,
    correlation: 0.9,
    rises: 4,
    agreeing: 3,
    unknown: null,
  },
  {
    from: 'moussan',
    to: 'cuxac',
    hours: 1,
    fastestH: 1,
    slowestH: 1,
    correlation: 0.95,
    rises: 2,
    agreeing: 2,
    unknown: null,
  },
  {
    from: 'cuxac',
    to: 'coursan',
    hours: 0.5,
    fastestH: 0.5,
    slowestH: 0.5,
    correlation: 0.98,
    rises: 1,
    agreeing: 1,
    unknown: null,
  },
  {
    from: 'puicheric',
    to: 'saint-marcel',
    hours: null,
    fastestH: null,
    slowestH: null,
    correlation: null,
    rises: 3,
    agreeing: 0,
    unknown: 'too-weak',
  },
];

/** Messages sent, failing and refused; a few residents; mail caught. */
function addPaper({ doors, mail }: World): void {
  const rows = doors.journal.deliveries('coursan', 100).toReversed();
  for (const [index, row] of rows.entries()) {
    const at = doors.wallClock.now();
    if (index % 2 === 0) doors.journal.settle(row.id, { status: 'sent', attempts: 1, sentAt: at, providerId: '1' });
    else
      doors.journal.settle(row.id, {
        status: 'pending',
        attempts: 2,
        nextAttemptAt: at,
        lastError: '450 mailbox busy',
      });
  }
  doors.rejections.append([
    {
      receivedAt: NOW,
      topic: 'amont/v1/marseillette/stage',
      payload: '{"stage":',
      reason: 'malformed',
      detail: 'JSON ends early',
    },
    {
      receivedAt: NOW,
      topic: 'amont/v1/nowhere/stage',
      payload: '{"value":1}',
      reason: 'unknown-station',
      detail: 'nowhere is no station',
    },
  ]);
  for (const id of ['a', 'b', 'c'])
    doors.subscriptions.request(
      {
        id,
        commune: 'coursan',
        way: 'email',
        address: `${id}@example.org`,
        language: 'fr',
        requestedAt: NOW,
        confirmedAt: NOW,
        quietHours: null,
      },
      hashToken(`seed-${id}`),
    );
  mail.push({
    receivedAt: doors.wallClock.now(),
    to: 'resident@example.org',
    subject: 'Confirmez votre inscription',
    text: 'Bonjour,\n\nConfirmez : http://127.0.0.1:8080/fr/subscriptions/confirm/token-1\n\n<script>alert(1)</script>',
    headers: {},
  });
}
