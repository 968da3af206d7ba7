import { expect, test } from 'vitest';
import { tellSparingly } from '../../../src/lib/io/tell-sparingly.ts';
import { HOUR_MS, MINUTE_MS } from '../../../src/lib/units.ts';

function heard() {
  const lines: string[] = [];
  let nowMs = 0;
  const error = (about: object, message?: string) => void lines.push(`${message} ${JSON.stringify(about)}`);
  const log = tellSparingly({ error }, () => nowMs);
  return { lines, log, pass: (ms: number) => void (nowMs += ms) };
}

const full = { err: Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }) };

test('a fault that comes each second is told when it begins, and once an hour with how often it came', () => {
  const { lines, log, pass } = heard();
  for (let second = 0; second < 7_300; second += 1) {
    log.error(full, 'delivery failed');
    pass(1_000);
  }
  const told = 'delivery failed {"err":{"code":"SQLITE_FULL"}';
  expect(lines).toEqual([`${told}}`, `${told},"again":3600}`, `${told},"again":3600}`]);
});

test('another place, another cause and one that was over are told at once', () => {
  const { lines, log, pass } = heard();
  log.error({ ...full, place: 'limoux' }, 'assessment failed');
  log.error({ ...full, place: 'trebes' }, 'assessment failed');
  log.error({ err: new Error('a bug'), place: 'trebes' }, 'assessment failed');
  pass(10 * MINUTE_MS);
  log.error({ ...full, place: 'limoux' }, 'assessment failed');
  expect(lines).toHaveLength(3);
  pass(15 * MINUTE_MS);
  log.error({ ...full, place: 'limoux' }, 'assessment failed');
  expect(lines).toHaveLength(4);
  pass(HOUR_MS);
  log.error({ ...full, place: 'limoux' }, 'assessment failed');
  expect(lines.at(-1)).not.toContain('again');
});

test('what has its code in common with another fault is not hidden by it, and other numbers make no other fault', () => {
  const { lines, log } = heard();
  const coded = (code: string, message: string) => ({ err: Object.assign(new Error(message), { code }) });
  log.error(coded('SQLITE_ERROR', 'no such table: outbox'), 'delivery failed');
  log.error(coded('SQLITE_ERROR', 'no such column: lane'), 'delivery failed');
  log.error(coded('ECONNRESET', 'read ECONNRESET, port 50123'), 'delivery failed');
  log.error(coded('ECONNRESET', 'read ECONNRESET, port 50124'), 'delivery failed');
  expect(lines).toHaveLength(3);
  for (const { err } of [coded('ECONNREFUSED', 'refused'), coded('ENOTFOUND', 'no such host')])
    log.error({ err: new TypeError('fetch failed', { cause: err }) }, 'assessment failed');
  expect(lines).toHaveLength(5);
});
