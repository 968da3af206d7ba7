import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../../people/account.ts';
import type { Rule } from '../../policy/policy.ts';
import { personsOf, stationsOf } from '../../text/names.ts';
import { enterStaff } from '../enter.ts';
import type { Html } from '../pages/html.ts';
import { liveBy } from '../pages/live-link.ts';
import { titleAfter } from '../pages/page-title.ts';
import { policyHistoryPage } from '../pages/policy/policy-history-page.ts';
import { rulesPage } from '../pages/policy/policy-table.ts';
import { mapPage, mapTitle } from '../pages/staff/map-page.ts';
import { neverArrivedPage } from '../pages/staff/never-arrived-page.ts';
import { recordPage } from '../pages/staff/record-page.ts';
import { rejectionsPage } from '../pages/staff/rejections-page.ts';
import { staffPage } from '../pages/staff/staff-page.ts';
import { type PageFrame, refreshSecOf, sendPage } from '../reply.ts';
import { createSlices } from '../slices.ts';
import { viewPast } from '../views/afterwards/past-view.ts';
import { viewEffects } from '../views/effects-view.ts';
import { viewMapPart } from '../views/map/map-part.ts';
import { communesFor, communesOf, mayChangeRules, shownOf, zoneOf } from '../views/own-communes.ts';
import { seenRecord } from '../views/seen-record.ts';
import { seenRejections } from '../views/seen-rejections.ts';
import { viewStaff } from '../views/staff-view.ts';
import type { PageRoutes } from './page-routes.ts';

const LINES_SHOWN = 200;
/** Of an agency each has hundreds of rules. */
const VERSIONS_SHOWN = 50;
const REFUSED_OF_TOPIC = 20;

/** What staff watch over. Anybody else finds no page here. */
export function staffPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech, floods } = routes;
  const { language, page } = speech;
  const person = personsOf(doors);
  const station = stationsOf(doors);
  const commune = (id: string) => doors.communes.get(id)?.name ?? id;

  /** A page for staff of at least one commune. */
  function staffOnly(
    path: string,
    show: (account: Account, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ): void {
    app.get(path, (request, reply) => {
      return show(enterStaff(routes, request), request, reply);
    });
  }
  const zoneFor = (account: Account) => zoneOf(communesOf(doors, account));

  /** The wall screen of a control room goes on by itself, until somebody stops it. */
  const liveAt = (here: string, asked: URLSearchParams) =>
    liveBy('still', asked.has('still'), `/${language}${here}`, refreshSecOf(doors));

  function sendTable(reply: FastifyReply, account: Account, frame: Pick<PageFrame, 'title' | 'path'>, body: Html) {
    return sendPage(reply, { doors, speech }, { ...frame, timeZone: zoneFor(account), wide: true }, body, account);
  }

  staffOnly('/staff', async (account, request, reply) => {
    const view = await viewStaff(doors, account);
    const past = [];
    const letIn = createSlices();
    for (const commune of communesFor(doors, account, 'verify'))
      past.push(await viewPast(doors, commune, floods, letIn));
    const asked = new URL(request.url, 'http://localhost').searchParams;
    const saved = numberAsked(request, 'saved');
    const live = liveAt('/staff', asked);
    // The page goes on reloading: once a colleague has changed the rules it is no longer true.
    const done = saved !== null && saved === doors.policies.current()?.version ? page.policy.saved(saved) : null;
    const frame = {
      title: titleAfter(done, page.staff.title),
      path: '/staff',
      timeZone: zoneFor(account),
      live,
      wide: true,
    };
    const body = staffPage(speech, { view, person, station, done, live, past, rivers: doors.rivers });
    return sendPage(reply, { doors, speech }, frame, body, account);
  });

  staffOnly('/staff/map', async (account, request, reply) => {
    const asked = new URL(request.url, 'http://localhost').searchParams;
    const own = communesFor(doors, account, 'see-alert');
    const { view, ...rows } = await viewMapPart(doors, account, own, asked, speech);
    if (!view) return reply.redirect(`/${language}/staff`, 302);
    const part = new URLSearchParams(asked);
    part.delete('still');
    const live = liveAt(part.size > 0 ? `/staff/map?${part.toString()}` : '/staff/map', asked);
    const timeZone = zoneFor(account);
    const body = mapPage(speech, { view, ...rows, timeZone, rivers: doors.rivers, person, station, live });
    const frame = { title: mapTitle(speech, view), path: '/staff/map', timeZone, live, wide: true };
    return sendPage(reply, { doors, speech }, frame, body, account);
  });

  staffOnly('/staff/rules', (account, request, reply) => {
    const own = communesFor(doors, account, 'change-policy');
    const asked = new URL(request.url, 'http://localhost').searchParams.get('commune') ?? undefined;
    const tables = { policy: doors.policies.current(), own, shown: shownOf(own, asked), person, station };
    return sendTable(reply, account, { title: page.staff.policy, path: '/staff/rules' }, rulesPage(speech, tables));
  });

  staffOnly('/staff/rejections', (account, _request, reply) => {
    const timeZone = zoneFor(account);
    const body = rejectionsPage(speech, seenRejections(doors, account, LINES_SHOWN, REFUSED_OF_TOPIC), timeZone);
    return sendTable(reply, account, { title: page.staff.rejections, path: '/staff/rejections' }, body);
  });

  staffOnly('/staff/messages', async (account, _request, reply) => {
    const own = communesFor(doors, account, 'see-alert');
    const rows = await doors.journal.neverArrived(
      own.map(({ id }) => id),
      LINES_SHOWN,
    );
    const body = neverArrivedPage(speech, { rows, own, person });
    return sendTable(reply, account, { title: page.staff.neverArrived, path: '/staff/messages' }, body);
  });

  staffOnly('/staff/policies', async (account, request, reply) => {
    const timeZone = zoneFor(account);
    const before = numberAsked(request, 'before');
    const read = doors.policies.history(VERSIONS_SHOWN + 1, before ?? undefined);
    const versions = read.slice(0, VERSIONS_SHOWN).map(({ version }) => version);
    const effects = await viewEffects(doors, account, versions);
    const mayChange = (rule: Rule) => mayChangeRules(doors, account, rule);
    const inForce = doors.policies.current();
    const names = { own: account.communes, mayChange, person, commune, station, timeZone, effects };
    const part = { shown: VERSIONS_SHOWN, isNewest: before === null, inForce };
    const body = policyHistoryPage(speech, read, { ...part, ...names });
    return sendTable(reply, account, { title: page.staff.policyHistory, path: '/staff/policies' }, body);
  });

  staffOnly('/staff/record', (account, request, reply) => {
    const before = numberAsked(request, 'before');
    const communes = communesFor(doors, account, 'change-policy');
    const searched = new URL(request.url, 'http://localhost').searchParams;
    const asked = {
      commune: communes.find(({ id }) => id === searched.get('commune'))?.id,
      action: Object.keys(page.onRecord.actions).find((each) => each === searched.get('action')),
    };
    const read = seenRecord(doors, account, LINES_SHOWN + 1, { before: before ?? undefined, ...asked });
    const part = { shown: LINES_SHOWN, isNewest: before === null, communes, asked };
    const names = { person, station, commune, timeZone: zoneFor(account) };
    const body = recordPage(speech, read, { ...part, ...names });
    return sendTable(reply, account, { title: page.staff.record, path: '/staff/record' }, body);
  });
}

function numberAsked({ url }: FastifyRequest, name: string): number | null {
  const asked = new URL(url, 'http://localhost').searchParams.get(name);
  return asked !== null && /^\d{1,9}$/.test(asked) ? Number(asked) : null;
}
