import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { iso } from '../../src/lib/units.ts';
import type { Dataset } from '../../src/verification/backtest/dataset.ts';

/** The two gauges of a synthetic river as a dataset folder that a command reads. */
export function writeRiver(folder: string, { series }: Dataset, stepMin = 10): void {
  const station = (id: string, upstream: string): string =>
    `  - id: ${id}\n    file: ${id}.csv\n    quantity: stage\n    stepMin: ${stepMin}\n    upstream: [${upstream}]\n    bankfullRiseM: 2\n    marks: {act: 1.5, danger: 2.2}\n`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'dataset.yaml'), `name: test\nstations:\n${station('up', '')}${station('town', 'up')}`);
  for (const [id, { times, values }] of series) {
    const rows = Array.from(times, (at, index) => `${iso(at)},${values[index]}`);
    writeFileSync(join(folder, `${id}.csv`), `time,level_m\n${rows.join('\n')}\n`);
  }
}
