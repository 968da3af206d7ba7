import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';
import { setClock } from '../../support/set-clock.ts';

const byValue = (values: readonly number[]) => values.toSorted((a, b) => a - b);

describe('an import made while the clock was ahead', () => {
  test('is taken back whole once the clock is set right, and what it replaced stands again', async () => {
    const { set, report, import: load, takeBack, seen } = await setClock();
    await report(1);
    await report(2);
    await set(65);
    const id = await load(101, 102, 103, 104, 105, 106, 107, 108, 109);
    await set(-65);
    await report(3);
    expect(await takeBack(id)).toMatchObject({ ok: true });
    expect(await seen()).toEqual([1, 2, 3]);
  });

  test('is taken back also by a service that was started since, and once that time has come', async () => {
    const { set, report, import: load, takeBack, seen, restart, passes } = await setClock();
    await set(65);
    const id = await load(101, 102, 103);
    await set(-65);
    await restart();
    passes(120);
    await report(1);
    await takeBack(id);
    expect(await seen()).toEqual([1]);
  });

  test('and taken back before it is set right, does not come back with that', async () => {
    const { set, report, import: load, takeBack, seen, restart } = await setClock();
    await report(1);
    const id = await load(101, 102, 103);
    await set(65);
    await takeBack(id);
    await set(-65);
    expect(await seen()).toEqual([1]);
    await restart();
    expect(await seen()).toEqual([1]);
  });

  test('between readings of a sensor, leaves what that said', async () => {
    const { set, report, import: load, takeBack, seen, stores, clock } = await setClock();
    await set(65);
    await report(1, clock.now() - 70 * MINUTE_MS);
    const id = await load(101, 102, 103, 104, 105, 106, 107, 108);
    await report(2, clock.now() - 60 * MINUTE_MS);
    await set(-65);
    await takeBack(id);
    expect(await seen()).toEqual([1, 2]);
    expect(stores.imports.find(id)?.takenBack).toMatchObject({ doneAt: expect.any(Number) });
  });
});

describe('a clock that is set back wrongly, and set right again', () => {
  test('loses nothing true, also where the service was restarted in between', async () => {
    const { set, report, seen, restart } = await setClock();
    await report(1);
    await report(2);
    await set(-65);
    expect(await seen()).toEqual([]);
    await restart();
    await report(3);
    await set(65);
    await report(4);
    expect(byValue(await seen())).toEqual([1, 2, 3, 4]);
  });

  test('while the service was stopped, either way, is seen at its start', async () => {
    const { setUnseen, report, seen, restart } = await setClock();
    await report(1);
    await report(2);
    setUnseen(-65);
    await restart();
    expect(await seen()).toEqual([]);
    await report(3);
    setUnseen(65);
    await restart();
    expect(byValue(await seen())).toEqual([1, 2, 3]);
  });

  test('and is seen by the reading that comes next, loses nothing true in memory either', async () => {
    const { set, setUnseen, report, seen } = await setClock();
    await report(1);
    await report(2);
    await set(-65);
    await report(3);
    setUnseen(65);
    await report(4);
    expect(byValue(await seen())).toEqual([1, 2, 3, 4]);
  });

  test('by several steps, and back again by others, loses nothing true', async () => {
    const { set, report, seen } = await setClock();
    await report(1);
    await report(2);
    await set(-30);
    await report(3);
    await set(-40);
    await report(4);
    await set(50);
    await set(20);
    await report(5);
    expect(byValue(await seen())).toEqual([1, 2, 3, 4, 5]);
  });

  test('too far on at first, loses nothing true', async () => {
    const { set, report, seen } = await setClock();
    await report(1);
    await report(2);
    await set(-65);
    await set(95);
    await report(101);
    await set(-30);
    await report(3);
    expect(await seen()).toEqual([1, 2, 3]);
  });

  test('and is ahead twice after that, gives nothing back of what was rightly taken', async () => {
    const { set, report, seen, passes } = await setClock();
    await report(1);
    await set(-65);
    await set(65);
    for (const value of [101, 102]) {
      await set(30);
      await report(value);
      await set(-30);
    }
    passes(120);
    await report(2);
    expect(await seen()).toEqual([1, 2]);
  });

  test('too far on, and right by two steps, gives nothing back of what was received too far on', async () => {
    const { set, report, seen, passes } = await setClock();
    await report(1);
    await set(-65);
    await set(95);
    await report(101);
    await set(-15);
    await set(-15);
    passes(120);
    await report(2);
    expect(await seen()).toEqual([1, 2]);
  });

  test('twice, loses nothing true', async () => {
    const { set, report, seen, restart } = await setClock();
    await report(1);
    for (const value of [2, 3]) {
      await set(-24 * 60);
      await restart();
      await set(24 * 60);
      await report(value);
    }
    expect(await seen()).toEqual([1, 2, 3]);
  });

  test('while the machine was started too, lets a person give back what it took, once that time has come', async () => {
    const { set, setUnseen, report, seen, reboot, clockTaken } = await setClock();
    for (const value of [1, 2, 3, 4]) await report(value);
    await set(-65);
    expect(clockTaken().of('weir')).toEqual([]);
    setUnseen(65);
    await reboot();
    await report(5);
    expect(await seen()).toEqual([5]);
    const [taken, ...others] = clockTaken().of('weir');
    expect(taken).toMatchObject({ count: 4, byMs: -65 * MINUTE_MS });
    expect(others).toEqual([]);
    const who = { person: 'anne', commune: 'coursan' };
    expect(await clockTaken().giveBack('weir', taken!.id, 'It was right', who)).toBe(true);
    expect(await seen()).toEqual([1, 2, 3, 4, 5]);
    expect(await clockTaken().giveBack('weir', taken!.id, 'It was right', who)).toBe(false);
  });

  test('does not bring back an import that was taken back meanwhile', async () => {
    const { set, report, seen, import: load, takeBack } = await setClock();
    await report(1);
    const id = await load(101, 102);
    await set(-65);
    await takeBack(id);
    await set(65);
    expect(await seen()).toEqual([1]);
  });

  test('leaves alone what a sensor has said anew of the same time', async () => {
    const { set, report, seen, clock } = await setClock();
    const at = clock.now() + 10 * MINUTE_MS;
    await report(1);
    await set(-15);
    await report(2);
    await report(3, at);
    await set(15);
    expect(byValue(await seen())).toEqual([2, 3]);
  });

  test('further back than a start with a clock that was behind, takes nothing back that this clock never had received', async () => {
    const { set, setUnseen, report, seen, reboot } = await setClock();
    await report(1);
    setUnseen(-24 * 60);
    await reboot();
    await report(2);
    await set(-60);
    await set(25 * 60);
    await report(3);
    // 2 came a day early, by the clock that was behind.
    expect(await seen()).toEqual([1, 3]);
  });
});

