import { expect, test } from 'vitest';
import { readEmail } from '../../../src/http/typed/read-email.ts';

test.each(['ines@example.org', 'o/k?#%a@example.org', 'ines@bücher.example', 'ines@mail。example.org'])(
  '%s is an address',
  (typed) => {
    expect(readEmail(` ${typed} `)).toBe(typed);
  },
);

test.each(['/', '?', '#', '%61', '？', '／', '＃', '％61', '：80'])(
  'with %s in its domain an address is none: it would be counted as a mailbox of another domain',
  (sign) => {
    expect(readEmail(`x@victim.org${sign}a.fr`)).toBeNull();
    expect(readEmail(`x@a.victim${sign}org`)).toBeNull();
  },
);
