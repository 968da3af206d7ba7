import type { FastifyRequest } from 'fastify';

/** What people compose, and where they are reached; numbers and choices are soon made again. */
const COMPOSED = ['text', 'reason', 'note', 'place', 'email', 'phone'] as const;

/**
 * What somebody had written into a form of ours that was not taken, so that it is not lost with it. Nothing of a form that another site sent:
 * it would speak on our page.
 * @example writtenTexts({ headers: { 'sec-fetch-site': 'same-origin' }, body: { reason: 'Ice' } }) // ['Ice']
 */
export function writtenTexts({ headers, body }: Pick<FastifyRequest, 'headers' | 'body'>): string[] {
  if (!isFromOurs(headers)) return [];
  const fields: Readonly<Record<string, unknown>> = Object(body);
  return COMPOSED.map((name) => fields[name]).flatMap((text) =>
    typeof text === 'string' && text.trim() !== '' ? [text] : [],
  );
}

/** Whether the browser says that a page of ours sent it; old ones say nothing. */
export function isFromOurs(headers: FastifyRequest['headers']): boolean {
  return headers['sec-fetch-site'] === 'same-origin';
}
