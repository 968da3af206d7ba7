import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listRecordings, loadRecording } from '../../sensors-sim/recording.ts';
import { UsageError } from '../../sensors-sim/source.ts';

describe('the Aude in January 2020', () => {
  const { stations, messages } = loadRecording('aude-2020-01');
  const highest = (id: string): number =>
    Math.max(...messages.filter(({ station }) => station === id).map(({ value }) => value));

  test('has 18 gauges in a tree without a missing branch', () => {
    const ids = stations.map(({ id }) => id);
    expect(ids).toHaveLength(18);
    expect(stations.flatMap(({ upstream }) => upstream).filter((id) => !ids.includes(id))).toEqual([]);
    expect(stations.find(({ id }) => id === 'saint-marcel')!.upstream).toEqual(['ventenac', 'villedaigne']);
  });

  test('runs from 7 to 27 January, sorted, each key once', () => {
    expect(messages).toHaveLength(51_718);
    expect(new Date(messages[0]!.observedAt).toISOString()).toBe('2020-01-07T16:25:00.000Z');
    expect(new Date(messages.at(-1)!.observedAt).toISOString()).toBe('2020-01-27T23:55:00.000Z');
    expect(messages.every(({ deliverAt }, i) => i === 0 || deliverAt >= messages[i - 1]!.deliverAt)).toBe(true);
    expect(new Set(messages.map(({ station, observedAt }) => `${station} ${observedAt}`)).size).toBe(messages.length);
  });

  test('keeps the flood and the sick gauge as they were measured', () => {
    expect(highest('coursan-arminis')).toBe(8.411);
    expect(highest('trebes')).toBe(5.588);
    const marseillette = messages.filter(({ station }) => station === 'marseillette').map(({ value }) => value);
    expect(Math.min(...marseillette)).toBeLessThan(-3);
  });
});

describe('a folder that is not quite a recording', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'amont-recording-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (yaml: string, csv: string): void => {
    writeFileSync(join(folder, 'dataset.yaml'), yaml);
    writeFileSync(join(folder, 'a.csv'), csv);
  };
  const good = 'name: brook\nstations:\n  - {id: a, file: a.csv, stepMin: 10}\n';

  test('is read by its path when it is one', () => {
    write(`${good}rain:\n  - {id: r, file: a.csv, stepMin: 10}\n`, 'time,level_m\n2020-01-01T00:00:00Z,1.5\n');
    const { name, stations, messages } = loadRecording(folder);
    expect(name).toBe('brook');
    expect(stations.map(({ quantity }) => quantity)).toEqual(['stage', 'rain']);
    expect(messages[0]).toEqual({
      station: 'a',
      quantity: 'stage',
      observedAt: Date.UTC(2020, 0, 1),
      value: 1.5,
      deliverAt: Date.UTC(2020, 0, 1),
    });
  });

  test.each([
    ['no stations', 'name: brook\n', 'time,level_m\n', 'is no dataset'],
    ['a station without a file', 'name: brook\nstations:\n  - {id: a, stepMin: 10}\n', '', 'is no dataset'],
    ['a file that is not there', good.replace('a.csv', 'b.csv'), '', 'which is not there'],
    ['a row without a value', good, 'time,level_m\n2020-01-01T00:00:00Z,\n', 'line 2'],
    ['a row without a time', good, 'time,level_m\n2020-01-01T00:00:00Z,1\nyesterday,1\n', 'line 3'],
    ['no rows', good, 'time,level_m\n', 'holds no reading'],
  ])('is refused with %s', (_, yaml, csv, message) => {
    write(yaml, csv);
    expect(() => loadRecording(folder)).toThrow(UsageError);
    expect(() => loadRecording(folder)).toThrow(message);
  });

  test('is refused by name with those that there are', () => {
    expect(() => loadRecording('nile')).toThrow(/no recording "nile".*aude-2020-01/);
    expect(listRecordings()).toEqual(['aude-2020-01']);
  });
});
