/** Numbers of one byte each: `values` by byte, and the byte whose value lies nearest. */
interface ByteFloats {
  values: Float64Array;
  byteOf(value: number): number;
}

const EXPONENT_BITS = 4;

/**
 * Binary floats with four bits of exponent, as the eight-bit formats of arithmetic units have them, but nothing is infinite: what is too large is
 * told as the largest. What is left of the byte is the fraction. Of each past situation 27 such numbers are held, and they differ by far more
 * than the rounding from those of the situations told beside it.
 */
function byteFloats({ isSigned, leastExponent }: { isSigned: boolean; leastExponent: number }): ByteFloats {
  const bits = isSigned ? 7 : 8;
  const fractions = 2 ** (bits - EXPONENT_BITS);
  const most = 2 ** bits - 1;
  const sizeOf = (byte: number): number => {
    const [exponent, fraction] = [Math.floor(byte / fractions), (byte % fractions) / fractions];
    return exponent === 0 ? fraction * 2 ** leastExponent : (1 + fraction) * 2 ** (leastExponent + exponent - 1);
  };
  return {
    values: Float64Array.from({ length: 256 }, (_, byte) => (byte > most ? 0 - sizeOf(byte & most) : sizeOf(byte))),
    byteOf(value) {
      const size = Math.min(Math.abs(value), sizeOf(most));
      const exponent = Math.max(leastExponent, Math.floor(Math.log2(size)));
      // One that is rounded up to the next power of two has the byte after the last of its own.
      const steps = (exponent - leastExponent) * fractions + Math.round((size / 2 ** exponent) * fractions);
      return Math.min(most, steps) + (isSigned && value < 0 ? most + 1 : 0);
    },
  };
}

/**
 * What came and errors, in spreads expected: .0078 to 1920 of them, above .06 to one part in sixteen.
 * @example inSpreads.values[inSpreads.byteOf(7.2)] // 7
 */
export const inSpreads = byteFloats({ isSigned: true, leastExponent: -4 });

/** Spreads, in bankfull rises: .00003 to 15.5, above .0005 to one part in thirty-two. */
export const ofSpreads = byteFloats({ isSigned: false, leastExponent: -11 });
