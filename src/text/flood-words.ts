import type { KnownFlood } from '../territory/known-flood.ts';

/** Floods that people remember, in one language. `flood` is always one with its stage: « la crue du 12 novembre 1999 (8,93 m) ». */
export interface FloodWords {
  /** Standing alone: its name, else its date. @example '12 novembre 1999'; 'novembre 1999'; '1999'; 'Toussaint' */
  title(flood: KnownFlood): string;
  /** The same with the date beside a name. @example 'Toussaint (1 novembre 1930)' */
  inFull(flood: KnownFlood): string;
  /** Within a sentence. @example 'la crue du 12 novembre 1999'; '« Toussaint »' */
  called(flood: KnownFlood): string;
  higher(flood: string): string;
  levelWith(flood: string): string;
  below(by: string, flood: string): string;
  about(by: string): string;
  /** By the water of now, where more is to come. */
  already(text: string): string;
  /** By the highest that is likely, which is named where it has not just been said. */
  wouldBe(text: string, highest: string | null): string;
  /** One flood higher up that at least one development in four passes. */
  perhaps(flood: string): string;
  /** What is already so, and what is likely at the highest. */
  andAtHighest(text: string, likely: string): string;
}
