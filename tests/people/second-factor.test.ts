import { describe, expect, test } from 'vitest';
import { codesLeft, codesOnPaper, keyAddress, newSecondFactor, readCode } from '../../src/people/second-factor.ts';
import { codeShown } from '../support/code-app.ts';

const key = Buffer.alloc(32, 7);
const factor = { salt: 'c2FsdA', used: [] };
const T = Date.parse('2026-11-29T03:00:10Z');
const STEP_MS = 30_000;
const address = keyAddress('anne', factor, key, 'Aude amont');
const read = (typed: string, change: { lastStep?: number; used?: number[] } = {}, now = T) =>
  readCode(
    typed,
    { account: 'anne', factor: { ...factor, used: change.used ?? [] }, key, lastStep: change.lastStep ?? 0 },
    now,
  );

test('the app of the tests shows what the standard says (RFC 6238, appendix B, six of its eight digits)', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const shown = [59, 1_111_111_109, 20_000_000_000].map((s) =>
    codeShown(`otpauth://totp/x?secret=${secret}`, s * 1000),
  );
  expect(shown).toEqual(['287082', '081804', '353130']);
});

describe('the code of an app', () => {
  test('is taken within half a minute of its own, and no further', () => {
    const taken = [-2, -1, 0, 1, 2].map((off) => read(codeShown(address, T + off * STEP_MS)));
    const step = Math.floor(T / STEP_MS);
    const app = (off: number) => ({ kind: 'app', step: step + off });
    expect(taken).toEqual([null, app(-1), app(0), app(1), null]);
  });

  test('is good once, and so is one from before it', () => {
    const step = Math.floor(T / STEP_MS);
    expect(read(codeShown(address, T), { lastStep: step })).toBeNull();
    expect(read(codeShown(address, T - STEP_MS), { lastStep: step })).toBeNull();
    expect(read(codeShown(address, T + STEP_MS), { lastStep: step })).toEqual({ kind: 'app', step: step + 1 });
  });

  test('may be typed as it is shown, in two groups', () => {
    const shown = codeShown(address, T);
    expect(read(` ${shown.slice(0, 3)} ${shown.slice(3)}\n`)).toEqual({ kind: 'app', step: Math.floor(T / STEP_MS) });
  });

  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', "' OR 1=1", '-1'])('%j is none', (typed) => {
    expect(read(typed)).toBeNull();
  });

  test('is another for each account, each time that it is set, and with another key', () => {
    const secretOf = (...of: Parameters<typeof keyAddress>) => new URL(keyAddress(...of)).searchParams.get('secret');
    const all = [
      secretOf('anne', factor, key, ''),
      secretOf('bob', factor, key, ''),
      secretOf('anne', newSecondFactor(), key, ''),
      secretOf('anne', newSecondFactor(), key, ''),
      secretOf('anne', factor, Buffer.alloc(32, 8), ''),
    ];
    expect(new Set(all).size).toBe(all.length);
    // 160 bits, as RFC 4226 asks for.
    expect(all.map((each) => each?.length)).toEqual(all.map(() => 32));
  });

  test('has an address that apps read', () => {
    expect(address).toMatch(
      /^otpauth:\/\/totp\/Aude%20amont:anne\?issuer=Aude%20amont&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/,
    );
  });
});

test('an installation whose name has a colon is one name to an app, which parts it from the account there', () => {
  const { pathname, searchParams } = new URL(keyAddress('anne', factor, key, 'Crues : Aude'));
  expect(decodeURIComponent(pathname).split(':')).toEqual([expect.stringMatching(/Crues +Aude$/), 'anne']);
  expect(searchParams.get('issuer')).toMatch(/^Crues +Aude$/);
});

describe('codes on paper', () => {
  const codes = codesOnPaper('anne', factor, key);

  test('are eight of eight digits, none like another, and others each time that they are made anew', () => {
    expect(codes.every((code) => /^\d{8}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(8);
    const others = [
      codesOnPaper('bob', factor, key),
      codesOnPaper('anne', newSecondFactor(), key),
      codesOnPaper('anne', factor, Buffer.alloc(32, 8)),
    ];
    for (const each of others) expect(each.filter((code) => codes.includes(code))).toEqual([]);
  });

  test('are each good once, whatever the clocks show', () => {
    expect(codes.map((code) => read(code, {}, 0))).toEqual(codes.map((_, place) => ({ kind: 'paper', place })));
    expect(read(codes[3]!, { used: [3] })).toBeNull();
    expect(read(codes[4]!, { used: [3] })).toEqual({ kind: 'paper', place: 4 });
    expect([codesLeft([]), codesLeft([3, 5])]).toEqual([8, 6]);
  });

  test('are what nobody can guess from one of them', () => {
    const next = String((Number(codes[0]) + 1) % 10 ** 8).padStart(8, '0');
    expect(codes.includes(next) ? null : read(next)).toBeNull();
  });
});
