/** 25/11/2025 12:00 as spreadsheets write it, with points for the slashes too. */
const SLASHED = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})[ T]+(\d{1,2})(:\d{2}(?::\d{2})?)$/;

export function isSlashed(text: string): boolean {
  return SLASHED.test(text);
}

/**
 * Whether the first number of such dates is the day, which is so where it is above 12 somewhere and the second never is, or the other
 * way round; `null` where a file does not tell.
 * @example dayFirstIn(['05/11/2025 12:00', '25/11/2025 12:00']) // true
 */
export function dayFirstIn(times: Iterable<string>): boolean | null {
  let [isFirst, isSecond] = [false, false];
  for (const text of times) {
    const parts = SLASHED.exec(text);
    if (Number(parts?.[1]) > 12) isFirst = true;
    if (Number(parts?.[2]) > 12) isSecond = true;
  }
  return isFirst === isSecond ? null : isFirst;
}

/** As ISO 8601; anything else as it is. @example fromSlashed('25/11/2025 9:05', true) // '2025-11-25T09:05' */
export function fromSlashed(text: string, dayFirst: boolean): string {
  return text.replace(SLASHED, (_, first: string, second: string, year: string, hour: string, rest: string) => {
    const [day, month] = dayFirst ? [first, second] : [second, first];
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${hour.padStart(2, '0')}${rest}`;
  });
}
