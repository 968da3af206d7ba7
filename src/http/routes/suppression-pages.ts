import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import { suppressionKinds } from '../../alert/suppress.ts';
import { HOUR_MS } from '../../lib/units.ts';
import { isReason } from '../../record/signed-reason.ts';
import type { Station } from '../../territory/station.ts';
import { personsOf } from '../../text/names.ts';
import { signedBefore } from '../acts/sent-before.ts';
import { type AtStation, enterStation, type OfStation } from '../enter.ts';
import { titleAfter } from '../pages/page-title.ts';
import { type SuppressionPage, suppressionPage } from '../pages/staff/suppression-page.ts';
import { sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { passedInMaintenance } from '../views/passed-in-maintenance.ts';
import type { PageRoutes } from './page-routes.ts';

const SHOWN = 20;
const text = Type.String({ maxLength: 2000 });
const BeginForm = Type.Object({ kind: Type.Optional(text), hours: text, reason: text });
const EndForm = Type.Object({ reason: text });

/** A gauge under maintenance, or whose silence is known: signed by a person, for a time. */
export function suppressionPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const person = personsOf(doors);

  async function show(
    reply: FastifyReply,
    { account, station, commune }: AtStation,
    said: { done?: string | null; problem?: string } & Partial<SuppressionPage['values']>,
  ) {
    const { timeZone } = commune;
    const past = doors.suppressions.recent(station.id, SHOWN);
    const body = suppressionPage(speech, {
      station,
      commune,
      inForce: doors.suppressions.of(station.id),
      past,
      passed: await passedInMaintenance(doors, station, past),
      person,
      csrf: reply.generateCsrf(),
      done: said.done ?? null,
      problem: said.problem ?? null,
      values: { kind: said.kind ?? null, hours: said.hours ?? '24', reason: said.reason ?? '' },
    });
    const path = `/staff/stations/${station.id}/suppressions`;
    const frame = { title: titleAfter(said.done ?? null, page.suppression.title(station.name)), path, timeZone };
    return sendPage(reply, { doors, speech }, frame, body, account);
  }

  const url = '/staff/stations/:station/suppressions';
  app.get<OfStation & { Querystring: { done?: string } }>(url, (request, reply) => {
    const entered = enterStation(routes, request, 'exclude-readings');
    const asked = (['begun', 'ended'] as const).find((each) => each === request.query.done);
    const holds = doors.suppressions.of(entered.station.id) !== null;
    // A colleague's may hold beside the one that was ended; and what was begun may be over on a page that is gone back to.
    const what = asked === 'ended' && holds ? 'endedOne' : asked;
    return show(reply, entered, { done: what && (what !== 'begun' || holds) ? page.suppression[what] : null });
  });

  app.post<OfStation & { Body: Static<typeof BeginForm> }>(
    url,
    { schema: { body: BeginForm }, ...withToken(app) },
    (request, reply) => {
      const entered = enterStation(routes, request, 'exclude-readings');
      const { hours, reason } = request.body;
      const kind = suppressionKinds.find((each) => each === request.body.kind);
      const wanted = /^\d{1,3}$/.test(hours.trim()) ? Number(hours) : 0;
      if (kind && wanted > 0 && isReason(reason)) {
        const { station, who } = entered;
        const until = doors.clock.now() + wanted * HOUR_MS;
        const begun = doors.suppressions.begin({ station: station.id, kind, until, reason: reason.trim() }, who);
        if (begun.ok) return back(reply, station, 'begun');
      }
      return show(reply.code(422), entered, { problem: page.suppression.invalid, kind: kind ?? null, hours, reason });
    },
  );

  app.post<{ Params: { station: string; id: string }; Body: Static<typeof EndForm> }>(
    `${url}/:id/end`,
    { schema: { body: EndForm }, ...withToken(app) },
    (request, reply) => {
      const entered = enterStation(routes, request, 'exclude-readings');
      const { station, who } = entered;
      const { reason } = request.body;
      if (!isReason(reason)) return show(reply.code(422), entered, { problem: page.policy.invalidReason, reason });
      const id = Number(request.params.id);
      const signed = { person: who.person, reason: reason.trim() };
      const isBefore = () =>
        signedBefore(doors.suppressions.recent(station.id, SHOWN).find((each) => each.id === id)?.ended, signed);
      if (doors.suppressions.end(station.id, id, signed.reason, who) || isBefore())
        return back(reply, station, 'ended');
      return show(reply.code(409), entered, { problem: page.suppression.alreadyOver });
    },
  );

  function back(reply: FastifyReply, { id }: Station, done: string) {
    return reply.redirect(`/${language}/staff/stations/${id}/suppressions?done=${done}`, 303);
  }
}
