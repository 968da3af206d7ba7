import { accessSync, constants } from 'node:fs';
import { messageOf } from '../../lib/result.ts';

/**
 * Why nothing can be seen of a data folder; `null` where all can, or where none was made yet. To another user than the service's it is closed, and what
 * lies in it would be said not to be there.
 */
export function whyUnseen(dataFolder: string): string | null {
  try {
    accessSync(dataFolder, constants.X_OK);
    return null;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    return `What lies in ${dataFolder} cannot be seen: ${messageOf(cause)}. Run this as the user of the service.`;
  }
}
