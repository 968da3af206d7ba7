import { beforeAll, describe, expect, test } from 'vitest';
import type { AlertEvent } from '../../src/alert/alert.ts';
import type { Config } from '../../src/config/config.ts';
import { runDemo } from '../../src/demo.ts';
import type { OutboxRow } from '../../src/notification/outbox.ts';
import { type RaisedLevel, raisedLevels, rank } from '../../src/territory/alert-level.ts';
import { firstPassage } from '../support/passages.ts';
import { demoConfig } from '../support/town.ts';

const RECORDING = 'aude-2020-01';
const at = (text: string) => Date.parse(`2020-01-${text}Z`);
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

  test.each(raisedLevels)('%s comes to the communes in the order in which the water passes their marks', (level) => {
    const order = (when: (commune: string) => number | null) =>
      flooded()
        .map(({ id }) => ({ id, at: when(id) }))
        .filter((each): each is { id: string; at: number } => each.at !== null)
        .sort((a, b) => a.at - b.at)
        .map(({ id }) => id);
    const passed = order((id) => firstPassage(RECORDING, config.communes.get(id)!, level, flood));
    expect(passed).toHaveLength(4);
    expect(order((id) => reached(id, level, flood))).toEqual(passed);
  });

  test('every mark is announced before the water passes it', () => {
    for (const commune of flooded()) {
      for (const level of raisedLevels) {
        const passage = firstPassage(RECORDING, commune, level, flood);
        const alert = reached(commune.id, level, flood);
        expect(alert, `${commune.id} ${level}`).not.toBeNull();
        expect(alert, `${commune.id} ${level}: passed ${clock(passage!)}, told ${clock(alert!)}`).toBeLessThan(
          passage!,
        );
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

  test('no level is left and entered again but for a second crest of the river', () => {
    for (const { id } of flooded()) {
      for (const level of raisedLevels) {
        const entries = of(id).filter((event) => event.level === level && event.from !== level && rank(level) > 0);
        expect(entries.length, `${id} ${level}`).toBeLessThanOrEqual(4);
      }
    }
  });

  test('Marseillette, whose gauge is stuck, is unknown for the whole flood and never normal', () => {
    const lost = of('marseillette').findLast((event) => event.kind === 'sight-lost' && event.at < at('22T12:00'));
    expect(lost).toMatchObject({ level: 'unknown', reason: { because: 'suspect-only' } });
    const again = of('marseillette').find((event) => event.kind === 'sight-regained' && event.at > lost!.at);
    expect(again === undefined || again.at > at('23T18:00')).toBe(true);
  });

  test('residents are told of danger by the signed policy after fifteen minutes, and of nothing sooner', () => {
    const releases = events.filter((event) => event.kind === 'released');
    expect(releases.length).toBeGreaterThan(0);
    for (const release of releases) {
      expect(release.reason).toEqual({ because: 'policy-timeout', signedBy: 'mayor-demo', afterMin: 15 });
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
