import { expect, test } from 'vitest';
import { enMessage } from '../../src/text/en-message.ts';
import { frMessage } from '../../src/text/fr-message.ts';

test.each([
  ['within 6 h: 72%', 'within 6 hours: 72%'],
  ['within 1 h 30 min', 'within 1 hour 30 minutes'],
  ['at −0.35 m', 'at minus 0.35 metre'],
  ['3.10 m at 12:55, station 3 mills', '3.10 metres at 12:55, station 3 mills'],
])('in English units are words where they are read aloud: %s', (line, spoken) => {
  expect(enMessage.aloud(line)).toBe(spoken);
});

test.each([
  ['à −2,35 m', 'à moins 2,35 mètres'],
  ['dans les 6 h : 72 %', 'dans les 6 heures : 72 %'],
  ['1,90 m à 1 h 05, station 3 moulins', '1,90 mètre à 1 heure 05, station 3 moulins'],
  ['entre 14 h 10 et 16 h 00, il est 0 h 00', 'entre 14 heures 10 et 16 heures, il est 0 heure'],
])('in French too: %s', (line, spoken) => {
  expect(frMessage.aloud(line)).toBe(spoken);
});
