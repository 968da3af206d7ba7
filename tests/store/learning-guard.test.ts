import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manualClock } from '../../src/lib/clock.ts';
import { HOUR_MS } from '../../src/lib/units.ts';
import { createLearningGuard } from '../../src/store/learning-guard.ts';
import { tempFolder } from '../support/temp-folder.ts';

const NOW = Date.parse('2026-11-01T00:00:00Z');
const never = () => new Promise<string>(() => {});
const done = async () => 'done';

function starts() {
  const file = join(tempFolder('guard'), 'learning.json');
  const clock = manualClock(NOW);
  return { file, clock, start: () => createLearningGuard(file, clock) };
}

test('what ended the service is held back for an hour, then six, then a day; once it is done nothing is', async () => {
  const { file, clock, start } = starts();
  for (const hours of [1, 6, 24, 24]) {
    void start().attempt(never);
    const next = start();
    expect(next.heldBackUntil()).toBe(clock.now() + hours * HOUR_MS);
    expect(await next.attempt(done)).toBeNull();
    clock.advanceTo(clock.now() + hours * HOUR_MS - 1);
    // A restart meanwhile neither forgets nor counts again.
    expect(await start().attempt(done)).toBeNull();
    clock.advanceTo(clock.now() + 1);
  }
  const guard = start();
  expect(await guard.attempt(done)).toBe('done');
  // Who copies the folder or looks into it finds no trace of it.
  expect(existsSync(file)).toBe(false);
  void guard.attempt(never);
  expect(start().heldBackUntil()).toBe(clock.now() + HOUR_MS);
});

test('what fails by itself did not end the service', async () => {
  const { start } = starts();
  const failing = async () => {
    throw new Error('no');
  };
  await expect(start().attempt(failing)).rejects.toThrow('no');
  expect(start().heldBackUntil()).toBeNull();
});

test('neither a clock that was ahead nor a file that was spoiled holds anything back', async () => {
  const { file, start } = starts();
  writeFileSync(file, JSON.stringify({ underWay: false, deaths: 1, until: NOW + 900 * HOUR_MS }));
  expect(await start().attempt(done)).toBe('done');
  writeFileSync(file, '{"underW');
  expect(await start().attempt(done)).toBe('done');
});
