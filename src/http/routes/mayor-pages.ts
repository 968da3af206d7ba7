import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Act, ActRefusal } from '../../alert/act.ts';
import type { AlertEvent, AlertEventKind } from '../../alert/alert.ts';
import { reopenable } from '../../alert/undo.ts';
import { err } from '../../lib/result.ts';
import { machinesToldWith } from '../../notification/machines/webhook.ts';
import { tellsContacts, waysToResidents } from '../../notification/ways.ts';
import type { Account } from '../../people/account.ts';
import { may } from '../../people/rights.ts';
import type { ResidentWay } from '../../people/way.ts';
import { raisedLevels } from '../../territory/alert-level.ts';
import type { Commune } from '../../territory/commune.ts';
import { namesOf } from '../../text/names.ts';
import { deeds, refuseOther, refuseOtherClosed, rightFor } from '../acts/deeds.ts';
import { enter, enterCommune, type OfCommune } from '../enter.ts';
import { titleUnder } from '../pages/exercise-notice.ts';
import { liveBy } from '../pages/live-link.ts';
import type { ReopenView } from '../pages/mayor/mayor-decide.ts';
import { type MayorPage, mayorChoice, mayorPage, mayorTitle } from '../pages/mayor/mayor-page.ts';
import { titleAfter } from '../pages/page-title.ts';
import { refreshSecOf, sendMessage, sendPage } from '../reply.ts';
import { withToken } from '../security.ts';
import { refusalText } from '../text/refusal-text.ts';
import { viewChoices } from '../views/choice-view.ts';
import { clocksOff } from '../views/clock-off.ts';
import { comingDown } from '../views/coming-down.ts';
import { type CommuneView, viewCommune } from '../views/commune-view.ts';
import { communesOf } from '../views/own-communes.ts';
import { viewTold } from '../views/told-view.ts';
import type { PageRoutes } from './page-routes.ts';

const EVENTS_SHOWN = 50;
/** Of a page that an earlier version drew the alert is not there, nor, to close it, the level. */
const LevelForm = Type.Object({
  level: Type.Enum([...raisedLevels]),
  alert: Type.Optional(Type.String({ maxLength: 150 })),
});
const CloseForm = Type.Partial(LevelForm);
const ReopenForm = Type.Pick(LevelForm, ['alert']);
const HandBackForm = Type.Object({ ...LevelForm.properties, answeredAt: Type.String({ format: 'date-time' }) });

const doneKinds = ['acknowledge', 'hand-back', 'release', 'hold-back', 'correct', 'close', 'reopen'] as const;

const deedOf: Partial<Record<AlertEventKind, Act['kind'] | 'raise'>> = {
  raised: 'raise',
  escalated: 'raise',
  acknowledged: 'acknowledge',
  'handed-back': 'hand-back',
  released: 'release',
  'held-back': 'hold-back',
  corrected: 'correct',
  closed: 'close',
  reopened: 'reopen',
};

const decisions: readonly Act['kind'][] = ['acknowledge', 'release', 'hold-back', 'close', 'reopen'];

/** A receipt must not stand over a level that was raised after it, nor over what somebody else has done since. `events`: newest first. */
function isNews(done: Act['kind'], events: readonly AlertEvent[], person: string): boolean {
  const last = events.find(({ kind }) => deedOf[kind] !== undefined);
  return last !== undefined && deedOf[last.kind] === done && 'person' in last.reason && last.reason.person === person;
}

