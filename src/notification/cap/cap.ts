import type { AlertEvent } from '../../alert/alert.ts';
import type { Place } from '../../territory/area.ts';
import type { Commune, Language } from '../../territory/commune.ts';
import { twoDecimals } from '../../text/metres.ts';
import type { Names } from '../../text/words.ts';
import type { Issuer } from '../words/letterhead.ts';
import { marked, pageUrl, subjectOf, type Writing } from '../words/writing.ts';
import type { CapMessage } from './cap-chain.ts';
import { certaintyOf, onsetOf, responseTypeOf, severityOf, urgencyOf } from './cap-mapping.ts';
import { capTime } from './cap-time.ts';
import { figuresOf, publicWriting, statusOf, toldIn } from './published.ts';
import { type XmlNode, xmlDocument } from './xml.ts';

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
    status: statusOf(event, context.issuer),
    msgType: type,
    scope: 'Public',
    ...(replaced !== '' && { references: replaced }),
    info: commune.languages.map((language) => infoOf(message, language, commune, context)),
  };
  return xmlDocument({ alert });
}

/** The subject of the mail. */
export function headlineOf(message: CapMessage, language: Language, commune: Commune, context: CapContext): string {
  return subjectOf(writingOf(message, language, commune, context));
}

function infoOf(message: CapMessage, language: Language, commune: Commune, context: CapContext): XmlNode {
  const { sent, expires } = message;
  const writing = writingOf(message, language, commune, context);
  const { around } = writing;
  const onset = onsetOf(message, sent);
  const { headline, description, instruction } = toldIn(writing);
  const { instant } = writing.words;
  const renewed = message.isRenewed ? [around.stillHolds(instant(message.event.at, commune.timeZone))] : [];
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
    headline,
    description: [...renewed, description].join('\n'),
    ...(instruction !== null && { instruction }),
    web: pageUrl(writing),
    parameter: parametersOf(message.told),
    area: areaOf(commune),
  };
}

/** What CAP says of a place: `lat,lon` (3.2.4), where GeoJSON has it the other way round. */
function areaOf({ name, codes, area }: Commune): XmlNode {
  const at = ({ lat, lon }: Place) => `${lat},${lon}`;
  return {
    areaDesc: name,
    ...(area && 'rings' in area && { polygon: area.rings.map((ring) => ring.map(at).join(' ')) }),
    ...(area && 'circle' in area && { circle: `${at(area.circle)} ${area.circle.radiusKm}` }),
    geocode: codes.map(({ scheme, value }) => ({ valueName: scheme, value })),
  };
}

function writingOf({ event, grounds }: CapMessage, language: Language, commune: Commune, context: CapContext): Writing {
  return publicWriting(event, language, commune, { ...context, ...grounds });
}

/** Numbers of the mail, for programs. */
function parametersOf(told: AlertEvent): XmlNode[] {
  const { station, exceedanceProbability, leadTimeH, stageM } = figuresOf(told);
  return [
    ...parameter('station', station),
    ...parameter('exceedanceProbability', exceedanceProbability?.toFixed(2)),
    ...parameter('leadTimeH', leadTimeH),
    ...parameter('stageM', stageM === null ? null : twoDecimals(stageM)),
  ];
}

function parameter(name: string, value: string | number | null | undefined): XmlNode[] {
  return value == null ? [] : [{ valueName: `amont:${name}`, value: String(value) }];
}
