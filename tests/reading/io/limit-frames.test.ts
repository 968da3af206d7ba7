import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameLimit } from '../../../src/reading/io/limit-frames.ts';

function frame(size: number): Buffer {
  const length: number[] = [];
  let rest = size;
  do {
    length.push((rest % 128) + (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Buffer.concat([Buffer.from([0x32, ...length]), Buffer.alloc(size, 0xff)]);
}

test('a packet is too long exactly when its announced length is, however the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 6 }),
      fc.integer({ min: 1, max: 300 }),
      (sizes, chunkSize) => {
        const bytes = Buffer.concat(sizes.map(frame));
        const tooLong = frameLimit(500, 400);
        let found = false;
        for (let at = 0; at < bytes.length && !found; at += chunkSize)
          found = tooLong(bytes.subarray(at, at + chunkSize));
        expect(found).toBe(sizes.some((size, index) => size > (index === 0 ? 400 : 500)));
      },
    ),
  );
});

test('it is known before the payload comes', () => {
  expect(frameLimit(1000, 1000)(Buffer.from([0x30, 0xff, 0xff, 0x7f]))).toBe(true);
});
