import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { parseInstant } from '../../lib/units.ts';
import type { Station } from '../../territory/station.ts';
import { personsOf } from '../../text/names.ts';
import { enterRead, gaugeOf } from '../acts/enter-read.ts';
import { localInput } from '../local-time.ts';
import { addressOf, readConfirmPage, readPage } from '../pages/mayor/read-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { readLevel, readMoment } from '../typed/read-level.ts';
import { Which } from '../typed/typed-time.ts';
import { viewChances } from '../views/chance-view.ts';
import { viewGauge } from '../views/gauge-view.ts';
import { communeWith } from '../views/own-communes.ts';
import { viewReads } from '../views/read-view.ts';
import type { InCommune } from './enter-commune.ts';
import { enterPage } from './enter-page.ts';
import type { PageRoutes } from './page-routes.ts';

const text = Type.String({ maxLength: 60 });
const LookForm = Type.Object({
  stage: text,
  at: text,
  atWhich: Which,
});
const EnterForm = Type.Object({ stageM: Type.Number(), observedAt: text, notPlayed: Type.Optional(text) });

interface OfGauge {
  Params: { commune: string; station: string };
}

interface AtGauge extends InCommune {
  station: Station;
}

/** What a person read at the painted gauge: typed, shown once more beside what was known, then saved. */
export function readPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const url = '/mayor/:commune/gauges/:station';

  const enter = (request: FastifyRequest<OfGauge>, reply: FastifyReply) =>
    enterPage(routes, request, reply, (account) => {
      const commune = communeWith(doors, account, 'read-gauge', request.params.commune);
      const station = commune && gaugeOf(doors, account, commune, request.params.station);
      return commune && station ? { commune, station } : null;
    });

  const around = ({ commune, station }: AtGauge, reply: FastifyReply) => ({
    commune,
    station,
    now: doors.clock.now(),
    csrf: reply.generateCsrf(),
    isPlaying: doors.exercises.running(commune.id) !== null,
  });

  const frameOf = ({ commune, station }: AtGauge) => ({
    title: page.read.title(station.name),
    path: `/mayor/${commune.id}/gauges/${station.id}`,
    timeZone: commune.timeZone,
  });

  async function show(
    reply: FastifyReply,
    at: AtGauge,
    said: { done?: string; problem?: string; values?: Static<typeof LookForm>; isTwice?: boolean } = {},
  ) {
    const { commune, station, account } = at;
    const now = doors.clock.now();
    const body = readPage(speech, {
      ...around(at, reply),
      lately: await viewReads(doors, station, commune, now),
      person: personsOf(doors),
      done: said.done ?? null,
      problem: said.problem ?? null,
      values: said.values ?? { stage: '', at: localInput(now, commune.timeZone) },
      isTwice: said.isTwice ?? false,
    });
    return sendPage(reply, { doors, speech }, frameOf(at), body, account);
  }

  async function ask(
    reply: FastifyReply,
    at: AtGauge,
    { stageM, observedAt, problem = null }: { stageM: number; observedAt: number; problem?: string | null },
  ) {
    const { commune, station, account } = at;
    const now = doors.clock.now();
    const gauge = await viewGauge(doors, station, now, 48);
    const watch = commune.watches.find((each) => each.station === station.id);
    const marks = watch ? viewChances(doors, commune.id, watch, gauge, now) : [];
    const body = readConfirmPage(speech, {
      ...around(at, reply),
      problem,
      stageM,
      observedAt,
      last: gauge.past.findLast(({ quality, observedAt: seen }) => quality === 'pass' && seen <= observedAt) ?? null,
      passed: marks.findLast(({ markM }) => stageM >= markM) ?? null,
    });
    return sendPage(reply, { doors, speech }, { ...frameOf(at), title: page.read.confirmTitle }, body, account);
  }

  app.get<OfGauge & { Querystring: { done?: string } }>(url, (request, reply) => {
    const entered = enter(request, reply);
    if ('refused' in entered) return entered.refused;
    return show(reply, entered, request.query.done === 'entered' ? { done: page.read.entered } : {});
  });

  app.post<OfGauge & { Body: Static<typeof LookForm> }>(
    url,
    { schema: { body: LookForm }, ...withToken(app) },
    (request, reply) => {
      const entered = enter(request, reply);
      if ('refused' in entered) return entered.refused;
      const { commune, station } = entered;
      const values = request.body;
      const refuse = (problem: string, isTwice = false) => show(reply.code(422), entered, { problem, values, isTwice });
      const stageM = readLevel(values.stage);
      if (stageM === null) return refuse(page.read.noStage);
      const now = doors.clock.now();
      const moment = readMoment(values.at, { timeZone: commune.timeZone, now, which: values.atWhich });
      if ('problem' in moment) {
        const problems = { ...page.typedTime, unreadable: page.read.noTime };
        return refuse(problems[moment.problem], moment.problem === 'twice');
      }
      const observedAt = moment.instant;
      const refused = doors.gaugeReads.refuse({ station, stageM, observedAt }, commune.id);
      return refused ? refuse(page.read.refused[refused]) : ask(reply, entered, { stageM, observedAt });
    },
  );

  app.post<OfGauge & { Body: Static<typeof EnterForm> }>(
    `${url}/enter`,
    { schema: { body: EnterForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enter(request, reply);
      if ('refused' in entered) return entered.refused;
      const { account, commune, station } = entered;
      const { stageM, notPlayed } = request.body;
      const observedAt = parseInstant(request.body.observedAt);
      if (observedAt === null) return show(reply.code(422), entered, { problem: page.read.noTime });
      const isPlaying = doors.exercises.running(commune.id) !== null;
      if (isPlaying && notPlayed !== 'yes')
        return ask(reply.code(422), entered, { stageM, observedAt, problem: page.read.playing });
      const done = await enterRead(doors, account, commune, { station, stageM, observedAt });
      if (!done.ok) return show(reply.code(422), entered, { problem: page.read.refused[done.error] });
      return reply.redirect(`${addressOf(language, commune, station)}?done=entered`, 303);
    },
  );
}
