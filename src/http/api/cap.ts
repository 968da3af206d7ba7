import { Type } from 'typebox';
import { capDocument } from '../../notification/cap/cap.ts';
import { capFeed } from '../../notification/cap/cap-feed.ts';
import { orNotFound } from '../enter.ts';
import { sendProblem } from '../errors.ts';
import { sendPublicText } from '../reply.ts';
import { findCap, viewCap } from '../views/cap-view.ts';
import type { Api, ApiRoutes } from './api-routes.ts';
import { Problem } from './schemas/common.ts';

const ATOM = 'application/atom+xml';
const CAP = 'application/cap+xml';

const xml = (type: string, description: string) => ({ description, content: { [type]: { schema: Type.String() } } });

/** What residents were told, for agencies, broadcasters and sirens: CAP 1.2. */
export function capRoutes(api: Api, { doors, kept }: ApiRoutes): void {
  const source = { doors, kept };
  api.get(
    '/cap',
    {
      schema: {
        summary:
          'What residents were told in the last 48 hours and in alerts in force: an Atom feed of CAP 1.2 documents',
        querystring: Type.Object({ commune: Type.Optional(Type.String({ maxLength: 100 })) }),
        response: { 200: xml(ATOM, 'Atom (RFC 4287), newest first'), 404: Problem },
      },
    },
    async (request, reply) => {
      const { commune: asked } = request.query;
      const communes = [...doors.communes.values()].filter(({ id }) => asked === undefined || id === asked);
      if (asked !== undefined && communes.length === 0) return sendProblem(reply, 404, 'No such commune.');
      const path = `/api/v1/cap${asked === undefined ? '' : `?commune=${asked}`}`;
      const make = async () => capFeed(await viewCap(doors, communes), doors.instance, path);
      return sendPublicText(reply, source, ATOM, path, make);
    },
  );

  api.get(
    '/cap/:identifier.xml',
    {
      schema: {
        summary: 'One CAP 1.2 message',
        params: Type.Object({ identifier: Type.String({ maxLength: 150 }) }),
        response: { 200: xml(CAP, 'CAP 1.2'), 404: Problem },
      },
    },
    async (request, reply) => {
      const { identifier } = request.params;
      const found = orNotFound(findCap(doors, identifier), 'No such message.');
      const { message, commune, context } = found;
      const make = async () => {
        const document = capDocument(message, commune, context);
        return doors.signCap?.(document) ?? document;
      };
      return sendPublicText(reply, source, CAP, `cap ${identifier}`, make);
    },
  );
}
