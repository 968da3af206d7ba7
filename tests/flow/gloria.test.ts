import { beforeAll, describe, expect, test } from 'vitest';
import { type AlertEvent, levelOf } from '../../src/alert/alert.ts';
import { standingAt } from '../../src/alert/standing-at.ts';
import type { Config } from '../../src/config/config.ts';
import { runDemo } from '../../src/demo.ts';
import type { Doors } from '../../src/http/doors.ts';
import { type PastView, pastAlerts, viewPast } from '../../src/http/views/afterwards/past-view.ts';
import { type ReplayView, viewReplay } from '../../src/http/views/afterwards/replay-view.ts';
import { type ReportView, viewReport } from '../../src/http/views/afterwards/report-view.ts';
import { type VerificationView, viewVerification } from '../../src/http/views/afterwards/verification-view.ts';
import type { OutboxRow } from '../../src/notification/outbox.ts';
import { type AlertLevel, type RaisedLevel, raisedLevels, rank } from '../../src/territory/alert-level.ts';
import type { Commune } from '../../src/territory/commune.ts';
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
  const moments: Moment[] = [];
  let doors: Doors | null = null;
  let afterwards: Awaited<ReturnType<typeof lookBack>>;

  beforeAll(async () => {
    config = await demoConfig();
    const done = await runDemo(
      config,
      { recording: RECORDING, speed: Number.POSITIVE_INFINITY, stop: new AbortController().signal },
      {
        ready: (app) => {
          doors = app.doors;
        },
        loading: () => undefined,
        replaying: () => undefined,
        waiting: () => undefined,
        finished: async () => {
          afterwards = await lookBack(doors!, config.communes, moments);
        },
        event: (event) => {
          events.push(event);
          // A moment looked at while the flood goes on, to be looked at again when everything is known.
          const commune = config.communes.get(event.commune)!;
          if (event.kind === 'escalated' && event.level === 'danger')
            moments.push({ commune, at: event.at - 1, seen: viewReplay(doors!, commune, event.at - 1) });
        },
        told: (row) => told.push(row),
        failed: (error) => {
          throw error;
        },
      },
    );
    expect(done).toEqual({ ok: true, value: null });
  }, 1_200_000);

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
      const raise = of(release.commune).findLast(
        ({ at, level, kind }) => at < release.at && level === 'danger' && (kind === 'raised' || kind === 'escalated'),
      );
      expect(release.at - raise!.at).toBeGreaterThanOrEqual(15 * 60_000);
    }
  });

  test('nobody is logged in: the ladder is climbed until its mayor answers, twenty minutes after each raise', () => {
    const answers = events.filter(({ kind }) => kind === 'acknowledged');
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) {
      expect(answer.reason).toEqual({ because: 'person', person: 'mayor-demo' });
      const raise = of(answer.commune).findLast(
        ({ at, kind }) => at < answer.at && (kind === 'raised' || kind === 'escalated'),
      );
      expect(answer.at - raise!.at).toBe(20 * 60_000);
    }
    expect(events.some(({ kind }) => kind === 'passed-on')).toBe(true);
  });

  test('the mayor gets a message for every level, the all-clear included', () => {
    for (const commune of flooded()) {
      const mayor = commune.contacts.find(({ role }) => role === 'mayor')!;
      const got = told.filter(({ recipient, channel }) => recipient.id === mayor.id && channel === 'email');
      const moves = of(commune.id).filter(({ kind }) => ['raised', 'escalated', 'lowered', 'closed'].includes(kind));
      for (const move of moves) expect(got.filter(({ event }) => event === move.id)).toHaveLength(1);
    }
  });

  describe('looked back at', () => {
    test('each report says what came true: every level that was passed, when, and how long before it was told', () => {
      const alerts = events.flatMap(({ alert }) => alert ?? []);
      expect(new Set(afterwards.reports.map(({ alert }) => alert.id))).toEqual(new Set(alerts));
      const reports = afterwards.reports.filter(({ commune }) => flooded().includes(commune));
      expect(reports).toHaveLength(flooded().length);
      for (const { commune, outcomes, alert, told: messages, models, gauges } of reports) {
        for (const { level, outcome, passedAt, leadTimeH } of outcomes) {
          expect([commune.id, level, outcome]).toEqual([commune.id, level, 'hit']);
          expect(passedAt).toBe(passage(commune.id, level));
          expect(leadTimeH).toBe((passage(commune.id, level) - reached(commune.id, level, flood)!) / 3_600_000);
        }
        expect(alert.events).toEqual(of(commune.id).filter((event) => event.alert === alert.id));
        expect(messages.every((each) => each.told.contacts.length > 0)).toBe(true);
        expect(models.length).toBeGreaterThan(0);
        expect(gauges.some(({ turns }) => turns.some(({ verdict }) => verdict.kind === 'raise'))).toBe(true);
      }
    });

    test('a past moment, looked at again when everything is known, is what it was then', async () => {
      expect(moments.length).toBeGreaterThan(1);
      for (const [index, { seen }] of moments.entries()) expect(afterwards.moments[index]).toEqual(await seen);
    });

    test('the same policy version gives the very same verdicts again', () => {
      const gauges = afterwards.moments.flatMap((each) => each.gauges);
      expect(gauges.map(({ isReproduced }) => isReproduced)).not.toContain(false);
      expect(gauges.some(({ isReproduced }) => isReproduced)).toBe(true);
    });

    test('events alone tell the level that the state holds, and what residents were told', () => {
      for (const { standing, state } of afterwards.standings) {
        expect(standing.level).toBe(levelOf(state));
        expect(standing.told).toBe(state.alert?.telling.told ?? 'normal');
      }
    });

    test('verification counts each flood once, with the lead time of its report, and says that one is too few', () => {
      for (const { commune, levels, gauges } of afterwards.verifications) {
        const isFlooded = commune.id !== 'marseillette';
        for (const { level, contingency, missesUpTo, floods } of levels) {
          const said = `${commune.id} ${level}`;
          expect([said, contingency.hits, contingency.misses]).toEqual([said, isFlooded ? 1 : 0, 0]);
          expect(missesUpTo).toBe(isFlooded ? 1 : null);
          const report = afterwards.reports.find((each) => each.commune.id === commune.id);
          expect(floods[0]?.leadTimeH ?? null).toBe(
            report?.outcomes.find((each) => each.level === level)?.leadTimeH ?? null,
          );
        }
        for (const { count, reliability } of gauges.flatMap(({ chances }) => chances)) {
          expect(reliability.reduce((sum, row) => sum + row.count, 0)).toBe(count);
        }
      }
    });

    test('verification says when the stuck gauge was not seen: its flood is in no figure', () => {
      const { gauges } = afterwards.verifications.find(({ commune }) => commune.id === 'marseillette')!;
      const crest = at('23T06:00');
      expect(gauges.flatMap(({ unseen }) => unseen).some(({ from, to }) => from < crest && crest < to)).toBe(true);
    });

    test('staff are asked about every alert that is over', () => {
      for (const { commune, events: asked } of afterwards.past) {
        const closed = of(commune.id).filter(({ kind }) => kind === 'closed');
        expect(asked.filter(({ alert }) => alert !== null).map(({ id }) => id)).toEqual(
          closed.map(({ alert }) => alert),
        );
      }
    });
  });
});

interface Moment {
  commune: Commune;
  at: number;
  seen: Promise<ReplayView>;
}

/** Everything that is told afterwards, asked for when the recording is over. */
async function lookBack(doors: Doors, communes: Config['communes'], moments: readonly Moment[]) {
  const reports: ReportView[] = [];
  const verifications: VerificationView[] = [];
  const past: PastView[] = [];
  for (const commune of communes.values()) {
    for (const { id } of pastAlerts(doors, commune)) reports.push((await viewReport(doors, commune, id))!);
    verifications.push(await viewVerification(doors, commune));
    past.push(await viewPast(doors, commune));
  }
  const standings = [...communes.keys()].map((id) => {
    const all = doors.journal.events(id, { limit: 10_000 });
    return { standing: standingAt(all, doors.clock.now()), state: doors.journal.state(id)! };
  });
  const again = await Promise.all(moments.map(({ commune, at }) => viewReplay(doors, commune, at)));
  return { reports, verifications, past, standings, moments: again };
}
