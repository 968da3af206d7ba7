import { expect, test } from 'vitest';
import { HOUR_MS } from '../../../src/lib/units.ts';
import { saidLate } from '../../../src/notification/phone/said-late.ts';
import { rowOf } from '../../support/commits.ts';
import { AT } from '../../support/notices.ts';

const written = { ...rowOf('coursan:1', { kind: 'contact', id: 'mayor-1' }), createdAt: AT, text: 'ALERTE\nAgir' };
const told = (change: object, lateMs: number) =>
  saidLate(
    { ...written, language: 'fr', channel: 'sms', ...change },
    {
      now: AT + lateMs,
      issuer: { name: 'Amont' },
      timeZone: 'Europe/Paris',
    },
  ).text;

test('a text message that waited for days says when it was written, behind its first line; a call says so before all', () => {
  const late = 72 * HOUR_MS;
  expect(told({}, late)).toBe('ALERTE\nÉcrit mercredi 22 janvier, 13 h 05 (heure de Paris) par Amont.\nAgir');
  expect(told({ channel: 'voice', text: 'Alerte.' }, late)).toBe(
    'Écrit mercredi 22 janvier, 13 heures 05 (heure de Paris) par Amont. Alerte.',
  );
  expect(told({ recipient: { kind: 'subscription', id: 'ines' } }, late)).toContain('Écrit mercredi');
});

test('not one of the same night, a mail, a test, nor what was held until quiet hours were over', () => {
  expect(told({}, HOUR_MS)).toBe('ALERTE\nAgir');
  expect(told({ channel: 'email' }, 72 * HOUR_MS)).toBe('ALERTE\nAgir');
  expect(told({ test: true }, 72 * HOUR_MS)).toBe('ALERTE\nAgir');
  expect(told({ notBefore: AT + 8 * HOUR_MS }, 9 * HOUR_MS)).toBe('ALERTE\nAgir');
  expect(told({ recipient: { kind: 'unconfirmed', id: 'ines' } }, 72 * HOUR_MS)).toBe('ALERTE\nAgir');
});
