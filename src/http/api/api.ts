import fastifySwagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { type SharedAnswer, sendShared, shareAnswer } from '../shared-answer.ts';
import { actRoutes } from './acts.ts';
import { answerRoutes } from './answers.ts';
import type { Api, ApiRoutes, ApiTypes } from './api-routes.ts';
import { takeAtItsWord } from './at-its-word.ts';
import { browserSubscriptionRoutes } from './browser-subscriptions.ts';
import { capRoutes } from './cap.ts';
import { communeRoutes } from './communes.ts';
import { declareRefusals } from './declare-refusals.ts';
import { deviceRoutes } from './devices.ts';
import { exerciseReportRoutes } from './exercise-reports.ts';
import { exerciseRoutes } from './exercises.ts';
import { gaugeReadRoutes } from './gauge-reads.ts';
import { logRoutes } from './log.ts';
import { pastRoutes } from './past.ts';
import { policyRoutes } from './policy.ts';
import { policyEffectRoutes } from './policy-effects.ts';
import { reportRoutes } from './reports.ts';
import { sentWebhooks } from './schemas/webhook.ts';
import { staffRoutes } from './staff.ts';
import { stationRoutes } from './stations.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { suppressionRoutes } from './suppressions.ts';
import { toldRoutes } from './told.ts';
import { trialRoutes } from './trial.ts';
import { tuningRoutes } from './tuning.ts';
import { writeAnswers } from './write-answers.ts';

/** The API and its description. What it says of itself comes from the very schemas that check it. */
export async function registerApi(app: FastifyInstance, routes: ApiRoutes): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Amont',
        version: '1',
        description: 'Levels, chances, readings and alert events. Errors: RFC 9457.',
      },
      webhooks: sentWebhooks,
    },
  });
  // Of 350 KB, and the same as long as the service runs: a thousand who asked at once had it written a thousand times, for five seconds.
  let description: SharedAnswer | null = null;
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    description ??= shareAnswer(JSON.stringify(app.swagger()));
    return sendShared(reply.type('application/json; charset=utf-8'), description);
  });
  await app.register(
    async (v1) => {
      const api: Api = v1.withTypeProvider<ApiTypes>();
      // Most of it is one reader's own: what is everybody's says so itself.
      api.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
      declareRefusals(api);
      takeAtItsWord(api);
      writeAnswers(api);
      communeRoutes(api, routes);
      capRoutes(api, routes);
      stationRoutes(api, routes);
      staffRoutes(api, routes);
      policyRoutes(api, routes);
      suppressionRoutes(api, routes);
      exerciseRoutes(api, routes);
      exerciseReportRoutes(api, routes);
      actRoutes(api, routes);
      answerRoutes(api, routes);
      reportRoutes(api, routes);
      toldRoutes(api, routes);
      subscriptionRoutes(api, routes);
      browserSubscriptionRoutes(api, routes);
      deviceRoutes(api, routes);
      tuningRoutes(api, routes);
      trialRoutes(api, routes);
      policyEffectRoutes(api, routes);
      logRoutes(api, routes);
      gaugeReadRoutes(api, routes);
      pastRoutes(api, routes);
    },
    { prefix: '/v1' },
  );
}
