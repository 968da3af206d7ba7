import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import { type App, createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { expandRules } from '../../src/config/expand-rules.ts';
import { readPrior } from '../../src/forecast/io/prior-file.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { catchMail } from '../../src/notification/io/caught-mail.ts';
import type { Commune } from '../../src/territory/commune.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { connectPublisher } from '../support/publish.ts';
import { floodStations, marks, passes, START, syntheticFlood } from '../support/synthetic-flood.ts';
import { demoConfig } from '../support/town.ts';

async function healthOf({ url }: App): Promise<unknown> {
  return (await fetch(`${url}/health`)).json();
}

/** One small river teaches enough: all that are shipped take long to learn from. */
const priorWithout = readPrior().flatMap(({ id }) => (id === 'kenduskeag' ? [] : [id]));
const written = { author: 'staff', reason: 'first rules' };

/** A town on one data folder, started again and again with other files. */
async function createTown() {
  const folder = mkdtempSync(join(tmpdir(), 'amont-added-'));
  const mail = await catchMail({ now: () => Date.now() }, () => {});
  const shipped = await demoConfig();
  const clock = manualClock(START);
  const events: AlertEvent[] = [];
  const said: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) });
  const town: Commune = { ...shipped.communes.get('coursan')!, id: 'town', watches: [{ station: 'town', marks }] };
  const start = async (communes: readonly Commune[], stations = floodStations, release = {}) => {
    const file = { ...written, defaults: { act: release, danger: release } };
    const config: Config = {
      ...shipped,
      dataFolder: folder,
      network: createNetwork(stations),
      communes: new Map(communes.map((each) => [each.id, each])),
      policySeed: { ...written, rules: expandRules(file, communes).map(({ rule }) => rule) },
      mail: {
        host: '127.0.0.1',
        port: mail.port,
        secure: false,
        username: null,
        password: null,
        from: 'a@example.org',
        connections: 3,
      },
    };
    const app = await createApp(config, log, { clock, observe: (event) => events.push(event), priorWithout });
    if (!app.ok) throw new Error(app.error);
    app.value.schedule.start();
    return app.value;
  };
  /** Everything that the sensors say after a moment, up to another. */
  const flow = async (app: App, after: number, until: number) => {
    const client = await connectPublisher(app.brokerUrl, { clientId: 'sensors' });
    for (const { station, observedAt, value } of syntheticFlood()) {
      if (observedAt <= after || observedAt > until) continue;
      clock.advanceTo(observedAt);
      const message = JSON.stringify({ observedAt: iso(observedAt), stageM: value });
      await client.publishAsync(`amont/v1/${station}/stage`, message, { qos: 1 });
      app.schedule.tick();
      await app.settled();
    }
    await client.endAsync();
  };
  const look = async (app: App) => {
    app.schedule.tick();
    await app.settled();
  };
  const close = async () => {
    await mail.close();
    rmSync(folder, { recursive: true });
  };
  return { start, flow, look, close, folder, town, clock, events, said, mail };
}

test('a commune added to the configuration is watched and told, marks in force stay, and a gauge taken out amid an alert is judged until it ends', async () => {
  const { start, flow, look, close, town, events, said } = await createTown();
  const contacts = town.contacts.map((each) => ({ ...each, id: `ville-${each.id}` }));
  await (await start([town])).close();

  const lower = { ...town, watches: [{ station: 'town', marks: { ...marks, prepare: 1 } }] };
  const app = await start([lower, { ...town, id: 'ville', contacts }]);
  const rules = app.doors.policies.current()!.rules.map(({ commune, level, markM }) => [commune, level, markM]);
  expect(rules).toHaveLength(6);
  expect(rules).toContainEqual(['town', 'prepare', marks.prepare]);
  expect(rules).toContainEqual(['ville', 'danger', marks.danger]);
  expect(said.filter((line) => line.includes('"configuredM":1'))).toHaveLength(1);

  const until = passes(marks.danger) + 20 * MINUTE_MS;
  await flow(app, START - 1, until);
  const reached = events.filter(
    ({ kind, commune }) => commune === 'ville' && (kind === 'raised' || kind === 'escalated'),
  );
  expect(reached.at(-1)).toMatchObject({ level: 'danger', station: 'town' });

  await app.close();
  // Nothing is lacking any more: the next start adds no version.
  const again = await start([lower, { ...town, id: 'ville', contacts }]);
  expect(again.doors.policies.current()!.version).toBe(2);
  await again.close();

  // Town looks at another gauge now, amid its alert: it ends by the rules in force when the water has gone.
  const other = { ...lower, watches: [{ station: 'up', marks: { prepare: 8, act: 9, danger: 10 } }] };
  const without = await start([other], floodStations.slice(0, 1));
  await look(without);
  expect(await healthOf(without)).toMatchObject({ status: 'degraded', abandoned: ['ville'] });
  expect(said.filter((line) => line.includes('"ville"') && line.includes('no longer in communes.yaml'))).toHaveLength(
    1,
  );
  await without.close();
  expect(
    said.filter((line) => line.includes('an alert stands at town, which is no longer in stations.yaml')),
  ).toHaveLength(1);
  const later = await start([other, { ...town, id: 'ville', contacts }]);
  expect(await healthOf(later)).toMatchObject({ abandoned: [] });
  await flow(later, until, Number.POSITIVE_INFINITY);
  expect(events.filter(({ kind, commune }) => kind === 'closed' && commune === 'town')).toHaveLength(1);
  expect(later.doors.journal.state('town')!.alert).toBeNull();
  await later.close();
  await close();
}, 120_000);

