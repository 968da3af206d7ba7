import { beforeAll, describe, expect, test } from 'vitest';
import { HOUR_MS, iso, MINUTE_MS } from '../../src/lib/units.ts';
import { expectTimeline } from '../support/expect-timeline.ts';
import { mayorReleases, type Played, playRiver, type RiverStory, type Sent } from '../support/play-river.ts';
import { END, floodStations, marks, passes, START, syntheticFlood } from '../support/synthetic-flood.ts';

const hour = (hours: number) => START + hours * HOUR_MS;
const town = ({ station }: Sent) => station === 'town';

/** The flood with what went wrong, on a town's first day: the forecast has not been fitted to anything. */
function play(sent: readonly Sent[], change: Partial<RiverStory> = {}): Promise<Played> {
  const base = { stations: floodStations, town: { station: 'town', marks }, from: START, to: END };
  return playRiver({ ...base, sent, priorWithout: null, people: mayorReleases('act'), ...change });
}

const levels = ({ events }: Played) => events.filter(({ kind }) => kind !== 'sight-lost').map(({ kind }) => kind);
const find = ({ events }: Played, kind: string) => events.find((event) => event.kind === kind);
const soonAfter = (at: number | undefined, from: number, minutes: number) => {
  expect(at, iso(from)).toBeGreaterThanOrEqual(from);
  expect(at).toBeLessThanOrEqual(from + minutes * MINUTE_MS);
};

