import { expect, test } from 'vitest';
import { withoutAddresses } from '../../src/notification/without-addresses.ts';

test.each([
  [
    '550 5.1.1 <resident.dupont@example.org>: Recipient address rejected',
    '550 5.1.1 <…@…>: Recipient address rejected',
  ],
  ['451 a@b.fr and "c+d@é.fr" later', '451 …@… and "…@…" later'],
  ['550 see https://mx.example.org/why?rcpt=ines%40example.org', '550 see …@…'],
  ['connect ECONNREFUSED 127.0.0.1:25', 'connect ECONNREFUSED 127.0.0.1:25'],
])('%j', (said, kept) => {
  expect(withoutAddresses(said)).toBe(kept);
});
