import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { pino } from 'pino';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { type App, createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { expandRules } from '../../src/config/expand-rules.ts';
import type { Instant } from '../../src/lib/clock.ts';
import { DAY_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { catchMail } from '../../src/notification/io/caught-mail.ts';
import type { OutboxRow } from '../../src/notification/outbox.ts';
import { openDatabase } from '../../src/store/sqlite/database.ts';
import { createSqliteStores } from '../../src/store/sqlite/stores.ts';
import type { Commune, Marks } from '../../src/territory/commune.ts';
import { createNetwork } from '../../src/territory/network.ts';
import type { Station } from '../../src/territory/station.ts';
import { connectPublisher } from './publish.ts';
import { demoConfig } from './town.ts';

/** What a sensor observed, and when it is published: later where it was held up, twice where it stands twice. */
export interface Sent {
  station: string;
  observedAt: Instant;
  value: number;
  sentAt: Instant;
}

export interface RiverStory {
  stations: readonly Station[];
  /** The gauge that the town watches, and its marks. */
  town: { station: string; marks: Marks };
  sent: readonly Sent[];
  /** What was observed before `from` is history. */
  from: Instant;
  to: Instant;
  /** Rivers that the forecast may not have learned from; `null`: it has not been fitted yet, as on a town's first day. */
  priorWithout: readonly string[] | null;
  everyMin?: number;
  /** What people do, after each assessment. */
  people?: (app: App, now: Instant) => void | Promise<void>;
  /** The process is gone at these instants, in the middle of it all, and another starts on what it left on the disk. */
  killedAt?: readonly Instant[];
  /** The machine's clock is wrong by this, in minutes, at an instant. */
  clockErrorMin?: (at: Instant) => number;
}

export interface Played {
  events: readonly AlertEvent[];
  told: readonly OutboxRow[];
  /** One line an event: day, time, what, and who was told. */
  lines: readonly string[];
}

const HISTORY_MS = 10 * DAY_MS;
const MAYOR = 'mayor-town';

/** Plays a river through the whole service on a moved clock: MQTT, quality, SQLite, fitted forecast, policy, alert, mail. */
export async function playRiver(story: RiverStory): Promise<Played> {
  const { from, to, sent, everyMin = 10 } = story;
  let folder = mkdtempSync(join(tmpdir(), 'amont-river-'));
  const folders = [folder];
  const mail = await catchMail({ now: () => Date.now() }, () => {});
  const time = { now: from };
  const clock = { now: () => time.now };
  const events: AlertEvent[] = [];
  const told: OutboxRow[] = [];
  const start = async () => {
    const config = await configOf(story, folder, mail.port);
    const app = await createApp(config, pino({ level: 'silent' }), {
      clock,
      observe: (event) => events.push(event),
      delivered: (row) => told.push(row),
      priorWithout: story.priorWithout ?? [],
    });
    if (!app.ok) throw new Error(app.error);
    const client = await connectPublisher(app.value.brokerUrl, { clientId: `sensors-${folders.length}` });
    return { app: app.value, client };
  };

  let { app, client } = await start();
  const past = sent.filter((each) => each.sentAt < from && each.sentAt >= from - HISTORY_MS);
  await app.doors.readings.append(past.map((each) => historyOf(each, story)));
  if (story.priorWithout) await app.refit();
  addResident(app);
  app.schedule.start();
  const queue = sent.filter((each) => each.sentAt >= from && each.sentAt <= to).toSorted((a, b) => a.sentAt - b.sentAt);
  let next = 0;
  for (let at = from; at <= to; at += everyMin * MINUTE_MS) {
    time.now = at + (story.clockErrorMin?.(at) ?? 0) * MINUTE_MS;
    const due: Sent[] = [];
    for (; (queue[next]?.sentAt ?? Number.POSITIVE_INFINITY) <= at; next += 1) due.push(queue[next]!);
    await publish(client, due, story.stations);
    app.schedule.tick();
    if (story.killedAt?.includes(at)) {
      // What lies on the disk at this very moment is all that is left; the rest of the old process never was.
      const left = mkdtempSync(join(tmpdir(), 'amont-river-'));
      cpSync(folder, left, { recursive: true });
      folders.push(left);
      await Promise.all([client.endAsync(true), app.close()]);
      folder = left;
      forgetUnwritten(events, told, await eventIdsIn(left));
      ({ app, client } = await start());
      app.schedule.start();
      app.schedule.tick();
    }
    await app.settled();
    await story.people?.(app, time.now);
    await app.settled();
  }
  await client.endAsync();
  await app.close();
  await mail.close();
  for (const each of folders) rmSync(each, { recursive: true });
  return { events, told, lines: events.map((event) => lineOf(event, told)) };
}

/** What the killed process told its watcher after the disk was copied is told again by the next one. */
function forgetUnwritten(events: AlertEvent[], told: OutboxRow[], written: ReadonlySet<string>): void {
  events.splice(0, events.length, ...events.filter(({ id }) => written.has(id)));
  told.splice(0, told.length, ...told.filter(({ event }) => written.has(event)));
}

async function eventIdsIn(folder: string): Promise<ReadonlySet<string>> {
  const opened = await openDatabase(join(folder, 'amont.db'));
  if (!opened.ok) throw new Error(opened.error);
  const { journal, exerciseStore } = createSqliteStores(opened.value);
  const ids = [...journal.events('town', { limit: 10_000 }), ...exerciseStore.events('town', 10_000)];
  opened.value.close();
  return new Set(ids.map(({ id }) => id));
}

function historyOf({ station, observedAt, value, sentAt }: Sent, { stations }: RiverStory) {
  const quantity = stations.find(({ id }) => id === station)?.quantity ?? 'stage';
  return { station, quantity, observedAt, value, receivedAt: sentAt, quality: 'pass' as const, tests: [] };
}

async function publish(client: MqttClient, due: readonly Sent[], stations: readonly Station[]): Promise<void> {
  const fields = { stage: 'stageM', rain: 'rainMm', discharge: 'dischargeM3s' } as const;
  await Promise.all(
    due.map(({ station, observedAt, value }) => {
      const quantity = stations.find(({ id }) => id === station)?.quantity ?? 'stage';
      const payload = JSON.stringify({ observedAt: iso(observedAt), [fields[quantity]]: value });
      return client.publishAsync(`amont/v1/${station}/${quantity}`, payload, { qos: 1 });
    }),
  );
}

function addResident({ doors }: App): void {
  const at = doors.clock.now();
  const resident = {
    id: 'lea',
    commune: 'town',
    way: 'email',
    address: 'lea@example.org',
    language: 'en',
    requestedAt: at,
    quietHours: null,
  } as const;
  doors.subscriptions.request({ ...resident, confirmedAt: null }, 'hash');
  doors.subscriptions.confirm('lea', at);
}

async function configOf({ stations, town }: RiverStory, dataFolder: string, mailPort: number): Promise<Config> {
  const shipped = await demoConfig();
  const pattern = shipped.communes.get('coursan');
  if (!pattern) throw new Error('the shipped configuration has Coursan');
  const contacts = pattern.contacts.map((each) => ({ ...each, id: `${each.role}-town`, language: 'en' as const }));
  const commune: Commune = { ...pattern, id: 'town', name: 'Town', timeZone: 'UTC', watches: [town], contacts };
  const thresholds = { author: MAYOR, reason: 'test', defaults: { danger: danger } };
  return {
    ...shipped,
    dataFolder,
    network: createNetwork(stations),
    communes: new Map([['town', commune]]),
    policySeed: { ...thresholds, rules: expandRules(thresholds, [commune]).map(({ rule }) => rule) },
    mail: {
      host: '127.0.0.1',
      port: mailPort,
      secure: false,
      username: null,
      password: null,
      from: 'a@example.org',
      connections: 3,
    },
  };
}

const danger = { release: 'person-or-timeout' as const, afterMin: 15 };

/**
 * The mayor answers every level at once, and tells residents of one ten minutes after it waits for that; danger goes by the
 * signed policy if nobody decides.
 */
export function mayorReleases(level: 'prepare' | 'act' | 'danger') {
  return (app: App, now: Instant): void => {
    const alert = app.doors.journal.state('town')?.alert;
    if (alert && !alert.acknowledgements.some((each) => each.level === alert.level)) {
      app.doors.act('town', { kind: 'acknowledge', level: alert.level }, MAYOR);
    }
    const pending = app.doors.journal.state('town')?.alert?.telling.pending;
    if (pending?.level !== level || now - pending.since < 10 * MINUTE_MS) return;
    const done = app.doors.act('town', { kind: 'release', level }, MAYOR);
    if (!done.ok) throw new Error(done.error.kind);
  };
}

/** @example '23 21:10 raised prepare → mayor, duty-officer' */
function lineOf(event: AlertEvent, told: readonly OutboxRow[]): string {
  const rows = told.filter((row) => row.event === event.id && row.channel === 'email');
  const people = [...new Set(rows.map(({ recipient }) => (recipient.kind === 'contact' ? recipient.id : 'residents')))];
  const by = event.kind === 'released' ? ` by ${event.reason.because === 'person' ? 'mayor' : 'policy'}` : '';
  const when = iso(event.at).slice(8, 16).replace('T', ' ');
  const to = people
    .map((each) => each.replace('-town', ''))
    .toSorted()
    .join(', ');
  return `${when} ${event.exercise ? 'EXERCISE ' : ''}${event.kind} ${event.level}${by} → ${to}`;
}
