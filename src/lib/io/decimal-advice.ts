/** No key is a number: to YAML `{ act: 2,6 }` is act 2 and a key 6. @example decimalAdvice('act') // '' */
export function decimalAdvice(key: string): string {
  return /^\d+$/.test(key) ? '; decimals are written with a point (2.6)' : '';
}
