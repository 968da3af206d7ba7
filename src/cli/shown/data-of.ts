import { join } from 'node:path';
import type { Config } from '../../config/config.ts';

/**
 * Where a command looked, for what it did not find there: whoever forgets --config reads the folder `config`, which names other data.
 *
 * @example dataOf('my-town', config) // '/srv/amont/data/my-town (my-town/amont.yaml)'
 */
export function dataOf(folder: string, { dataFolder }: Pick<Config, 'dataFolder'>): string {
  return `${dataFolder} (${join(folder, 'amont.yaml')})`;
}
