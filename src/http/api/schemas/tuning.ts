import { Type } from 'typebox';
import { tuningFailures } from '../../../verification/tune/tuner.ts';
import { Instant, nullable, Raised } from './common.ts';

const number = Type.Number();

const interval = nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }));

const Candidate = Type.Object({
  leadTimeH: number,
  raiseAt: number,
  lowerAt: number,
  k: Type.Integer(),
  n: Type.Integer(),
});

export const Outcome = Type.Object({
  floods: Type.Integer(),
  hits: Type.Integer(),
  misses: Type.Integer(),
  falseAlarms: Type.Integer(),
  /** Independent storms behind the floods; not there in runs from before it was counted. */
  storms: Type.Optional(Type.Integer()),
  /** Hours in alert with the water below the mark; not there either. */
  idleHours: Type.Optional(number),
  pod: nullable(number),
  far: nullable(number),
  csi: nullable(number),
  years: number,
  alertsPerYear: nullable(number),
  falseAlarmsPerYear: nullable(number),
  /** Over all floods, a missed one being 0 h. */
  medianLeadH: nullable(number),
  worstLeadH: nullable(number),
  /** 90 %, by drawing whole storms anew; where all went alike, what so many leave open. */
  intervals: Type.Object({ pod: interval, far: interval, medianLeadH: interval }),
  /** In what share of storms a flood may still be missed, where none was: 3/n, and exactly. */
  unknown: nullable(Type.Object({ roughly: number, exactly: number })),
});

const Outcomes = Type.Object({ own: Outcome, pooled: Outcome });

const TuningRow = Type.Object({
  /** By which it is accepted; `null` for the rule in force and the references. */
  id: nullable(Type.Integer()),
  candidate: Candidate,
  choose: Outcomes,
  report: Outcomes,
  podNoLower: Type.Boolean(),
});

/** How often what was said with a chance between two came true. */
export const ReliabilityRow = Type.Object({
  from: number,
  to: number,
  count: Type.Integer(),
  cameTrue: Type.Integer(),
  stated: nullable(number),
  share: nullable(number),
});

const GaugeTuning = Type.Object({
  level: Raised,
  markM: number,
  leadTimeH: number,
  split: Type.Object({ fitUntil: Instant, chooseUntil: Instant, until: Instant }),
  lowerMarksM: Type.Array(number),
  current: TuningRow,
  references: Type.Object({ fixed: TuningRow, observed: TuningRow }),
  candidates: Type.Array(TuningRow),
  reliability: Type.Array(ReliabilityRow),
  value: Type.Array(Type.Object({ costLoss: number, tuned: nullable(number), inForce: nullable(number) })),
});

export const TuningState = Type.Object({
  commune: Type.String(),
  station: Type.String(),
  running: nullable(Type.Object({ share: number })),
  run: nullable(
    Type.Object({
      id: Type.Integer(),
      policyVersion: Type.Integer(),
      askedBy: Type.String(),
      askedAt: Instant,
      doneAt: nullable(Instant),
      failure: nullable(Type.Enum([...tuningFailures])),
    }),
  ),
  tunings: Type.Array(GaugeTuning),
  findings: Type.Array(Type.Object({ level: Type.String(), at: Instant, text: Type.String() })),
});

export const Proposal = Type.Object({
  kind: Type.Enum(['change', 'no-change']),
  because: nullable(Type.String()),
  row: nullable(TuningRow),
});