test('an alert at a gauge that is gone from the configuration counts as not seen: staff are told, and may end it; then nothing is left of that gauge', async () => {
  const { start, flow, look, close, town, clock, events, mail } = await createTown();
  const app = await start([town], floodStations, { release: 'person-or-timeout', afterMin: 5 });
  const until = passes(marks.act) + 20 * MINUTE_MS;
  await flow(app, START - 1, until);
  expect(app.doors.journal.state('town')?.alert?.level).toBe('danger');
  await app.close();

  const other = { ...town, watches: [{ station: 'up', marks: { prepare: 8, act: 9, danger: 10 } }] };
  const [up] = floodStations;
  const without = await start([other], [up!]);
  const before = events.length;
  const caught = mail.mails().length;
  await look(without);
  expect(events.slice(before).map(({ kind, station, level }) => [kind, station, level])).toContainEqual([
    'sight-lost',
    'town',
    'danger',
  ]);
  expect(
    mail
      .mails()
      .slice(caught)
      .map(({ subject }) => subject),
  ).toContainEqual(expect.stringMatching(/SANS MESURE Coursan : town$/));
  const lost = events.findLast(({ kind, station }) => kind === 'sight-lost' && station === 'town')!;
  for (const hours of [8, 17]) {
    clock.advanceTo(lost.at + hours * HOUR_MS);
    await look(without);
  }
  // Longer ago than stages are remembered, it is still known when it was last seen.
  expect(events.filter(({ kind, station }) => kind === 'still-not-seen' && station === 'town')).toMatchObject([
    { reason: lost.reason },
    { reason: lost.reason },
  ]);
  expect(lost.reason).toMatchObject({ because: 'not-seen', since: expect.any(Number) });
  expect(without.doors.act('town', { kind: 'close' }, 'mayor-coursan')).toEqual({ ok: true, value: null });
  expect(events.at(-1)).toMatchObject({ kind: 'closed', reason: { because: 'person' } });
  clock.advanceTo(clock.now() + MINUTE_MS);
  await look(without);
  expect(Object.keys(without.doors.journal.state('town')!.gauges)).toEqual(['up']);
  await without.close();
  await close();
}, 120_000);

test('while what was learned is read from a slow disk pages answer, and nothing is judged by less than that', async () => {
  const { start, flow, look, close, folder, town, clock } = await createTown();
  const judgedBy = (app: App) =>
    app.doors.decisions.last('town', 'town', clock.now(), clock.now())?.assessment.modelVersion;
  const app = await start([town]);
  await flow(app, START - 2 * HOUR_MS, START);
  await app.refit();
  clock.advanceTo(START + MINUTE_MS);
  await look(app);
  const learned = judgedBy(app);
  expect(learned).toMatch(/^adlp-/);
  await app.close();

  const file = join(folder, 'forecast-model.bin');
  const bytes = readFileSync(file);
  rmSync(file);
  // A pipe gives nothing before somebody writes into it.
  execFileSync('mkfifo', [file]);
  const again = await start([town]);
  clock.advanceTo(START + 2 * MINUTE_MS);
  again.schedule.tick();
  expect(await healthOf(again)).toMatchObject({ forecast: { fittedAt: null } });
  expect(judgedBy(again)).toBeUndefined();
  await writeFile(file, bytes);
  await again.settled();
  expect(judgedBy(again)).toBe(learned);
  await again.close();
  await close();
}, 120_000);

test('a mayor who comes into the files amid an alert, in the place of the one who was asked, is asked next', async () => {
  const { start, flow, close, town, clock, events, mail } = await createTown();
  const app = await start([town]);
  await flow(app, START - 1, passes(marks.act));
  const raised = events.findLast(({ kind }) => kind === 'raised' || kind === 'escalated')!;
  expect(app.doors.told.toContacts(raised.id).map(({ recipient }) => recipient.id)).toContain('coursan-mayor');
  await app.close();

  const contacts = town.contacts.map((each) =>
    each.id === 'coursan-mayor' ? { ...each, id: 'next-mayor', email: 'next-mayor@example.org' } : each,
  );
  const changed = await start([{ ...town, contacts }]);
  clock.advanceTo(raised.at + HOUR_MS / 2);
  changed.passTime();
  await changed.settled();
  expect(events.at(-1)).toMatchObject({ kind: 'passed-on', reason: { because: 'no-answer', told: ['next-mayor'] } });
  expect(mail.mails().map(({ to }) => to)).toContainEqual(expect.stringContaining('next-mayor@example.org'));
  await changed.close();
  await close();
}, 120_000);

test('what was signed for a gauge that is no longer watched tells residents nothing by itself', async () => {
  const { start, flow, close, town } = await createTown();
  await (await start([town], floodStations, { release: 'person-or-timeout', afterMin: 5 })).close();
  const other = await start([{ ...town, watches: [{ station: 'up', marks }] }]);
  await flow(other, START - 1, passes(marks.act));
  expect(other.doors.journal.state('town')?.alert?.telling).toMatchObject({ told: 'normal', pending: { dueAt: null } });
  await other.close();
  await close();
}, 120_000);
