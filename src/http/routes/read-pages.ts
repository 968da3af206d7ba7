import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { parseInstant } from '../../lib/units.ts';
import { personsOf } from '../../text/names.ts';
import { alreadyEntered, enterOnce } from '../acts/enter-read.ts';
import { type AtStation, enterGauge, type OfGauge } from '../enter.ts';
import { localInput } from '../local-time.ts';
import { addressOf, asQuery, readConfirmPage, readPage } from '../pages/mayor/read-page.ts';
import { titleAfter } from '../pages/page-title.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { levelAsTyped, readLevel, readMoment } from '../typed/read-level.ts';
import { Which, whichOf } from '../typed/typed-time.ts';
import { viewChances } from '../views/chance-view.ts';
import { viewGauge } from '../views/gauge-view.ts';
import { outweighed } from '../views/outweighed.ts';
import { viewReads } from '../views/read-view.ts';
import type { PageRoutes } from './page-routes.ts';

const text = Type.String({ maxLength: 60 });
const LookForm = Type.Object({
  stage: text,
  at: text,
  atWhich: Which,
});
/** What was typed, to be corrected; nothing else is filled in by an address. */
const Query = Type.Object({ done: Type.Optional(text), ...Type.Partial(LookForm).properties });
const EnterForm = Type.Object({
  stageM: Type.Number(),
  observedAt: text,
  /** Missing from a form that was made before an upgrade. */
  madeAt: Type.Optional(text),
  notPlayed: Type.Optional(text),
});

/** From here it can have gone below the zero of its gauge since it was last seen. */
const NEAR_ZERO_M = 0.5;

/** What a person read at the painted gauge: typed, shown once more beside what was known, then saved. */
export function readPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech, readsInTurn } = routes;
  const { language, page, words } = speech;
  const url = '/mayor/:commune/gauges/:station';

  const around = ({ commune, station }: AtStation, reply: FastifyReply) => ({
    commune,
    station,
    now: doors.clock.now(),
    csrf: reply.generateCsrf(),
    isPlaying: doors.exercises.running(commune.id) !== null,
  });

  const frameOf = ({ commune, station }: AtStation) => ({
    title: page.read.title(station.name),
    path: `/mayor/${commune.id}/gauges/${station.id}`,
    timeZone: commune.timeZone,
  });

  async function show(
    reply: FastifyReply,
    at: AtStation,
    said: { done?: string; problem?: string; values?: Partial<Static<typeof LookForm>>; isTwice?: boolean } = {},
  ) {
    const { commune, station, account } = at;
    const now = doors.clock.now();
    const latest = await doors.seen.latest({ station: station.id, quantity: station.quantity }, now);
    const body = readPage(speech, {
      ...around(at, reply),
      lately: await viewReads(doors, station, commune, now),
      person: personsOf(doors),
      done: said.done ?? null,
      inAlert: Boolean(doors.journal.state(commune.id)?.alert),
      problem: said.problem ?? null,
      values: { stage: '', at: localInput(now, commune.timeZone), ...said.values },
      isTwice: said.isTwice ?? said.values?.atWhich !== undefined,
      isNearZero: station.minValue < 0 && latest !== null && latest.value < NEAR_ZERO_M,
    });
    const frame = { ...frameOf(at), title: titleAfter(said.done ?? null, page.read.title(station.name)) };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  async function ask(
    reply: FastifyReply,
    at: AtStation,
    { stageM, observedAt, problem = null }: { stageM: number; observedAt: number; problem?: string | null },
  ) {
    const { commune, station, account } = at;
    const now = doors.clock.now();
    const gauge = await viewGauge(doors, station, now, 48);
    const watch = commune.watches.find((each) => each.station === station.id);
    const typed = typedOf(at, { stageM, observedAt });
    const marks = watch ? viewChances(doors, commune.id, watch, gauge, now) : [];
    const passed = marks.findLast(({ markM }) => stageM >= markM) ?? null;
    const known = {
      station,
      state: doors.journal.state(commune.id),
      past: gauge.past,
      suppression: doors.suppressions.of(station.id),
    };
    const body = readConfirmPage(speech, {
      ...around(at, reply),
      problem,
      typed,
      stageM,
      observedAt,
      last: gauge.past.findLast(({ quality, observedAt: seen }) => quality === 'pass' && seen <= observedAt) ?? null,
      passed,
      outweighed: passed && outweighed({ value: stageM, observedAt, receivedAt: now }, passed.markM, known),
    });
    // Whoever changes the language here has it still.
    const frame = { ...frameOf(at), title: page.read.confirmTitle, query: asQuery(typed) };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  function typedOf({ commune: { timeZone } }: AtStation, read: { stageM: number; observedAt: number }) {
    const atWhich = whichOf(read.observedAt, timeZone);
    return {
      stage: levelAsTyped(read.stageM, language),
      at: localInput(read.observedAt, timeZone),
      ...(atWhich && { atWhich }),
    };
  }

  app.get<OfGauge & { Querystring: Static<typeof Query> }>(
    url,
    { schema: { querystring: Query } },
    (request, reply) => {
      const entered = enterGauge(routes, request);
      const { done, ...values } = request.query;
      return show(reply, entered, { values, ...(done === 'entered' && { done: page.read.entered }) });
    },
  );

  app.post<OfGauge & { Body: Static<typeof LookForm> }>(
    url,
    { schema: { body: LookForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enterGauge(routes, request);
      const { account, commune, station } = entered;
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
      const read = { station, stageM, observedAt };
      const refused = doors.gaugeReads.refuse(read, commune.id);
      if (refused) return refuse(page.read.refused[refused]);
      if (await alreadyEntered(doors, account, commune, read)) return saved(reply, entered);
      return ask(reply, entered, { stageM, observedAt });
    },
  );

  app.post<OfGauge & { Body: Static<typeof EnterForm> }>(
    `${url}/enter`,
    { schema: { body: EnterForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enterGauge(routes, request);
      const { account, commune, station } = entered;
      const { stageM, notPlayed } = request.body;
      const observedAt = parseInstant(request.body.observedAt);
      const madeAt = parseInstant(request.body.madeAt ?? '');
      if (observedAt === null) return show(reply.code(422), entered, { problem: page.read.noTime });
      const isPlaying = doors.exercises.running(commune.id) !== null;
      if (isPlaying && notPlayed !== 'yes')
        return ask(reply.code(422), entered, { stageM, observedAt, problem: page.read.playing });
      const read = { station, stageM, observedAt };
      // A second tap finds what the first has entered.
      const done = await readsInTurn(() => enterOnce(doors, account, commune, read, madeAt));
      if (done.ok) return saved(reply, entered);
      const { error } = done;
      if (typeof error === 'object') {
        const problem = page.read.saidSince(personsOf(doors)(error.person), words.stage(error.stageM));
        return ask(reply.code(409), entered, { stageM, observedAt, problem });
      }
      return show(reply.code(422), entered, { problem: page.read.refused[error], values: typedOf(entered, read) });
    },
  );

  function saved(reply: FastifyReply, { commune, station }: AtStation) {
    return reply.redirect(`${addressOf(language, commune, station)}?done=entered`, 303);
  }
}
