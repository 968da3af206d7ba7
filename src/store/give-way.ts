/** How long work lets readings and requests in between two pieces; it throws where the work is to end there. */
export type GiveWay = () => Promise<void>;

/** Lets them in, and the work goes on. */
export { setImmediate as giveWay } from 'node:timers/promises';
