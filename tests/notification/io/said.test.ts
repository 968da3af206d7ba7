import { expect, test } from 'vitest';
import { firstOf, hide, secretsIn } from '../../../src/notification/io/said.ts';

test('a secret that holds another is hidden whole', () => {
  const secrets = secretsIn('https://siren.example.org/hook-b3-9f27/hook-b3-9f27-aa41c0?room=town');
  expect(hide('no room for hook-b3-9f27-aa41c0 nor for hook-b3-9f27', secrets)).toBe('no room for *** nor for ***');
});

test('pieces of eight letters may guard an address; shorter ones are words', () => {
  const secrets = secretsIn('https://siren.example.org/webhook/12345678?to=a%20town');
  expect(hide('webhook 12345678 of a town', secrets)).toBe('webhook *** of a town');
});

test('a letter of several bytes that comes in two pieces is read as one', async () => {
  const said = Buffer.from('numéro inconnu');
  const pieces = ReadableStream.from([said.subarray(0, 4), said.subarray(4)]);
  expect(await firstOf(new Response(pieces))).toBe('numéro inconnu');
});
