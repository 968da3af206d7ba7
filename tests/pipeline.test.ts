import { describe, expect, it } from 'vitest';
import type { AlertEvent, CommuneState } from '../src/alert/alert.ts';
import { createFirstModel } from '../src/forecast/issue/first-model.ts';
import { manualClock } from '../src/lib/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../src/lib/units.ts';
import { createPipeline, type PipelineParts } from '../src/pipeline.ts';
import { createRecentReadings } from '../src/reading/recent-readings.ts';
import { createNetwork } from '../src/territory/network.ts';
import { communes, rules, stations } from './support/aude.ts';
import { eventOf, rowOf } from './support/commits.ts';
import { memoryStores } from './support/memory-database.ts';
import { stageReading } from './support/stage-reading.ts';

const T0 = Date.UTC(2020, 0, 22, 12);
const network = createNetwork(stations);
type Stores = ReturnType<typeof memoryStores>;

/** The flow of three communes, all of whose gauges stand above the mark of `act`. */
async function flood(change: (stores: Stores) => Partial<PipelineParts> = () => ({})) {
  const stores = memoryStores();
  const clock = manualClock(T0);
  const entry = { at: T0, actor: { service: true }, action: 'policy.changed', commune: null, detail: {} } as const;
  stores.policies.append({ author: 'anne', reason: 'first', createdAt: T0, rules }, entry);
  for (const { watches } of communes) {
    for (const { station, marks } of watches) {
      await stores.readings.append(
        Array.from({ length: 13 }, (_, step) => {
          const observedAt = T0 + (step - 12) * 10 * MINUTE_MS;
          const value = marks.act + 0.2 + (step - 12) * 0.05;
          return stageReading(station, observedAt, value);
        }),
      );
    }
  }
  const model = createFirstModel(network);
  const told: string[] = [];
  const observed: AlertEvent[] = [];
  const pipeline = createPipeline({
    ...stores,
    clock,
    clockOffTold: (event) => event,
    listening: { since: () => T0, heard() {}, reckonedAt: () => null },
    network,
    limits: { of: () => null },
    devices: [],
    acceptSimulated: false,
    excluding: () => [],
    recent: createRecentReadings(stores.readings, 48),
    model: () => model,
    exercises: { advance: () => [], nextInTurn: () => [] },
    messagesOf: (events) => events.map(({ id, commune }) => ({ ...rowOf(id, mayorOf(commune)), commune })),
    atomically: (work) => stores.db.transaction(work)(),
    observe: (event) => void observed.push(event),
    turn: () => Promise.resolve(),
    isSpoiled: () => false,
    failed: (place, error) => void told.push(`${place}: ${String(error)}`),
    ...change(stores),
  });
  const standing = () => communes.map(({ id }) => stores.journal.state(id)?.alert?.level ?? null);
  const written = (commune: string) => stores.journal.deliveries(commune, 9).map(({ event }) => event);
  return { ...stores, pipeline, clock, told, observed, standing, written };
}
const communeOf = (id: string) => communes.filter((each) => each.id === id);
const mayorOf = (id: string) => ({ kind: 'contact' as const, id: communeOf(id)[0]!.contacts[0]!.id });

