import { Type } from 'typebox';
import type { ResidentTexts } from '../../notification/residents/resident-texts.ts';
import { typedWays } from '../../notification/ways.ts';
import { formatClock, readQuietHours } from '../../people/quiet-hours.ts';
import { verifySignedId } from '../../people/signed-link.ts';
import type { Subscription } from '../../people/subscription.ts';
import type { Way } from '../../people/way.ts';
import { orNotFound } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { readAddresses } from '../typed/read-addresses.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { ByToken, closed, OfCommune, Problem } from './schemas/common.ts';
import { QuietHours, SubscriptionShown } from './schemas/people.ts';

/** A resident's subscription: asked for by anybody, confirmed by mail or text message, kept by whoever holds the link in a message. */
export function subscriptionRoutes(api: Api, { doors, requestLimit }: ApiRoutes): void {
  const found = (token: string) => {
    const id = verifySignedId('leave', token, doors.keys.link);
    const subscription = id === null ? null : doors.subscriptions.find(id);
    return orNotFound(subscription?.confirmedAt === null ? null : subscription, 'No such subscription.');
  };
  const shown = ({ commune, language, quietHours }: Subscription) => ({
    commune,
    language,
    quietHours: quietHours && { from: formatClock(quietHours.fromMin), to: formatClock(quietHours.toMin) },
  });

  api.post(
    '/communes/:commune/subscriptions',
    {
      onRequest: requestLimit.any,
      preHandler: requestLimit.texts,
      schema: {
        summary:
          'Ask to be told by e-mail or by text message; a message with a link to confirm is sent, whether the address is known or not',
        params: OfCommune,
        body: closed({
          email: Type.Optional(Type.String({ maxLength: 254 })),
          phone: Type.Optional(Type.String({ maxLength: 40 })),
          language: Type.Enum([...doors.instance.languages]),
          quietHours: Type.Optional(Type.Union([QuietHours, Type.Null()])),
        }),
        response: { 202: Type.Null(), 404: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { id: commune } = orNotFound(doors.communes.get(request.params.commune), 'No such commune.');
      const offered = typedWays(doors);
      if (offered.length === 0)
        return sendProblem(reply, 404, 'Nobody can subscribe here: no e-mail is sent from this site.');
      const { email = '', phone = '' } = request.body;
      const { residentTexts } = doors;
      const read = readAddresses({ email, sms: phone }, { offered, residentTexts });
      if ('wrong' in read) return sendProblem(reply, 422, wrongAddress(read.wrong, residentTexts));
      const quiet = readQuietHours(request.body.quietHours?.from ?? '', request.body.quietHours?.to ?? '');
      if (quiet === 'not-understood') return sendProblem(reply, 422, wrongHours);
      const { language } = request.body;
      const asked = read.addresses.map((each) =>
        doors.requestSubscription(commune, { ...each, language, quietHours: quiet.hours }),
      );
      if (asked.includes(false))
        return sendProblem(reply, 429, 'Too many subscriptions were asked for today; try again tomorrow.');
      return reply.code(202).send(null);
    },
  );

  api.get(
    '/subscriptions/:token',
    {
      schema: {
        summary: 'The subscription of the link in a message; changes nothing',
        params: ByToken,
        response: { 200: SubscriptionShown, 404: Problem },
      },
    },
    async (request, reply) => {
      const subscription = found(request.params.token);
      return reply.send(shown(subscription));
    },
  );

  api.put(
    '/subscriptions/:token/quiet-hours',
    {
      schema: {
        summary: 'When nothing is sent but danger to life; `null`: told at any hour',
        params: ByToken,
        body: closed({ quietHours: Type.Union([QuietHours, Type.Null()]) }),
        response: { 204: Type.Null(), 404: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const subscription = found(request.params.token);
      const { quietHours } = request.body;
      const quiet = readQuietHours(quietHours?.from ?? '', quietHours?.to ?? '');
      if (quiet === 'not-understood') return sendProblem(reply, 422, wrongHours);
      doors.subscriptions.change(subscription.id, { ...subscription, quietHours: quiet.hours });
      return reply.code(204).send(null);
    },
  );

  api.delete(
    '/subscriptions/:token',
    {
      schema: {
        summary: 'Unsubscribe: the address is erased',
        params: ByToken,
        response: { 204: Type.Null(), 404: Problem },
      },
    },
    async (request, reply) => {
      const subscription = found(request.params.token);
      doors.subscriptions.remove(subscription.id);
      return reply.code(204).send(null);
    },
  );
}

function wrongAddress(way: Way, residentTexts: ResidentTexts | null): string {
  return way === 'email'
    ? 'email: an address such as name@example.org.'
    : `phone: a number that begins with ${residentTexts?.prefixes.join(' or ')}.`;
}

const wrongHours = 'quietHours: two different local times such as 22:00 and 07:00.';
