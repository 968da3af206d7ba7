import { expect, test } from 'vitest';
import { createGaugeSuppressions } from '../../src/alert/suppress-gauge.ts';
import { excludeMaintained } from '../../src/compose/exclude-maintained.ts';
import { manualClock } from '../../src/lib/clock.ts';
import { err, ok } from '../../src/lib/result.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/units.ts';
import { createReadAtGauge } from '../../src/reading/by-person/read-at-gauge.ts';
import { createReadingExclusions, type ExclusionParts } from '../../src/reading/exclusions/exclude-readings.ts';
import { intakeFetched } from '../../src/reading/intake.ts';
import { createRecentReadings } from '../../src/reading/recent-readings.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { communes } from '../support/aude.ts';
import { memoryStores } from '../support/memory-database.ts';
import { stationNamed } from '../support/station-named.ts';

const T0 = Date.UTC(2020, 0, 22, 12);
const who = { person: 'anne', commune: 'coursan' };
const minute = (n: number) => T0 + n * MINUTE_MS;
const stations = [stationNamed('weir'), stationNamed('hill', { quantity: 'rain', maxValue: 200 })];

/** The weir and a rain gauge on the hill, in a service that may be stopped and started again on what it stored. */
function town() {
  const stores = memoryStores();
  const clock = manualClock(T0);
  const network = createNetwork(stations);
  const failures: string[] = [];
  let { readings } = stores;
  let beside: ExclusionParts['beside'];

  function started() {
    const recent = createRecentReadings(readings, 48);
    const own = { clock, network, recent, changed: () => {} };
    const exclusions = createReadingExclusions({
      ...own,
      readings,
      store: stores.exclusions,
      ...(beside && { beside }),
    });
    const take: Parameters<typeof createReadAtGauge>[0]['take'] = async (fetched) => {
      const context = { network, recent, limits: { of: () => null }, excluding: exclusions.inForce };
      await readings.append((await intakeFetched(fetched, context)).readings);
    };
    return {
      exclusions,
      take,
      suppressions: createGaugeSuppressions({ clock, store: stores.suppressionStore, changed: () => {} }),
      gaugeReads: createReadAtGauge({ clock, record: stores.record, excluding: exclusions.inForce, take }),
      look: excludeMaintained({
        ...stores,
        communes: new Map(communes.map((each) => [each.id, each])),
        exclusions,
        clock,
        turn: () => Promise.resolve(),
        failed: (place) => void failures.push(place),
      }),
    };
  }
  let service = started();
  const station = stations[0]!;
  return {
    clock,
    stores,
    failures,
    service: () => service,
    /** The service begins anew; with readings that cannot be read, or history elsewhere, if need be. */
    restart(those = stores.readings, elsewhere?: NonNullable<ExclusionParts['beside']>['elsewhere']) {
      readings = those;
      beside = elsewhere && { here: those, whole: those, elsewhere };
      service = started();
    },
    /** A reading of this minute, told `lateMin` later. */
    async says(
      at: number,
      value: number,
      series: Pick<(typeof stations)[number], 'id' | 'quantity'> = station,
      late = 0,
    ) {
      clock.advanceTo(Math.max(clock.now(), minute(at + late)));
      const observation = { station: series.id, quantity: series.quantity, observedAt: minute(at), value };
      await service.take({ receivedAt: clock.now(), observations: [observation], rejections: [] });
    },
    begin(kind: 'maintenance' | 'silenced', until: number, of = 'weir') {
      const begun = service.suppressions.begin({ station: of, kind, until: minute(until), reason: 'New sensor' }, who);
      if (!begun.ok) throw new Error(begun.error);
      return begun.value.id;
    },
    async at(n: number) {
      clock.advanceTo(minute(n));
      await service.look();
    },
    /** The minutes of the readings that count. */
    async counting(of: Pick<(typeof stations)[number], 'id' | 'quantity'> = station) {
      const series = { station: of.id, quantity: of.quantity };
      const all = await stores.readings.window(series, T0 - 40 * DAY_MS, T0 + 40 * DAY_MS, clock.now());
      return all.flatMap(({ quality, observedAt }) => (quality === 'fail' ? [] : (observedAt - T0) / MINUTE_MS));
    },
    excluded: () =>
      service.exclusions.recent('weir', 9).map(({ from, to, person, reason }) => [from, to, person, reason]),
  };
}

const reason = 'New sensor (maintenance)';

test('by time: what the gauge said until then is excluded, signed by who signed that; its end and what comes late are told apart', async () => {
  const { service, says, begin, at, counting, excluded, stores } = town();
  await says(0, 1);
  begin('maintenance', 30);
  await says(10, 0.1);
  await at(29);
  expect(excluded()).toEqual([]);
  await says(30, 1);
  expect(await counting()).toEqual([0, 10, 30]);
  await at(30);
  expect(await counting()).toEqual([30]);
  expect(excluded()).toEqual([[minute(0), minute(30) - 1, 'anne', reason]]);
  expect(stores.record.recent('coursan', 1)).toMatchObject([
    { action: 'reading.excluded', actor: { person: 'anne' }, detail: { station: 'weir', reason } },
  ]);
  await says(20, 0.1, undefined, 15);
  expect(await counting()).toEqual([30]);
  await service().look();
  expect(excluded()).toHaveLength(1);
});

