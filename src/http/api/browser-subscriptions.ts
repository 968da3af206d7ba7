import { Type } from 'typebox';
import { signId } from '../../people/signed-link.ts';
import { orNotFound } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { readPush } from '../typed/read-push.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { closed, OfCommune, Problem } from './schemas/common.ts';

/** As `PushSubscription.toJSON` gives it. */
const BrowserSubscription = Type.Object({
  endpoint: Type.String({ maxLength: 2_000 }),
  expirationTime: Type.Optional(Type.Unknown()),
  keys: Type.Object({ p256dh: Type.String({ maxLength: 200 }), auth: Type.String({ maxLength: 100 }) }),
});

const whyNot = {
  foreign: 'subscription: of a push service that is not used here.',
  wrong: 'subscription: an endpoint and keys as a browser gives them.',
};

/** A resident's browser subscribes. It needs no confirmation: nobody else has the address and the keys that it gives. */
export function browserSubscriptionRoutes(api: Api, { doors, requestLimit }: ApiRoutes): void {
  const { webPush } = doors;
  if (webPush === null) return;
  api.post(
    '/communes/:commune/browser-subscriptions',
    {
      onRequest: requestLimit.any,
      schema: {
        summary:
          'Subscribe this browser to notifications; `token` is that of its subscription, the earlier one where it has one',
        params: OfCommune,
        body: closed({ subscription: BrowserSubscription, language: Type.Enum([...doors.instance.languages]) }),
        response: { 200: closed({ token: Type.String() }), 404: Problem, 422: Problem },
      },
    },
    async (request, reply) => {
      const { id: commune } = orNotFound(doors.communes.get(request.params.commune), 'No such commune.');
      const { subscription, language } = request.body;
      const address = readPush(subscription, webPush.services);
      if (!address.ok) return sendProblem(reply, 422, whyNot[address.error]);
      const subscribed = doors.subscribeBrowser(commune, { address: address.value, language });
      if (!subscribed.ok)
        return sendProblem(reply, 429, 'Too many subscriptions were asked for today; try again tomorrow.');
      return reply.send({ token: signId('leave', subscribed.value.id, doors.keys.link) });
    },
  );
}