describe('a round', () => {
  it('raises what the water shows, with its messages, and keeps what was decided on', async () => {
    const { pipeline, standing, written, told, observed, decisions, forecasts, journal } = await flood();
    expect(await pipeline.assess(communes)).toEqual([]);
    expect(standing()).toEqual(['act', 'act', 'act']);
    expect(told).toEqual([]);
    for (const { id } of communes) {
      const events = journal.events(id, { limit: 9 });
      expect(events.map(({ kind }) => kind)).toEqual(['raised']);
      expect(written(id)).toEqual(events.map((each) => each.id));
      expect(observed.filter(({ commune }) => commune === id)).toEqual(events);
      expect(decisions.last(id, id, T0, T0)?.assessment.issuedAt).toBe(T0);
      expect(forecasts.paths(id, T0)).not.toBeNull();
      expect(forecasts.latest(id, T0)?.chances.map(({ markM }) => markM)).toEqual(
        Object.values(communes.find((each) => each.id === id)!.watches[0]!.marks),
      );
    }
    await pipeline.assess(communes);
    expect(observed.length).toBe(3);
  });

  it('concerns no commune that it is not asked of', async () => {
    const { pipeline, standing } = await flood();
    await pipeline.assess(communeOf('lagrasse'));
    expect(standing()).toEqual([null, 'act', null]);
  });

  it('that fails in one commune is told of it, and raises the others', async () => {
    const { pipeline, standing, told, observed } = await flood(() => ({
      messagesOf: (events: readonly AlertEvent[], state: Pick<CommuneState, 'commune'>) => {
        if (state.commune === 'lagrasse') throw new Error('no words for it');
        return events.map(({ id }) => rowOf(id));
      },
    }));
    expect(await pipeline.assess(communes)).toEqual(communeOf('lagrasse'));
    expect(standing()).toEqual(['act', null, 'act']);
    expect(told).toEqual(['lagrasse: Error: no words for it']);
    expect(observed.map(({ commune }) => commune)).toEqual(['trebes', 'coursan']);
  });

  it('that cannot be written for one commune is told of it, written for the others, and observed and kept as judged of those alone', async () => {
    const { pipeline, standing, told, observed, decisions } = await flood(({ journal }) => ({
      journal: {
        ...journal,
        commit(each) {
          journal.commit(each);
          if (each.state.commune === 'lagrasse') throw new Error('disk image is malformed');
        },
      },
    }));
    expect(await pipeline.assess(communes)).toEqual(communeOf('lagrasse'));
    expect(standing()).toEqual(['act', null, 'act']);
    expect(told).toEqual(['lagrasse: Error: disk image is malformed']);
    expect(observed.map(({ commune }) => commune)).toEqual(['trebes', 'coursan']);
    // Or pages would take the level that stands for judged.
    const judged = communes.filter(({ id }) => decisions.last(id, id, T0, T0) !== undefined);
    expect(judged.map(({ id }) => id)).toEqual(['trebes', 'coursan']);
  });

  it('whose forecasts cannot be kept raises all the same', async () => {
    const { pipeline, standing, told } = await flood(({ forecasts }) => ({
      forecasts: {
        ...forecasts,
        append() {
          throw new Error('disk image is malformed');
        },
      },
    }));
    await pipeline.assess(communes);
    expect(standing()).toEqual(['act', 'act', 'act']);
    expect(told).toEqual(communes.map(({ id }) => `${id}: Error: disk image is malformed`));
  });

  it('whose state cannot be read in one commune is told of it, and raises the others', async () => {
    const { pipeline, told, observed } = await flood(({ journal }) => ({
      journal: {
        ...journal,
        state(commune) {
          if (commune === 'lagrasse') throw new Error('disk image is malformed');
          return journal.state(commune);
        },
      },
    }));
    await pipeline.assess(communes);
    expect(observed.map(({ commune }) => commune)).toEqual(['trebes', 'coursan']);
    expect(new Set(told)).toContain('lagrasse: Error: disk image is malformed');
  });

  it('lowers what has fallen, although the water moves within the gauge’s own noise', async () => {
    const { pipeline, clock, readings, standing } = await flood(({ readings: store }) => ({
      recent: createRecentReadings(store, 48, () => 'all'),
    }));
    await pipeline.assess(communeOf('lagrasse'));
    for (let step = 1; step <= 36; step += 1) {
      clock.advanceTo(T0 + step * 10 * MINUTE_MS);
      const value = step <= 12 ? 2.2 - 0.15 * step : 0.4 + 0.001 * step;
      await readings.append([stageReading('lagrasse', clock.now(), value)]);
      await pipeline.assess(communeOf('lagrasse'));
    }
    expect(standing()[1]).toBeNull();
  });

  it('takes in what another process has written', async () => {
    let isWritten = false;
    const { pipeline, readings, standing } = await flood(({ readings: store }) => ({
      recent: createRecentReadings(store, 48, () => (isWritten ? 'all' : [])),
    }));
    await pipeline.assess(communeOf('lagrasse'));
    const [first] = await readings.window({ station: 'lagrasse', quantity: 'stage' }, T0, T0, T0);
    await readings.append([{ ...first!, observedAt: T0 + MINUTE_MS, receivedAt: T0, value: 3 }]);
    await pipeline.assess(communeOf('lagrasse'));
    expect(standing()[1]).toBe('act');
    isWritten = true;
    await pipeline.assess(communeOf('lagrasse'));
    expect(standing()[1]).toBe('danger');
  });

  it('leaves a gauge that could not be looked at as it is', async () => {
    let isDamaged = false;
    const { pipeline, journal, told, standing } = await flood(({ readings }) => {
      const held = createRecentReadings(readings, 48);
      const of: typeof held.of = async (series, now) => {
        if (isDamaged && series.station === 'lagrasse') throw new Error('a damaged page');
        return held.of(series, now);
      };
      return { recent: { ...held, of } };
    });
    await pipeline.assess(communeOf('lagrasse'));
    const { gauges } = journal.state('lagrasse')!;
    isDamaged = true;
    await pipeline.assess(communeOf('lagrasse'));
    expect(told).toEqual(['lagrasse: Error: a damaged page']);
    expect(journal.state('lagrasse')?.gauges).toEqual(gauges);
    expect(standing()).toEqual([null, 'act', null]);
  });

  it('keeps an alert at a gauge that is in the files no more, and says that nobody sees it', async () => {
    const { pipeline, journal, told } = await flood();
    await pipeline.assess(communeOf('lagrasse'));
    const before = journal.state('lagrasse')!;
    const gauges = { 'old-bridge': before.gauges['lagrasse']! };
    journal.commit({ state: { ...before, gauges }, events: [], outbox: [], record: [] });
    await pipeline.assess(communeOf('lagrasse'));
    expect(told).toEqual([expect.stringContaining('old-bridge: Error: an alert stands at old-bridge')]);
    const after = journal.state('lagrasse')!;
    expect(after.gauges['old-bridge']).toMatchObject({ level: 'act', notSeen: { why: 'silent' } });
    expect(after.gauges['lagrasse']?.level).toBe('act');
    expect(after.alert?.id).toBe(before.alert?.id);
  });

  it('plays exercises after what is real, which ends them; one that fails is told and holds up no alert', async () => {
    const played: unknown[] = [];
    const over: AlertEvent = { ...eventOf(1), commune: 'trebes', kind: 'closed', level: 'normal', exercise: true };
    const { pipeline, standing, told, observed } = await flood(({ journal }) => ({
      exercises: {
        nextInTurn: () => [],
        advance(commune, alert, now) {
          played.push([commune, alert?.level, now, journal.events(commune, { limit: 9 }).length]);
          if (commune === 'lagrasse') throw new Error('a fault in the play');
          return commune === 'trebes' ? [over] : [];
        },
      },
    }));
    await pipeline.assess(communes);
    expect(played).toEqual(communes.map(({ id }) => [id, 'act', T0, 1]));
    expect(standing()).toEqual(['act', 'act', 'act']);
    expect(told).toEqual(['exercise lagrasse: Error: a fault in the play']);
    expect(observed.slice(3)).toEqual([over]);
  });

  it('plays an exercise by the time that it is once all is looked at: one that was started meanwhile lies not ahead', async () => {
    const played: number[] = [];
    let afterLook = () => {};
    const { pipeline, clock } = await flood(() => ({
      turn: async () => afterLook(),
      exercises: { advance: (_commune, _alert, now) => (played.push(now), []), nextInTurn: () => [] },
    }));
    afterLook = () => clock.advanceTo(T0 + 2 * MINUTE_MS);
    await pipeline.assess(communeOf('lagrasse'));
    expect(played).toEqual([T0 + 2 * MINUTE_MS]);
  });

  it('in which the clock is set on tells no gauge as lost that has not had the time to report', async () => {
    let setOn = () => {};
    let now = () => T0;
    const { pipeline, clock, observed } = await flood(() => ({
      listening: { since: () => now() - MINUTE_MS, heard() {}, reckonedAt: () => null },
      turn: async () => setOn(),
    }));
    now = clock.now;
    clock.advanceTo(T0 + 3 * HOUR_MS);
    setOn = () => clock.advanceTo(T0 + 5 * HOUR_MS);
    await pipeline.assess(communeOf('lagrasse'));
    expect(observed).toEqual([]);
  });

  it('leaves exercises alone where nothing real is going on', async () => {
    const played: unknown[] = [];
    const { pipeline } = await flood(({ readings }) => ({
      recent: createRecentReadings({ ...readings, window: async () => [] }, 48),
      exercises: { advance: (_commune, alert) => (played.push(alert), []), nextInTurn: () => [] },
    }));
    await pipeline.assess(communes);
    expect(played).toEqual([null, null, null]);
  });
});

