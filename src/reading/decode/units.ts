/** Each unit that a mapping may name, as a factor to metres, pascals or cubic metres a second. */
export const lengthUnits = { m: 1, cm: 0.01, mm: 0.001, ft: 0.3048, in: 0.0254 } as const;
export const pressureUnits = { Pa: 1, hPa: 100, mbar: 100, kPa: 1_000, bar: 100_000 } as const;
export const flowUnits = { 'm³/s': 1, 'l/s': 0.001 } as const;

export type LengthUnit = keyof typeof lengthUnits;
export type PressureUnit = keyof typeof pressureUnits;
export type FlowUnit = keyof typeof flowUnits;

/** Fresh water at 1000 kg/m³ and standard gravity 9.80665 m/s². */
const PASCAL_PER_METRE = 9_806.65;

/** @example waterColumnM(100_000) // 10.197 m for one bar */
export function waterColumnM(pascals: number): number {
  return pascals / PASCAL_PER_METRE;
}

/** To a tenth of a millimetre, so that 3 - 1.234 is 1.766 and not 1.7659999999999998. */
export function tidy(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
