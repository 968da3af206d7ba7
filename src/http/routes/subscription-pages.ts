import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from 'hono/html';
import { waysToResidents } from '../../notification/ways.ts';
import { formatClock, readQuietHours } from '../../people/quiet-hours.ts';
import { hashToken, verifySignedId } from '../../people/signed-link.ts';
import { CONFIRMABLE_MS, type Subscription } from '../../people/subscription.ts';
import type { ResidentWay } from '../../people/way.ts';
import type { Language } from '../../territory/commune.ts';
import type { Html } from '../pages/html.ts';
import { linkForm, type MessagePage } from '../pages/message-page.ts';
import { publicAdvice, publicLevel } from '../pages/residents/public-level.ts';
import { hoursAsTyped, quietFields, type TypedHours, typedHours } from '../pages/residents/quiet-fields.ts';
import { sendMessage } from '../reply.ts';
import { speeches } from '../speech.ts';
import { viewCommune } from '../views/commune-view.ts';
import { type ByToken, closed } from './by-token.ts';
import type { PageRoutes } from './page-routes.ts';

/** What was typed and could not be taken. */
interface WrongChange {
  hours: TypedHours;
  language: Language;
}

/** Confirming and leaving by the links in a message. GET only shows (mail scanners open every link); POST acts. */
export function subscriptionPages(app: FastifyInstance, { doors, speech }: PageRoutes): void {
  const words = speech.page.subscribe;
  const { language } = speech;
  const nameOf = (found: Subscription) => doors.communes.get(found.commune)?.name ?? found.commune;
  const languagesOf = (found: Subscription) => doors.communes.get(found.commune)?.languages ?? [found.language];
  const linkTo = (found: Subscription) => ({
    href: `/${language}/communes/${found.commune}`,
    text: words.backTo(nameOf(found)),
  });
  const home = { href: `/${language}/`, text: speech.page.frame.allCommunes };
  const alreadyLeft = { title: words.alreadyLeft, text: words.alreadyLeftText, link: home };
  const offered = waysToResidents(doors);
  const isOffered = ({ way }: Subscription) => offered.includes(way);
  /** A link that is dead, or leads to what is not offered here any more. */
  const unconfirmable = (way: ResidentWay | null = offered.length > 0 ? null : 'email') =>
    way === null
      ? { title: words.linkDead, text: words.linkDeadText, link: home }
      : { title: words.notOffered[way], text: words.notOfferedText[way], link: home };
  const askedFor = (token: string) =>
    doors.subscriptions.findByConfirmToken(hashToken(token), doors.clock.now() - CONFIRMABLE_MS);

  app.get<ByToken>('/subscriptions/confirm/:token', (request, reply) => {
    const { token } = request.params;
    const found = askedFor(token);
    if (!found || !isOffered(found)) return show(reply.code(410), null, unconfirmable(found?.way));
    const path = `/subscriptions/confirm/${encodeURIComponent(token)}`;
    // Whoever opens the mail again, elsewhere, would wonder whether it was taken.
    if (found.confirmedAt !== null)
      return show(reply, path, {
        title: words.confirmed,
        text: words.confirmedText(nameOf(found)),
        link: linkTo(found),
      });
    const form = linkForm(`/${language}${path}`, words.confirmButton);
    return show(reply, path, {
      title: words.confirmTitle,
      text: words.confirmText(nameOf(found), found.way),
      more: form,
    });
  });

  app.post<ByToken>('/subscriptions/confirm/:token', async (request, reply) => {
    const asked = askedFor(request.params.token);
    const found = asked && isOffered(asked) ? doors.confirmSubscription(request.params.token) : null;
    const commune = found && doors.communes.get(found.commune);
    if (!commune) return show(reply.code(410), null, unconfirmable(asked && !isOffered(asked) ? asked.way : undefined));
    // Whoever subscribes in a flood must not have to look for what holds.
    const view = await viewCommune(doors, commune);
    const inForce =
      view.level === 'normal' ? undefined : html`${publicLevel(speech, view)}${publicAdvice(speech, view)}`;
    return show(reply, null, {
      title: words.confirmed,
      text: words.confirmedText(commune.name),
      more: inForce,
      link: linkTo(found),
    });
  });

  const leaving = (token: string) => {
    const id = verifySignedId('leave', token, doors.keys.link);
    return id === null ? null : doors.subscriptions.find(id);
  };

  app.get<ByToken>('/subscriptions/leave/:token', (request, reply) => {
    const { token } = request.params;
    const found = leaving(token);
    if (!found) return show(reply, null, alreadyLeft);
    const path = `/subscriptions/leave/${encodeURIComponent(token)}`;
    return show(reply, path, managePage(token, found, null));
  });

  // Also the target of RFC 8058's one-click POST, whose body says no more than that: the signature in the path is the proof.
  app.post<ByToken>('/subscriptions/leave/:token', (request, reply) => {
    const found = leaving(request.params.token);
    if (!found) return show(reply, null, alreadyLeft);
    doors.subscriptions.remove(found.id);
    return show(reply, null, { title: words.left, text: words.leftText[found.way], link: linkTo(found) });
  });

  // The link that leaves also changes what is wished: whoever holds it could have left anyway.
  app.post<ByToken & { Body: Record<string, unknown> | undefined }>(
    '/subscriptions/change/:token',
    (request, reply) => {
      const { token } = request.params;
      const found = leaving(token);
      if (!found) return show(reply, null, alreadyLeft);
      const typed = typedHours(request.body);
      const quiet = readQuietHours(typed.from, typed.to);
      const path = `/subscriptions/leave/${encodeURIComponent(token)}`;
      const chosen = languagesOf(found).find((each) => each === request.body?.['language']) ?? found.language;
      if (quiet === 'not-understood')
        return show(reply.code(422), path, managePage(token, found, { hours: typed, language: chosen }));
      doors.subscriptions.change(found.id, { language: chosen, quietHours: quiet.hours });
      const said = quiet.hours
        ? words.quietSet(formatClock(quiet.hours.fromMin), formatClock(quiet.hours.toMin))
        : words.quietUnset;
      return show(reply, null, { title: words.quietSaved, text: said, link: linkTo(found) });
    },
  );

  function managePage(token: string, found: Subscription, wrong: WrongChange | null): MessagePage {
    const at = (what: string) => `/${language}/subscriptions/${what}/${encodeURIComponent(token)}`;
    return {
      title: words.manageTitle(nameOf(found)),
      text: words.leaveText(nameOf(found), found.way),
      more: html`${linkForm(at('leave'), words.leaveButton)}
${isOffered(found) ? changeForm(at('change'), found, wrong) : html`<p class="warning">${words.notOfferedText[found.way]}</p>`}`,
    };
  }

  function changeForm(action: string, found: Subscription, wrong: WrongChange | null): Html {
    return html`<h2>${words.changeTitle}</h2>
<form method="post" action="${action}">${languageField(found, wrong?.language ?? found.language)}${quietFields(speech, wrong?.hours ?? hoursAsTyped(found.quietHours), wrong !== null)}
<button>${words.save}</button></form>`;
  }

  function languageField(found: Subscription, chosen: Language): Html | null {
    const offered = languagesOf(found);
    if (offered.length < 2) return null;
    return html`<label for="language">${words.language}</label>
<select id="language" name="language">${offered.map((each) => html`<option value="${each}" lang="${each}"${each === chosen && html` selected`}>${speeches[each].page.languageName}</option>`)}</select>`;
  }

  function show(reply: FastifyReply, path: string | null, page: MessagePage) {
    return sendMessage(closed(reply), { doors, speech }, page, path);
  }
}