describe('a clock that was ahead, and is set right', () => {
  test('while the service was stopped: what it had stored as of a time to come never counts', async () => {
    const { set, setUnseen, report, seen, restart, passes } = await setClock();
    await report(1);
    await set(65);
    await report(2);
    setUnseen(-65);
    await restart();
    await report(3);
    passes(120);
    expect(await seen()).toEqual([1, 3]);
  });

  test('and killed amid: the next start goes on, and takes nothing true for it that comes later', async () => {
    const { set, setAndKilled, report, seen, restart, stores } = await setClock();
    await report(1);
    await set(65);
    await report(2);
    await setAndKilled(-65, 90);
    expect(stores.clockSteps.unfinished()).toEqual([]);
    for (const value of [3, 4, 5, 6, 7, 8, 9]) await report(value);
    await restart();
    expect(await seen()).toEqual([1, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('forwards and back twice, counts what was true throughout', async () => {
    const { set, report, seen, restart } = await setClock();
    for (const value of [1, 2]) {
      await report(value);
      await set(65);
      await report(value + 100);
      await set(-65);
      await restart();
    }
    for (const value of [3, 4, 5, 6, 7, 8, 9]) await report(value);
    expect(await seen()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('by two steps', async () => {
    const { set, report, seen, passes } = await setClock();
    await set(75);
    await report(101);
    await report(102);
    await set(-10);
    await set(-65);
    await report(1);
    passes(120);
    expect(await seen()).toEqual([1]);
  });

  test('before a start of the machine, says at the start that it cannot be told, and takes nothing back', async () => {
    const { set, setUnseen, report, reboot, said, passes, seen } = await setClock();
    await set(65);
    await report(1);
    setUnseen(-65);
    const before = said.length;
    await reboot();
    expect(said.slice(before)).toEqual([expect.stringContaining("this machine's clock is behind")]);
    passes(120);
    expect(await seen()).toEqual([1]);
  });
});

test('on the night when summer time ends, nothing is taken back: the machine counts in UTC', async () => {
  const { report, seen, said, restart } = await setClock(Date.parse('2026-10-25T00:00:00Z'));
  for (const value of [1, 2, 3, 4, 5, 6, 7, 8, 9]) await report(value);
  await restart();
  expect(await seen()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(said).toEqual([]);
});

test('where the clock was set by local time on that night and back again, what it took back counts again', async () => {
  const { report, seen, set } = await setClock(Date.parse('2026-10-25T00:00:00Z'));
  await report(1);
  await set(-(HOUR_MS / MINUTE_MS));
  await report(2);
  await set(HOUR_MS / MINUTE_MS);
  await report(3);
  expect(byValue(await seen())).toEqual([1, 2, 3]);
});
