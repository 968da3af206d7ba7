import { expect, test } from 'vitest';
import { pagesFr } from '../../src/http/text/pages-fr.ts';
import { fr } from '../../src/text/fr.ts';
import { frMessage } from '../../src/text/fr-message.ts';

const AT = Date.parse('2020-01-23T02:00Z');
const names = { timeZone: 'Europe/Paris', station: (id: string) => id, person: (id: string) => id };
const noAnswer = { because: 'no-answer', since: AT, asked: ['Anne'], told: ['Paul'], again: false } as const;

test.each([
  fr.reason(noAnswer, names),
  fr.reason({ ...noAnswer, asked: [] }, names),
  frMessage.forecastOf(AT, names.timeZone),
  pagesFr.mayor.acknowledgedBy('Anne', '3 h 00'),
  pagesFr.mayor.refused.alreadyAcknowledged('Anne', '3 h 00'),
  pagesFr.answer.alreadyYou('Anne', '3 h 00'),
])('a time of day is no span of time, in French: %s', (said) => {
  for (const sentence of [said, frMessage.aloud(said)]) {
    expect(sentence).toMatch(/\D3\s(h\s00|heures)/u);
    expect(sentence).not.toMatch(/\b(depuis|de|pendant|dans)\s\d/u);
  }
});

test('what is left is no time of day: two spans', () => {
  expect(pagesFr.mayor.inTime('2 h 05', '4 h 10')).toBe('reste 2 h 05 à 4 h 10');
});

test('a question of the day before says its day', () => {
  expect(fr.reason(noAnswer, names)).toBe("Anne n'a pas répondu ; demandé jeudi à 3 h 00.");
});
