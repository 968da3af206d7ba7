import type { AlertEvent } from '../alert/alert.ts';
import type { Commune, Language } from '../territory/commune.ts';
import { downToCm, twoDecimals } from '../text/metres.ts';
import type { Names } from '../text/words.ts';
import type { CapMessage } from './cap-chain.ts';
import { certaintyOf, onsetOf, responseTypeOf, severityOf, urgencyOf } from './cap-mapping.ts';
import { capTime } from './cap-time.ts';
import { type Issuer, voices } from './letterhead.ts';
import { decides, facts, happened, notReal, numberedSteps } from './message.ts';
import { isRaise, marked, movesLevel, pageUrl, realityOf, subjectOf, type Writing, writingFor } from './writing.ts';
import { type XmlNode, xmlDocument } from './xml.ts';

const statusOf = { operational: 'Actual', exercise: 'Exercise', demonstration: 'Test' } as const;

export interface CapContext {
  issuer: Issuer;
  names: Names;
}

/** A CAP 1.2 document that says what the mail to residents says, but names nobody. */
export function capDocument(message: CapMessage, commune: Commune, context: CapContext): string {
  const { identifier, sent, event, type, references } = message;
  const sender = new URL(context.issuer.baseUrl).host;
  const time = (at: number) => capTime(at, commune.timeZone);
  const replaced = references.map((each) => `${sender},${each.identifier},${time(each.sent)}`).join(' ');
  const alert = {
    '@xmlns': 'urn:oasis:names:tc:emergency:cap:1.2',
    identifier,
    sender,
    sent: time(sent),
    status: statusOf[realityOf(event, context.issuer)],
    msgType: type,
    scope: 'Public',
    ...(replaced !== '' && { references: replaced }),
    info: commune.languages.map((language) => infoOf(message, language, commune, context)),
  };
  return xmlDocument({ alert });
}

/** The subject of the mail. */
export function headlineOf(message: CapMessage, language: Language, commune: Commune, context: CapContext): string {
  return subjectOf(publicWriting(message, language, commune, context));
}

function infoOf(message: CapMessage, language: Language, commune: Commune, context: CapContext): XmlNode {
  const { sent, expires } = message;
  const writing = publicWriting(message, language, commune, context);
  const { around } = writing;
  const onset = onsetOf(message, sent);
  const steps = numberedSteps(writing);
  return {
    language,
    category: 'Met',
    event: marked(writing, around.hazard),
    responseType: responseTypeOf(message),
    urgency: urgencyOf(message, sent),
    severity: severityOf(message),
    certainty: certaintyOf(message),
    ...(onset !== null && { onset: capTime(onset, commune.timeZone) }),
    expires: capTime(expires, commune.timeZone),
    senderName: context.issuer.name,
    headline: subjectOf(writing),
    description: [...notReal(writing), happened(writing), ...facts(writing), ...decides(writing)].join('\n'),
    ...(steps.length > 0 && { instruction: steps.join('\n') }),
    web: pageUrl(writing),
    parameter: parametersOf(message.told),
    area: { areaDesc: commune.name },
  };
}

function publicWriting(
  { event, grounds }: CapMessage,
  language: Language,
  commune: Commune,
  { issuer, names }: CapContext,
): Writing {
  const { townHall, hazard } = voices[language].around;
  const context = {
    issuer,
    names: { ...names, person: () => townHall },
    telling: null,
    ...grounds,
    caveatsOf: () => null,
  };
  return writingFor(withoutPurpose(event, hazard), { kind: 'resident', language }, commune, context);
}

/** Why an exercise is held, staff typed: it may name anybody. */
function withoutPurpose(event: AlertEvent, hazard: string): AlertEvent {
  const { reason } = event;
  return reason.because === 'exercise' ? { ...event, reason: { ...reason, purpose: hazard.toLowerCase() } } : event;
}

/** Numbers of the mail, for programs. */
function parametersOf({ kind, station, probability, leadTimeH, stageM }: AlertEvent): XmlNode[] {
  const hasStage = movesLevel(kind) && stageM !== null && station !== null;
  const hasChance = isRaise(kind) && probability !== null && leadTimeH !== null;
  return [
    ...(hasStage || hasChance ? [parameter('station', station ?? '')] : []),
    ...(hasChance ? [parameter('exceedanceProbability', chance(probability)), parameter('leadTimeH', leadTimeH)] : []),
    ...(hasStage ? [parameter('stageM', twoDecimals(downToCm(stageM)))] : []),
  ];
}

function parameter(name: string, value: string | number): XmlNode {
  return { valueName: `amont:${name}`, value: String(value) };
}

/** Nothing is certain. @example chance(0.998) // '0.99' */
function chance(probability: number): string {
  return Math.min(0.99, Math.max(0.01, probability)).toFixed(2);
}
