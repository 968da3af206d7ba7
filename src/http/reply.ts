import type { FastifyReply } from 'fastify';
import type { Account } from '../people/account.ts';
import { conformityOf } from '../territory/publisher.ts';
import type { Doors } from './doors.ts';
import type { KeptPages } from './limits/kept-pages.ts';
import type { Html } from './pages/html.ts';
import { type Frame, layout } from './pages/layout.ts';
import { type MessagePage, messagePage } from './pages/message-page.ts';
import { titleOfRefused } from './pages/page-title.ts';
import { keepTogether } from './pages/typography.ts';
import { type SharedAnswer, sendShared, shareAnswer } from './shared-answer.ts';
import type { Speech } from './speech.ts';

export type PageFrame = Pick<Frame, 'title' | 'path'> &
  Partial<Pick<Frame, 'query' | 'timeZone' | 'live' | 'wide' | 'feed' | 'manifest'>>;

/** What pages are made from: what the service knows, and one language. */
interface PageSource {
  doors: Doors;
  speech: Speech;
}

const HTML = 'text/html';

/** Sends a page that is for this reader only. One that gives back what was not taken says so first. */
export function sendPage(
  reply: FastifyReply,
  source: PageSource,
  frame: PageFrame,
  body: Html,
  account: Account | null = null,
): Promise<FastifyReply> {
  const title = reply.statusCode < 400 ? frame.title : titleOfRefused(source.speech, reply.statusCode, frame.title);
  return sendTitled(reply, source, { ...frame, title }, body, account);
}

/** The same where the title says by itself how it stands, whatever the status: that something was done before is no error. */
export async function sendTitled(
  reply: FastifyReply,
  source: PageSource,
  frame: PageFrame,
  body: Html,
  account: Account | null = null,
): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store');
  const visitor = account && { account, csrf: reply.generateCsrf() };
  const asked = { query: /\?.*/s.exec(reply.request.url)?.[0] ?? '', ...frame };
  return reply.type(utf8(HTML)).send(await render(fullFrame(source, asked, visitor), body));
}

/** Sends a page that says one thing and leads on: where that is a refusal its own title says so, unless it gives back a form. */
export function sendMessage(
  reply: FastifyReply,
  source: PageSource,
  message: MessagePage,
  path: string | null = null,
  account: Account | null = null,
): Promise<FastifyReply> {
  const title = reply.statusCode === 422 ? titleOfRefused(source.speech, 422, message.title) : message.title;
  return sendTitled(reply, source, { title, path }, messagePage(message), account);
}

/** Sends a page that is the same for everybody: no cookie, compressed, kept for seconds, answered with 304 while unchanged. `address` names it. */
export async function sendPublicPage(
  reply: FastifyReply,
  source: PageSource & { kept: KeptPages },
  address: string,
  make: () => Promise<{ frame: PageFrame; body: Html }>,
  around = layout,
): Promise<FastifyReply> {
  const made = async () => {
    const { frame, body } = await make();
    return render(fullFrame(source, frame, null), body, around);
  };
  return sendPublicText(reply, source, HTML, address, made);
}

/** The same of any kind of text. */
export async function sendPublicText(
  reply: FastifyReply,
  source: Parameters<typeof keptAnswer>[0],
  type: string,
  address: string,
  make: () => Promise<string>,
): Promise<FastifyReply> {
  const answer = await keptAnswer(source, address, make);
  reply.header('cache-control', isLive(source.doors) ? 'public, max-age=10' : 'no-cache');
  return sendShared(reply.type(utf8(type)), answer);
}

/** Made once for all who ask meanwhile. A replay moves minutes in a second, so nothing is kept there. */
export async function keptAnswer(
  { doors, kept }: { doors: Pick<Doors, 'instance'>; kept: KeptPages },
  address: string,
  make: () => Promise<string>,
): Promise<SharedAnswer> {
  const made = async () => shareAnswer(await make());
  return isLive(doors) ? kept.get(address, made) : made();
}

function utf8(type: string): string {
  return `${type}; charset=utf-8`;
}

/** How often pages that reload do so: a replay shows half an hour of river in a second. */
export function refreshSecOf(doors: Pick<Doors, 'instance'>): number {
  return isLive(doors) ? 60 : 5;
}

/** False in a replay, where nothing is kept: it moves minutes in a second. */
export function isLive({ instance }: Pick<Doors, 'instance'>): boolean {
  return instance.kind !== 'demonstration';
}

async function render(frame: Frame, body: Html, around = layout): Promise<string> {
  return keepTogether(String(await around(frame, body)), frame.speech.language);
}

function fullFrame({ doors, speech }: PageSource, frame: PageFrame, visitor: Frame['visitor']): Frame {
  const { instance, mailbox, publisher, wallClock } = doors;
  return {
    query: '',
    timeZone: null,
    live: null,
    wide: false,
    feed: null,
    manifest: null,
    ...frame,
    speech,
    instance,
    conformity: conformityOf(publisher.accessibility.audit, wallClock.now()),
    visitor,
    hasMailbox: mailbox !== null,
  };
}
