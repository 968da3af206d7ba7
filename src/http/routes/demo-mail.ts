import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Doors } from '../doors.ts';
import { orNotFound } from '../enter.ts';
import { mailList, mailText } from '../pages/mail-page.ts';
import { sendPage } from '../reply.ts';
import { preferredLanguage, type Speech, speeches } from '../speech.ts';
import { zoneOf } from '../views/own-communes.ts';

interface InLanguage {
  Querystring: { lang?: string };
}

/** The demonstration's own mailbox: every message caught on this machine, to read and to click. */
export function demoMail(app: FastifyInstance, doors: Doors): void {
  const timeZone = zoneOf([...doors.communes.values()]);
  const speechOf = (request: FastifyRequest<InLanguage>): Speech => {
    const { languages } = doors.instance;
    const asked = languages.find((each) => each === request.query.lang);
    return speeches[asked ?? preferredLanguage(request.headers['accept-language'], languages)];
  };

  app.get<InLanguage>('/demo/mail', (request, reply) => {
    const mailbox = orNotFound(doors.mailbox);
    const speech = speechOf(request);
    const frame = { title: speech.page.mail.title, path: null, timeZone };
    return sendPage(reply, { doors, speech }, frame, mailList(speech, mailbox(), timeZone));
  });

  app.get<InLanguage & { Params: { number: string } }>('/demo/mail/:number', (request, reply) => {
    const mail = doors.mailbox?.() ?? [];
    const one = orNotFound(mail[mail.length - Number(request.params.number)]);
    const speech = speechOf(request);
    const frame = { title: one.subject, path: null, timeZone };
    return sendPage(reply, { doors, speech }, frame, mailText(speech, one, timeZone));
  });
}
