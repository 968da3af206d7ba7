import { type AlertEvent, isRaise } from '../../alert/alert.ts';
import type { Commune, Language } from '../../territory/commune.ts';
import { downToCm } from '../../text/metres.ts';
import { type Issuer, voices } from '../words/letterhead.ts';
import { decides, facts, happened, notReal, numberedSteps, passedOn } from '../words/message.ts';
import { type MessageContext, movesLevel, realityOf, subjectOf, type Writing, writingFor } from '../words/writing.ts';

/* What programs are told beside people, in CAP and by webhook: the words of the mail, and its numbers. */

const statuses = { operational: 'Actual', exercise: 'Exercise', demonstration: 'Test' } as const;
export type Status = (typeof statuses)[Issuer['kind']];

export function statusOf(event: AlertEvent, issuer: Issuer): Status {
  return statuses[realityOf(event, issuer)];
}

/** An event for residents as all the world may read it: naming nobody. */
export function publicWriting(
  event: AlertEvent,
  language: Language,
  commune: Commune,
  { issuer, names, basis, cameDown }: Pick<MessageContext, 'issuer' | 'names' | 'basis' | 'cameDown'>,
): Writing {
  const { townHall, hazard } = voices[language].around;
  const context = {
    issuer,
    names: { ...names, person: () => townHall },
    telling: null,
    basis,
    seen: null,
    cameDown,
    official: [],
    askedToCheckAt: null,
    floodsAt: () => [],
    caveatsOf: () => null,
    zeroShiftOf: () => null,
    chancesAbove: () => [],
  };
  return writingFor(withoutPurpose(event, hazard), { kind: 'resident', language }, commune, context);
}

/** Why an exercise is held, staff typed: it may name anybody. */
function withoutPurpose(event: AlertEvent, hazard: string): AlertEvent {
  const { reason } = event;
  return reason.because === 'exercise' ? { ...event, reason: { ...reason, purpose: hazard.toLowerCase() } } : event;
}

/** What it is (the subject of the mail), all that the mail says of it, and what to do. */
export interface ToldWords {
  headline: string;
  description: string;
  instruction: string | null;
}

export function toldIn(writing: Writing): ToldWords {
  const steps = numberedSteps(writing);
  const lines = [...notReal(writing), happened(writing), ...passedOn(writing), ...facts(writing), ...decides(writing)];
  return {
    headline: subjectOf(writing),
    description: lines.join('\n'),
    instruction: steps.length > 0 ? steps.join('\n') : null,
  };
}

/** The numbers of the mail; each `null` where it does not say it. */
export interface Figures {
  station: string | null;
  /** Nothing is certain: 0.01 to 0.99. */
  exceedanceProbability: number | null;
  leadTimeH: number | null;
  /** Above the zero of the gauge, rounded down to the centimetre. */
  stageM: number | null;
}

export function figuresOf({ kind, station, probability, leadTimeH, stageM }: AlertEvent): Figures {
  const hasStage = movesLevel(kind) && stageM !== null && station !== null;
  const hasChance = isRaise(kind) && probability !== null && leadTimeH !== null;
  return {
    station: hasStage || hasChance ? station : null,
    exceedanceProbability: hasChance ? Number(Math.min(0.99, Math.max(0.01, probability)).toFixed(2)) : null,
    leadTimeH: hasChance ? leadTimeH : null,
    stageM: hasStage ? downToCm(stageM) : null,
  };
}
