import type { Api } from './api-routes.ts';
import { Problem } from './schemas/common.ts';

const ofAny = { 400: Problem, 429: Problem };
const ofBodies = { 413: Problem, 415: Problem };

/** What a route may answer whatever it is for: not understood, too often; and, where something is sent, too long or of another kind. */
export function declareRefusals(api: Api): void {
  api.addHook('onRoute', ({ schema, method }) => {
    if (!schema) return;
    const isSent = method === 'POST' || method === 'PUT';
    schema.response = Object.assign({ ...ofAny, ...(isSent && ofBodies) }, schema.response);
  });
}
