import type { Language } from '../../territory/commune.ts';

/** How a town's gateway for text messages, or for calls, is asked to make one. */
export interface PhoneGateway {
  /** Placeholders in it are filled in percent-encoded. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Sent by POST, as JSON or as the form that a header says; `null`: all is in the address, which is asked for by GET. */
  body: Readonly<Record<string, unknown>> | null;
  /** Stands in the answer where the message was taken: many gateways say no with a status of 2xx. `null`: that is a yes, but for a page made for people. */
  taken: string | null;
  /** Stands where `{secret}` does. */
  secret: string | null;
  /** How it is to report what becomes of a message, where it does. */
  reports?: ReportsWanted | null;
}

export interface ReportsWanted {
  /** Where it hands them in, and what it must show there. */
  url: string;
  secret: string;
  /** What stands in its answer before the id that it gives the message; `null`: it reports by ours. */
  idAfter: string | null;
}

/**
 * What may stand in a template: `to` as `+33612345678`, `digits` without the plus, `id` the same at each attempt, `language` of the text, as a voice
 * is named (BCP 47), `reportUrl` where what becomes of this message is reported.
 */
export const placeholders = ['to', 'digits', 'text', 'language', 'id', 'secret', 'reportUrl'] as const;

export interface GatewayRequest {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body: string | null;
}

const voiceTags: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };

const PLACEHOLDER = /\{([^{}]*)\}/g;

/**
 * The request that sends one text message, or makes one call.
 *
 * @example requestTo({ url: 'https://sms.example.org/send', headers: {}, body: { to: '{to}', text: '{text}' }, taken: null, secret: null }, { to: '+33612345678', text: 'ALERTE', language: 'fr', id: '7' }).body // '{"to":"+33612345678","text":"ALERTE"}'
 */
export function requestTo(
  { url, headers, body, secret, reports }: PhoneGateway,
  message: { to: string; text: string; language: Language; id: string },
): GatewayRequest {
  const digits = message.to.replace('+', '');
  const language = voiceTags[message.language];
  const reportUrl = reports
    ? `${reports.url}?${new URLSearchParams({ secret: reports.secret, id: message.id }).toString()}`
    : '';
  const values = new Map(Object.entries({ ...message, language, digits, secret: secret ?? '', reportUrl }));
  const fill = (template: string): string => template.replaceAll(PLACEHOLDER, (as, name) => values.get(name) ?? as);
  return {
    url: url.replaceAll(PLACEHOLDER, (as, name) => encodeURIComponent(values.get(name) ?? as)),
    method: body === null ? 'GET' : 'POST',
    headers: {
      ...(body === null || typeOf(headers) !== null ? {} : { 'content-type': 'application/json' }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)])),
    },
    body: body === null ? null : written(body, headers, fill),
  };
}

/** Whether a body goes as a form, which knows no lists and no parts. */
export function isForm(headers: PhoneGateway['headers']): boolean {
  return typeOf(headers)?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true;
}

/** What the template itself says; a second one of that name would make one header with two values. */
function typeOf(headers: PhoneGateway['headers']): string | null {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
}

function written(body: object, headers: PhoneGateway['headers'], fill: (text: string) => string): string {
  if (!isForm(headers)) return JSON.stringify(filled(body, fill));
  const fields = Object.entries(body).map(([name, each]) => [name, String(filled(each, fill))]);
  return new URLSearchParams(Object.fromEntries(fields)).toString();
}

/** Every placeholder of a template, known or not. @example placeholdersIn({ to: ['{to}'], text: '{txt}' }) // ['to', 'txt'] */
export function placeholdersIn(template: unknown): string[] {
  if (typeof template === 'string') return [...template.matchAll(PLACEHOLDER)].map(([, name]) => name!);
  return typeof template === 'object' && template !== null ? Object.values(template).flatMap(placeholdersIn) : [];
}

function filled(template: unknown, fill: (text: string) => string): unknown {
  if (typeof template === 'string') return fill(template);
  if (Array.isArray(template)) return template.map((each) => filled(each, fill));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, filled(value, fill)]));
}
