import type { Dataset, DatasetStation } from './dataset.ts';

/** So many times the bankfull rise, or all that is recorded from the lowest to the highest: no flood goes so far, but a height in another unit or above another zero does. */
const FAR = 3;

/** A mark that nothing recorded comes near, and the lowest and the highest that is. */
export interface MarkAstray {
  station: string;
  markM: number;
  lowM: number;
  highM: number;
}

/** @example 150 (centimetres) where 0.4 to 7 m are recorded → told; 9 → not: such a flood may be still to come */
export function marksAstray(
  { stations, series }: Pick<Dataset, 'stations' | 'series'>,
  { stations: asked, marksM }: { stations: readonly string[]; marksM: readonly number[] | null },
): MarkAstray[] {
  return stations
    .filter(({ id }) => asked.includes(id))
    .flatMap((station) => {
      const { id, bankfullRiseM } = station;
      let [lowM, highM] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const value of series.get(id)?.values ?? []) {
        lowM = Math.min(lowM, value);
        highM = Math.max(highM, value);
      }
      if (lowM > highM) return [];
      const far = FAR * Math.max(bankfullRiseM, highM - lowM);
      return (marksM ?? ownMarks(station))
        .filter((markM) => markM > highM + far || markM < lowM - far)
        .map((markM) => ({ station: id, markM, lowM, highM }));
    });
}

/** Each once: two levels may have one mark. */
export function ownMarks({ marks }: Pick<DatasetStation, 'marks'>): number[] {
  return [...new Set(Object.values(marks))];
}
