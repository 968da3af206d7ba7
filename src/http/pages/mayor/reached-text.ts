import type { Speech } from '../../speech.ts';
import { isReachedByFew, type Reached } from '../../views/reached.ts';

/** How many have what was decided, marked where they are few. @example '⚠ remis à 0 sur 1' */
export function reachedText({ page: { handedOver } }: Pick<Speech, 'page'>, found: Reached): string {
  const { counts } = found;
  if (counts === null) return handedOver.unread;
  if (counts.all === 0) return handedOver.nobody;
  return `${isReachedByFew(found) ? '⚠ ' : ''}${handedOver.share(counts.sent, counts.all)}`;
}