test('by a person, amid a minute or on it: to the millisecond, for the next reading counts', async () => {
  const { service, says, begin, at, counting, clock } = town();
  const id = begin('maintenance', 60);
  await says(5, 0.1);
  clock.advanceTo(minute(10) + 1);
  service().suppressions.end('weir', id, 'It is back', who);
  await service().take({
    receivedAt: minute(11),
    observations: [{ station: 'weir', quantity: 'stage', observedAt: minute(10) + 1000, value: 1 }],
    rejections: [],
  });
  await at(11);
  expect(await counting()).toEqual([10 + 1 / 60]);
});

test('one that was over while the service was stopped is made good at the start; one of days before is left as it is', async () => {
  for (const [days, left] of [
    [1, []],
    [3, [10]],
  ] as const) {
    const { says, begin, at, counting, restart } = town();
    begin('maintenance', 30);
    await says(10, 0.1);
    restart();
    await at(30 + days * 24 * 60);
    expect(await counting(), `${days}`).toEqual(left);
  }
});

test('cut short by a disk that gives nothing back, it is told and done at the next look', async () => {
  const { says, begin, at, counting, restart, stores, failures, service } = town();
  begin('maintenance', 30);
  await says(10, 0.1);
  let isBroken = true;
  const window: typeof stores.readings.window = async (...asked) => {
    if (isBroken) throw new Error('spoiled');
    return stores.readings.window(...asked);
  };
  restart({ ...stores.readings, window });
  await at(30);
  expect(failures).toEqual(['weir']);
  expect(await counting()).toEqual([10]);
  isBroken = false;
  await service().look();
  expect(await counting()).toEqual([]);
  expect(service().exclusions.recent('weir', 9)).toHaveLength(1);
});

test('cut short again and again it is tried at each look, that one alone, and what fails keeps the round waiting once', async () => {
  const { says, begin, at, counting, restart, stores, failures, service } = town();
  const hill = stations[1]!;
  await service().exclusions.exclude({ station: 'weir', from: T0 - HOUR_MS, to: T0 - 1, reason: 'Of old' }, who);
  begin('maintenance', 30);
  begin('maintenance', 30, 'hill');
  await says(10, 0.1);
  await says(10, 40, hill);
  let isBroken = true;
  const asked: string[] = [];
  const window: typeof stores.readings.window = async (series, from, ...until) => {
    asked.push(`${series.station} ${(from - T0) / MINUTE_MS}`);
    if (isBroken) throw new Error('no answer');
    return stores.readings.window(series, from, ...until);
  };
  restart({ ...stores.readings, window });
  await at(30);
  expect(asked).toEqual(['hill 0']);
  await at(35);
  await at(40);
  expect(asked).toEqual(['hill 0', 'weir 0', 'hill 0']);
  expect(failures).toEqual(['hill', 'weir', 'hill']);
  isBroken = false;
  await at(45);
  expect([await counting(), await counting(hill)]).toEqual([[], []]);
  const tries = asked.length;
  await at(50);
  expect(asked).toHaveLength(tries);
});

test('what could not be written down, round after round, is then done once: the alerts of a round wait for it', async () => {
  const { says, begin, at, counting, restart, stores, failures } = town();
  begin('maintenance', 30);
  await says(10, 0.1);
  const { append } = stores.exclusions;
  stores.exclusions.append = () => {
    throw new Error('spoiled');
  };
  let asked = 0;
  const window: typeof stores.readings.window = (...those) => {
    asked += 1;
    return stores.readings.window(...those);
  };
  restart({ ...stores.readings, window });
  for (const minutes of [30, 35, 40, 45]) await at(minutes);
  expect(failures).toEqual(['weir', 'weir', 'weir', 'weir']);
  stores.exclusions.append = append;
  await at(50);
  expect(await counting()).toEqual([]);
  expect(asked).toBe(1);
});

test('of which a part stands in an InfluxDB that is silent, it is told and tried until it is done, however late, and holds up no other', async () => {
  const { says, begin, at, counting, restart, failures, service } = town();
  const hill = stations[1]!;
  begin('maintenance', 30);
  await says(10, 0.1);
  let isSilent = true;
  restart(undefined, async ({ station }) => (isSilent && station === 'weir' ? err('it does not answer') : ok([])));
  await at(30);
  expect([failures, await counting()]).toEqual([['weir'], [10]]);
  begin('maintenance', 60, 'hill');
  await says(40, 40, hill);
  await at(60);
  expect([failures, await counting(), await counting(hill)]).toEqual([['weir', 'weir'], [10], []]);
  await at(4 * 24 * 60);
  expect(failures).toHaveLength(3);
  isSilent = false;
  await service().look();
  await service().look();
  expect([await counting(), failures.length, service().exclusions.recent('weir', 9).length]).toEqual([[], 3, 1]);
});

