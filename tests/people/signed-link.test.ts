import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressMark, hashToken, shortCode, signId, verifySignedId } from '../../src/people/signed-link.ts';

const key = Buffer.alloc(32, 7);

describe('signed link', () => {
  test('what was signed is read back, dots in the id included', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        expect(verifySignedId('leave', signId('leave', id, key), key)).toBe(id);
      }),
    );
  });

  test('one changed character, another key or another purpose opens nothing', () => {
    const signed = signId('leave', 'subscription-1', key);
    fc.assert(
      fc.property(
        fc.nat(signed.length - 1),
        fc.constantFrom('a', 'b', 'X', 'Z', '0', '9', '-', '_', '.'),
        (at, character) => {
          fc.pre(signed[at] !== character);
          const forged = signed.slice(0, at) + character + signed.slice(at + 1);
          expect(verifySignedId('leave', forged, key)).toBeNull();
        },
      ),
    );
    expect(verifySignedId('leave', signed, randomBytes(32))).toBeNull();
  });

  test.each(['', '.', 'a', 'a.', '.a', 'subscription-1', signId('leave', '', key)])('%j is no signed id', (text) => {
    expect(verifySignedId('leave', text, key)).toBeNull();
  });

  test('a token is stored as its SHA-256', () => {
    // FIPS 180-2, example B.1.
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('a code is four digits of its own signature, and an address is known by sixteen signs of another', () => {
    // HMAC-SHA256 of `reply\0coursan:7`: its first four bytes, modulo 10 000; of `address\0…`: its first eight.
    expect(shortCode('coursan:7', key)).toBe('8574');
    // Of one code in ten the first digit is a nought.
    expect(shortCode('coursan:18', key)).toBe('0488');
    expect(addressMark('mayor@example.org', key)).toBe('7e5c91d37e23e249');
  });
});

test('a link within a text message is short, and opens nothing else', () => {
  const signed = signId('stop', 's1', key);
  expect(signed).toHaveLength('s1.'.length + 16);
  expect(verifySignedId('stop', signed, key)).toBe('s1');
  expect(verifySignedId('leave', signed, key)).toBeNull();
  expect(verifySignedId('stop', signId('leave', 's1', key), key)).toBeNull();
  expect(verifySignedId('stop', signed.slice(0, -1), key)).toBeNull();
});
