import { expect, test } from 'vitest';
import { withoutLinks } from '../../../src/http/text/without-links.ts';

test.each([
  ["Je m'en occupe : répondez OUI 4721 au +33700000000.", "Je m'en occupe : répondez OUI … au +33700000000."],
  ['Or by text message from your phone: YES 0042 to 38100.', 'Or by text message from your phone: YES … to 38100.'],
  ['Ouvrez https://amont.example.org/fr/answer/abc puis appuyez.', 'Ouvrez … puis appuyez.'],
])('what a report shows of a message answers for nobody: %s', (text, shown) => {
  expect(withoutLinks(text)).toBe(shown);
});