test('the start goes through those of the last month, and through all that people signed', async () => {
  const { begin, at, restart, stores, service } = town();
  await service().exclusions.exclude({ station: 'weir', from: T0 - HOUR_MS, to: T0 - 1, reason: 'Of old' }, who);
  begin('maintenance', 30);
  await at(30);
  const asked: number[] = [];
  const window: typeof stores.readings.window = (series, from, ...until) => {
    asked.push((from - T0) / MINUTE_MS);
    return stores.readings.window(series, from, ...until);
  };
  restart({ ...stores.readings, window });
  await service().exclusions.finish();
  await at(31 * 24 * 60);
  await service().exclusions.finish();
  expect(asked).toEqual([-60, 0, -60]);
});

test('by a clock that was ahead meanwhile and is set right, what comes in then counts', async () => {
  const { service, begin, at, counting, clock } = town();
  begin('maintenance', 60);
  await at(60);
  let now = minute(20);
  clock.now = () => now;
  for (now of [minute(20), minute(50)]) {
    const observation = { station: 'weir', quantity: 'stage', observedAt: now, value: 1 } as const;
    await service().take({ receivedAt: now, observations: [observation], rejections: [] });
    await service().look();
  }
  now = minute(70);
  await service().look();
  expect(await counting()).toEqual([20, 50]);
});

test('what the record does not give back is signed on behalf of none', async () => {
  const { says, begin, at, counting, stores, restart } = town();
  begin('maintenance', 30);
  await says(10, 0.1);
  stores.record.ofAction = () => {
    throw new Error('spoiled');
  };
  restart();
  await at(30);
  expect(await counting()).toEqual([]);
});

test('given back by staff it counts, and stays so', async () => {
  const { says, begin, at, counting, restart, service } = town();
  begin('maintenance', 30);
  await says(10, 1);
  await at(31);
  expect(await counting()).toEqual([]);
  const [exclusion] = service().exclusions.inForce();
  await service().exclusions.reverse('weir', exclusion!.id, 'It was right all the while', who);
  restart();
  await at(32);
  await at(24 * 60);
  expect(await counting()).toEqual([10]);
});

test('what people read at the gauge meanwhile goes on to count, entered then or afterwards', async () => {
  const { says, begin, at, counting, service, restart } = town();
  begin('maintenance', 30);
  await says(10, 0.1);
  const station = stations[0]!;
  await at(12);
  expect((await service().gaugeReads.enter({ station, stageM: 1.1, observedAt: minute(11) }, who)).ok).toBe(true);
  await at(40);
  expect(await counting()).toEqual([11 + 1 / 60]);
  restart();
  expect((await service().gaugeReads.enter({ station, stageM: 1.2, observedAt: minute(20) }, who)).ok).toBe(true);
  await service().exclusions.finish();
  expect(await counting()).toEqual([11 + 1 / 60, 20 + 1 / 60]);
});

test('water poured into a rain gauge is no rain', async () => {
  const { says, begin, at, counting } = town();
  const hill = stations[1]!;
  await says(0, 0.2, hill);
  begin('maintenance', 30, 'hill');
  await says(10, 40, hill);
  await says(31, 0, hill);
  await at(32);
  expect(await counting(hill)).toEqual([31]);
});

test('of a silence that is known nothing is excluded', async () => {
  const { says, begin, at, counting, excluded } = town();
  begin('silenced', 30);
  await says(10, 1);
  await at(31);
  expect(await counting()).toEqual([10]);
  expect(excluded()).toEqual([]);
});

test('one after the other, one across another, and thirty days: each is excluded once', async () => {
  const { says, begin, at, counting, excluded, service } = town();
  begin('maintenance', 30);
  await says(10, 0.1);
  await at(20);
  begin('maintenance', 40);
  await at(30);
  begin('maintenance', 30 + 30 * 24 * 60);
  await says(35, 0.1);
  await at(41);
  expect(excluded()).toHaveLength(2);
  expect(await counting()).toEqual([]);
  await says(20 * 24 * 60, 0.1);
  await at(30 + 30 * 24 * 60);
  await service().look();
  expect(excluded()).toHaveLength(3);
  expect(await counting()).toEqual([]);
});

test('over within its own millisecond, or before it began by a clock that was set back, there is nothing to exclude', async () => {
  const { service, begin, excluded, stores, clock, failures } = town();
  const id = begin('maintenance', 30);
  service().suppressions.end('weir', id, 'A slip', who);
  const early = begin('maintenance', 30);
  const signed = { person: 'anne', reason: 'A slip', at: T0 - HOUR_MS };
  stores.suppressionStore.end(early, signed, {
    at: T0,
    actor: { person: 'anne' },
    action: 'gauge.suppression-ended',
    commune: 'coursan',
    detail: {},
  });
  clock.advanceTo(minute(5));
  await service().look();
  expect(excluded()).toEqual([]);
  expect(failures).toEqual([]);
});
