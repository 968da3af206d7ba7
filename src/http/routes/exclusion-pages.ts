import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { takeTurns } from '../../reading/take-turns.ts';
import type { Who } from '../../record/record.ts';
import { isReason } from '../../record/signed-reason.ts';
import type { Station } from '../../territory/station.ts';
import { personsOf } from '../../text/names.ts';
import { signedBefore } from '../acts/sent-before.ts';
import type { Doors } from '../doors.ts';
import { type AtStation, enterStation, type OfStation } from '../enter.ts';
import { titleAfter } from '../pages/page-title.ts';
import { type ExclusionPage, exclusionPage } from '../pages/staff/exclusion-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { readTyped, Which } from '../typed/typed-time.ts';
import type { PageRoutes } from './page-routes.ts';

const SHOWN = 50;
const text = Type.String({ maxLength: 2000 });
const ExcludeForm = Type.Object({ from: text, fromWhich: Which, to: text, toWhich: Which, reason: text });
const LiftForm = Type.Object({ reason: text });
const done = ['excluded', 'lifted'] as const;

type Lift = Doors['exclusions']['reverse'];
type Lifting = [station: Station, id: number, signed: Who & { reason: string }];

/** Readings taken out of what counts and put back: each signed by a person, with the reason. */
export function exclusionPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const person = personsOf(doors);
  const notRead = { ...page.typedTime, unreadable: page.exclusion.noTime };

  function show(
    reply: FastifyReply,
    { account, station, commune: { timeZone } }: AtStation,
    said: Partial<Pick<ExclusionPage, 'done' | 'problem' | 'values' | 'lifting'>>,
  ) {
    const body = exclusionPage(speech, {
      station,
      exclusions: doors.exclusions.recent(station.id, SHOWN),
      clockTaken: doors.clockTaken.of(station.id),
      person,
      timeZone,
      csrf: reply.generateCsrf(),
      done: said.done ?? null,
      problem: said.problem ?? null,
      values: said.values ?? { from: '', to: '', reason: '' },
      lifting: said.lifting ?? null,
    });
    const path = `/staff/stations/${station.id}/exclusions`;
    const frame = { title: titleAfter(said.done ?? null, page.exclusion.title(station.name)), path, timeZone };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  const url = '/staff/stations/:station/exclusions';
  app.get<OfStation & { Querystring: { done?: string } }>(url, (request, reply) => {
    const entered = enterStation(routes, request, 'exclude-readings');
    const what = done.find((each) => each === request.query.done);
    return show(reply, entered, what ? { done: page.exclusion.done[what] } : {});
  });

  app.post<OfStation & { Body: Static<typeof ExcludeForm> }>(
    url,
    { schema: { body: ExcludeForm }, ...withToken(app) },
    async (request, reply) => {
      const entered = enterStation(routes, request, 'exclude-readings');
      const { station, commune, who } = entered;
      const values = request.body;
      const refuse = (problem: string, code = 422) => show(reply.code(code), entered, { problem, values });
      const from = readTyped(values.from, values.fromWhich, commune.timeZone);
      const to = readTyped(values.to, values.toWhich, commune.timeZone);
      if ('problem' in from) return refuse(notRead[from.problem]);
      if ('problem' in to) return refuse(notRead[to.problem]);
      if (!isReason(values.reason)) return refuse(page.policy.invalidReason);
      const wanted = { station: station.id, from: from.instant, to: to.instant, reason: values.reason.trim() };
      const excluded = await doors.exclusions.exclude(wanted, who);
      if (excluded.ok) return back(reply, station, 'excluded');
      return refuse(page.exclusion.refused[excluded.error], excluded.error === 'history-unreachable' ? 503 : 422);
    },
  );

  const inTurn = takeTurns();
  const liftBy = (path: string, lift: Lift, before: (...asked: Lifting) => boolean) =>
    app.post<{ Params: { station: string; id: string }; Body: Static<typeof LiftForm> }>(
      `${url}/${path}`,
      { schema: { body: LiftForm }, ...withToken(app) },
      async (request, reply) => {
        const entered = enterStation(routes, request, 'exclude-readings');
        const { station, who } = entered;
        const { reason } = request.body;
        const lifting = { path: path.replace(':id', request.params.id), reason };
        if (!isReason(reason)) return show(reply.code(422), entered, { problem: page.policy.invalidReason, lifting });
        const id = Number(request.params.id);
        // A second tap hears of the first when that is done.
        const lifted = await inTurn(() => lift(station.id, id, reason.trim(), who));
        if (lifted === 'history-unreachable')
          return show(reply.code(503), entered, { problem: page.exclusion.refused[lifted], lifting });
        if (lifted || before(station, id, { ...who, reason: reason.trim() })) return back(reply, station, 'lifted');
        return show(reply.code(409), entered, { problem: page.exclusion.alreadyLifted, lifting });
      },
    );
  liftBy(':id/lift', doors.exclusions.reverse, (station, id, signed) =>
    signedBefore(doors.exclusions.recent(station.id, SHOWN).find((each) => each.id === id)?.reversal, signed),
  );
  liftBy('clock/:id/restore', doors.clockTaken.giveBack, (station, id, signed) =>
    signedBefore(doors.clockTaken.givenBackBy(station.id, id, signed.commune), signed),
  );

  function back(reply: FastifyReply, { id }: Station, what: (typeof done)[number]) {
    return reply.redirect(`/${language}/staff/stations/${id}/exclusions?done=${what}`, 303);
  }
}
