import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Result } from '../../lib/result.ts';
import type { LinkRefusal, Question } from '../../notification/answers.ts';
import { namesOf } from '../names.ts';
import { acknowledgePage } from '../pages/acknowledge-page.ts';
import { messagePage } from '../pages/message-page.ts';
import { questionRefusalText } from '../refusal-text.ts';
import { sendPage } from '../reply.ts';
import type { PageRoutes } from './page-routes.ts';

interface ByToken {
  Params: { token: string };
}

/**
 * The link in a message to a contact. GET shows (mail scanners open every link) and POST acts.
 *
 * The POST carries no CSRF token: no cookie gives it any right, the token in its path is the right, and a page elsewhere that
 * could make a browser send it would have to know it already. So that it stays unknown: `Referrer-Policy: no-referrer` and
 * `Cache-Control: no-store` on every answer, and request addresses in no log.
 */
export function acknowledgePages(app: FastifyInstance, { doors, speech }: PageRoutes): void {
  const { language, page, words } = speech;

  app.get<ByToken>('/acknowledge/:token', (request, reply) => {
    const { token } = request.params;
    const found = doors.answers.look(token);
    if (!found.ok || found.value.refusal) return refuse(reply, found);
    const { commune } = found.value;
    const path = `/acknowledge/${encodeURIComponent(token)}`;
    const body = acknowledgePage(speech, found.value, namesOf(doors, commune), `/${language}${path}`);
    const frame = { title: page.answer.title(commune.name), path, timeZone: commune.timeZone };
    return sendPage(closed(reply), { doors, speech }, frame, body);
  });

  app.post<ByToken>('/acknowledge/:token', (request, reply) => {
    const done = doors.answers.byLink(request.params.token);
    if (!done.ok || done.value.refusal) return refuse(reply, done);
    const { contact, commune, event, alert } = done.value;
    const untold = alert?.telling.pending?.level ?? alert?.telling.heldBack;
    const title = page.answer.done;
    const text = [
      page.answer.doneText(contact.name, words.level(event.level).name, commune.name),
      ...(untold ? [page.answer.residentsWait(words.level(untold).name)] : []),
    ].join(' ');
    const body = messagePage({ title, text, link: linkTo(commune.id) });
    return sendPage(closed(reply), { doors, speech }, { title, path: null }, body);
  });

  function refuse(reply: FastifyReply, found: Result<Question, LinkRefusal>) {
    const { notOurs, notOursText, refusedText } = page.answer;
    const home = { href: `/${language}/`, text: page.frame.allCommunes };
    if (!found.ok) return say(reply.code(404), { title: notOurs, text: notOursText, link: home });
    const text = `${questionRefusalText(speech, found.value, namesOf(doors, found.value.commune))} ${refusedText}`;
    const gone = found.value.refusal?.kind === 'already-acknowledged' ? 409 : 410;
    return say(reply.code(gone), { title: titleOf(found.value), text, link: linkTo(found.value.commune.id) });
  }

  const titleOf = ({ commune, contact, refusal }: Question): string => {
    if (refusal?.kind !== 'already-acknowledged') return page.mayor.refused.title;
    return refusal.person === contact.id ? page.answer.done : page.mayor.title(commune.name);
  };
  const linkTo = (commune: string) => ({ href: `/${language}/mayor/${commune}`, text: page.answer.toAlert });
  const say = (reply: FastifyReply, message: Parameters<typeof messagePage>[0]) =>
    sendPage(closed(reply), { doors, speech }, { title: message.title, path: null }, messagePage(message));
}

/** The token in the address goes nowhere with the next click, and into no search engine. */
function closed(reply: FastifyReply): FastifyReply {
  return reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex');
}
