import type { AlertEvent } from '../alert/alert.ts';

/** After the commit of what residents are told: once for a whole round, and before anything of it is sent. */
export function puttingRealFirst(
  putRealFirst: () => void,
  failed: (error: unknown) => void,
): (event: Pick<AlertEvent, 'exercise' | 'audience'>) => void {
  let isAsked = false;
  return ({ exercise, audience }) => {
    if (exercise || audience !== 'public' || isAsked) return;
    isAsked = true;
    queueMicrotask(() => {
      isAsked = false;
      try {
        putRealFirst();
      } catch (error) {
        failed(error);
      }
    });
  };
}
