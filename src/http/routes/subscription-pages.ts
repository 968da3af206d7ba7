import type { FastifyInstance } from 'fastify';
import { html } from 'hono/html';
import { formatClock, readQuietHours } from '../../people/quiet-hours.ts';
import { hashToken, verifySignedId } from '../../people/signed-link.ts';
import type { Subscription } from '../../people/subscription.ts';
import { linkForm, type MessagePage, messagePage } from '../pages/message-page.ts';
import { quietFields } from '../pages/quiet-fields.ts';
import { sendPage } from '../reply.ts';
import type { PageRoutes } from './page-routes.ts';

interface ByToken {
  Params: { token: string };
}

/** Confirming and leaving by the links in a message. GET only shows (mail scanners open every link); POST acts. */
export function subscriptionPages(app: FastifyInstance, { doors, speech }: PageRoutes): void {
  const words = speech.page.subscribe;
  const { language } = speech;
  const nameOf = (found: Subscription) => doors.communes.get(found.commune)?.name ?? found.commune;
  const linkTo = (found: Subscription) => ({
    href: `/${language}/communes/${found.commune}`,
    text: words.backTo(nameOf(found)),
  });
  const home = { href: `/${language}/`, text: speech.page.frame.allCommunes };

  app.get<ByToken>('/subscriptions/confirm/:token', (request, reply) => {
    const { token } = request.params;
    const found = doors.subscriptions.findByConfirmToken(hashToken(token));
    if (!found) return show(reply.code(410), null, { title: words.linkDead, text: words.linkDeadText, link: home });
    const path = `/subscriptions/confirm/${encodeURIComponent(token)}`;
    const form = linkForm(`/${language}${path}`, words.confirmButton);
    return show(reply, path, { title: words.confirmTitle, text: words.confirmText(nameOf(found)), form });
  });

  app.post<ByToken>('/subscriptions/confirm/:token', (request, reply) => {
    const found = doors.subscriptions.findByConfirmToken(hashToken(request.params.token));
    if (!found) return show(reply.code(410), null, { title: words.linkDead, text: words.linkDeadText, link: home });
    doors.subscriptions.confirm(found.id, doors.clock.now());
    return show(reply, null, { title: words.confirmed, text: words.confirmedText(nameOf(found)), link: linkTo(found) });
  });

  const leaving = (token: string) => {
    const id = verifySignedId('leave', token, doors.keys.link);
    return id === null ? null : doors.subscriptions.find(id);
  };

  app.get<ByToken>('/subscriptions/leave/:token', (request, reply) => {
    const { token } = request.params;
    const found = leaving(token);
    if (!found) return show(reply, null, { title: words.alreadyLeft, text: words.alreadyLeftText, link: home });
    const path = `/subscriptions/leave/${encodeURIComponent(token)}`;
    return show(reply, path, managePage(token, found, false));
  });

  // Also the target of RFC 8058's one-click POST, whose body says no more than that: the signature in the path is the proof.
  app.post<ByToken>('/subscriptions/leave/:token', (request, reply) => {
    const found = leaving(request.params.token);
    if (!found) return show(reply, null, { title: words.alreadyLeft, text: words.alreadyLeftText, link: home });
    doors.subscriptions.remove(found.id);
    return show(reply, null, { title: words.left, text: words.leftText, link: linkTo(found) });
  });

  // The link that leaves also sets the hours: whoever holds it could have left anyway.
  app.post<ByToken & { Body: { quietFrom?: unknown; quietTo?: unknown } | undefined }>(
    '/subscriptions/quiet-hours/:token',
    (request, reply) => {
      const { token } = request.params;
      const found = leaving(token);
      if (!found) return show(reply, null, { title: words.alreadyLeft, text: words.alreadyLeftText, link: home });
      const { quietFrom, quietTo } = request.body ?? {};
      const typed = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
      const quiet = readQuietHours(typed(quietFrom), typed(quietTo));
      const path = `/subscriptions/leave/${encodeURIComponent(token)}`;
      if (quiet === 'not-understood') return show(reply.code(422), path, managePage(token, found, true));
      doors.subscriptions.setQuietHours(found.id, quiet.hours);
      const said = quiet.hours
        ? words.quietSet(formatClock(quiet.hours.fromMin), formatClock(quiet.hours.toMin))
        : words.quietUnset;
      return show(reply, null, { title: words.quietSaved, text: said, link: linkTo(found) });
    },
  );

  function managePage(token: string, found: Subscription, wrong: boolean): MessagePage {
    const at = (what: string) => `/${language}/subscriptions/${what}/${encodeURIComponent(token)}`;
    return {
      title: words.manageTitle(nameOf(found)),
      text: words.leaveText(nameOf(found)),
      form: html`${linkForm(at('leave'), words.leaveButton)}
<form method="post" action="${at('quiet-hours')}">${quietFields(speech, found.quietHours, wrong)}
<button>${words.quietSave}</button></form>`,
    };
  }

  function show(reply: Parameters<typeof sendPage>[0], path: string | null, page: MessagePage) {
    return sendPage(reply, { doors, speech }, { title: page.title, path }, messagePage(page));
  }
}
