import { beforeAll, describe, expect, test } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import type { Config } from '../../src/config/config.ts';
import { runDemo } from '../../src/demo.ts';
import type { OutboxRow } from '../../src/notification/outbox.ts';
import { type AlertLevel, type RaisedLevel, raisedLevels, rank } from '../../src/territory/alert-level.ts';
import { firstPassage } from '../support/passages.ts';
import { demoConfig } from '../support/town.ts';

const RECORDING = 'aude-2020-01';
const at = (text: string) => Date.parse(`2020-01-${text}Z`);
const standing = (level: AlertLevel) => (level === 'unknown' ? 'normal' : level);
const clock = (instant: number) => new Date(instant).toISOString().slice(8, 16);

/** Storm Gloria on the Aude, January 2020, through the whole service: MQTT, SQLite, forecast, policy, alert, mail. */
describe('the recorded flood of January 2020', () => {
  let config: Config;
  const events: AlertEvent[] = [];
  const told: OutboxRow[] = [];

  beforeAll(async () => {
    config = await demoConfig();
    const done = await runDemo(
      config,
      { recording: RECORDING, speed: Number.POSITIVE_INFINITY, stop: new AbortController().signal },
      {
        ready: () => undefined,
        loading: () => undefined,
        replaying: () => undefined,
        waiting: () => undefined,
        finished: () => Promise.resolve(),
        event: (event) => events.push(event),
        told: (row) => told.push(row),
        failed: (error) => {
          throw error;
        },
      },
    );
    expect(done).toEqual({ ok: true, value: null });
  }, 300_000);

  const of = (commune: string) => events.filter((event) => event.commune === commune);
  const flooded = () => [...config.communes.values()].filter(({ id }) => id !== 'marseillette');
  const reached = (commune: string, level: RaisedLevel, from: number) =>
    of(commune).find(
      (event) =>
        event.at >= from &&
        (event.kind === 'raised' || event.kind === 'escalated') &&
        event.level !== 'unknown' &&
        rank(event.level) >= rank(level),
    )?.at ?? null;
  /** Before this day the river is quiet. */
  const flood = at('21T00:00');

  const passage = (commune: string, level: RaisedLevel) =>
    firstPassage(RECORDING, config.communes.get(commune)!, level, flood)!;
  const leadTimeMs = (commune: string, level: RaisedLevel) =>
    Math.max(
      ...config.policySeed.rules
        .filter((rule) => rule.commune === commune && rule.level === level)
        .map((rule) => rule.leadTimeH * 3_600_000),
    );

  test('along the water, the alerts come in the order in which the water passes the marks', () => {
    const isAbove = (a: string, b: string) =>
      config.communes
        .get(b)!
        .watches.some(({ station }) =>
          config.communes.get(a)!.watches.some((each) => config.network.upstreamOf(station).includes(each.station)),
        );
    const pairs = flooded().flatMap((a) =>
      flooded().flatMap((b) => (a !== b && isAbove(a.id, b.id) ? [[a.id, b.id] as const] : [])),
    );
    expect(pairs.map((pair) => pair.join(' above '))).toEqual([
      'limoux above trebes',
      'limoux above coursan',
      'trebes above coursan',
      'lagrasse above coursan',
    ]);
    for (const level of raisedLevels) {
      for (const [a, b] of pairs) {
        const observed = passage(a, level) < passage(b, level);
        expect(reached(a, level, flood)! < reached(b, level, flood)!, `${a}, ${b}: ${level}`).toBe(observed);
      }
    }
  });

  test('every mark that the water passed was announced before it, and no more than an hour before the lead time asked for', () => {
    for (const { id } of flooded()) {
      for (const level of raisedLevels) {
        const alert = reached(id, level, flood)!;
        const passed = passage(id, level);
        const said = `${id} ${level}: told ${clock(alert)}, passed ${clock(passed)}`;
        expect(alert, said).toBeLessThan(passed);
        expect(alert, said).toBeGreaterThanOrEqual(passed - leadTimeMs(id, level) - 3_600_000);
      }
    }
  });

  test('each commune has one alert, which comes down level by level and ends', () => {
    for (const { id } of flooded()) {
      const alerts = new Set(of(id).flatMap(({ alert }) => alert ?? []));
      expect([...alerts], id).toHaveLength(1);
      expect(of(id).at(-1)).toMatchObject({ kind: 'closed', level: 'normal' });
    }
  });

  test('no level is entered again but for the second crest of the 23rd', () => {
    for (const { id } of flooded()) {
      for (const level of raisedLevels) {
        const rises = of(id).filter((event) => event.level === level && rank(level) > rank(standing(event.from)));
        expect(rises.length, `${id} ${level}`).toBeLessThanOrEqual(2);
      }
    }
  });

  test('Marseillette, whose gauge is stuck, is unknown for the whole flood and never normal', () => {
    const lost = of('marseillette').findLast((event) => event.kind === 'sight-lost' && event.at < at('22T12:00'));
    expect(lost).toMatchObject({ level: 'unknown', reason: { because: 'suspect-only' } });
    const after = of('marseillette').filter((event) => event.at >= lost!.at && event.at < at('25T00:00'));
    expect(after.map(({ level }) => level)).not.toContain('normal');
  });

  test('residents are told of danger by the signed policy after fifteen minutes, and of nothing sooner', () => {
    const releases = events.filter((event) => event.kind === 'released');
    expect(releases.length).toBeGreaterThan(0);
    for (const release of releases) {
      expect(release.reason).toEqual({ because: 'policy-timeout', signedBy: 'mayor-demo', signedIn: 1, afterMin: 15 });
      const raise = of(release.commune).findLast((event) => event.at < release.at && event.level === 'danger');
      expect(release.at - raise!.at).toBeGreaterThanOrEqual(15 * 60_000);
    }
  });

  test('the mayor gets a message for every level, the all-clear included', () => {
    for (const commune of flooded()) {
      const mayor = commune.contacts.find(({ role }) => role === 'mayor')!;
      const got = told.filter(({ recipient, channel }) => recipient.id === mayor.id && channel === 'email');
      const moves = of(commune.id).filter(({ kind }) => ['raised', 'escalated', 'lowered', 'closed'].includes(kind));
      for (const move of moves) expect(got.filter(({ event }) => event === move.id)).toHaveLength(1);
    }
  });
});