describe('the passing of time', () => {
  it('plays exercises by the minute: between two rounds a level would be passed over, and the end come late', async () => {
    const played: unknown[] = [];
    const { pipeline, clock } = await flood(() => ({
      exercises: {
        advance: (commune, _alert, now, hasTurn) => (played.push([commune, now, hasTurn]), []),
        nextInTurn: () => ['trebes'],
      },
    }));
    clock.advanceTo(T0 + MINUTE_MS);
    await pipeline.passTime(communes);
    expect(played).toEqual([
      ...communes.map(({ id }) => [id, T0 + MINUTE_MS, false]),
      ['trebes', T0 + MINUTE_MS, true],
    ]);
  });

  it.each(['by itself', 'in a round'])('asks the next where nobody answers, %s, and nobody twice', async (way) => {
    const { pipeline, clock, journal, observed, written, told } = await flood();
    await pipeline.assess([...communeOf('trebes'), ...communeOf('lagrasse')]);
    await pipeline.passTime(communes);
    expect(observed.length).toBe(2);
    clock.advanceTo(T0 + HOUR_MS / 4);
    const pass = () =>
      way === 'by itself'
        ? pipeline.passTime(communes)
        : pipeline.assess([...communeOf('trebes'), ...communeOf('lagrasse')]);
    await pass();
    const asked = observed.filter(({ kind }) => kind === 'passed-on');
    expect(asked.map(({ commune }) => commune)).toEqual(['trebes', 'lagrasse']);
    for (const event of asked) {
      expect(journal.event(event.id)).toEqual(event);
      expect(written(event.commune)).toContain(event.id);
    }
    await pass();
    expect(observed.filter(({ kind }) => kind === 'passed-on').length).toBe(2);
    expect(journal.state('coursan')).toBeNull();
    expect(told).toEqual([]);
  });

  it('is told where it fails, and goes on elsewhere', async () => {
    let isDamaged = false;
    const { pipeline, clock, told, observed } = await flood(({ journal }) => ({
      journal: {
        ...journal,
        events(commune, options) {
          if (isDamaged && commune === 'trebes') throw new Error('disk image is malformed');
          return journal.events(commune, options);
        },
      },
    }));
    await pipeline.assess(communes);
    expect(told).toEqual([]);
    isDamaged = true;
    clock.advanceTo(T0 + HOUR_MS);
    await pipeline.passTime(communes);
    expect(observed.slice(3).map(({ commune }) => commune)).toEqual(['lagrasse', 'coursan']);
    expect(told).toEqual(['trebes: Error: disk image is malformed']);
  });
});

