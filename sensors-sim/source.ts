import type { Quantity, TimedMessage } from './message.ts';

/** A place that sends readings, in the words of `dataset.yaml`. */
export interface Station {
  id: string;
  name: string;
  quantity: Quantity;
  stepMin: number;
  /** Direct upstream neighbours. */
  upstream: readonly string[];
  /** Rise from normal to bankfull, roughly; `null` for what is no river gauge. */
  bankfullRiseM: number | null;
}

/** A river and all that its sensors said, in the order of time, before any fault. */
export interface Source {
  name: string;
  stations: readonly Station[];
  messages: readonly TimedMessage[];
}

/** Something that the caller can mend; the message says what was found and what to do. */
export class UsageError extends Error {}