describe('one flood, and what can go wrong with it', () => {
  let sound: Played;
  beforeAll(async () => {
    sound = await play(syntheticFlood());
  }, 120_000);

  test('nothing: told before each mark, released, lowered step by step, closed', () => {
    expectTimeline(
      sound.lines,
      `
      01 06:00 – 01 09:10  raised prepare → mayor
      01 06:30 – 01 09:50  escalated act → mayor
      01 06:40 – 01 10:10  released act by mayor → mayor, residents
      01 07:00 – 01 11:00  escalated danger → duty-officer, mayor
      01 07:10 – 01 11:20  released danger by policy → duty-officer, mayor, residents
    ? 01 13:00 – 01 22:00  lowered act → duty-officer, mayor, residents
    ? 01 17:00 – 02 00:00  lowered prepare → duty-officer, mayor, residents
      01 21:00 – 02 06:00  closed normal → duty-officer, mayor, residents`,
    );
  });

  test('every reading comes twice: exactly the same is told', async () => {
    const twice = syntheticFlood().flatMap((each) => [each, each]);
    expect((await play(twice)).lines).toEqual(sound.lines);
  });

  test('killed with -9 in the rise, at the crest and in the fall: exactly the same is told, once', async () => {
    const killedAt = [passes(marks.prepare), passes(marks.danger) + 10 * MINUTE_MS, hour(17)];
    const killed = await play(syntheticFlood(), { killedAt });
    expect(killed.lines).toEqual(sound.lines);
    const ids = killed.events.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('the clock of the machine is wrong for two hours, either way: one alert, which ends', async () => {
    for (const error of [90, -90]) {
      const clockErrorMin = (at: number) => (at >= hour(12) && at < hour(14) ? error : 0);
      const { events } = await play(syntheticFlood(), { clockErrorMin });
      const kinds = events.map(({ kind }) => kind).filter((kind) => kind === 'raised' || kind === 'closed');
      expect(kinds, `${error} min`).toEqual(['raised', 'closed']);
      const lowered = events.filter(({ kind, at }) => kind === 'lowered' && at < hour(14));
      expect(lowered).toEqual([]);
    }
  });

  test('the upper gauge is silent from before the rise: staff of the town are warned by their own gauge, at the latest at the mark', async () => {
    const played = await play(syntheticFlood().filter((each) => town(each) || each.observedAt < hour(5)));
    const raised = find(played, 'raised');
    expect(raised?.at).toBeLessThanOrEqual(passes(marks.prepare));
    expect(find(played, 'closed')).toBeDefined();
  });

  test('the gauge of the town falls silent in the rise: nothing is lowered, staff are told and reminded', async () => {
    const silentFrom = passes(marks.act) + 10 * MINUTE_MS;
    const played = await play(syntheticFlood().filter((each) => !town(each) || each.observedAt < silentFrom));
    soonAfter(find(played, 'sight-lost')?.at, silentFrom, 10 + 20 + 10);
    expect(find(played, 'still-not-seen')).toBeDefined();
    expect(levels(played)).not.toContain('lowered');
    expect(levels(played)).not.toContain('closed');
  });

  test('the sensor sticks in the rise: the value is called suspect, and no level is lowered', async () => {
    const stuckFrom = passes(marks.act) + 20 * MINUTE_MS;
    const value = syntheticFlood().find((each) => town(each) && each.observedAt === stuckFrom)!.value;
    const stuck = syntheticFlood().map((each) =>
      town(each) && each.observedAt > stuckFrom ? { ...each, value } : each,
    );
    const played = await play(stuck);
    expect(find(played, 'sight-lost')?.reason).toMatchObject({ because: 'suspect-only' });
    expect(levels(played)).not.toContain('lowered');
    expect(levels(played)).not.toContain('closed');
  });

  test('three hours of readings come at once: staff are told of the silence, and raised by the first that says so', async () => {
    const [from, to] = [hour(7.5), hour(10.5)];
    const late = syntheticFlood().map((each) =>
      town(each) && each.observedAt >= from && each.observedAt < to ? { ...each, sentAt: to } : each,
    );
    const played = await play(late);
    soonAfter(find(played, 'sight-lost')?.at, from, 10 + 20 + 10);
    const raises = played.events.filter(({ kind }) => kind === 'raised');
    expect(raises).toHaveLength(1);
    expect(raises[0]!.at).toBeLessThanOrEqual(to + 10 * MINUTE_MS);
  });
});

describe('a calm river, and a sensor that lies', () => {
  const calm = { to: hour(6) };

  test('a lone spike above every mark: staff are asked at once to look, residents hear nothing, no level rises', async () => {
    const spiked = syntheticFlood().map((each) =>
      town(each) && each.observedAt === hour(2) ? { ...each, value: 4.5 } : each,
    );
    const played = await play(spiked, calm);
    soonAfter(find(played, 'suspect-passage')?.at, hour(2), 0);
    expect(played.told.filter(({ recipient }) => recipient.kind === 'subscription')).toEqual([]);
    expect(levels(played)).not.toContain('raised');
  });

  test('the zero of the gauge shifts by half a metre: nobody is alarmed for good', async () => {
    const shifted = syntheticFlood().map((each) =>
      town(each) && each.observedAt >= hour(2) ? { ...each, value: each.value + 0.5 } : each,
    );
    const played = await play(shifted, calm);
    expect(played.told.filter(({ recipient }) => recipient.kind === 'subscription')).toEqual([]);
    expect(played.events.map(({ level }) => level)).not.toContain('act');
    expect(played.events.map(({ level }) => level)).not.toContain('danger');
  });

  test('it falls silent: staff are told within its interval and twenty minutes', async () => {
    const played = await play(
      syntheticFlood().filter((each) => !town(each) || each.observedAt < hour(2)),
      {
        ...calm,
        everyMin: 5,
      },
    );
    const lastSeen = hour(2) - 10 * MINUTE_MS;
    soonAfter(find(played, 'sight-lost')?.at, lastSeen + 30 * MINUTE_MS, 5);
    expect(played.lines.filter((line) => line.includes('sight-lost'))[0]).toMatch(/unknown → agency, duty-officer$/);
    expect(played.lines).toHaveLength(1);
  });
});

describe('what people do while the river rises', () => {
  test('a real alert ends the exercise at once, and the real message comes first and does not say exercise', async () => {
    const played = await play(syntheticFlood(), {
      to: hour(12),
      people: (app, now) => {
        mayorReleases('act')(app, now);
        if (now !== hour(4)) return;
        const { doors } = app;
        const steps = [
          { level: 'prepare', afterMin: 0 },
          { level: 'danger', afterMin: 60 },
        ] as const;
        doors.exercises.start(
          'town',
          { steps, lastsMin: 600, reason: 'Yearly test' },
          { person: 'anne', residents: false },
        );
      },
    });
    expectTimeline(
      played.lines,
      `
      01 04:00 – 01 04:00  EXERCISE raised prepare → duty-officer, mayor
      01 05:00 – 01 05:00  EXERCISE escalated danger → duty-officer, mayor
      01 06:00 – 01 09:10  raised prepare → mayor
      01 06:00 – 01 09:10  EXERCISE closed normal → duty-officer, mayor
      01 06:30 – 01 09:50  escalated act → mayor
      01 06:40 – 01 10:10  released act by mayor → mayor, residents
      01 07:00 – 01 11:00  escalated danger → duty-officer, mayor
      01 07:10 – 01 11:20  released danger by policy → duty-officer, mayor, residents`,
    );
    for (const row of played.told.filter(({ channel }) => channel === 'email')) {
      expect(row.subject.startsWith('EXERCISE – '), row.subject).toBe(row.event.includes('exercise'));
    }
    const real = played.events.filter(({ exercise }) => !exercise);
    expect(real.every(({ id }) => /^town:\d+$/.test(id))).toBe(true);
  });

  test('a gauge under maintenance raises nothing, is unknown, and counts again afterwards', async () => {
    const played = await play(syntheticFlood(), {
      to: hour(14),
      people: ({ doors }, now) => {
        if (now !== hour(4)) return;
        const wanted = { station: 'town', kind: 'maintenance', until: hour(12), reason: 'New sensor' } as const;
        doors.suppressions.begin(wanted, { person: 'anne', commune: 'town' });
      },
    });
    const kinds = played.lines.map((line) => line.slice(0, line.indexOf(' → ')));
    expect(kinds.slice(0, 3)).toEqual([
      expect.stringMatching(/^01 04:\d0 suppressed unknown$/),
      '01 12:00 sight-regained normal',
      '01 12:00 raised danger',
    ]);
  });
});
