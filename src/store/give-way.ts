/** Lets readings and requests in between two pieces of long work. */
export { setImmediate as giveWay } from 'node:timers/promises';
