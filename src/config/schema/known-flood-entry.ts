import { type Static, Type } from 'typebox';
import { closed, keeping, list, number, text } from '../../lib/io/field.ts';
import { isOnCalendar } from '../../lib/units.ts';

const optional = Type.Optional;
/** More than these nobody tells apart at night. */
const MOST = 6;
/** Longer ones have no room in a chart, nor in a sentence. */
const LONGEST_NAME = 40;

const dateAllowed = 'a day, month or year: 1999-11-12, 1999-11 or 1999';

/** YAML takes a year alone for a number. */
const date = keeping(
  Type.Unsafe<string | number>({ type: ['string', 'integer'], description: dateAllowed }),
  (value) => /^[12]\d{3}(-\d{2}){0,2}$/.test(String(value)) && isOnCalendar(String(value)),
  dateAllowed,
);

const nameAllowed = `what people call it, ${LONGEST_NAME} letters at most, or one a language: { fr: …, en: … }`;
const isShort = (name: unknown) =>
  name === undefined || (typeof name === 'string' && /\S/.test(name) && name.length <= LONGEST_NAME);

/** One text for all, or one a language, as action cards. */
const name = keeping(
  Type.Unsafe<string | { fr?: string; en?: string }>({
    type: ['string', 'object'],
    properties: { fr: text(nameAllowed), en: text(nameAllowed) },
    additionalProperties: false,
    description: nameAllowed,
  }),
  (value) => (typeof value === 'string' ? isShort(value) : [value.fr, value.en].every(isShort)),
  nameAllowed,
);

const knownFlood = keeping(
  closed({
    name: optional(name),
    date: optional(date),
    stageM: number('the highest stage then, in metres above the zero of this gauge', -500, 9_000),
  }),
  (flood) => flood.name !== undefined || flood.date !== undefined,
  'a date, a name, or both: nobody knows a flood by its height alone',
);

export const knownFloods = keeping(
  list(knownFlood, 'a list of floods that people remember here'),
  (floods) => floods.length <= MOST,
  `${MOST} floods at most: those that people still speak of`,
);

export type KnownFloodEntry = Static<typeof knownFlood>;
