import { expect, test } from 'vitest';
import { mailboxOf } from '../../src/people/mailbox-of.ts';

test.each([
  'victim@mail.example.org',
  'Vic.tim+1@MAIL.example.org',
  'victim@ｍail.example.org',
  'victim@mail.exampl\u24d4.org',
  'victim@mail。example.org',
  'victim@mail．example.org',
  'victim@mail｡example.org',
  'ｖictim＋2@mail.example.org',
  'victim@mail.example.org.',
  'victim@mail.example.org。',
  'victim@mail.example.org．。',
])('%s is the mailbox that mail to it is handed over for', (email) => {
  expect(mailboxOf(email)).toBe('victim@mail.example.org');
});

test('a domain is one, written in its own letters or as machines write it', () => {
  expect(mailboxOf('ines@bücher.example')).toBe(mailboxOf('ines@xn--bcher-kva.example'));
});

test('letters that only look alike are another domain, and what is none stays as it is', () => {
  expect(mailboxOf('ines@exampl\u0435.org')).not.toBe(mailboxOf('ines@example.org'));
  expect(mailboxOf('Ines@xn--a.org')).toBe('ines@xn--a.org');
});
