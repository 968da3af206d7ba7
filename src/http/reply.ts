import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../people/account.ts';
import type { Doors } from './doors.ts';
import { type Frame, type Html, layout } from './pages/layout.ts';
import { keepTogether } from './pages/typography.ts';
import type { Speech } from './speech.ts';

export type PageFrame = Pick<Frame, 'title' | 'path'> & Partial<Pick<Frame, 'timeZone' | 'refreshSec' | 'wide'>>;

/** Sends a page that is for this reader only. */
export function sendPage(
  reply: FastifyReply,
  { doors, speech }: { doors: Doors; speech: Speech },
  frame: PageFrame,
  body: Html,
  account: Account | null = null,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store');
  return send(reply, doors, speech, frame, body, account && { account, csrf: reply.generateCsrf() });
}

/** Sends a page that is the same for everybody: no cookie, compressed, kept for seconds, answered with 304 while unchanged. */
export async function sendPublicPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { doors, speech }: { doors: Doors; speech: Speech },
  frame: PageFrame,
  body: Html,
): Promise<FastifyReply> {
  const text = keepTogether(String(await layout(fullFrame(doors, speech, frame, null), body)));
  // Weak: it names the page, compressed or not.
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  // A replay moves minutes in a second, so nothing is kept there.
  reply.header('etag', etag).header('cache-control', isLive(doors) ? 'public, max-age=10' : 'no-cache');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  reply.type('text/html; charset=utf-8').compress(text);
  return reply;
}

/** How often pages that reload do so: a replay shows half an hour of river in a second. */
export function refreshSecOf(doors: Pick<Doors, 'instance'>): number {
  return isLive(doors) ? 60 : 5;
}

function isLive({ instance }: Pick<Doors, 'instance'>): boolean {
  return instance.kind !== 'demonstration';
}

async function send(
  reply: FastifyReply,
  doors: Doors,
  speech: Speech,
  frame: PageFrame,
  body: Html,
  visitor: Frame['visitor'],
): Promise<FastifyReply> {
  const text = keepTogether(String(await layout(fullFrame(doors, speech, frame, visitor), body)));
  return reply.type('text/html; charset=utf-8').send(text);
}

function fullFrame(doors: Doors, speech: Speech, frame: PageFrame, visitor: Frame['visitor']): Frame {
  const { instance, mailbox } = doors;
  return {
    timeZone: null,
    refreshSec: null,
    wide: false,
    ...frame,
    speech,
    instance,
    visitor,
    hasMailbox: mailbox !== null,
  };
}
