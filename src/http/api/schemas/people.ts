import { Type } from 'typebox';
import { contactRoles, languages } from '../../../territory/commune.ts';
import { closed, DeliveryStatus, Instant, Level, nullable, Raised } from './common.ts';

/** What the link in a message asks of its contact. */
export const QuestionAsked = Type.Object({
  commune: Type.String(),
  contact: Type.String(),
  name: Type.String(),
  level: Level,
  askedAt: Instant,
  until: Instant,
  open: Type.Boolean(),
  refusal: nullable(Type.String()),
});

const Counts = Type.Object({ pending: Type.Integer(), sent: Type.Integer(), dropped: Type.Integer() });

const Message = Type.Object({
  event: Type.String(),
  subject: Type.String(),
  status: DeliveryStatus,
  /** When the phone had it, where a gateway reports that. */
  deliveredAt: nullable(Instant),
});

export const Told = Type.Object({
  contacts: Type.Array(
    Type.Object({
      contact: Type.String(),
      name: Type.String(),
      role: Type.Enum([...contactRoles]),
      askedAt: nullable(Instant),
      message: nullable(Message),
    }),
  ),
  answer: nullable(Type.Object({ level: Raised, person: Type.String(), name: Type.String(), at: Instant })),
  next: nullable(Type.Object({ at: Instant, contacts: Type.Array(Type.String()), again: Type.Boolean() })),
  residents: Counts,
  residentsBy: Type.Object({ email: Counts, sms: Counts, push: Counts }),
  /** Sirens and panels: whether each took what residents were told last; `null` where it was named since. */
  machines: Type.Array(Type.Object({ machine: Type.String(), message: nullable(Message), isMissed: Type.Boolean() })),
  /** What became of messages cannot all be read: the disk does not give it back. */
  isPartlyUnread: Type.Boolean(),
});

export const ReplyAnswer = Type.Object({
  outcome: Type.Enum([
    'acknowledged',
    'refused',
    'unknown-number',
    'subscribed',
    'unsubscribed',
    'no-wish',
    'not-understood',
    'wrong-code',
    'nothing-asked',
    'locked',
  ]),
  text: Type.String(),
});

/** Local times of the commune. */
export const QuietHours = closed({
  from: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
  to: Type.String({ pattern: '^\\d{2}:\\d{2}$' }),
});

export const SubscriptionShown = Type.Object({
  commune: Type.String(),
  language: Type.Enum([...languages]),
  quietHours: nullable(QuietHours),
});
