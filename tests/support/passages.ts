import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RaisedLevel } from '../../src/territory/alert-level.ts';
import type { Commune } from '../../src/territory/commune.ts';

/** When the recorded river first stood at a commune's mark, read from the recording itself; `null`: it never did. */
export function firstPassage(recording: string, commune: Commune, level: RaisedLevel, from: number): number | null {
  const passages = commune.watches.flatMap(({ station, marks }) => {
    const row = series(recording, station).find(([at, stageM]) => at >= from && stageM >= marks[level]);
    return row ? [row[0]] : [];
  });
  return passages.length > 0 ? Math.min(...passages) : null;
}

function series(recording: string, station: string): [number, number][] {
  const file = join('sensors-sim/recordings', recording, `${station}.csv`);
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [time = '', value = ''] = line.split(',');
      return [Date.parse(time), Number(value)];
    });
}
