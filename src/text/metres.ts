/** What only a broken sensor says: it has no centimetres, and taken a hundredfold it is no number. */
const NO_STAGE_M = 1e12;

/** A stage in whole centimetres, never more than it is; a binary fraction's last digit does not count. @example downToCm(3.899) // 3.89  @example downToCm(0.29) // 0.29 */
export function downToCm(stageM: number): number {
  return Math.abs(stageM) < NO_STAGE_M ? Math.floor(stageM * 100 + 1e-6) / 100 : stageM;
}

/** As machines write it; never '-0.00'. @example twoDecimals(3.2) // '3.20' */
export function twoDecimals(number: number): string {
  return Math.abs(number) < NO_STAGE_M ? (Math.round(number * 100) / 100 + 0).toFixed(2) : number.toExponential(0);
}

/** A number for people to read, with the sign of a minus: a hyphen is read as none. @example withMinus('-0.35') // '−0.35' */
export function withMinus(number: string): string {
  return number.replace('-', '−');
}

/** Of a change in metres; none where it rounds to nothing. @example signOf(-0.3) // '−' */
export function signOf(metres: number): string {
  if (Math.abs(metres) < 0.005) return '';
  return metres < 0 ? '−' : '+';
}
