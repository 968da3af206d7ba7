import type { FastifyInstance } from 'fastify';
import { rulesOf } from '../../alert/judged-gauges.ts';
import { machinesToldWith } from '../../notification/machines/webhook.ts';
import { withMarksInForce } from '../../policy/marks-in-force.ts';
import { enterCommune, type OfCommune } from '../enter.ts';
import { titleUnder } from '../pages/exercise-notice.ts';
import { sheetPage } from '../pages/mayor/sheet-page.ts';
import { sendPage } from '../reply.ts';
import { stationOf, stationsAbove } from '../views/commune-view.ts';
import type { PageRoutes } from './page-routes.ts';

/** The paper for the binder: levels, who is told, what to do where nothing answers. */
export function sheetPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;

  app.get<OfCommune>('/mayor/:commune/sheet', (request, reply) => {
    const { account, commune } = enterCommune(routes, request, 'see-alert');
    const { id, name, timeZone, watches } = commune;
    const policy = doors.policies.current();
    const watched = watches.map(({ station }) => station);
    const body = sheetPage(speech, {
      commune: withMarksInForce(policy, commune),
      now: doors.clock.now(),
      policy: policy && rulesOf(policy, id, watched),
      stations: [...watched.map((station) => stationOf(doors, station)), ...stationsAbove(doors, commune)],
      knownFloods: doors.knownFloods,
      phones: doors.stationPhones,
      ways: doors.ways,
      machines: machinesToldWith('residents', doors.webhooks, id),
      takesReplies: doors.replySecret !== null,
      baseUrl: doors.instance.baseUrl,
    });
    const title = titleUnder(speech, doors.instance, null, speech.page.sheet.title(name));
    return sendPage(reply, { doors, speech }, { title, path: `/mayor/${id}/sheet`, timeZone }, body, account);
  });
}
