import type { Api } from './api-routes.ts';
import { Problem } from './schemas/common.ts';

const ofAny = { 400: Problem, 429: Problem };
const ofDeeds = { 503: Problem };
const ofBodies = { 413: Problem, 415: Problem };

/** What a route may answer whatever it is for: not understood, too often; where something is done, that it cannot be now; where something is sent, too long or of another kind. */
export function declareRefusals(api: Api): void {
  api.addHook('onRoute', ({ schema, method }) => {
    if (!schema) return;
    const isSent = method === 'POST' || method === 'PUT';
    const isDone = isSent || method === 'DELETE';
    schema.response = Object.assign({ ...ofAny, ...(isDone && ofDeeds), ...(isSent && ofBodies) }, schema.response);
  });
}
