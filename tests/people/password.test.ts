import { scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkPassword, hashPassword, MIN_PASSWORD_LENGTH, verifyPassword } from '../../src/people/password.ts';

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
  ])('%j is no hash of ours', async (hash) => {
    expect(await verifyPassword(phrase, hash)).toBe(false);
  });

  test('too short is refused with the two numbers', () => {
    expect(checkPassword('secret')).toEqual({
      ok: false,
      error: { kind: 'too-short', length: 6, atLeast: MIN_PASSWORD_LENGTH },
    });
    expect(checkPassword('x'.repeat(MIN_PASSWORD_LENGTH)).ok).toBe(true);
    expect(checkPassword('x'.repeat(257)).ok).toBe(false);
  });
});
