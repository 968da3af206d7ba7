import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Question } from '../../notification/asked/answers.ts';
import { expiryOf } from '../../notification/asked/question.ts';
import { phoneIn } from '../../notification/asked/read-reply.ts';
import { toGsm } from '../../notification/phone/gsm-text.ts';
import { namesOf } from '../../text/names.ts';
import { sendProblem } from '../errors.ts';
import { createSentBack } from '../limits/sent-back.ts';
import { countedBy } from '../security.ts';
import { speeches } from '../speech.ts';
import { questionRefusalText } from '../text/refusal-text.ts';
import { replyText } from '../text/reply-text.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { bearerOf, isSecret } from './bearer-secret.ts';
import { ByToken, Problem } from './schemas/common.ts';
import { QuestionAsked, ReplyAnswer } from './schemas/people.ts';

const REPLIES_A_MINUTE = 120;

/** Answers without a login: the token of a link, or the code in a text message from the contact's own phone. */
export function answerRoutes(api: Api, { doors }: ApiRoutes): void {
  const phones = new Set([...doors.communes.values()].flatMap(({ contacts }) => contacts.map(({ phone }) => phone)));
  const isSentBack = createSentBack(doors.wallClock);
  const byGateway = countedBy(64);
  const isGateway = ({ headers }: FastifyRequest) =>
    doors.replySecret !== null && isSecret(bearerOf(headers), doors.replySecret);
  const isKnown = (phone: string) => phones.has(phone) || doors.subscriptions.ofPhone(phone).length > 0;
  /**
   * Strangers, however many write at once, turn away no contact who answers an alert and no resident who leaves. Nobody but the gateway is
   * counted so: what is left to others would tell them whose number is known here.
   */
  const countedApart = (request: FastifyRequest): string => {
    const from = isGateway(request) ? senderOf(request.body) : null;
    return from !== null && isKnown(from) ? `${byGateway(request)} ${from}` : byGateway(request);
  };

  api.get(
    '/acknowledgements/:token',
    {
      schema: {
        summary: 'What the link in a message asks of its contact; changes nothing',
        params: ByToken,
        response: { 200: QuestionAsked, 404: Problem },
      },
    },
    async (request, reply) => {
      const found = doors.answers.look(request.params.token);
      if (!found.ok) return sendProblem(reply, 404, 'No such link.');
      return reply.send(questionToWire(found.value));
    },
  );

  api.post(
    '/acknowledgements/:token',
    {
      schema: {
        summary: 'Acknowledge as the contact to whom the link was sent; works once',
        params: ByToken,
        response: { 204: Type.Null(), 404: Problem, 409: Problem },
      },
    },
    async (request, reply) => {
      const done = doors.answers.byLink(request.params.token);
      if (!done.ok) return sendProblem(reply, 404, 'No such link.');
      const { refusal, commune } = done.value;
      if (!refusal) return reply.code(204).send(null);
      const text = questionRefusalText(speeches.en, done.value, namesOf(doors, commune), doors.clock.now());
      return sendProblem(reply, 409, text, { refusal: refusal.kind });
    },
  );

  api.post(
    '/replies',
    {
      config: {
        rateLimit: { max: REPLIES_A_MINUTE, timeWindow: 60_000, hook: 'preValidation', keyGenerator: countedApart },
      },
      schema: {
        summary:
          'A text message that a contact or a resident sent back, handed in by the gateway; `text` is what to send in return, nothing where it is empty',
        headers: Type.Object({ authorization: Type.Optional(Type.String({ maxLength: 500 })) }),
        body: Type.Object({ from: Type.String({ maxLength: 40 }), text: Type.String({ maxLength: 2_000 }) }),
        response: { 200: ReplyAnswer, 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      if (doors.replySecret === null) return sendProblem(reply, 404, 'No replies are taken in here.');
      if (!isGateway(request)) {
        return sendProblem(reply, 401, 'Header authorization: Bearer and the secret of the gateway.');
      }
      const { from, text } = request.body;
      const outcome = doors.answers.byReply(from, text);
      const said = isSentBack(from, outcome) ? toGsm(replyText(doors, outcome)) : '';
      return reply.send({ outcome: outcome.kind, text: said });
    },
  );
}

/** The phone that a reply came from; `null` where that is none. */
function senderOf(body: unknown): string | null {
  return typeof body === 'object' && body !== null && 'from' in body && typeof body.from === 'string'
    ? phoneIn(body.from)
    : null;
}

function questionToWire({ commune, contact, event, refusal }: Question) {
  return {
    commune: commune.id,
    contact: contact.id,
    name: contact.name,
    level: event.level,
    askedAt: event.at,
    until: expiryOf(event),
    open: refusal === null,
    refusal: refusal?.kind ?? null,
  };
}
