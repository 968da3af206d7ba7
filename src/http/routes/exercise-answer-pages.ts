import type { FastifyInstance, FastifyReply } from 'fastify';
import type { PlayedQuestion } from '../../notification/exercise/exercise-answers.ts';
import { namesOf } from '../../text/names.ts';
import { exerciseAnswerPage } from '../pages/mayor/exercise-answer-page.ts';
import { lasted } from '../pages/pieces.ts';
import { sendMessage, sendPage } from '../reply.ts';
import { type ByToken, closed } from './by-token.ts';
import type { PageRoutes } from './page-routes.ts';

/** The link in a message of an exercise: GET shows and POST acts, without a CSRF token, as the link of an alert does (acknowledge-pages.ts). */
export function exerciseAnswerPages(app: FastifyInstance, { doors, speech }: PageRoutes): void {
  const { language, page, words } = speech;
  const url = '/acknowledge/exercise/:token';

  app.get<ByToken>(url, (request, reply) => {
    const { token } = request.params;
    const found = doors.exerciseAnswers.look(token);
    if (!found || found.answeredAt !== null || found.refusal !== null) return say(reply, found);
    const { commune } = found;
    const path = `/acknowledge/exercise/${encodeURIComponent(token)}`;
    const body = exerciseAnswerPage(speech, found, namesOf(doors, commune), `/${language}${path}`);
    const frame = { title: page.exercise.answer.title(commune.name), path, timeZone: commune.timeZone };
    return sendPage(closed(reply), { doors, speech }, frame, body);
  });

  app.post<ByToken>(url, (request, reply) => say(reply, doors.exerciseAnswers.byLink(request.params.token)));

  /** What is noted, or why nothing is. A page that is sent again changes nothing. */
  function say(reply: FastifyReply, found: PlayedQuestion | null) {
    const { answer } = page.exercise;
    const all = { href: `/${language}/`, text: page.frame.allCommunes };
    const send = (code: number, title: string, text: string, link = all) =>
      sendMessage(closed(reply.code(code)), { doors, speech }, { title, text, link });
    if (!found) return send(404, page.answer.notOurs, page.answer.notOursText);
    const { answeredAt, commune, contact, event, refusal } = found;
    const toAlert = { href: `/${language}/mayor/${commune.id}`, text: page.answer.toAlert };
    // Also to who has answered: nobody may read of an exercise amid a real alert.
    if (refusal === 'alert-in-force') {
      const isReal = doors.instance.kind === 'operational';
      const title = (isReal ? answer.overtaken : answer.overtakenPlayed)(commune.name);
      return send(409, title, isReal ? answer.overtakenText : answer.overtakenPlayedText, toAlert);
    }
    if (answeredAt === null) return send(410, answer.expired, answer.expiredText);
    const at = words.instant(answeredAt, commune.timeZone);
    return send(200, answer.done, answer.doneText(contact.name, at, lasted(words, answeredAt - event.at)));
  }
}
