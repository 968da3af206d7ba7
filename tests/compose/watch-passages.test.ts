import { expect, test } from 'vitest';
import { watchPassages } from '../../src/compose/watch-passages.ts';
import { MINUTE_MS } from '../../src/lib/units.ts';
import type { Reading } from '../../src/reading/reading.ts';
import { createNetwork } from '../../src/territory/network.ts';
import { communes, rules, stations } from '../support/aude.ts';
import { stageReading } from '../support/stage-reading.ts';

const T0 = Date.UTC(2020, 0, 22, 12);
const policy = { version: 1, author: 'council', reason: 'first', createdAt: T0, rules };
// Its marks: 1.1, 2 and 2.8 m.
const lagrasse = communes.find(({ id }) => id === 'lagrasse')!;

/** A commune below one gauge, which reports each second: its values of the last hour first. */
function commune(values: readonly number[]) {
  let now = T0;
  let held: Reading[] | null = [];
  let isSpoiled = false;
  const passages = watchPassages({
    network: createNetwork(stations),
    clock: { now: () => now },
    recent: { held: ({ station }) => (station === 'lagrasse' ? held : null) },
    policies: {
      current() {
        if (isSpoiled) throw new Error('disk I/O error');
        return policy;
      },
    },
  });
  const reads = (value: number, quality: Reading['quality'] = 'pass', tests: Reading['tests'] = []): void => {
    now += 1_000;
    held = [...(held ?? []), { ...stageReading('lagrasse', now, value, quality), tests }];
  };
  now -= values.length * 10 * MINUTE_MS;
  for (const value of values) {
    now += 10 * MINUTE_MS - 1_000;
    reads(value);
  }
  const isJudged = () => passages.judged([lagrasse]);
  isJudged();
  return {
    reads,
    isJudged,
    isNew: () => passages.isNew(lagrasse),
    fails: () => passages.forget([lagrasse]),
    passes: (minutes: number) => void (now += minutes * MINUTE_MS),
    lost: () => void (held = null),
    spoils: () => void (isSpoiled = true),
  };
}

test('a mark that the water passes is new until it was judged, and each mark above it again', () => {
  const { reads, isJudged, isNew } = commune([0.9, 1]);
  reads(1.09);
  expect(isNew()).toBe(false);
  reads(1.1);
  expect(isNew()).toBe(true);
  isJudged();
  reads(1.99);
  expect(isNew()).toBe(false);
  reads(2);
  expect(isNew()).toBe(true);
});

test('what falls is not new, nor what comes and goes at a mark as it was last judged', () => {
  const { reads, isNew } = commune([1, 1.2]);
  reads(1);
  expect(isNew()).toBe(false);
  reads(1.2);
  expect(isNew()).toBe(false);
});

test('a passage in doubt is new, and so it is once it is believed', () => {
  const { reads, isJudged, isNew } = commune([0.9, 1]);
  reads(2.1, 'suspect', ['rate-of-change']);
  expect(isNew()).toBe(true);
  isJudged();
  reads(2.2, 'suspect', ['rate-of-change']);
  expect(isNew()).toBe(false);
  reads(2.2);
  expect(isNew()).toBe(true);
  isJudged();
  expect(isNew()).toBe(false);
});

test('the first that a gauge says for days is a passage in doubt, and its proof a passage', () => {
  const { reads, isJudged, isNew, passes } = commune([]);
  reads(1.2, 'not-evaluated');
  expect(isNew()).toBe(true);
  isJudged();
  reads(1.2);
  expect(isNew()).toBe(false);
  passes(5);
  reads(1.2);
  expect(isNew()).toBe(true);
});

test('what fails the range is no passage, nor what a person read, which is judged by itself', () => {
  const { reads, isNew } = commune([0.9, 1]);
  reads(99, 'fail', ['gross-range']);
  expect(isNew()).toBe(false);
  reads(3, 'pass', ['by-person']);
  expect(isNew()).toBe(false);
});

test('water that stands above a mark after a silence, or after a round that failed, is new', () => {
  const { reads, isJudged, isNew, passes, fails } = commune([1, 1.2]);
  passes(120);
  isJudged();
  reads(1.2);
  expect(isNew()).toBe(true);
  isJudged();
  fails();
  expect(isNew()).toBe(true);
});

test('what cannot be told does not wait', () => {
  const { reads, isJudged, isNew, lost } = commune([1]);
  lost();
  expect(isNew()).toBe(true);
  isJudged();
  expect(isNew()).toBe(true);
  reads(1.2);
  expect(isNew()).toBe(true);
});

test('rules that the disk does not give back end neither a round nor the service: what would be judged by them does not wait', () => {
  const { reads, isJudged, isNew, spoils } = commune([1]);
  spoils();
  reads(1);
  expect(isNew()).toBe(true);
  isJudged();
  expect(isNew()).toBe(true);
});

test('of a gauge that says a hundred a second no more is looked at than anybody should send', () => {
  let looks = 0;
  const all = Array.from({ length: 100_000 }, (_, n) => stageReading('lagrasse', T0 - (100_000 - n) * 10, 1));
  const held = new Proxy([...all, stageReading('lagrasse', T0, 1.2)], {
    get(readings, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
      return Reflect.get(readings, key);
    },
  });
  const passages = watchPassages({
    network: createNetwork(stations),
    clock: { now: () => T0 },
    recent: { held: () => held },
    policies: { current: () => policy },
  });
  expect(passages.isNew(lagrasse)).toBe(true);
  expect(looks).toBeLessThan(2_000);
});
