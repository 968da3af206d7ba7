import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkPassword, hashPassword, verifyPassword } from '../../src/people/password.ts';

const phrase = 'la rivière monte vite';

describe('password', () => {
  test('the right one opens, a wrong one does not, and the hash says how it was made', async () => {
    const hash = await hashPassword(phrase);
    expect(hash).toMatch(/^scrypt\$131072\$8\$1\$[\w-]+\$[\w-]{43}$/);
    expect(hash).not.toContain('monte');
    expect(await verifyPassword(phrase, hash)).toBe(true);
    expect(await verifyPassword(`${phrase} `, hash)).toBe(false);
  });

  test('an accent composed in another way is the same password', async () => {
    const hash = await hashPassword(phrase.normalize('NFC'));
    expect(await verifyPassword(phrase.normalize('NFD'), hash)).toBe(true);
  });

  test('two hashes of one password differ', async () => {
    expect(await hashPassword(phrase)).not.toBe(await hashPassword(phrase));
  });

  test('a hash made at another cost still opens', async () => {
    const salt = Buffer.alloc(16, 1);
    const key = scryptSync(phrase, salt, 32, { N: 1024, r: 8, p: 1 });
    const hash = `scrypt$1024$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`;
    expect(await verifyPassword(phrase, hash)).toBe(true);
  });

  test.each([
    '',
    'scrypt',
    'plain text',
    `scrypt$1000$8$1$${'a'.repeat(22)}$${'b'.repeat(43)}`,
    `scrypt$99999999$99$99$${'a'.repeat(22)}$${'b'.repeat(43)}`,
    `scrypt$67108864$8$1$${'a'.repeat(22)}$${'b'.repeat(43)}`,
    `scrypt$1$8$1$${'a'.repeat(22)}$${'b'.repeat(43)}`,
    `scrypt$1024$0$1$${'a'.repeat(22)}$${'b'.repeat(43)}`,
    `scrypt$1024$8$0$${'a'.repeat(22)}$${'b'.repeat(43)}`,
  ])('%j is no hash of ours', async (hash) => {
    expect(await verifyPassword(phrase, hash)).toBe(false);
  });

  test.each([
    ['no lanes at all', 0, 16],
    ['a salt that is too short', 1, 8],
  ])('a hash with %s is none of ours, though its key is right', async (_, p, saltBytes) => {
    const salt = Buffer.alloc(saltBytes, 1);
    const key = scryptSync(phrase, salt, 32, { N: 1024, r: 8, p: 1 });
    const hash = `scrypt$1024$8$${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
    expect(await verifyPassword(phrase, hash)).toBe(false);
  });

  test.each([14, 257])('%d characters are refused with the two numbers', (length) => {
    const error = length < 15 ? { kind: 'too-short', length, atLeast: 15 } : { kind: 'too-long', length, atMost: 256 };
    expect(checkPassword('x'.repeat(length))).toEqual({ ok: false, error });
  });

  test.each([15, 256])('%d characters are enough and not too many', (length) => {
    expect(checkPassword('x'.repeat(length)).ok).toBe(true);
  });

  test.each(['é'.normalize('NFD'), '🌊'])('%s counts as one character, however many units it is written in', (sign) => {
    expect(checkPassword(sign.repeat(14)).ok).toBe(false);
    expect(checkPassword(sign.repeat(256)).ok).toBe(true);
  });
});
