import { type AlertEvent, isRaise } from '../../alert/alert.ts';
import type { PassageWindow } from '../../forecast/ensemble/passage-window.ts';
import type { Instant } from '../../lib/clock.ts';
import { iso, isoOrNull } from '../../lib/units.ts';
import type { AlertLevel } from '../../territory/alert-level.ts';
import type { Commune, Language } from '../../territory/commune.ts';
import { inFiveMinutes, nextFiveMinutes } from '../../text/local-time.ts';
import { capUrl, identifierOf } from '../cap/cap-chain.ts';
import {
  type Figures,
  figuresOf,
  publicWriting,
  type Status,
  statusOf,
  type ToldWords,
  toldIn,
} from '../cap/published.ts';
import { type OutboxRow, outboxId } from '../outbox.ts';
import { aboutOf } from '../words/about.ts';
import { type Issuer, voices } from '../words/letterhead.ts';
import { type MessageContext, pageUrl, type Writing, writingFor } from '../words/writing.ts';
import type { Webhook } from './webhook.ts';

/** What a machine is told of one event, or to try whether it hears: the body of the webhook. */
export interface WebhookBody {
  /** `alert.` and the kind of event; before it `exercise.` or `test.` on what is not real. */
  type: string;
  /** Of the event. */
  timestamp: string;
  data: {
    version: 1;
    status: Status;
    audience: Webhook['tells'];
    commune: Pick<Commune, 'id' | 'name' | 'codes'>;
    /** `null` on what only tries whether it arrives, as all that follows but the words. */
    event: string | null;
    alert: string | null;
    level: AlertLevel | null;
    figures:
      | (Figures & {
          observedAt: string | null;
          /** In which the mark is passed if it is, as far as that is to come. */
          window: { from: string; to: string } | null;
        })
      | null;
    text: Partial<Record<Language, ToldWords & { page: string }>>;
    /** The same as CAP 1.2; `null` for staff, who are told what is not published. */
    cap: { identifier: string; url: string } | null;
  };
}

/** A message to each machine that hears of an event: what residents are told to these, all that those who decide are told to those. */
export function webhookRowsFor(
  event: AlertEvent,
  commune: Commune,
  webhooks: readonly Webhook[],
  context: MessageContext,
): OutboxRow[] {
  return webhooks
    .filter(
      ({ tells, communes }) => communes.includes(commune.id) && (tells === 'staff' || event.audience === 'public'),
    )
    .map(({ id, tells }) => {
      const body = bodyOf(event, tells, commune, context);
      // As residents themselves: an alarm that was a mistake must not sound a siren that was off the net meanwhile.
      // A machine of staff hears of each gauge by itself, alert or not.
      const about = tells === 'residents' && !event.exercise ? 'level' : aboutOf(event, true);
      return { ...webhookRow(id, event.id, commune, body), createdAt: event.at, about };
    });
}

export function webhookRow(
  id: string,
  event: string,
  { id: commune, languages }: Commune,
  body: WebhookBody,
): Omit<OutboxRow, 'createdAt' | 'about'> {
  const recipient = { kind: 'webhook', id } as const;
  const [language = 'fr'] = languages;
  const subject = body.data.text[language]?.headline ?? body.type;
  return {
    id: outboxId(event, recipient, 'webhook'),
    event,
    commune,
    recipient,
    channel: 'webhook',
    language,
    subject,
    text: JSON.stringify(body),
    notBefore: 0,
  };
}

function bodyOf(event: AlertEvent, tells: Webhook['tells'], commune: Commune, context: MessageContext): WebhookBody {
  const { issuer } = context;
  const writingIn = (language: Language): Writing =>
    tells === 'residents'
      ? publicWriting(event, language, commune, context)
      : writingFor(event, { kind: 'contact', language }, commune, context);
  const writings = commune.languages.map((language) => writingIn(language));
  // The same in whatever language.
  const { told } = writingIn('fr');
  // A release is to residents the alert itself; to whom an alert is passed on, staff see by its own kind.
  const kind = tells === 'residents' ? told.kind : event.kind;
  const status = statusOf(event, issuer);
  const identifier = identifierOf(event);
  return {
    type: `${prefixes[status]}alert.${kind.replaceAll('-', '_')}`,
    timestamp: iso(event.at),
    data: {
      version: 1,
      status,
      audience: tells,
      commune: { id: commune.id, name: commune.name, codes: commune.codes },
      event: event.id,
      alert: event.alert,
      level: told.level,
      figures: figuresIn(told, event.at),
      text: Object.fromEntries(
        writings.map((writing) => [writing.language, { ...toldIn(writing), page: pageUrl(writing) }]),
      ),
      cap: tells === 'staff' ? null : { identifier, url: capUrl(issuer, identifier) },
    },
  };
}

/** Tries whether a machine hears; no machine can take it for an alert, as it has no level. */
export function testBody(
  { tells }: Pick<Webhook, 'tells'>,
  { id, name, codes, languages }: Commune,
  at: Instant,
  issuer: Issuer,
): WebhookBody {
  const nothing = { event: null, alert: null, level: null, figures: null, cap: null };
  const text = languages.map((language) => {
    const { subject, notReal } = voices[language].around.test({ by: issuer.name, communeName: name });
    const page = `${issuer.baseUrl}/${language}/communes/${id}`;
    return [language, { headline: subject, description: notReal, instruction: null, page }] as const;
  });
  return {
    type: 'test.message',
    timestamp: iso(at),
    data: {
      version: 1,
      status: 'Test',
      audience: tells,
      commune: { id, name, codes },
      ...nothing,
      text: Object.fromEntries(text),
    },
  };
}

const prefixes: Readonly<Record<Status, string>> = { Actual: '', Exercise: 'exercise.', Test: 'test.' };

function figuresIn(told: AlertEvent, now: Instant): WebhookBody['data']['figures'] {
  const figures = figuresOf(told);
  const { kind, passage, reason, observedAt = null } = told;
  const measuredAt = reason.because === 'observed-passage' ? reason.observedAt : observedAt;
  return {
    ...figures,
    observedAt: figures.stageM === null ? null : isoOrNull(measuredAt),
    window: isRaise(kind) && passage !== null ? windowIn(passage, now) : null,
  };
}

/** As in the words beside: the end of one that has begun is never told too early. */
function windowIn(passage: PassageWindow, now: Instant): { from: string; to: string } {
  const { p10At, p90At } = inFiveMinutes(passage);
  return { from: iso(p10At), to: iso(passage.p10At <= now ? nextFiveMinutes(passage.p90At) : p90At) };
}
