import { Type } from 'typebox';
import { nullable } from './common.ts';

/** A flood that people remember, lowest first: no mark, and nothing that a forecast knows of. A name, a date or both. */
export const KnownFlood = Type.Object({
  name: nullable(Type.Object({ fr: Type.String(), en: Type.String() })),
  /** A day, month or year. */
  date: nullable(Type.String()),
  /** The highest stage then, above the zero of the gauge. */
  stageM: Type.Number(),
});