describe('a deed', () => {
  it('is written with its messages and who did what by which policy, and observed', async () => {
    const { pipeline, clock, journal, record, observed, written } = await flood();
    await pipeline.assess(communeOf('lagrasse'));
    clock.advanceTo(T0 + MINUTE_MS);
    const deed = { kind: 'acknowledge', level: 'act' } as const;
    expect(pipeline.act('lagrasse', deed, 'lagrasse-mayor', 'reply')).toEqual({ ok: true, value: null });
    const { alert } = journal.state('lagrasse')!;
    expect(record.recent('lagrasse', 1)).toMatchObject([
      {
        at: T0 + MINUTE_MS,
        actor: { person: 'lagrasse-mayor' },
        action: 'alert.acknowledge',
        detail: { ...deed, by: 'reply', alert: alert?.id, policyVersion: 1 },
      },
    ]);
    expect(observed.map(({ kind }) => kind)).toEqual(['raised', 'acknowledged']);
    expect(written('lagrasse')).toContain(observed[1]?.id);
  });

  it('that is refused leaves nothing behind', async () => {
    const { pipeline, journal, record, observed } = await flood();
    const refused = pipeline.act('lagrasse', { kind: 'acknowledge', level: 'act' }, 'lagrasse-mayor');
    expect(refused).toMatchObject({ ok: false, error: { kind: 'no-alert' } });
    expect([journal.state('lagrasse'), record.recent('lagrasse', 1), observed]).toEqual([null, [], []]);
  });
});
