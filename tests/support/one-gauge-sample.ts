import type { AnalogueSample } from '../../src/forecast/learn/assemble-sample.ts';
import { seededRandom } from '../../src/forecast/model/seeded-random.ts';
import { columnsOf } from '../../src/forecast/observed/features.ts';
import { HORIZONS } from '../../src/forecast/observed/horizons.ts';

/** Sixty weeks of one gauge, forty situations each; what comes hangs on the first column alone, but for a little noise. */
export function oneGaugeSample(riseAfter: (height: number) => number): AnalogueSample {
  const [count, width, random] = [2400, columnsOf(0), seededRandom(3)];
  const x = Float32Array.from({ length: count * width }, () => 2 * random() - 1);
  const weekOf = (row: number): number => Math.floor(row / 40);
  return {
    count,
    depth: 0,
    hasRain: false,
    x,
    depths: new Uint8Array(count),
    rises: Float32Array.from({ length: count * HORIZONS }, (_, index) => {
      return riseAfter(x[Math.floor(index / HORIZONS) * width]!) + 0.02 * (random() - 0.5);
    }),
    weights: new Float32Array(count).fill(1),
    folds: Uint16Array.from({ length: count }, (_, row) => weekOf(row) % 8),
    blocks: Int32Array.from({ length: count }, (_, row) => weekOf(row)),
    real: new Uint8Array(count).fill(1),
    origins: {
      gauges: [{ station: 'town', name: 'town', river: 'test' }],
      gaugeOf: new Uint16Array(count),
      paces: [1],
      paceOf: new Uint8Array(count),
      minutes: Int32Array.from({ length: count }, (_, row) => weekOf(row) * 7 * 1440 + (row % 40) * 240),
    },
  };
}
