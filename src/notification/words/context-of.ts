import { type Alert, type AlertEvent, answerTo } from '../../alert/alert.ts';
import { levelTold } from '../../alert/last-told.ts';
import type { ForecastStore, ForecastSummary } from '../../forecast/forecast-store.ts';
import type { Instant } from '../../lib/clock.ts';
import { HOUR_MS } from '../../lib/units.ts';
import type { AccountStore } from '../../people/account.ts';
import type { DecisionStore } from '../../policy/decision-store.ts';
import { rulesFor } from '../../policy/policy.ts';
import type { PolicyStore } from '../../policy/policy-store.ts';
import type { OfficialStanding } from '../../reading/national/official-warning.ts';
import { rank } from '../../territory/alert-level.ts';
import type { Commune, Contact } from '../../territory/commune.ts';
import { floodsBefore, type KnownFloods } from '../../territory/known-flood.ts';
import type { Network } from '../../territory/network.ts';
import type { OfficialSource } from '../../territory/official-warning.ts';
import { namesOf } from '../../text/names.ts';
import type { AnswerWays } from '../asked/answer-ways.ts';
import { askedBy } from '../asked/escalation.ts';
import { answerToken, expiryOf, refusalOf, replyCode } from '../asked/question.ts';
import { isAskedInExercise } from '../exercise/exercise-answers.ts';
import type { OutboxContext } from '../outbox-rows.ts';
import { leaveUrlOf } from '../residents/leave-url.ts';
import { groundsOf, zeroShiftBehind } from './basis.ts';
import type { HigherChance } from './writing.ts';

const AWAKE_MS = 12 * HOUR_MS;

export interface ContextParts
  extends Pick<OutboxContext, 'issuer' | 'replyNumber' | 'ways' | 'residentTexts' | 'webhooks'> {
  communes: ReadonlyMap<string, Commune>;
  network: Network;
  knownFloods: KnownFloods;
  accounts: AccountStore;
  decisions: Pick<DecisionStore, 'last'>;
  officialWarnings(sources: readonly OfficialSource[], at: Instant): readonly OfficialStanding[];
  forecasts: Pick<ForecastStore, 'latest'>;
  policies: Pick<PolicyStore, 'current'>;
  linkKey: Buffer;
}

/** What the messages of an event say beside it; `story`: all events of its alert, oldest first. */
export function contextOf(
  parts: ContextParts,
  event: AlertEvent,
  story: readonly AlertEvent[],
  commune: Commune,
  alert: Alert | null,
): OutboxContext {
  const { issuer, replyNumber, ways, residentTexts, webhooks } = parts;
  return {
    issuer,
    replyNumber,
    ways,
    residentTexts,
    webhooks,
    names: namesOf(parts, commune),
    telling: alert?.telling ?? null,
    ...groundsOf(
      event,
      story,
      parts.decisions,
      commune.watches.map(({ station }) => station),
    ),
    caveatsOf: ({ station, at, exercise }) => (exercise || station === null ? null : forecastOf(parts, station, at)),
    zeroShiftOf: (each) => zeroShiftBehind(each, parts.decisions),
    chancesAbove: (each) => chancesAbove(parts, each),
    // In an exercise the river is not as high as it is played.
    floodsAt: (station) => (event.exercise ? [] : floodsBefore(parts.knownFloods, station, event.at)),
    // The State's word is no part of a play.
    official: event.exercise ? [] : parts.officialWarnings(commune.officialWarnings, event.at),
    askedToCheckAt: null,
    inHandOf: (alert && answerTo(alert)?.person) ?? null,
    leaveUrl: (resident, language) => leaveUrlOf(resident, language, parts),
    isDanger: (each) => toldOfDanger(story, each.at),
    // Who took the place of somebody who was asked hears what becomes of the alert as well.
    asked: askedBy(story, commune.contacts, { writtenTo: () => null }),
    answerWays: (each, contact) => {
      if (each.exercise) return isAskedInExercise(each) ? exerciseAnswerWays(parts, each, contact) : null;
      return refusalOf(each, contact.id, alert, story, each.at) ? null : answerWays(parts, each, contact);
    },
  };
}

/** The forecast that was judged at that very moment. */
function forecastOf({ forecasts }: ContextParts, station: string, at: Instant): ForecastSummary | null {
  const forecast = forecasts.latest(station, at);
  return forecast?.issuedAt === at ? forecast : null;
}

/** By the rules of now, which judged that forecast too. */
function chancesAbove(parts: ContextParts, { commune, station, at, level, exercise }: AlertEvent): HigherChance[] {
  if (exercise || station === null || level === 'unknown') return [];
  const chances = forecastOf(parts, station, at)?.chances ?? [];
  return rulesFor(parts.policies.current() ?? { rules: [] }, commune, station)
    .filter((rule) => rank(rule.level) > rank(level))
    .flatMap((rule) => {
      const { level: higher, markM, leadTimeH } = rule;
      const chance = chances.find((each) => each.markM === markM && each.leadTimeH === leadTimeH);
      return chance ? { ...chance, level: higher } : [];
    });
}

function answerWays(
  { issuer, linkKey, replyNumber }: ContextParts,
  event: AlertEvent,
  { id, language, phone }: Contact,
): AnswerWays {
  const asked = { event: event.id, contact: id };
  return {
    url: `${issuer.baseUrl}/${language}/acknowledge/${answerToken(asked, linkKey)}`,
    until: expiryOf(event),
    reply: phone && replyNumber ? { code: replyCode(asked, linkKey), number: replyNumber } : null,
  };
}

/** By the link alone: a code would be answered amid a real alert too. */
function exerciseAnswerWays(
  { issuer, linkKey }: ContextParts,
  event: AlertEvent,
  { id, language }: Contact,
): AnswerWays {
  const token = answerToken({ event: event.id, contact: id }, linkKey);
  return { url: `${issuer.baseUrl}/${language}/acknowledge/exercise/${token}`, until: expiryOf(event), reply: null };
}

/** Whoever was woken by a danger is told at once when it is over, quiet hours or not. */
function toldOfDanger(story: readonly AlertEvent[], at: Instant): boolean {
  return story.some(
    (each) => each.audience === 'public' && levelTold(each) === 'danger' && each.at <= at && at - each.at < AWAKE_MS,
  );
}
