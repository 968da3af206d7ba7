import { Type } from 'typebox';
import { floodedAnswers } from '../../../verification/truth-answer.ts';
import { Instant, nullable, Raised } from './common.ts';

export const Answer = Type.Object({
  id: Type.Integer(),
  event: Type.String(),
  from: Instant,
  to: Instant,
  flooded: Type.Enum([...floodedAnswers]),
  reached: nullable(Raised),
  passedAt: nullable(Instant),
  place: Type.String(),
  note: Type.String(),
  person: Type.String(),
  at: Instant,
});

export const AskedEvent = Type.Object({
  id: Type.String(),
  /** `null`: a mark was passed without an alert. */
  alert: nullable(Type.String()),
  from: Instant,
  to: Instant,
  /** `null`: nobody has answered; the gauge's own passage stands. */
  answer: nullable(Answer),
  earlier: Type.Array(Answer),
});
