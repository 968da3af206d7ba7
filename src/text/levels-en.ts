import type { AlertLevel } from '../territory/alert-level.ts';
import type { LevelWords, SinceLowered } from './words.ts';

export const levelsEn: Readonly<Record<AlertLevel, LevelWords>> = {
  normal: {
    name: 'No alert',
    meaning: 'No alert is in force.',
    symbol: '○',
  },
  prepare: { name: 'Be prepared', meaning: 'Flooding is possible: be prepared.', symbol: '◐' },
  act: { name: 'Act now', meaning: 'Flooding is expected or under way: act now.', symbol: '▲' },
  danger: { name: 'Danger to life', meaning: 'The water threatens lives: get to safety.', symbol: '◆' },
  unknown: {
    name: 'We cannot say',
    meaning:
      'Readings are missing or doubtful: nobody can say whether the water rises. This does not mean that all is calm.',
    symbol: '?',
  },
};

const notOver = { meaning: 'It is not over: the danger may grow again.' };
const rising = { meaning: 'The water is rising again: the danger may grow again.' };

/** Where it was lowered to: nobody reads that the danger is less while it grows. */
export const loweredEn: Readonly<
  Record<SinceLowered, Readonly<Partial<Record<AlertLevel, Pick<LevelWords, 'meaning'>>>>>
> = {
  calm: {
    prepare: { meaning: 'The danger is less than it was, but not over: the water may still be high.' },
    act: { meaning: 'The danger is less than it was, but not over: the water may still be very high.' },
  },
  above: { prepare: notOver, act: notOver },
  rising: { prepare: rising, act: rising },
};
