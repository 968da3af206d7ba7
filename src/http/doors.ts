import type { Act, ActRefusal } from '../alert/act.ts';
import type { PlayedTime } from '../alert/played-times.ts';
import type { GaugeSuppressions } from '../alert/suppress-gauge.ts';
import type { Instance } from '../config/config.ts';
import type { FitStatus } from '../forecast/forecast-model.ts';
import type { ForecastStore } from '../forecast/forecast-store.ts';
import type { Reach } from '../forecast/observed/travel-time.ts';
import type { Clock, Instant } from '../lib/clock.ts';
import type { Result } from '../lib/result.ts';
import type { CaughtMail } from '../notification/caught-mail.ts';
import type { Exercises } from '../notification/exercise/exercises.ts';
import type { ShownJournal } from '../notification/journal.ts';
import type { Webhook } from '../notification/machines/webhook.ts';
import type { Reports } from '../notification/reported/reports.ts';
import type { OutdatedBrowsers } from '../notification/residents/outdated-browsers.ts';
import type { ResidentTexts } from '../notification/residents/resident-texts.ts';
import type { WebPush } from '../notification/residents/web-push.ts';
import type { ShownToldStore } from '../notification/told-store.ts';
import type { Ways } from '../notification/ways.ts';
import type { AccountRole, AccountStore } from '../people/account.ts';
import type { EndedSessions } from '../people/ended-sessions.ts';
import type { SubscriptionStore } from '../people/subscription.ts';
import type { RuleChange, RuleRefusal } from '../policy/change-rule.ts';
import type { DecisionStore } from '../policy/decision-store.ts';
import type { Policy } from '../policy/policy.ts';
import type { PolicyStore } from '../policy/policy-store.ts';
import type { ReadAtGauge } from '../reading/by-person/read-at-gauge.ts';
import type { ClockTakenReadings } from '../reading/clock/clock-taken.ts';
import type { DeviceMapping } from '../reading/decode/device-mapping.ts';
import type { DeviceHealthStore } from '../reading/device/device-state.ts';
import type { ReadingExclusions } from '../reading/exclusions/exclude-readings.ts';
import type { ImportStore } from '../reading/imports/import-store.ts';
import type { TakeBackImports } from '../reading/imports/take-back-imports.ts';
import type { FeedState } from '../reading/national/national-gauge.ts';
import type { OfficialState, ShownOfficialStore } from '../reading/national/official-warning.ts';
import type { ReadingStore, ShownRejections } from '../reading/reading-store.ts';
import type { LogBook } from '../record/log-entry.ts';
import type { RecordBook } from '../record/record.ts';
import type { Commune } from '../territory/commune.ts';
import type { KnownFloods } from '../territory/known-flood.ts';
import type { Network } from '../territory/network.ts';
import type { OfficialSource } from '../territory/official-warning.ts';
import type { Publisher } from '../territory/publisher.ts';
import type { RiverCourses } from '../territory/river-course.ts';
import type { StationPhones } from '../territory/station-phone.ts';
import type { StatementStore } from '../verification/judge-gauge.ts';
import type { TruthStore } from '../verification/truth-answer.ts';
import type { Tuner } from '../verification/tune/tuner.ts';
import type { TuningStore } from '../verification/tune/tuning-store.ts';
import type { Correspondence } from './correspondence.ts';
import type { OwnState } from './own-state.ts';

