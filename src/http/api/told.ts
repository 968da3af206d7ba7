import { namesOf } from '../../text/names.ts';
import type { Names } from '../../text/words.ts';
import { enterCommune } from '../enter.ts';
import { type ToldView, viewTold } from '../views/told-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { deliveredAt } from './past-wire.ts';
import { OfCommune, Problem } from './schemas/common.ts';
import { Told } from './schemas/people.ts';

/** Who was told of the alert, who answered, and who is asked next. */
export function toldRoutes(api: Api, routes: ApiRoutes): void {
  api.get(
    '/communes/:commune/told',
    {
      schema: {
        summary: 'Contacts in the order of the ladder: asked when, message delivered or not, who answered, who is next',
        params: OfCommune,
        response: { 200: Told, 401: Problem, 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune } = enterCommune(routes, request, 'see-alert');
      return reply.send(toldToWire(viewTold(routes.doors, commune), namesOf(routes.doors, commune)));
    },
  );
}

type Counts = ToldView['residents']['email'];

function total(counts: readonly Counts[]): Counts {
  const sum = (of: keyof Counts) => counts.reduce((all, each) => all + each[of], 0);
  return { pending: sum('pending'), sent: sum('sent'), dropped: sum('dropped') };
}

function toldToWire({ contacts, answer, next, residents, machines, isUnread }: ToldView, { person }: Names) {
  return {
    contacts: contacts.map(({ contact, askedAt, last }) => ({
      contact: contact.id,
      name: contact.name,
      role: contact.role,
      askedAt,
      message: last && messageToWire(last),
    })),
    answer: answer && { ...answer, name: person(answer.person) },
    next: next && { at: next.dueAt, contacts: next.contacts.map(({ id }) => id), again: next.again },
    residents: total(Object.values(residents)),
    residentsBy: residents,
    machines: machines.map(({ machine, last, isMissed }) => ({
      machine,
      message: last && messageToWire(last),
      isMissed,
    })),
    isPartlyUnread: isUnread,
  };
}

function messageToWire({ event, subject, delivery }: NonNullable<ToldView['machines'][number]['last']>) {
  return { event, subject, status: delivery.status, deliveredAt: deliveredAt(delivery) };
}
