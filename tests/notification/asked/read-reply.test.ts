import { expect, test } from 'vitest';
import { codeIn, phoneIn, wishIn } from '../../../src/notification/asked/read-reply.ts';

test.each([
  'OUI 4721',
  'oui 4721',
  ' Oui : 4721 !',
  'ouï4721',
  'oui4721',
  'OK 4721',
  'Ok, le code est 4721.',
  'YES4721',
  'yes 47 21',
  'y 4721',
  'D’accord 4721',
  "d'accord 4721",
  'Reçu 4721',
  'Vu 4721',
  '4721',
  ' 4721\n--\nEnvoyé de mon téléphone 12',
  'ＯＵＩ ４７２１',
  'oui 4721, pas de souci',
  'oui, pas de problème 4721',
  'YES 4721 no problem',
  'OUI 4721 merci',
  'Yeah 4721',
  '4721\nNe pas répondre à ce numéro',
])('%j is a yes', (text) => expect(codeIn(text)).toBe('4721'));

test.each([
  '',
  'oui',
  'oui 472',
  'oui 47211',
  'NON 4721',
  'no 4721',
  'ok mais pas 4721',
  'oui non 4721',
  'STOP 4721',
  '4721 NON',
  '4721 : je ne peux pas',
  '\n4721 non',
  "yes, but I can't come 4721",
  'OK, I won’t make it 4721',
  'ok but I cannot 4721',
  'OUI 4721 mais je ne peux pas venir',
  'OUI 4721 non',
  'OUI4721NON',
  "yes 4721 but I can't",
  'yes, i cant come 4721',
  'oui mais absent 4721',
  'oui, impossible 4721',
  'you asked 4721?',
  'your code 4721',
  'non non oui 4721',
  "4721 I'm away, don't wait for me",
  'je suis absent 4721',
  'oui quatre sept deux un',
  'rappel 06 12 34 56 78',
  '12/04 4721',
])('%j is none', (text) => expect(codeIn(text)).toBeNull());

test.each([
  ['+33612345678', '+33612345678'],
  ['33612345678', '+33612345678'],
  ['0033 6 12 34 56 78', '+33612345678'],
  ['+33 (6) 12-34.56 78', '+33612345678'],
  ['+33600340078', '+33600340078'],
  ['tel:+33612345678', null],
  ['+33612345678/2', null],
  ['1234567890123456', null],
  ['0612345678', null],
  ['AMONT', null],
  ['', null],
])('the sender %j is %j', (from, phone) => expect(phoneIn(from)).toBe(phone));

test.each(['STOP', 'stop.', ' Stop !', 'STOP svp', 'ARRET', 'Arrêt', 'arrêter', 'Unsubscribe', 'ＳＴＯＰ'])(
  '%j is a stop',
  (text) => expect(wishIn(text)).toBe('stop'),
);

test.each(['oui', 'OUI', 'Oui, merci', 'yes', 'OK', 'd’accord', 'Oui\n--\nEnvoyé de mon téléphone'])(
  '%j is a wish',
  (text) => expect(wishIn(text)).toBe('yes'),
);

test.each([
  '',
  'non',
  'oui mais non',
  'oui mais plus tard',
  'ouistiti',
  'yesterday',
  'je veux bien',
  'qui est-ce ?',
  'qui dit oui ?',
  'ne pas stop',
  '4721',
])('%j is neither', (text) => expect(wishIn(text)).toBeNull());
