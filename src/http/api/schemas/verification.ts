import { Type } from 'typebox';
import { Instant, nullable, Period, Raised } from './common.ts';
import { ReliabilityRow } from './tuning.ts';

const Score = nullable(Type.Number());
const Interval = nullable(Type.Array(Type.Number()));

export const Verification = Type.Object({
  commune: Type.String(),
  asOf: Instant,
  since: nullable(Instant),
  /** Events that people have answered about. */
  answers: Type.Integer(),
  levels: Type.Array(
    Type.Object({
      level: Raised,
      hits: Type.Integer(),
      misses: Type.Integer(),
      falseAlarms: Type.Integer(),
      pod: Score,
      far: Score,
      csi: Score,
      /** 90 %, of so many floods and alarms (Clopper and Pearson). */
      podInterval: Interval,
      farInterval: Interval,
      csiInterval: Interval,
      /** Rule of three: with no miss in n floods the true rate may still be this high. */
      missesUpTo: Score,
      falseAlarmsUpTo: Score,
      unjudged: Type.Integer(),
      floods: Type.Array(
        Type.Object({
          passageAt: Instant,
          endAt: Instant,
          /** Of the gauge that was passed first; of a flood that only a person saw the lowest mark. */
          peakM: Type.Number(),
          /** That gauge; `null` where only a person saw it. */
          station: nullable(Type.String()),
          outcome: Type.Enum(['hit', 'miss']),
          leadTimeH: Type.Number(),
          by: Type.Enum(['gauge', 'answer']),
        }),
      ),
      falseAlarmAlerts: Type.Array(Type.Object({ from: Instant, to: nullable(Instant) })),
      /** Alarms amid which the gauge was lost, or whose gauge is no longer watched: in no score until a person answers. */
      unseenAlerts: Type.Array(Type.Object({ from: Instant, to: nullable(Instant) })),
    }),
  ),
  gauges: Type.Array(
    Type.Object({
      station: Type.String(),
      /** Silences of more than 6 h: a flood in them is in no figure. */
      unseen: Type.Array(Period),
      chances: Type.Array(
        Type.Object({
          level: Raised,
          count: Type.Integer(),
          cameTrue: Type.Integer(),
          /** In how many floods those came true: statements of one flood are no separate evidence. */
          floods: Type.Integer(),
          brier: Score,
          reference: Type.String(),
          referenceBrier: Score,
          skill: Score,
          reliability: Type.Array(ReliabilityRow),
        }),
      ),
    }),
  ),
});
