import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Result } from '../../lib/result.ts';
import type { Receipt } from '../../notification/tried/receipts.ts';
import { receiptPage } from '../pages/receipt-page.ts';
import { sendMessage, sendPage } from '../reply.ts';
import { type ByToken, closed } from './by-token.ts';
import type { PageRoutes } from './page-routes.ts';

/** The link in a test message: GET shows and POST acts, without a CSRF token, as the link of an alert does (acknowledge-pages.ts). */
export function receiptPages(app: FastifyInstance, { doors, speech }: PageRoutes): void {
  const { language, page, words } = speech;

  app.get<ByToken>('/received/:token', (request, reply) => {
    const { token } = request.params;
    const found = doors.receipts.look(token);
    if (!found.ok || found.value.refusal) return refuse(reply, found);
    const { commune } = found.value;
    const path = `/received/${encodeURIComponent(token)}`;
    const frame = { title: page.receipt.title(commune.name), path, timeZone: commune.timeZone };
    const body = receiptPage(speech, found.value, `/${language}${path}`);
    return sendPage(closed(reply), { doors, speech }, frame, body);
  });

  app.post<ByToken>('/received/:token', (request, reply) => {
    const done = doors.receipts.confirm(request.params.token);
    if (!done.ok || done.value.refusal) return refuse(reply, done);
    const { contact, commune, way } = done.value;
    return say(reply, {
      title: page.receipt.done,
      text: page.receipt.doneText(contact.name, page.receipt.by[way], commune.name),
    });
  });

  function refuse(reply: FastifyReply, found: Result<Receipt, { kind: 'not-ours' }>) {
    const { notOurs, notOursText } = page.answer;
    if (!found.ok) return say(reply.code(404), { title: notOurs, text: notOursText });
    const { refusal, commune } = found.value;
    const at = words.instant(refusal!.at, commune.timeZone);
    if (refusal!.kind === 'expired')
      return say(reply.code(410), { title: page.receipt.expired, text: page.receipt.expiredText(at) });
    return say(reply.code(409), { title: page.receipt.already, text: page.receipt.alreadyText(at) });
  }

  function say(reply: FastifyReply, { title, text }: { title: string; text: string }) {
    const link = { href: `/${language}/`, text: page.frame.allCommunes };
    return sendMessage(closed(reply), { doors, speech }, { title, text, link });
  }
}