/** The alert in force, and what a named person may do with it. */
export function mayorPages(app: FastifyInstance, routes: PageRoutes): void {
  const { doors, speech } = routes;
  const { language, page } = speech;
  const offered = waysToResidents(doors);
  const receipts = { ...page.mayor.done, ...(offered.length > 0 ? {} : page.mayor.doneUnmailed) };

  app.get<{ Querystring: { follow?: string } }>('/mayor', (request, reply) => {
    const account = enter(routes, request);
    const own = communesOf(doors, account);
    const [only] = own;
    if (only && own.length === 1) return reply.redirect(`/${language}/mayor/${only.id}`, 302);
    const rows = viewChoices(doors, own);
    const live = liveBy('follow', request.query.follow !== undefined, `/${language}/mayor`, refreshSecOf(doors));
    const frame = { title: page.mayor.choose, path: '/mayor', live };
    const body = mayorChoice(speech, rows, { now: doors.clock.now(), live });
    return sendPage(reply, { doors, speech }, frame, body, account);
  });

  app.get<OfCommune & { Querystring: { done?: string; follow?: string } }>(
    '/mayor/:commune',
    async (request, reply) => {
      const { account, commune } = enterCommune(routes, request, 'see-alert');
      const view = await viewCommune(doors, commune);
      const names = namesOf(doors, commune);
      const events = eventsOf(commune);
      const path = `/mayor/${commune.id}`;
      const here = `/${language}${path}`;
      const live = liveBy('follow', request.query.follow !== undefined, here, refreshSecOf(doors));
      const policy = doors.policies.current();
      const asked = doneKinds.find((each) => each === request.query.done);
      // On a page that is gone back to, the alert may be over.
      const isThere = asked === 'close' || view.state?.alert != null;
      const done = asked && isThere && isNews(asked, events, account.id) ? receipts[asked] : null;
      const body = mayorPage(speech, {
        view,
        names,
        network: doors.network,
        phones: doors.stationPhones,
        events,
        told: viewTold(doors, commune),
        clocksOff: clocksOff(doors, view.gauges, view.now),
        clockBehind: doors.clockBehind(),
        falling: policy && comingDown(view, policy),
        decide: decideView(account, view, reply.generateCsrf()),
        reopen: reopenView(account, view, reply.generateCsrf()),
        done,
        live,
        isReplay: doors.instance.kind === 'demonstration',
        hasWays: tellsContacts(doors.ways),
        asking: { role: account.role, kind: doors.instance.kind },
        baseUrl: doors.instance.baseUrl,
      });
      const { name: level } = speech.words.level(view.level);
      const title = titleAfter(done, `${level} – ${mayorTitle(speech, view)}`);
      const frame = {
        title: titleUnder(speech, doors.instance, view.exercise, title),
        path,
        timeZone: commune.timeZone,
        live,
      };
      return sendPage(reply, { doors, speech }, frame, body, account);
    },
  );

  const eventsOf = ({ id }: Commune) => doors.journal.events(id, { limit: EVENTS_SHOWN }).toReversed();

  function decideView(account: Account, view: CommuneView, csrf: string): MayorPage['decide'] {
    const { commune, state } = view;
    if (!state?.alert) return null;
    const up = Object.values(state.gauges).filter((gauge) => gauge.level !== 'normal');
    return {
      commune,
      csrf,
      alert: state.alert,
      corrected: view.corrected,
      now: view.now,
      names: namesOf(doors, commune),
      subscribers: offered.length === 0 ? null : subscribersOf(commune),
      machines: machinesOf(commune),
      mayAcknowledge: may(account, 'acknowledge', commune.id),
      hasWays: tellsContacts(doors.ways),
      mayRelease: may(account, 'release', commune.id),
      mayClose: may(account, rightFor('close', state), commune.id) && up.every((gauge) => gauge.notSeen !== null),
    };
  }

  const machinesOf = ({ id }: Commune) => machinesToldWith('residents', doors.webhooks, id);

  function subscribersOf({ id }: Commune) {
    const subscribed = doors.subscriptions.countConfirmed(id);
    const by = (way: ResidentWay) => (offered.includes(way) ? subscribed[way] : 0);
    const [texted, notified] = [by('sms'), by('push') - doors.outdatedBrowsers.count(id)];
    return { all: by('email') + texted + notified, texted, notified };
  }

  function reopenView(account: Account, { commune, state, now }: CommuneView, csrf: string): ReopenView | null {
    const closed = state && reopenable(state, now);
    if (!closed || !may(account, rightFor('reopen', state), commune.id)) return null;
    return { commune, closed, csrf, machines: machinesOf(commune) };
  }

  for (const { kind, right } of deeds) {
    app.post<OfCommune & { Body: Static<typeof LevelForm> }>(
      `/mayor/:commune/${kind}`,
      { schema: { body: LevelForm }, ...withToken(app) },
      (request, reply) => {
        const { account, commune } = enterCommune(routes, request, right);
        const { level, alert } = request.body;
        return doIt(reply, account, commune, { kind, level }, alert);
      },
    );
  }

  app.post<OfCommune & { Body: Static<typeof HandBackForm> }>(
    '/mayor/:commune/hand-back',
    { schema: { body: HandBackForm }, ...withToken(app) },
    (request, reply) => {
      const { account, commune } = enterCommune(routes, request, 'acknowledge');
      const { level, alert, answeredAt } = request.body;
      const deed = { kind: 'hand-back', level, answeredAt: Date.parse(answeredAt) } as const;
      return doIt(reply, account, commune, deed, alert);
    },
  );

  app.post<OfCommune & { Body: Static<typeof CloseForm> }>(
    '/mayor/:commune/close',
    { schema: { body: CloseForm }, ...withToken(app) },
    (request, reply) => {
      const right = rightFor('close', doors.journal.state(request.params.commune));
      const { account, commune } = enterCommune(routes, request, right);
      const { level, alert } = request.body;
      return doIt(reply, account, commune, { kind: 'close', ...(level && { level }) }, alert);
    },
  );

  app.post<OfCommune & { Body: Static<typeof ReopenForm> }>(
    '/mayor/:commune/reopen',
    { schema: { body: ReopenForm }, ...withToken(app) },
    (request, reply) => {
      const right = rightFor('reopen', doors.journal.state(request.params.commune));
      const { account, commune } = enterCommune(routes, request, right);
      return doIt(reply, account, commune, { kind: 'reopen' }, request.body.alert);
    },
  );

  /** Before: a second tap, or the same again after a lost connection. Who takes back an answer or a message twice is told how it stands. */
  function hasWorked(refusal: ActRefusal, { id }: Account, commune: Commune, { kind }: Act): boolean {
    if (!decisions.includes(kind)) return false;
    if (kind === 'acknowledge' && refusal.kind === 'already-acknowledged') return refusal.person === id;
    return refusal.kind !== 'level-changed' && isNews(kind, eventsOf(commune), id);
  }

  function doIt(reply: FastifyReply, account: Account, commune: Commune, deed: Act, seen?: string) {
    const here = `/${language}/mayor/${commune.id}`;
    const refuse = deed.kind === 'reopen' ? refuseOtherClosed : refuseOther;
    const other = refuse(doors.journal.state(commune.id), seen);
    const result = other ? err(other) : doors.act(commune.id, deed, account.id);
    if (result.ok || hasWorked(result.error, account, commune, deed))
      return reply.redirect(`${here}?done=${deed.kind}`, 303);
    const text = refusalText(speech, result.error, namesOf(doors, commune), doors.clock.now());
    const { title, back } = page.mayor.refused;
    const link = { href: here, text: back };
    return sendMessage(reply.code(409), { doors, speech }, { title, text, link }, null, account);
  }
}
