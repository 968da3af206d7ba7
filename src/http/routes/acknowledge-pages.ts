import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Result } from '../../lib/result.ts';
import type { LinkRefusal, Question } from '../../notification/asked/answers.ts';
import { namesOf } from '../../text/names.ts';
import { acknowledgedPage, acknowledgePage } from '../pages/mayor/acknowledge-page.ts';
import type { MessagePage } from '../pages/message-page.ts';
import { sendMessage, sendPage, sendTitled } from '../reply.ts';
import { questionRefusalText } from '../text/refusal-text.ts';
import { type ByToken, closed } from './by-token.ts';
import type { PageRoutes } from './page-routes.ts';

const HandBackForm = Type.Object({ answeredAt: Type.String({ format: 'date-time' }) });

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
    if (!found.ok || found.value.refusal) return refuse(reply, found, token);
    const { commune } = found.value;
    const path = pathOf(token);
    const action = `/${language}${path}`;
    const body = acknowledgePage(speech, found.value, namesOf(doors, commune), action, doors.clock.now());
    const frame = { title: page.answer.title(commune.name), path, timeZone: commune.timeZone };
    return sendPage(closed(reply), { doors, speech }, frame, body);
  });

  app.post<ByToken>('/acknowledge/:token', (request, reply) => {
    const { token } = request.params;
    const done = doors.answers.byLink(token);
    if (!done.ok || done.value.refusal) return refuse(reply, done, token);
    const { contact, commune, event } = done.value;
    const text = page.answer.doneText(contact.name, words.level(event.level).name, commune.name);
    return sayDone(reply, done.value, text, token);
  });

  app.post<ByToken & { Body: Static<typeof HandBackForm> }>(
    '/acknowledge/:token/hand-back',
    { schema: { body: HandBackForm } },
    (request, reply) => {
      const { token } = request.params;
      const done = doors.answers.handBack(token, Date.parse(request.body.answeredAt));
      if (!done.ok || done.value.refusal) return refuse(reply, done, token);
      const { title, text } = page.answer.handBack.done;
      const link = { href: `/${language}/mayor/${done.value.commune.id}`, text: page.answer.toAlert };
      return say(reply, { title, text, link });
    },
  );

  function sayDone(reply: FastifyReply, question: Question, text: string, token: string) {
    const title = page.answer.done;
    const names = namesOf(doors, question.commune);
    const body = acknowledgedPage(
      speech,
      question,
      { title, text, action: `/${language}${pathOf(token)}` },
      names,
      doors.clock.now(),
    );
    const frame = { title, path: null, timeZone: question.commune.timeZone };
    return sendTitled(closed(reply), { doors, speech }, frame, body);
  }

  function refuse(reply: FastifyReply, found: Result<Question, LinkRefusal>, token: string) {
    const { notOurs, notOursText, refusedText } = page.answer;
    const home = { href: `/${language}/`, text: page.frame.allCommunes };
    if (!found.ok) return say(reply.code(404), { title: notOurs, text: notOursText, link: home });
    const { refusal, commune, contact } = found.value;
    const why = questionRefusalText(speech, found.value, namesOf(doors, commune), doors.clock.now());
    const link = { href: `/${language}/mayor/${commune.id}`, text: page.answer.toAlert };
    if (refusal?.kind !== 'already-acknowledged')
      return say(reply.code(410), { title: page.mayor.refused.title, text: `${why} ${refusedText}`, link });
    if (refusal.person === contact.id) return sayDone(reply.code(409), found.value, why, token);
    return say(reply.code(409), { title: page.mayor.title(commune.name), text: `${why} ${refusedText}`, link });
  }

  const pathOf = (token: string) => `/acknowledge/${encodeURIComponent(token)}`;
  const say = (reply: FastifyReply, message: MessagePage) => sendMessage(closed(reply), { doors, speech }, message);
}