/** All that pages and the API may see and do. Composed in `app.ts`; nothing else reaches the doors. */
export interface Doors extends OwnState, Correspondence {
  instance: Instance;
  /** While the installation was an exercise, up to now where it is one still: what it told then was not real. */
  played: readonly PlayedTime[];
  publisher: Publisher;
  clock: Clock;
  wallClock: Clock;
  network: Network;
  /** How rivers run; `null`: nobody has said. */
  rivers: RiverCourses | null;
  knownFloods: KnownFloods;
  /** For those who are logged in alone. */
  stationPhones: StationPhones;
  communes: ReadonlyMap<string, Commune>;
  readings: ReadingStore;
  /** For what is shown of now: where the disk has spoiled some of it, the rest. */
  seen: Pick<ReadingStore, 'latest' | 'window'>;
  rejections: ShownRejections;
  devices: readonly DeviceMapping[];
  deviceHealth: DeviceHealthStore;
  /** A named person puts a gauge under maintenance, or says that its silence is known. */
  suppressions: GaugeSuppressions;
  /** A named person takes readings out of what counts, and puts them back. */
  exclusions: Pick<ReadingExclusions, 'recent' | 'exclude' | 'reverse'>;
  clockTaken: ClockTakenReadings;
  /** A named person enters what they read at a painted gauge. */
  gaugeReads: ReadAtGauge;
  imports: Pick<ImportStore, 'find' | 'recent' | 'wroteBy'>;
  /** A named person takes an import back: what it wrote is as if it had never been. */
  takeBack: TakeBackImports['takeBack'];
  forecasts: ForecastStore;
  /** How long the water takes between neighbouring gauges, as the last fit learned it; empty before the first. */
  reaches(): readonly Reach[];
  /** How much a gauge trembles, metres, as the last fit learned it; 0 where that is too little to count. */
  noiseM(station: string): number;
  fit(): FitStatus;
  policies: PolicyStore;
  journal: ShownJournal;
  decisions: DecisionStore;
  accounts: AccountStore;
  endedSessions: EndedSessions;
  subscriptions: SubscriptionStore;
  record: RecordBook;
  /** What people write during an event, in their own words. */
  logBook: LogBook;
  /** Tries policies on a river's own past, and what came of it. */
  tuner: Tuner;
  tuningStore: TuningStore;
  told: ShownToldStore;
  /** What people say came true, and the hourly statements that it is laid beside. */
  truth: TruthStore;
  statements: StatementStore;
  /** Resolves once the database can be written; throws what SQLite says where another process does not let go of it. */
  turn(): Promise<void>;
  /** A named person acts on the alert in force; written with its messages in one transaction. */
  act(commune: string, deed: Act, person: string): Result<null, ActRefusal>;
  /** What an SMS gateway reports of messages that it took; `null` where it is not asked to. */
  reports: Reports | null;
  /** Exercises of communes: played, never real. */
  exercises: Omit<Exercises, 'advance' | 'nextInTurn'>;
  /** A named person changes one rule of the policy; the next version is in force when it resolves. */
  changeRule(change: RuleChange, person: string): Promise<Result<Policy, RuleRefusal>>;
  /** The ways to people that the town has set up. */
  ways: Ways;
  /** Which phones residents may subscribe with; `null`: none. */
  residentTexts: ResidentTexts | null;
  /** What browsers subscribe with, and where they may be reached; `null`: none do. */
  webPush: Pick<WebPush, 'publicKey' | 'services'> | null;
  /** Browsers of residents that subscribed for a key which has since been exchanged. */
  outdatedBrowsers: Pick<OutdatedBrowsers, 'count' | 'exchange'>;
  /** Signs a CAP document; `null` where the town has no certificate for it. */
  signCap: ((document: string) => string) | null;
  /** Machines that are told. */
  webhooks: readonly Pick<Webhook, 'id' | 'communes' | 'tells'>[];
  /** 32 bytes each, made at first start and kept in the data folder. */
  keys: { session: Buffer; link: Buffer };
  /** Called at each request of a person who is logged in, and with `false` when they log out. */
  presence(person: string, here: boolean): void;
  /** What is counted, in Prometheus' text form. */
  metrics(): Promise<string>;
  /** What a collector on another machine shows to be given them; `null` where none is let in. */
  metricsToken: string | null;
  /** Communes that were taken out of the configuration with an alert in force. */
  abandoned(): readonly string[];
  /** How the asking of national services goes, one a station; empty where none is set. */
  feeds(): readonly FeedState[];
  /** What services of the State say of places that a town has set; nothing of others. */
  officialWarnings(sources: readonly OfficialSource[], at: Instant): readonly OfficialState[];
  officialStore: ShownOfficialStore;
  /** Demonstration only: mail caught on this machine, newest first. `null` elsewhere. */
  mailbox: (() => readonly CaughtMail[]) | null;
  /** Demonstration accounts printed on the login page; empty elsewhere. */
  demoAccounts: readonly { id: string; password: string; role: AccountRole }[];
}
